"""What happened, as rows of the files, with a little reading of cells."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

Row = Mapping[str, str]
DAY = timedelta(days=1)


def fen(text: str | None) -> int:
    """Yuan as fen; an empty cell is 0."""
    return round(Fraction(text) * 100) if text else 0


@dataclass
class World:
    """Rows of each kind, the brand's zone, and the gross margins of shops."""

    rows: Mapping[str, Sequence[Row]]
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Asia/Shanghai"))
    margins: Mapping[str, str] = field(default_factory=dict)

    def of(self, kind: str) -> Sequence[Row]:
        return self.rows.get(kind, ())

    def moment(self, text: str) -> datetime:
        return datetime.fromisoformat(text).replace(tzinfo=self.zone).astimezone(UTC)

    def midnight(self, day: date) -> datetime:
        return datetime.combine(day, time(), tzinfo=self.zone).astimezone(UTC)

    def noon(self, text: str) -> datetime:
        return datetime.combine(date.fromisoformat(text), time(12), tzinfo=self.zone).astimezone(UTC)

    def day(self, text: str) -> date:
        """The brand's day of a moment."""
        return datetime.fromisoformat(text).date()

    def margin(self, order: Row) -> int | None:
        """What an order leaves; None when nobody knows what its goods cost."""
        amount = fen(order["amount"])
        goods = self.goods(order)
        if goods is None:
            return None
        return amount - goods - fen(order.get("shipping_cost")) - fen(order.get("platform_fee"))

    def goods(self, order: Row) -> int | None:
        if order.get("cost_of_goods"):
            return fen(order["cost_of_goods"])
        setting = self.margins.get(order["shop"])
        if setting is None:
            return None
        return math.floor(fen(order["amount"]) * (1 - Fraction(setting)) + Fraction(1, 2))


def ages(begin: datetime, end: datetime) -> int:
    """Whole days of 24 hours between two moments, rounded down."""
    return (end - begin) // DAY


def place(row: Row) -> tuple[str, str, str, str] | None:
    """The placement a row names."""
    named = tuple(row.get(name) or "" for name in ("platform", "account", "campaign", "placement"))
    return named if any(named) else None  # type: ignore[return-value]
