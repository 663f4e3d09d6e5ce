"""Orders with their person, and the placement that the commercial view credits, in the database."""

from datetime import timedelta
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Collate, Round

from siyu.commerce.models import Order, Refund
from siyu.insight.questions import Question
from siyu.people.models import Identifier
from siyu.traffic.models import EntryDescription, Touch

WINDOW = timedelta(days=7)
NOBODY, UNKNOWN = "none", "unknown"
"""Credited to no placement at all; to an entry of which nobody said where it stands."""


def orders_of(question: Question) -> QuerySet[Any]:
    """The orders paid in the period and known at as-of, with `person`, `margin_fen`, `goods` and `back`.

    `margin_fen` is before refunds. `goods`: whether the cost of goods is stated, assumed by the shop's gross
    margin, or unknown. `back`: whether some of it was refunded before as-of.
    """
    assumed = Cast(Round(F("amount_fen") * (1 - F("shop__gross_margin"))), BigIntegerField())
    back = Refund.objects.filter(order_key=OuterRef("pk"), at__lt=question.midnight(question.as_of))
    return (
        Order.objects.filter(
            paid_at__gte=question.midnight(question.since),
            paid_at__lt=question.midnight(min(question.until, question.as_of)),
        )
        .select_related("shop")
        .annotate(
            person=Subquery(Identifier.objects.filter(id=OuterRef("identifier_id")).values("person_id")[:1]),
            linked=Case(
                When(person__isnull=False, then=Value("yes")), default=Value("no"), output_field=TextField()
            ),
            goods=Case(
                When(cost_of_goods_fen__isnull=False, then=Value("stated")),
                When(shop__gross_margin__isnull=False, then=Value("assumed")),
                default=Value("unknown"),
                output_field=TextField(),
            ),
            margin_fen=F("amount_fen")
            - Coalesce("cost_of_goods_fen", assumed)
            - Coalesce("shipping_cost_fen", 0)
            - Coalesce("platform_fee_fen", 0),
            back=Case(When(Exists(back), then=Value("yes")), default=Value("no"), output_field=TextField()),
        )
    )


def credited(orders: QuerySet[Any]) -> QuerySet[Any]:
    """With `by_entry`, the entry by which an order is credited, and `placement`: the id of its placement as a
    text, `unknown` or `none`."""
    touched = (
        Touch.objects.filter(
            identifier_id__in=Identifier.objects.filter(person_id=OuterRef(OuterRef("person"))).values("id"),
            at__lte=OuterRef("paid_at"),
            at__gte=OuterRef("paid_at") - WINDOW,
        )
        .order_by("-at", Collate("touch_id", "C").desc())
        .values("entry_id")[:1]
    )
    described = EntryDescription.objects.filter(entry_id=OuterRef("by_entry")).values("placement_id")[:1]
    found: QuerySet[Any] = orders.annotate(
        by_entry=Coalesce("entry_id", Subquery(touched), output_field=BigIntegerField()),
        place=Subquery(described),
        placement=Case(
            When(by_entry__isnull=True, then=Value(NOBODY)),
            When(place__isnull=True, then=Value(UNKNOWN)),
            default=Cast("place", TextField()),
            output_field=TextField(),
        ),
    )
    return found


def possibly(placement: int) -> Q:
    """Orders that a placement may be credited with: a cheap question asked before the dear one."""
    entries = EntryDescription.objects.filter(placement_id=placement).values("entry_id")
    touched = Identifier.objects.filter(
        id__in=Touch.objects.filter(entry_id__in=entries, identifier_id__isnull=False).values("identifier_id")
    )
    mine = Identifier.objects.filter(person_id__in=touched.values("person_id")).values("id")
    return Q(entry_id__in=entries) | Q(entry_id__isnull=True, identifier_id__in=mine)
