"""A table of a web page: what many consoles send as `.xls`."""

from collections import deque
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from siyu.connectors.files.reading.finding import MOST_COLUMNS
from siyu.connectors.files.reading.markup import decoded
from siyu.connectors.files.reading.trouble import NotReadable
from siyu.connectors.files.reading.workbook.strings import LONGEST_CELL, too_long
from siyu.core.words import say

LONGEST_TAG = 1_000_000
SILENT = ("script", "style", "title")


class WebTableSource:
    """The rows of one table of a page. They can be read as often as one likes."""

    ragged = True
    of_1904 = False

    def __init__(self, path: Path, *, sheet: int = 1) -> None:
        self.path = path
        self.sheet = sheet
        self.size = path.stat().st_size
        self.position = 0
        self.weight = 0

    def records(self) -> Iterator[tuple[int, list[str]]]:
        """(row number of the table, cells) of every row that is not blank."""
        rows = _Rows(self.sheet)
        for text, position in decoded(self.path):
            rows.feed(text)
            if len(rows.rawdata) > LONGEST_TAG:
                raise _no_table()
            self.position = position
            while rows.ready:
                number, cells = rows.ready.popleft()
                self.weight += 8 * len(cells) + sum(map(len, cells))
                yield number, cells
        rows.close()
        rows.end_row()
        yield from rows.ready
        if rows.tables < self.sheet:
            raise _no_table()


class _Rows(HTMLParser):
    """Collects the rows of one table; tables inside its cells are text of the cell."""

    def __init__(self, wanted: int) -> None:
        super().__init__(convert_charrefs=True)
        self.wanted = wanted
        self.tables = 0
        self.depth = 0
        self.number = 0
        self.ready: deque[tuple[int, list[str]]] = deque()
        self.cells: list[str] | None = None
        self.pieces: list[str] | None = None
        self.length = 0
        self.silent = 0
        self.below: dict[int, int] = {}
        """By column: how many further rows a cell reaches down."""
        self.covered: set[int] = set()
        """The columns of this row that a cell reaches down to."""

    @property
    def here(self) -> bool:
        return self.depth == 1 and self.tables == self.wanted

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag opens."""
        if tag == "table":
            self.depth += 1
            self.tables += self.depth == 1
        elif tag in SILENT:
            self.silent += 1
        elif tag == "br" and self.pieces is not None:
            self.pieces.append(" ")
        elif self.here and tag == "tr":
            self.end_row()
            self.cells = []
            self.number += 1
            self.covered = set(self.below)
            self.below = {at: rows - 1 for at, rows in self.below.items() if rows > 1}
        elif self.here and tag in ("td", "th") and self.cells is not None:
            self.end_cell()
            self.begin_cell(dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        """A tag closes."""
        if tag == "table" and self.depth:
            if self.here:
                self.end_row()
            self.depth -= 1
        elif tag in SILENT:
            self.silent = max(0, self.silent - 1)
        elif self.here and tag == "tr":
            self.end_row()
        elif self.here and tag in ("td", "th"):
            self.end_cell()

    def handle_data(self, data: str) -> None:
        """Text between tags."""
        if self.pieces is not None and not self.silent:
            self.length += len(data)
            if self.length > LONGEST_CELL:
                raise too_long()
            self.pieces.append(data)

    def begin_cell(self, attributes: dict[str, str | None]) -> None:
        """A cell opens behind those that reach down from above."""
        cells = self.cells if self.cells is not None else []
        while len(cells) in self.covered:
            cells.append("")
        self.pieces, self.length = [], 0
        self.wide = _span(attributes.get("colspan"))
        reaches = _span(attributes.get("rowspan")) - 1
        if reaches:
            self.below |= dict.fromkeys(range(len(cells), min(len(cells) + self.wide, MOST_COLUMNS)), reaches)

    def end_cell(self) -> None:
        """A cell closes: its text stands in the first of the columns it covers."""
        if self.pieces is None or self.cells is None:
            return
        if len(self.cells) + self.wide > MOST_COLUMNS:
            raise _no_table()
        self.cells += [" ".join("".join(self.pieces).split()), *[""] * (self.wide - 1)]
        self.pieces = None

    def end_row(self) -> None:
        """A row closes."""
        self.end_cell()
        if self.cells is not None and any(self.cells):
            self.ready.append((self.number, self.cells))
        self.cells = None


def web_table_titles(path: Path) -> list[str]:
    """A name for each table of a page."""
    rows = _Rows(0)
    for text, _ in decoded(path):
        rows.feed(text)
        if len(rows.rawdata) > LONGEST_TAG:
            raise _no_table()
    return [str(number) for number in range(1, rows.tables + 1)]


def _span(said: str | None) -> int:
    return min(int(said), MOST_COLUMNS) if said and said.isdecimal() and len(said) < 9 and int(said) else 1


def _no_table() -> NotReadable:
    return NotReadable(
        say(
            "这是网页,里面没有表格;请导出为 CSV 或 .xlsx",
            "This is a web page without a table; export CSV or .xlsx",
        )
    )
