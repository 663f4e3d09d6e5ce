"""What can be wrong with a file, and with a row."""

from dataclasses import dataclass

from siyu.core.refusals import Refusal
from siyu.core.words import Say


class NotReadable(Refusal):
    """The file cannot be read as its kind: nothing of it comes in."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a row is refused: the column as the file calls it, the value, and what would be right."""

    column: str
    value: str
    text: Say

    def __str__(self) -> str:
        shown = self.value if len(self.value) <= 60 else self.value[:57] + "…"
        return f"{self.column} = {shown!r}: {self.text}" if self.column else str(self.text)


class BadValue(ValueError):
    """A cell that cannot be what its column holds; the text says what would be right."""

    def __init__(self, text: Say) -> None:
        super().__init__(text)
        self.text = text
