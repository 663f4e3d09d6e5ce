"""Numbers as platforms' consoles show them: in ten thousands, in percent, in a unit that the header says."""

import re
import unicodedata
from decimal import Decimal

from siyu.connectors.files.reading.cells.money import MOST_YUAN

SHOWN = re.compile(
    r"(?P<sign>[+-]?)¥?(?P<sign2>[+-]?)(?P<number>\d+(?:,\d{3})*(?:\.\d*)?|\.\d+)(?P<unit>万|亿|千|[wWkK]|%)?元?"
)
WORTH = {
    "万": Decimal(10_000),
    "w": Decimal(10_000),
    "亿": Decimal(100_000_000),
    "千": Decimal(1000),
    "k": Decimal(1000),
    "%": Decimal("0.01"),
}
LONGEST = 40


def in_ones(text: str, factor: Decimal) -> str:
    """A number in plain digits, exactly: `1.2万` is 12000. What is no number stays as it is."""
    plain = unicodedata.normalize("NFKC", text).replace(" ", "")
    found = SHOWN.fullmatch(plain) if len(plain) <= LONGEST else None
    if found is None:
        return text
    exact = Decimal(found["number"].replace(",", "")) * factor * WORTH.get((found["unit"] or "").lower(), 1)
    if "-" in (found["sign"], found["sign2"]):
        exact = -exact
    if abs(exact) > MOST_YUAN * 1000:
        return text
    shown = format(exact, "f")
    shown = shown.rstrip("0").rstrip(".") if "." in shown else shown
    return "0" if shown == "-0" else shown
