"""Days and moments."""

import re
import unicodedata
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from siyu.connectors.files.reading.trouble import BadValue
from siyu.core.words import say

FIRST = date(2000, 1, 1)
DAY = (
    r"(?P<y>\d{4})(?:-(?P<m>\d{1,2})-(?P<d>\d{1,2})"
    r"|/(?P<m2>\d{1,2})/(?P<d2>\d{1,2})|\.(?P<m3>\d{1,2})\.(?P<d3>\d{1,2})"
    r"|年(?P<m4>\d{1,2})月(?P<d4>\d{1,2})日|(?P<m5>\d{2})(?P<d5>\d{2}))"
)
CLOCK = r"(?P<H>\d{1,2}):(?P<M>\d{2})(?::(?P<S>\d{2})(?:[.,](?P<f>\d{1,9}))?)?"
OFFSET = r"(?P<o>[Zz]|[+-]\d{2}(?::?\d{2})?)?"
MOMENT = re.compile(rf"{DAY}(?:[Tt\s]\s*{CLOCK}\s*{OFFSET})?", re.ASCII)
SERIAL = re.compile(r"[0-9]{5}(\.[0-9]+)?")
EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001  (a spreadsheet's day 0 has no zone)
DAYS_OF_1904 = 1462
"""How much later day 0 of the 1904 system is."""
WANTED_TIME = say("应为时间,如 2026-03-01 09:05:00", "should be a time, such as 2026-03-01 09:05:00")
WANTED_DATE = say("应为日期,如 2026-03-01", "should be a date, such as 2026-03-01")


def _read(text: str, later: int = 0) -> tuple[datetime, str] | None:
    """A wall time and its offset ("" when none is said)."""
    plain = unicodedata.normalize("NFKC", text)
    found = MOMENT.fullmatch(plain)
    if found is None:
        if SERIAL.fullmatch(plain):
            # An Excel serial: whole days and a fraction, to the millisecond that its digits carry.
            return EPOCH + timedelta(days=later, milliseconds=round(float(plain) * 86_400_000)), ""
        return None
    part = found.groupdict()
    month = next(int(part[name]) for name in ("m", "m2", "m3", "m4", "m5") if part[name])
    day = next(int(part[name]) for name in ("d", "d2", "d3", "d4", "d5") if part[name])
    try:
        moment = datetime(  # noqa: DTZ001
            int(part["y"]),
            month,
            day,
            int(part["H"] or 0),
            int(part["M"] or 0),
            int(part["S"] or 0),
            int(((part["f"] or "") + "000000")[:6]),
        )
    except ValueError:
        return None
    return moment, part["o"] or ""


def _in_range(day: date, last: date) -> None:
    if day < FIRST:
        raise BadValue(say("早于 2000 年", "before the year 2000"))
    if day > last:
        raise BadValue(say("晚于一年以后", "more than a year ahead"))


def a_year_after(today: date) -> date:
    """The last day that a file may speak of."""
    try:
        return today.replace(year=today.year + 1)
    except ValueError:
        return date(today.year + 1, 3, 1)


def day_parser(zone: ZoneInfo, today: date, *, of_1904: bool = False) -> Callable[[str], str]:
    """A parser for days that takes a moment for its day in the brand's zone: a preset says it is meant so."""
    parse_day, parse_time = date_parser(today, of_1904=of_1904), time_parser(zone, today, of_1904=of_1904)

    def parse_either(text: str) -> str:
        read = _read(text, DAYS_OF_1904 if of_1904 else 0)
        if read is None or read[0].time() == datetime.min.time():
            return parse_day(text)
        return datetime.fromisoformat(parse_time(text)).astimezone(zone).date().isoformat()

    return parse_either


def time_parser(zone: ZoneInfo, today: date, *, of_1904: bool = False) -> Callable[[str], str]:
    """A parser for moments: ISO 8601 in UTC comes out. Without an offset the brand's zone is meant."""
    last = a_year_after(today)
    later = DAYS_OF_1904 if of_1904 else 0

    def parse_time(text: str) -> str:
        read = _read(text, later)
        if read is None:
            raise BadValue(WANTED_TIME)
        wall, offset = read
        _in_range(wall.date(), last)
        if offset:
            try:
                moment = datetime.fromisoformat(wall.isoformat() + offset.upper().replace("Z", "+00:00"))
            except ValueError:
                raise BadValue(WANTED_TIME) from None
        else:
            moment = wall.replace(tzinfo=zone)
        return moment.astimezone(UTC).isoformat()

    return parse_time


def date_parser(today: date, *, of_1904: bool = False) -> Callable[[str], str]:
    """A parser for days, `YYYY-MM-DD`; a time of day other than midnight is refused."""
    last = a_year_after(today)
    later = DAYS_OF_1904 if of_1904 else 0

    def parse_date(text: str) -> str:
        read = _read(text, later)
        if read is None or read[0].time() != datetime.min.time():
            raise BadValue(WANTED_DATE)
        _in_range(read[0].date(), last)
        return read[0].date().isoformat()

    return parse_date
