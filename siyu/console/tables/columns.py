"""What a column of a listing holds: how its values look, sort and go out as a file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from django.utils.html import format_html
from django.utils.safestring import SafeString

from siyu.console.templatetags import siyu as writing
from siyu.core.queries import brand_zone
from siyu.core.words import Say

KINDS: Mapping[str, Callable[[Any], Any]] = {
    "text": lambda value: "—" if value in (None, "") else str(value),
    "count": writing.count,
    "yuan": writing.yuan,
    "fen": writing.exact,
    "ratio": writing.ratio,
    "percent": writing.percent,
    "days": writing.days,
    "day": writing.day,
    "moment": writing.moment,
}
"""How a value of each kind is written: `yuan` to the yuan with the fen on hover, `fen` to the fen."""
WORDS = ("text", "day", "moment")
"""Kinds that stand at the left; numbers stand at the right."""
MONEY = ("yuan", "fen")


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column. A row is a mapping or an object; its value is the entry or attribute `name`, or `of(row)`.

    `show` writes more than the value, `link` is where it leads, `under` a small second line. `phone` keeps
    the column where there is room for two. The text filter looks into `searched` columns; `choices` make a
    choice of the column's values. `path` is what a query calls it, where that is not `name`. `only` keeps a
    column to the page or to the file.
    """

    name: str
    heading: Say
    kind: str = "text"
    of: Callable[[Any], Any] | None = None
    show: Callable[[Any], Any] | None = None
    link: Callable[[Any], str | None] | None = None
    under: Callable[[Any], Any] | None = None
    path: str = ""
    sorts: bool = True
    searched: bool = False
    phone: bool = False
    only: Literal["", "page", "file"] = ""
    choices: Mapping[str, Say] = field(default_factory=dict)

    @property
    def lookup(self) -> str:
        """What a query calls the column."""
        return self.path or self.name

    @property
    def number(self) -> bool:
        """Whether it stands at the right."""
        return self.kind not in WORDS

    def has(self, row: Any) -> bool:
        """Whether the row says anything of this column, be it that it is unknown."""
        return self.of is not None or (
            self.name in row if isinstance(row, Mapping) else hasattr(row, self.name)
        )

    def value(self, row: Any) -> Any:
        """The value by which the column sorts and which goes out as a file."""
        if self.of is not None:
            return self.of(row)
        return row[self.name] if isinstance(row, Mapping) else getattr(row, self.name)

    def written(self, row: Any) -> SafeString:
        """The cell."""
        body = self.show(row) if self.show is not None else KINDS[self.kind](self.value(row))
        href = self.link(row) if self.link is not None else None
        told = format_html('<a href="{}">{}</a>', href, body) if href else format_html("{}", body)
        under = self.under(row) if self.under is not None else None
        return told + format_html('<span class="place">{}</span>', under) if under else told

    def exported(self, row: Any) -> Any:
        """The value as a file holds it: money in yuan, exactly; moments in the brand's zone."""
        value = self.value(row)
        if value is None or isinstance(value, bool):
            return value
        if self.kind in MONEY:
            return Decimal(str(value)) / 100
        if isinstance(value, datetime):
            return value.astimezone(brand_zone()).isoformat()
        if isinstance(value, date):
            return value.isoformat()
        return value if isinstance(value, int | float) else str(value)
