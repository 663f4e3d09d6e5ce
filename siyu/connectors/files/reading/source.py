"""What every source of rows is: text, a workbook of any age, a table of a web page."""

from collections.abc import Iterator
from typing import Protocol


class Source(Protocol):
    """Rows that can be read as often as one likes, in bounded memory."""

    size: int
    position: int
    weight: int
    """Characters and cells read so far."""
    of_1904: bool
    ragged: bool
    """Whether a row may end before the header does, the rest being empty."""

    def records(self) -> Iterator[tuple[int, list[str]]]:
        """(row number, cells) of every row that is not blank."""
