"""Which styles of a workbook show a number as a day or a time."""

import re
from datetime import datetime, timedelta

from siyu.connectors.files.reading.workbook.package import Package

BUILT_IN = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
"""The formats that every spreadsheet knows by number, with those of its Chinese edition."""
NOT_SHOWN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]', re.IGNORECASE)
DAY_0 = {False: datetime(1899, 12, 30), True: datetime(1904, 1, 1)}  # noqa: DTZ001
"""Day 0 of the 1900 system (which believes in a 29 February 1900, hence the 30th) and of the 1904 one."""


def date_styles(package: Package, name: str) -> set[int]:
    """The numbers of the cell styles that mean a date."""
    custom: dict[str, str] = {}
    found: set[int] = set()
    inside = False
    style = 0
    for tag, attributes in package.tags(name):
        if tag == "numFmt":
            custom[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif tag in ("cellXfs", "cellStyleXfs", "cellStyles", "dxfs"):
            inside = tag == "cellXfs"
        elif tag == "xf" and inside:
            number = attributes.get("numFmtId", "0")
            if is_date(custom[number]) if number in custom else number.isdigit() and int(number) in BUILT_IN:
                found.add(style)
            style += 1
    return found


def is_date(code: str) -> bool:
    """Whether a number format shows a day or a time."""
    shown = NOT_SHOWN.sub("", code.split(";")[0]).lower()
    return shown != "general" and re.search(r"[dmyhs]", shown) is not None


def moment(serial: float, *, of_1904: bool) -> str | None:
    """A serial as ISO text, to the millisecond that its digits carry; None when it is no moment."""
    if serial < 0:
        return None
    try:
        told = DAY_0[of_1904] + timedelta(milliseconds=round(serial * 86_400_000))
    except OverflowError:
        return None
    if serial < 1:
        return told.time().isoformat()
    return told.date().isoformat() if serial == int(serial) else told.isoformat(sep=" ")
