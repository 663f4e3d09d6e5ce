"""The people behind a figure: a listing whose page knows whom it shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from siyu.console.tables import Column, Rows
from siyu.console.tables.sources import Asked
from siyu.console.tracing import weights_of
from siyu.core.words import say


@dataclass(frozen=True)
class Those(Rows):
    """Rows that each have a `person`; the ones of a page are shown by their strongest identifier."""

    def page(self, asked: Asked, skip: int, take: int) -> Sequence[Any]:
        rows = super().page(asked, skip, take)
        weights = weights_of([row["person"] for row in rows])
        return [{**row, "called": weights.get(row["person"])} for row in rows]


WHO = Column(
    name="person",
    heading=say("客户", "Person"),
    show=lambda row: (row.get("called") or {}).get("value") or row["person"],
    under=lambda row: str(say(f"客户 {row['person']}", f"person {row['person']}")),
    link=lambda row: f"/people/{row['person']}",
    sorts=False,
)
"""The column that says who it is and leads there."""
