"""The listing of orders: its columns, what a text finds, and what one page of rows is shown with."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum
from django.utils.html import format_html

from siyu.commerce.models import Order, Refund, Shop
from siyu.console.orders.crediting import NOBODY, UNKNOWN
from siyu.console.tables import Column
from siyu.console.templatetags import siyu as writing
from siyu.console.tracing import rows_behind, weights_of
from siyu.core.words import Say, say
from siyu.insight.questions import Question
from siyu.people.models import Identifier
from siyu.people.queries import spellings
from siyu.traffic.codes import PLATFORMS
from siyu.traffic.models import Entry, Placement

MOST_CHOICES = 300
LINKED: Mapping[str, Say] = {"yes": say("有客户", "with a person"), "no": say("没有客户", "without a person")}
GOODS: Mapping[str, Say] = {
    "stated": say("写明了成本", "cost stated"),
    "assumed": say("按毛利率估", "by the shop's margin"),
    "unknown": say("毛利未知", "margin unknown"),
}
CREDIT: Mapping[str, Say] = {
    NOBODY: say("不归任何版位", "no placement"),
    UNKNOWN: say("未知来源", "unknown"),
}


def columns() -> list[Column]:
    """When, where, who, how much, how much is left, who is credited."""
    shops = list(Shop.objects.order_by("name").values_list("name", flat=True)[:MOST_CHOICES])
    places = Placement.objects.filter(entrydescription__isnull=False).distinct()
    named = {
        str(one.id): _named(one) for one in places.order_by("platform", "placement", "id")[:MOST_CHOICES]
    }
    return [
        Column(
            name="order_id",
            heading=say("订单", "Order"),
            link=lambda row: f"/orders/{row.key}",
            under=lambda row: format_html(
                '<span class="small-only">{} · {}</span>', writing.moment(row.paid_at), row.shop.name
            ),
            searched=True,
        ),
        Column(name="paid_at", heading=say("支付时间", "Paid"), kind="moment"),
        Column(
            name="shop",
            heading=say("店铺", "Shop"),
            path="shop__name",
            of=lambda row: row.shop.name,
            choices={name: say(name, name) for name in shops} if len(shops) > 1 else {},
        ),
        Column(
            name="person",
            heading=say("客户", "Person"),
            path="linked",
            of=lambda row: row.called if row.person else None,
            show=lambda row: _who(row),
            link=lambda row: f"/people/{row.person}" if row.person else None,
            choices=LINKED,
            sorts=False,
        ),
        Column(name="amount_fen", heading=say("实付(元)", "Paid (¥)"), kind="fen", phone=True),
        Column(
            name="refunded_fen",
            heading=say("退款(元)", "Refunded (¥)"),
            kind="fen",
            sorts=False,
            show=_refunded,
        ),
        Column(
            name="margin_fen",
            heading=say("毛利(元)", "Margin (¥)"),
            kind="fen",
            under=lambda row: str(GOODS[row.goods]) if row.goods == "assumed" else None,
            phone=True,
        ),
        Column(
            name="goods",
            heading=say("成本", "Cost of goods"),
            show=lambda row: str(GOODS[row.goods]),
            choices=GOODS,
        ),
        Column(
            name="placement",
            heading=say("成交归于", "Sale credited to"),
            of=lambda row: row.credited,
            under=lambda row: row.code,
            choices={**named, **CREDIT},
            sorts=False,
        ),
    ]


def present(question: Question) -> Any:
    """Joins the orders of one page with their refunds, persons, entries, placements."""
    before = question.midnight(question.as_of)

    def joined(orders: list[Any]) -> Iterable[Any]:
        keys = [one.key for one in orders]
        back = {
            row["order_key"]: row["fen"]
            for row in Refund.objects.filter(order_key__in=keys, at__lt=before)
            .values("order_key")
            .annotate(fen=Sum("amount_fen"))
        }
        weights = weights_of([one.person for one in orders if one.person])
        codes = Entry.objects.in_bulk({one.by_entry for one in orders if one.by_entry})
        places = Placement.objects.in_bulk({one.place for one in orders if one.place})
        for one in orders:
            one.refunded_fen = back.get(one.key, 0)
            one.called = weights.get(one.person, {}).get("value", one.person)
            one.code = codes[one.by_entry].code if one.by_entry in codes else None
            one.credited = str(_named(places[one.place]) if one.place in places else CREDIT[one.placement])
        return orders

    return joined


def found(text: str) -> Q:
    """An order by its number, by an identifier of whoever bought, or by the entry it names."""
    people = Identifier.objects.filter(value__in=spellings(text), person_id__isnull=False).values("person_id")
    theirs = Identifier.objects.filter(person_id__in=people).values("id")
    return (
        Q(order_id__icontains=text.strip())
        | Q(identifier_id__in=theirs)
        | Q(entry_id__in=Entry.objects.filter(code=text.strip()).values("id"))
    )


def waiting() -> QuerySet[Refund]:
    """The refunds whose order has not come: they are in no number and no ledger."""
    there = Order.objects.filter(pk=OuterRef("order_key"))
    return Refund.objects.filter(~Exists(there)).select_related("shop")


def waiting_columns() -> list[Column]:
    """Which refund waits for which order, since when, and which row said so."""
    return [
        Column(
            name="refund_id", heading=say("退款号", "Refund"), searched=True, under=lambda row: row.shop.name
        ),
        Column(name="order_id", heading=say("等的订单", "Waits for order"), searched=True, phone=True),
        Column(name="at", heading=say("退款时间", "Refunded"), kind="moment"),
        Column(name="amount_fen", heading=say("金额(元)", "Amount (¥)"), kind="fen", phone=True),
        Column(
            name="file",
            heading=say("来自", "From"),
            link=lambda row: f"/imports/{row.origin['import_id']}" if row.origin else None,
            show=lambda row: _origin(row.origin),
            of=lambda row: row.origin["file"] if row.origin else None,
            sorts=False,
        ),
    ]


def with_origin(refunds: list[Any]) -> Iterable[Any]:
    """The refunds of one page with the row that stated each."""
    rows = rows_behind(one.key for one in refunds)
    for one in refunds:
        one.origin = rows.get(one.key)
    return refunds


def _origin(row: Mapping[str, Any] | None) -> str:
    if row is None:
        return "—"
    return str(say(f"{row['file']} 第 {row['row']} 行", f"{row['file']} row {row['row']}"))


def _who(row: Any) -> Any:
    return row.called if row.person else format_html('<span class="muted">{}</span>', LINKED["no"])


def _refunded(row: Any) -> str:
    return str(writing.exact(row.refunded_fen)) if row.refunded_fen else "—"


def _named(place: Placement) -> Say:
    platform = PLATFORMS.get(place.platform, say(place.platform, place.platform))
    return say(f"{platform.zh} {place.placement}", f"{platform.en} {place.placement}")
