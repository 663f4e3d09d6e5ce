"""The rows of a sheet as its tags go by."""

from collections import deque
from xml.parsers import expat

from siyu.connectors.files.reading.cells.plain import NO_RESULT
from siyu.connectors.files.reading.workbook.package import damaged
from siyu.connectors.files.reading.workbook.strings import LONGEST_CELL, SharedStrings, too_long, unescaped
from siyu.connectors.files.reading.workbook.styles import moment

MOST_COLUMNS = 16_384
DIGITS_OF_A_DOUBLE = 15


class SheetRows:
    """Collects rows (number, cells) in `ready` while a parser is fed."""

    def __init__(self, strings: SharedStrings, dates: set[int], *, of_1904: bool) -> None:
        self.strings = strings
        self.dates = {str(style) for style in dates}
        self.of_1904 = of_1904
        self.ready: deque[tuple[int, list[str]]] = deque()
        self.number = 0
        self.cells: list[str] = []
        self.column = 0
        self.type = ""
        self.style = ""
        self.pieces: list[str] = []
        self.length = 0
        self.collecting = False
        self.spoken = 0
        self.formula = False
        self.valued = False
        self.columns: dict[str, int] = {}
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.text

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """A tag opens."""
        name = tag.rpartition(" ")[2]
        if name == "c":
            place = attributes.get("r", "").rstrip("0123456789")
            self.column = self._column(place) if place else len(self.cells)
            self.type = attributes.get("t", "n")
            self.style = attributes.get("s", "0")
            self.pieces, self.length, self.formula, self.valued = [], 0, False, False
        elif name == "v" or (name == "t" and not self.spoken):
            self.collecting = self.valued = True
        elif name == "f":
            self.formula = True
        elif name == "rPh":
            self.spoken += 1
        elif name == "row":
            said = attributes.get("r", "")
            # A row that claims to stand above the one before it stands below it all the same.
            self.number = max(self.number + 1, int(said) if said.isdecimal() and len(said) < 9 else 0)
            self.cells = []

    def end(self, tag: str) -> None:
        """A tag closes."""
        name = tag.rpartition(" ")[2]
        if name == "c":
            shown = self._shown("".join(self.pieces))
            if shown:
                missing = self.column - len(self.cells)
                if missing >= 0:
                    self.cells.extend([""] * missing)
                    self.cells.append(shown)
                else:
                    self.cells[self.column] = shown
        elif name in ("v", "t"):
            self.collecting = False
        elif name == "rPh":
            self.spoken -= 1
        elif name == "row" and any(cell and not cell.isspace() for cell in self.cells):
            self.ready.append((self.number, self.cells))
            self.cells = []

    def text(self, data: str) -> None:
        """Characters between tags."""
        if self.collecting:
            self.length += len(data)
            if self.length > LONGEST_CELL:
                raise too_long()
            self.pieces.append(data)

    def _column(self, letters: str) -> int:
        known = self.columns.get(letters)
        if known is None:
            known = 0
            for letter in letters.upper():
                if not "A" <= letter <= "Z" or len(letters) > 3:
                    raise damaged()
                known = known * 26 + ord(letter) - 64
            known -= 1
            if known >= MOST_COLUMNS:
                raise damaged()
            self.columns[letters] = known
        return known

    def _shown(self, value: str) -> str:
        """A cell as text: numbers in their shortest decimal form, days and times in ISO form."""
        kind = self.type
        if self.formula and not value and not (kind == "str" and self.valued):
            return NO_RESULT
        if not value:
            return ""
        if kind == "s":
            if not value.strip().isdecimal():
                raise damaged()
            return self.strings[int(value)]
        if kind == "b":
            return "yes" if value.strip() == "1" else "no"
        if kind in ("str", "inlineStr"):
            return unescaped(value)
        if kind in ("e", "d"):
            return value
        return self._number(value)

    def _number(self, value: str) -> str:
        try:
            number = float(value)
        except ValueError:
            raise damaged() from None
        if self.style in self.dates:
            told = moment(number, of_1904=self.of_1904)
            if told is not None:
                return told
        return shortest(number)


def shortest(number: float) -> str:
    """A spreadsheet's number as its shortest decimal form; more digits than it keeps are shown as damaged."""
    if number != number or number in (float("inf"), float("-inf")):
        raise damaged()
    if number.is_integer():
        if abs(number) >= 10**DIGITS_OF_A_DOUBLE:
            return f"{number:.4E}"
        return str(int(number))
    return repr(number)
