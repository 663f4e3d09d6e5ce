"""流量阶梯: for each row the steps from impression to margin with their prices, the cheapest marked. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from siyu.console.charts import label_of
from siyu.insight.behind import NO_FORM
from siyu.insight.prices import FIELDS, UNKNOWN

STEPS = ("cost_per_mille_fen", "cost_per_click_fen", "cost_per_won_fen", "cost_per_kept_fen")
DEEPER = {"platform": "account", "account": "campaign", "campaign": "placement", "form": "placement"}
FULL = 100
"""The width of the longest bar."""


@dataclass(frozen=True)
class Step:
    """The price of one step, how long its bar is, and whether it is the least of its column."""

    figure: str
    fen: float | None
    bar: int
    cheapest: bool


@dataclass(frozen=True)
class Rung:
    """A row of the ladder: its figures, what it is called, its steps, and where it leads."""

    row: Mapping[str, Any]
    name: str
    path: str
    steps: Sequence[Step]
    place: str
    """The row as an address says it."""
    deeper: str
    """The next dimension, empty where there is none."""
    unknown: bool


def rungs(rows: Sequence[Mapping[str, Any]], by: str) -> list[Rung]:
    """The rows with the price of each step beside the least of its column."""
    priced = [{**row, "cost_per_kept_fen": per_kept(row)} for row in rows]
    most = {step: max((row[step] or 0 for row in priced), default=0) for step in STEPS}
    least = {step: min((row[step] for row in priced if row[step]), default=None) for step in STEPS}
    several = {step: sum(1 for row in priced if row[step]) > 1 for step in STEPS}
    return [
        Rung(
            row=row,
            name=label_of(row, by) if by in ("platform", "form") or unknown(row) else str(row[by] or "—"),
            path=path_of(row, by),
            steps=[
                Step(
                    step,
                    row[step],
                    max(1, round(FULL * row[step] / most[step])) if row[step] and most[step] else 0,
                    several[step] and row[step] is not None and row[step] == least[step],
                )
                for step in STEPS
            ],
            place=urlencode(place_of(row, by)),
            deeper="" if unknown(row) else DEEPER.get(by, ""),
            unknown=unknown(row),
        )
        for row in priced
    ]


def unknown(row: Mapping[str, Any]) -> bool:
    """Whether this is the row of people and orders that lead to no placement."""
    return UNKNOWN in (row["platform"], row["form"])


def per_kept(row: Mapping[str, Any]) -> float | None:
    """What a person who is still there cost; unknown when the cost is, or when nobody is."""
    return round(row["cost_fen"] / row["kept"], 2) if row["cost_fen"] is not None and row["kept"] else None


def place_of(row: Mapping[str, Any], by: str) -> dict[str, str]:
    """The names that single a row out of its grouping."""
    if by == "form":
        return {"form": row["form"] or NO_FORM}
    return {name: row[name] for name in FIELDS[by]}


def path_of(row: Mapping[str, Any], by: str) -> str:
    """What a row lies in, from the platform down."""
    if by in ("platform", "form") or unknown(row):
        return ""
    names = [label_of(row, "platform"), *(str(row[name]) for name in FIELDS[by][1:-1])]
    return " / ".join(names)


def within(rows: Sequence[Mapping[str, Any]], place: Mapping[str, str]) -> list[Mapping[str, Any]]:
    """The rows that lie in a place."""
    if not place:
        return list(rows)
    named = [row for row in rows if unknown(row) == (UNKNOWN in place.values())]
    return [row for row in named if all((row[name] or NO_FORM) == value for name, value in place.items())]
