"""What is asked of a report."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from siyu.core.refusals import Refusal
from siyu.core.words import say

BY: Mapping[str, tuple[str, ...]] = {
    "prices": ("placement", "campaign", "account", "platform", "form"),
    "loops": ("placement",),
    "pool": ("pool_id", "pool", "seat"),
    "people": (),
    "ledger": ("kind", "day", "placement", "person"),
    "crossings": (),
    "levelling": ("placement", "platform"),
}
"""The reports, each with the dimensions it can be asked by; the first is the one meant when none is named."""

LONGEST_HORIZON = 3650
EARLIEST, LATEST = date(1900, 1, 1), date(2999, 12, 31)
"""Days that have a midnight in every zone and every engine."""
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True)
class Question:
    """A period (`until` excluded), the midnight before which things are known, a dimension, a horizon."""

    since: date
    until: date
    as_of: date
    zone: ZoneInfo
    by: str = ""
    horizon: int = 90

    def midnight(self, day: date) -> datetime:
        """The moment at which a day of the brand begins."""
        return datetime.combine(day, time(), tzinfo=self.zone).astimezone(UTC)

    def micros(self, day: date) -> int:
        """The same in microseconds since 1970."""
        return int((self.midnight(day) - datetime(1970, 1, 1, tzinfo=UTC)) / timedelta(microseconds=1))

    def day_of(self, micros: int) -> date:
        """The brand's day of a moment in microseconds since 1970."""
        return moment_of(micros).astimezone(self.zone).date()

    def bounds(self, *, told: bool = False) -> dict[str, str]:
        """The values that bound the relations of the lake; `told`: each row says where it comes from."""
        return {
            "from": self.since.isoformat(),
            "to": self.until.isoformat(),
            "as_of": self.as_of.isoformat(),
            "as_of_at": self.midnight(self.as_of).isoformat(),
            "zone": self.zone.key,
            "told": "true" if told else "false",
        }


def moment_of(micros: int) -> datetime:
    """The moment so many microseconds after 1970."""
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=micros)


def parse_day(text: str, name: str) -> date:
    """A day as YYYY-MM-DD; refuses one that does not exist."""
    try:
        if not DAY.fullmatch(text):
            raise ValueError(text)
        day = date.fromisoformat(text)
        if not EARLIEST <= day <= LATEST:
            raise ValueError(text)
        return day
    except ValueError:
        raise Refusal(
            say(
                f"{name}:没有“{text}”这一天,要写成 2026-03-01",
                f"{name}: there is no day “{text}”; write 2026-03-01",
            )
        ) from None


def ask(
    report: str,
    *,
    since: str | None,
    until: str | None,
    as_of: str | None,
    by: str | None,
    horizon: int | str | None,
    first_day: date,
    today: date,
    zone: ZoneInfo,
) -> Question:
    """The question that these words ask; refuses what makes no sense.

    Without bounds: from the first day on which anything happened, to and as of tomorrow's midnight.
    """
    if report not in BY:
        known = ", ".join(BY)
        raise Refusal(
            say(f"没有报表“{report}”,可选:{known}", f"There is no report “{report}”; choose one of {known}")
        )
    dimensions = BY[report]
    if by and by not in dimensions:
        known = ", ".join(dimensions) or "—"
        raise Refusal(
            say(
                f"{report} 不能按“{by}”看,可选:{known}",
                f"{report} has no dimension “{by}”; choose one of {known}",
            )
        )
    tomorrow = today + timedelta(days=1)
    end = parse_day(until, "to") if until else tomorrow
    start = parse_day(since, "from") if since else min(first_day, end)
    known_until = parse_day(as_of, "as-of") if as_of else tomorrow
    if start > end:
        raise Refusal(say(f"from {start} 晚于 to {end}", f"from {start} is after to {end}"))
    days = _days(horizon)
    return Question(start, end, known_until, zone, by or (dimensions[0] if dimensions else ""), days)


def _days(horizon: int | str | None) -> int:
    """The horizon in days; 90 unless said."""
    told = "90" if horizon is None else str(horizon).strip()
    if not re.fullmatch(r"[0-9]{1,5}", told) or not 1 <= int(told) <= LONGEST_HORIZON:
        raise Refusal(
            say(
                f"horizon 是 1 到 {LONGEST_HORIZON} 的天数",
                f"horizon is a number of days from 1 to {LONGEST_HORIZON}",
            )
        )
    return int(told)
