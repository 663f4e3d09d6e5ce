"""A listing: what its address asks, the rows that answer, and where its headings, pages and files lead."""

from collections.abc import Callable, Sequence
from dataclasses import KW_ONLY, dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.html import format_html
from django.utils.safestring import SafeString

from siyu.connectors.files.exports import Table
from siyu.console.downloads import as_file
from siyu.console.tables.columns import Column
from siyu.console.tables.sources import Asked, Source
from siyu.core.words import Say, say

SIZE = 50
LONGEST = 200
FARTHEST = 100_000
FILES = ("csv", "xlsx")
NOTHING = say("没有这样的行。", "There are no such rows.")


@dataclass(frozen=True)
class Heading:
    """A column's heading: where it leads, and how the rows are sorted by it now."""

    column: Column
    href: str
    sorted: str


@dataclass(frozen=True)
class Cell:
    """One cell as the page shows it; `value` is what a script may sort or sum."""

    column: Column
    html: SafeString | str
    value: Any


@dataclass(frozen=True)
class Line:
    """One row as the page shows it."""

    cells: Sequence[Cell]
    css: str


@dataclass(frozen=True)
class Listing:
    """A table of a page. Of several on one page each has a `name`, which stands before what it asks.

    `sort` is the column that orders it when nothing else is asked, with a `-` for downwards. `total` is a row
    that stands at the end; `stem` what its files are called; `empty` says why there is nothing.
    """

    request: HttpRequest
    columns: Sequence[Column]
    source: Source
    _: KW_ONLY
    caption: Say
    stem: str
    name: str = ""
    sort: str = ""
    size: int = SIZE
    total: Any = None
    css: Callable[[Any], str] = lambda row: ""
    empty: Say = NOTHING

    @property
    def id(self) -> str:
        """The name of its element on the page."""
        return f"listing-{self.name or self.stem}"

    @property
    def boost(self) -> SafeString:
        """Links and forms in here change the listing alone, and the address with it."""
        return format_html(
            'hx-boost:inherited="target:#{} select:#{} swap:outerHTML selectOOB:#top"', self.id, self.id
        )

    @cached_property
    def asked(self) -> Asked:
        """What the address asks; what makes no sense is passed over."""
        chosen = {
            one.name: self._given(one.name) for one in self.columns if self._given(one.name) in one.choices
        }
        text = self._given("sort") or self.sort
        by = next((one for one in self.columns if one.sorts and one.name == text.removeprefix("-")), None)
        find = self._given("find").strip()[:LONGEST]
        return Asked(self.columns, find, chosen, by, text.startswith("-"))

    @property
    def wants_file(self) -> bool:
        """Whether the address asks for all rows as a file."""
        return self._given("file") in FILES

    def file(self) -> HttpResponseBase:
        """All rows that the filters leave, in their order, as CSV or a workbook."""

        columns = [column for column in self.columns if column.only != "page"]

        def rows() -> Any:
            for row in self.source.every(self.asked):
                yield [column.exported(row) for column in columns]

        table = Table([str(column.heading) for column in columns], rows)
        return as_file(table, stem=self.stem, excel=self._given("file") == "xlsx")

    @cached_property
    def shown(self) -> Sequence[Column]:
        """The columns of the page."""
        return [column for column in self.columns if column.only != "file"]

    @cached_property
    def count(self) -> int:
        """How many rows the filters leave."""
        return self.source.count(self.asked)

    @cached_property
    def number(self) -> int:
        """The page that is shown: the last one where the address asks for more."""
        text = self._given("page")
        wanted = int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else 1
        return max(1, min(wanted, self.pages, FARTHEST))

    @cached_property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.count // self.size))

    @cached_property
    def rows(self) -> Sequence[Any]:
        """The rows of the page as they come, for a page that draws them itself."""
        return self.source.page(self.asked, (self.number - 1) * self.size, self.size)

    @cached_property
    def lines(self) -> Sequence[Line]:
        """The rows of the page, cell by cell."""
        return [Line([self._cell(column, row) for column in self.shown], self.css(row)) for row in self.rows]

    @property
    def total_line(self) -> Line | None:
        """The row at the end."""
        if self.total is None:
            return None
        cells = [
            self._cell(column, self.total) if column.has(self.total) else Cell(column, "", "")
            for column in self.shown
        ]
        return Line(cells, "total")

    @property
    def headings(self) -> Sequence[Heading]:
        """The headings; a click sorts by a column, numbers from the greatest, and once more the other way."""
        told = []
        for column in self.shown:
            now = self.asked.sort is column
            down = not self.asked.down if now else column.number
            standing = ("descending" if self.asked.down else "ascending") if now else ""
            href = self.here(sort=f"{'-' if down else ''}{column.name}", page="") if column.sorts else ""
            told.append(Heading(column, href, standing))
        return told

    @property
    def orders(self) -> Sequence[tuple[str, Say, bool]]:
        """The orders a phone offers, which has no headings."""
        now = f"{'-' if self.asked.down else ''}{self.asked.sort.name}" if self.asked.sort else ""
        told = [
            (f"{'-' if column.number else ''}{column.name}", column.heading)
            for column in self.shown
            if column.sorts
        ]
        if now and now not in dict(told) and self.asked.sort:
            told.insert(0, (now, self.asked.sort.heading))
        return [(value, heading, value == now) for value, heading in told]

    @property
    def choices(self) -> Sequence[tuple[str, Say, Sequence[tuple[str, Say, bool]]]]:
        """The choices with what is chosen now: (name in the address, heading, options)."""
        return [
            (
                self._name(column.name),
                column.heading,
                [
                    (code, label, self.asked.chosen.get(column.name) == code)
                    for code, label in column.choices.items()
                ],
            )
            for column in self.columns
            if column.choices
        ]

    @property
    def searches(self) -> bool:
        """Whether a text can be looked for."""
        return any(column.searched for column in self.columns)

    @property
    def narrowed(self) -> bool:
        """Whether a filter leaves rows out."""
        return bool(self.asked.find or self.asked.chosen)

    @property
    def kept(self) -> Sequence[tuple[str, str]]:
        """What else the address asks, which the filter's form hands on."""
        mine = {self._name(name) for name in ("find", "page", "file", "sort")}
        mine |= {self._name(column.name) for column in self.columns if column.choices}
        return [
            (name, value) for name, values in self.request.GET.lists() if name not in mine for value in values
        ]

    @property
    def unfiltered(self) -> str:
        """The address without this listing's filters."""
        return self.here(find="", page="", **{column.name: "" for column in self.columns if column.choices})

    @property
    def first(self) -> int:
        """The number of the first row that is shown."""
        return (self.number - 1) * self.size + 1

    @property
    def last(self) -> int:
        """The number of the last row that is shown."""
        return min(self.count, self.number * self.size)

    @property
    def previous(self) -> str:
        """The address of the page before; empty on the first."""
        return self.here(page=str(self.number - 1)) if self.number > 1 else ""

    @property
    def next(self) -> str:
        """The address of the page after; empty on the last."""
        return self.here(page=str(self.number + 1)) if self.number < self.pages else ""

    @property
    def files(self) -> Sequence[tuple[str, str]]:
        """What each file is called and where it is."""
        return [("CSV", self.here(file="csv", page="")), ("Excel", self.here(file="xlsx", page=""))]

    @property
    def find_name(self) -> str:
        """What the text filter is called in the address."""
        return self._name("find")

    @property
    def sort_name(self) -> str:
        """What the order is called in the address."""
        return self._name("sort")

    def here(self, **changes: str) -> str:
        """The page's address with what this listing asks changed; an empty value takes one away."""
        asked = self.request.GET.copy()
        for name, value in changes.items():
            if value:
                asked[self._name(name)] = value
            else:
                asked.pop(self._name(name), None)
        pairs = [(name, value) for name, values in asked.lists() for value in values]
        return f"{self.request.path}?{urlencode(pairs)}" if pairs else self.request.path

    def _cell(self, column: Column, row: Any) -> Cell:
        value = column.value(row) if column.has(row) else None
        return Cell(column, column.written(row), "" if value is None else value)

    def _name(self, name: str) -> str:
        return f"{self.name}.{name}" if self.name else name

    def _given(self, name: str) -> str:
        return str(self.request.GET.get(self._name(name), ""))
