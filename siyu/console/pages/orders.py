"""订单: every order of the period, one order with both views of it, and the refunds that wait."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from siyu.commerce.models import Order
from siyu.console.asking import periods, question_of
from siyu.console.orders.crediting import credited, orders_of, possibly
from siyu.console.orders.one import order_document
from siyu.console.orders.table import columns, found, present, waiting, waiting_columns, with_origin
from siyu.console.tables import Listing, Query
from siyu.console.tracing import rows_behind
from siyu.core.words import say
from siyu.market.queries import today_in


@login_required
def orders(request: HttpRequest) -> HttpResponseBase:
    """The orders paid in the period; below them the refunds that wait for their order."""
    question, problem = question_of(request, "prices")
    wanted = orders_of(question)
    place = request.GET.get("placement", "")
    if place.isascii() and place.isdecimal() and len(place) < 19:
        wanted = wanted.filter(possibly(int(place)))
    listing = Listing(
        request,
        columns(),
        Query(credited(wanted), present=present(question), find=found),
        caption=say("订单", "Orders"),
        stem="orders",
        sort="-paid_at",
        empty=say("这段时间没有订单。", "No orders in this period."),
    )
    waits = Listing(
        request,
        waiting_columns(),
        Query(waiting(), present=with_origin),
        caption=say("等待订单的退款", "Refunds that wait for their order"),
        stem="waiting-refunds",
        name="waiting",
        sort="at",
    )
    for one in (listing, waits):
        if one.wants_file:
            return one.file()
    sums = orders_of(question).aggregate(
        orders=Count("key"),
        paid_fen=Sum("amount_fen"),
        with_person=Count("key", filter=Q(linked="yes")),
        unknown=Count("key", filter=Q(goods="unknown")),
        left_fen=Sum("margin_fen"),
    )
    return render(
        request,
        "console/orders.html",
        {
            "page": "orders",
            "problem": problem,
            "question": question,
            "periods": periods(question),
            "sums": sums,
            "listing": listing,
            "waits": waits,
            "none": not sums["orders"] and not Order.objects.exists(),
        },
    )


@login_required
def order(request: HttpRequest, key: UUID) -> HttpResponse:
    """One order as it is known now, whatever the period."""
    question, _ = question_of(request, "prices")
    tomorrow = today_in(question.zone, datetime.now(UTC)) + timedelta(days=400)
    ever = replace(question, since=question.since.replace(year=2000), until=tomorrow, as_of=tomorrow)
    document = order_document(key, ever)
    if document is None:
        raise Http404
    keys = [key, *(one.key for one in document["refunds"])]
    rows = rows_behind(keys)
    refunds = [{"refund": one, "row": rows.get(one.key)} for one in document["refunds"]]
    return render(
        request,
        "console/order.html",
        {"page": "orders", **document, "refunds": refunds, "row": rows.get(key)},
    )
