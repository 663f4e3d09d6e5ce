"""Sums of the ledger as a listing: what each is called, and where its entries are."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from siyu.console.ledger.entries import place_name
from siyu.console.tables import Column, Rows
from siyu.console.tracing import weights_of
from siyu.core.words import Say, say
from siyu.insight.questions import Question
from siyu.ledger.rules import KINDS
from siyu.market.headings import HEADINGS
from siyu.traffic.models import Placement

PLACE = ("platform", "account", "campaign", "placement")
Row = Mapping[str, Any]


def sums_of(rows: Sequence[Row], question: Question, *, silent: int) -> tuple[Sequence[Column], Rows]:
    """The columns and rows of the sums by one dimension; each leads to its entries.

    `silent` orders do not say what their goods cost: a sum that lacks them says so.
    """
    asked = {"from": question.since, "to": question.until, "as_of": question.as_of, "by": question.by}

    def entries(row: Row) -> str | None:
        return f"/ledger?{urlencode({**asked, row['at']: row['value']})}#entries" if "value" in row else None

    def lacking(row: Row) -> Say | None:
        if not silent or row.get("kind", "") not in ("", "cost_of_goods") or "day" in row:
            return None
        if row.get("kind"):
            return say(f"另有 {silent} 笔订单未知", f"unknown for {silent} more orders")
        return (
            None
            if "at" in row
            else say(f"不含 {silent} 笔订单的货品成本", f"without the goods of {silent} orders")
        )

    columns = (
        Column(
            name="label",
            heading=HEADINGS[question.by],
            of=lambda row: row.get("day") or str(row["label"]),
            kind="text",
            link=entries,
            searched=question.by in ("kind", "placement"),
            sorts=question.by != "person",
        ),
        Column(
            name="amount_fen", heading=say("金额(元)", "Amount (¥)"), kind="fen", under=lacking, phone=True
        ),
    )
    return columns, TOLD[question.by](rows)


def _by_kind(rows: Sequence[Row]) -> Rows:
    return Rows([{**row, "label": KINDS[row["kind"]], "at": "kind", "value": row["kind"]} for row in rows])


def _by_day(rows: Sequence[Row]) -> Rows:
    return Rows([{**row, "label": row["day"], "at": "day", "value": row["day"]} for row in rows])


def _by_placement(rows: Sequence[Row]) -> Rows:
    places = {tuple(getattr(one, name) for name in PLACE): one for one in Placement.objects.all()}

    def told() -> Iterator[Row]:
        for row in rows:
            place = places.get(tuple(row[name] for name in PLACE))
            label = place_name(place) if place else say("没有版位", "No placement")
            yield {**row, "label": label, "at": "placement", "value": place.id if place else "none"}

    return Rows(list(told()))


def _by_person(rows: Sequence[Row]) -> Rows:
    """Only the people of one page are looked up: a brand may have millions."""

    def named(page: Sequence[Row]) -> Iterator[Row]:
        weights = weights_of([row["person"] for row in page if row["person"]])
        for row in page:
            one = weights.get(row["person"])
            label = say(one["value"], one["value"]) if one else say("不属于任何人", "Nobody's")
            yield {**row, "label": label, "at": "person", "value": row["person"] or "none"}

    return Rows(rows, present=named)


TOLD: Mapping[str, Callable[[Sequence[Row]], Rows]] = {
    "kind": _by_kind,
    "day": _by_day,
    "placement": _by_placement,
    "person": _by_person,
}
