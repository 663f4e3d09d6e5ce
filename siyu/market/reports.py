"""Every report by its name."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import duckdb

from siyu.core.queries import brand
from siyu.insight import crossings, ledgers, loops, people, pools, prices
from siyu.insight.distances import nowhere, sale_distances
from siyu.insight.questions import Question
from siyu.insight.relations import pose
from siyu.lake.snapshot import snapshot
from siyu.market import levelling
from siyu.market.curves import BANDED, curve_of
from siyu.market.depressions import BLANK, add_indices


def answer(name: str, question: Question) -> dict[str, Any]:
    """The report as a document: rows, totals, notes. One question over one state gives the same rows."""
    relations, calculate = REPORTS[name]
    with snapshot(relations, question.bounds()) as duck:
        pose(duck, question)
        found = calculate(duck, question)
    return _document(name, question, found)


def priced(question: Question, *, few: int) -> dict[str, Any]:
    """What the page of prices shows, from one look at the data: `prices`, its curves, `levelling`.

    With at most `few` rows the weekly prices are told by placement, else by platform.
    """
    with snapshot(prices.RELATIONS, question.bounds()) as duck:
        pose(duck, question)
        found, groups = _with_groups(duck, question, (*prices.AGES, *BANDED))
        weekly = replace(question, by="placement" if len(groups) <= few else "platform", horizon=90)
        levelled = levelling.calculate(duck, weekly)
    return {
        "prices": _document("prices", question, found),
        "curves": [curve_of(group) for group in groups],
        "levelling": _document("levelling", weekly, levelled),
    }


def _document(name: str, question: Question, found: Mapping[str, Any]) -> dict[str, Any]:
    document: dict[str, Any] = {
        "report": name,
        "from": question.since.isoformat(),
        "to": question.until.isoformat(),
        "as_of": question.as_of.isoformat(),
    }
    if question.by:
        document["by"] = question.by
    if name in ("prices", "loops"):
        document["horizon"] = question.horizon
    document |= found
    document.setdefault("notes", [])
    document["notes"] = [str(note) for note in document["notes"]]
    document["generated_at"] = datetime.now(UTC).isoformat(timespec="seconds")
    return document


def _prices(duck: duckdb.DuckDBPyConnection, question: Question) -> dict[str, Any]:
    return _with_groups(duck, question, prices.AGES)[0]


def _with_groups(
    duck: duckdb.DuckDBPyConnection, question: Question, ages: Sequence[int]
) -> tuple[dict[str, Any], list[prices.Group]]:
    groups, total = prices.groups(duck, question, ages)
    rows = [(group, prices.row_of(group, question)) for group in groups]
    add_indices(rows, question)
    totals = prices.row_of(total, question, overall=True)
    for name in (*prices.PLACEMENT, "form"):
        del totals[name]
    far = sale_distances(duck)
    for number, (_, row) in enumerate(rows):
        row |= far.get(number, nowhere())
    totals |= {**BLANK, **far.get(prices.ALL, nowhere()), "orders_linked": prices.orders_linked(duck)}
    shown = [row for _, row in rows]
    notes = [
        *prices.linkable_notes(shown, brand().linkable_gap),
        *prices.counted_notes(shown),
        *prices.lists_notes(duck),
    ]
    return {"rows": shown, "totals": totals, "notes": notes}, groups


Calculate = Callable[[duckdb.DuckDBPyConnection, Question], dict[str, Any]]

REPORTS: Mapping[str, tuple[tuple[str, ...], Calculate]] = {
    "prices": (prices.RELATIONS, _prices),
    "loops": (prices.RELATIONS, loops.calculate),
    "pool": (pools.RELATIONS, pools.calculate),
    "people": (people.RELATIONS, people.calculate),
    "ledger": (ledgers.RELATIONS, ledgers.calculate),
    "crossings": (crossings.RELATIONS, crossings.calculate),
    "levelling": (levelling.RELATIONS, levelling.calculate),
}
"""What each report reads from the lake, and how it is calculated."""
