"""A workbook as XML of 2003: what some consoles send as `.xls`."""

import re
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from xml.parsers import expat

from siyu.connectors.files.reading.finding import MOST_COLUMNS
from siyu.connectors.files.reading.markup import decoded
from siyu.connectors.files.reading.workbook.package import LONGEST_TOKEN, damaged, refuse_declaration
from siyu.connectors.files.reading.workbook.sheet import shortest
from siyu.connectors.files.reading.workbook.strings import LONGEST_CELL, too_long

MIDNIGHT = re.compile(r"T00:00:00(\.0+)?$")


class XmlWorkbookSource:
    """The rows of one sheet. They can be read as often as one likes; memory does not grow with them."""

    ragged = True
    of_1904 = False

    def __init__(self, path: Path, *, sheet: int = 1) -> None:
        self.path = path
        self.sheet = sheet
        self.size = path.stat().st_size
        self.position = 0
        self.weight = 0

    def records(self) -> Iterator[tuple[int, list[str]]]:
        """(row number of the sheet, cells) of every row that is not blank."""
        rows = _Rows(self.sheet)
        for position in _feed(self.path, rows.parser):
            self.position = position
            while rows.ready:
                number, cells = rows.ready.popleft()
                self.weight += 8 * len(cells) + sum(map(len, cells))
                yield number, cells


def xml_sheet_titles(path: Path) -> list[str]:
    """The names of the sheets, in their order."""
    rows = _Rows(0)
    for _ in _feed(path, rows.parser):
        pass
    return rows.titles


def _feed(path: Path, parser: "expat.XMLParserType") -> Iterator[int]:
    parser.StartDoctypeDeclHandler = refuse_declaration
    parser.buffer_text = True
    seen = 0
    try:
        for text, position in decoded(path):
            plain = text.encode("utf-8", "surrogatepass")
            parser.Parse(plain, False)
            seen += len(plain)
            if seen - parser.CurrentByteIndex > LONGEST_TOKEN:
                raise damaged()
            yield position
        parser.Parse(b"", True)
    except expat.ExpatError as trouble:
        raise damaged() from trouble
    yield path.stat().st_size


class _Rows:
    """Collects the rows of one sheet in `ready` while the parser is fed."""

    def __init__(self, wanted: int) -> None:
        self.wanted = wanted
        self.titles: list[str] = []
        self.ready: deque[tuple[int, list[str]]] = deque()
        self.number = 0
        self.cells: list[str] = []
        self.column = 0
        self.type = ""
        self.pieces: list[str] | None = None
        self.length = 0
        self.parser = expat.ParserCreate(encoding="utf-8", namespace_separator=" ")
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.text

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """A tag opens."""
        name = tag.rpartition(" ")[2]
        said = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        if name == "Worksheet":
            self.titles.append(said.get("Name", "")[:255])
            self.number = 0
        elif len(self.titles) != self.wanted:
            return
        elif name == "Row":
            self.number = max(self.number + 1, _number(said.get("Index")))
            self.cells, self.column = [], 0
        elif name == "Cell":
            self.column = max(self.column, _number(said.get("Index")) - 1)
            self.wide = 1 + _number(said.get("MergeAcross"))
            if self.column + self.wide > MOST_COLUMNS:
                raise damaged()
        elif name == "Data":
            self.type, self.pieces, self.length = said.get("Type", "String"), [], 0

    def end(self, tag: str) -> None:
        """A tag closes."""
        name = tag.rpartition(" ")[2]
        if len(self.titles) != self.wanted:
            return
        if name == "Data" and self.pieces is not None:
            shown = _shown("".join(self.pieces), self.type)
            self.cells += [""] * (self.column - len(self.cells))
            self.cells.append(shown)
            self.pieces = None
        elif name == "Cell":
            self.column += self.wide
        elif name == "Row" and any(cell and not cell.isspace() for cell in self.cells):
            self.ready.append((self.number, self.cells))

    def text(self, data: str) -> None:
        """Characters between tags."""
        if self.pieces is not None:
            self.length += len(data)
            if self.length > LONGEST_CELL:
                raise too_long()
            self.pieces.append(data)


def _number(said: str | None) -> int:
    return int(said) if said and said.isdecimal() and len(said) < 9 else 0


def _shown(value: str, kind: str) -> str:
    if kind == "Number":
        try:
            return shortest(float(value))
        except ValueError:
            raise damaged() from None
    if kind == "Boolean":
        return "yes" if value.strip() == "1" else "no"
    if kind == "DateTime":
        return MIDNIGHT.sub("", value.strip()).replace("T", " ")
    return value
