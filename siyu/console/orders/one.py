"""One order: the money, who bought, and both views of where it came from."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models.functions import Collate

from siyu.commerce.models import Refund
from siyu.console.orders.crediting import UNKNOWN, credited, orders_of
from siyu.console.person import person_document
from siyu.insight.questions import Question
from siyu.ledger.models import Entry as LedgerEntry
from siyu.ledger.rules import KINDS
from siyu.people.models import Identifier
from siyu.traffic.models import Entry, EntryDescription, Placement, Touch

DAY = timedelta(days=1)


def order_document(key: UUID, question: Question) -> dict[str, Any] | None:
    """Everything a page tells of an order as it is known now; None when there is no such order."""
    order = credited(orders_of(question)).filter(key=key).first()
    if order is None:
        return None
    refunds = list(Refund.objects.filter(order_key=key).order_by("at", "refund_id"))
    taken = sum((one.cost_of_goods_back_fen or 0) - one.amount_fen for one in refunds)
    assumed = None
    if order.goods == "assumed":
        assumed = (
            order.amount_fen
            - order.margin_fen
            - (order.shipping_cost_fen or 0)
            - (order.platform_fee_fen or 0)
        )
    ids = [one for one in [order.identifier_id, *order.others] if one]
    person = person_document(order.person) if order.person else None
    return {
        "order": order,
        "assumed_fen": assumed,
        "refunds": refunds,
        "net_fen": None if order.margin_fen is None else order.margin_fen + taken,
        "identifiers": sorted(Identifier.objects.filter(id__in=ids), key=lambda one: ids.index(one.id)),
        "person": person,
        "commercial": _commercial(order),
        "privatised": _privatised(order.paid_at, person),
        "ledger": [
            {"entry": one, "kind": KINDS[one.kind]}
            for one in LedgerEntry.objects.filter(
                source_key__in=[key, *(one.key for one in refunds)]
            ).order_by("day", "id")
        ],
    }


def _commercial(order: Any) -> dict[str, Any]:
    """Which placement sold it: by the entry it names, by the last touch of the 7 days before, or none."""
    entry = Entry.objects.filter(id=order.by_entry).first() if order.by_entry else None
    touch = None
    if entry is not None and order.entry_id is None:
        mine = Identifier.objects.filter(person_id=order.person).values("id")
        touch = (
            Touch.objects.filter(identifier_id__in=mine, entry=entry, at__lte=order.paid_at)
            .order_by("-at", Collate("touch_id", "C").desc())
            .first()
        )
    told = EntryDescription.objects.filter(entry=entry).first() if entry else None
    return {
        "entry": entry,
        "title": told.title if told else "",
        "touch": touch,
        "placement": Placement.objects.filter(id=order.place).first() if order.place else None,
    }


def _privatised(paid_at: datetime, person: dict[str, Any] | None) -> dict[str, Any]:
    """By which placement whoever bought was won, and at what age the order counts: None before they were."""
    if person is None or person["won_at"] is None:
        return {"placement": None, "won_at": None, "age": None, "by": None}
    won = person["won_by"]
    known = won["platform"] != UNKNOWN
    age = (paid_at - person["won_at"]) // DAY if paid_at >= person["won_at"] else None
    return {"placement": won if known else None, "won_at": person["won_at"], "age": age, "by": won}
