"""A row that was understood, and one that was not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from siyu.connectors.files.reading.trouble import Reason


@dataclass(frozen=True, slots=True)
class Row:
    """A row in our terms. `number`: as a spreadsheet counts, the header being row 1."""

    number: int
    key_text: str
    data: dict[str, Any]
    extras: dict[str, str] | None


@dataclass(frozen=True, slots=True)
class Rejected:
    """A refused row with its cells as they came, and all that is wrong with it."""

    number: int
    cells: Sequence[str]
    reasons: Sequence[Reason]
    known: Mapping[str, Any] = field(default_factory=dict)
    """What its cells say of its key, as far as they can be read."""
