"""A workbook's shared strings: kept in a file of the moment, since there may be millions."""

import re
import tempfile
from array import array
from types import TracebackType
from typing import Self
from xml.parsers import expat

from siyu.connectors.files.reading.trouble import NotReadable
from siyu.connectors.files.reading.workbook.package import Package, damaged
from siyu.core.words import say

LONGEST_CELL = 1_000_000
REMEMBERED = 20_000
SPOOLED = 16_000_000
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


class SharedStrings:
    """Texts by their number. Eight bytes a text in memory, and the last few thousand that were asked for."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=SPOOLED)  # noqa: SIM115  (closed with this)
        self._ends = array("Q")
        self._known: dict[int, str] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def load(self, package: Package, name: str) -> None:
        """Read the part that holds them."""
        reading = _Reading(self)
        for _ in package.feed(name, reading.parser):
            pass

    def add(self, text: str) -> None:
        """Append a text."""
        self._file.write(text.encode("utf-8", "surrogatepass"))
        self._ends.append(self._file.tell())

    def __getitem__(self, number: int) -> str:
        text = self._known.get(number)
        if text is None:
            if not 0 <= number < len(self._ends):
                raise damaged()
            start = self._ends[number - 1] if number else 0
            self._file.seek(start)
            text = self._file.read(self._ends[number] - start).decode("utf-8", "surrogatepass")
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            if len(text) < 200:
                self._known[number] = text
        return text


class _Reading:
    """The tags of the part: `<si>` holds a text, in one `<t>` or in runs; `<rPh>` how it is pronounced."""

    def __init__(self, strings: SharedStrings) -> None:
        self.strings = strings
        self.pieces: list[str] = []
        self.length = 0
        self.inside = False
        self.spoken = 0
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.text

    def start(self, tag: str, _: dict[str, str]) -> None:
        name = tag.rpartition(" ")[2]
        if name == "si":
            self.pieces, self.length = [], 0
        elif name == "rPh":
            self.spoken += 1
        elif name == "t":
            self.inside = not self.spoken

    def end(self, tag: str) -> None:
        name = tag.rpartition(" ")[2]
        if name == "si":
            self.strings.add(unescaped("".join(self.pieces)))
        elif name == "rPh":
            self.spoken -= 1
        elif name == "t":
            self.inside = False

    def text(self, data: str) -> None:
        if self.inside:
            self.length += len(data)
            if self.length > LONGEST_CELL:
                raise too_long()
            self.pieces.append(data)


def unescaped(text: str) -> str:
    """Characters that XML cannot hold are written `_x000D_`."""
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def too_long() -> NotReadable:
    """What is said of a cell that no table holds."""
    return NotReadable(
        say(
            f"有一格超过 {LONGEST_CELL:,} 个字符,不像表格",
            f"A cell is longer than {LONGEST_CELL:,} characters: this is no table",
        )
    )
