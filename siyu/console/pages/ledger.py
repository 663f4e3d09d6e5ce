"""账本: sums, and the entries they are made of."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.db.models import Count, Sum
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from siyu.console.asking import answered, periods, question_of
from siyu.console.downloads import as_file
from siyu.console.entries import entries_table, narrow, place_name, shown
from siyu.console.tracing import weights_of
from siyu.core.words import say
from siyu.insight.questions import BY, Question
from siyu.ledger.models import Entry
from siyu.ledger.rules import KINDS
from siyu.traffic.models import Placement

PAGE = 50
SHOWN_SUMS = 200


@login_required
def ledger(request: HttpRequest) -> HttpResponse:
    """Sums by kind, day, placement or person; below them the entries of the period."""
    question, problem = question_of(request, "ledger")
    document = answered("ledger", question)
    narrowed = narrow(request.GET, question)
    found = Entry.objects.filter(narrowed.wanted)
    counted = found.aggregate(entries=Count("id"), sum_fen=Sum("amount_fen"))
    text = request.GET.get("page", "")
    number = max(1, min(int(text), 100_000)) if text.isdecimal() and len(text) < 9 else 1
    page = list(found.order_by("-day", "-id")[(number - 1) * PAGE : number * PAGE])
    return render(
        request,
        "console/ledger.html",
        {
            "page": "ledger",
            "problem": problem,
            "question": question,
            "periods": periods(question),
            "dimensions": BY["ledger"],
            "sums": _sums(document["rows"][:SHOWN_SUMS], question),
            "hidden": max(0, len(document["rows"]) - SHOWN_SUMS),
            "totals": document["totals"],
            "entries": shown(page),
            "counted": counted,
            "narrowed": narrowed.told,
            "kinds": KINDS,
            "kind": request.GET.get("kind", ""),
            "number": number,
            "next": number + 1 if number * PAGE < counted["entries"] else None,
            "previous": number - 1 if number > 1 else None,
            "entries_export": f"/ledger/entries?{urlencode(list(request.GET.items()))}",
        },
    )


@login_required
def entries(request: HttpRequest) -> HttpResponseBase:
    """The entries that the page shows, all pages of them, as a file."""
    question, _ = question_of(request, "ledger")
    table = entries_table(narrow(request.GET, question))
    return as_file(table, stem="ledger-entries", excel=request.GET.get("format") == "xlsx")


def _sums(rows: list[dict[str, Any]], question: Question) -> list[dict[str, Any]]:
    """Each sum with what it is called and the address of its entries."""
    told = []
    if question.by == "person":
        weights = weights_of([row["person"] for row in rows if row["person"]])
    places = {
        (one.platform, one.account, one.campaign, one.placement): one
        for one in (Placement.objects.all() if question.by == "placement" else ())
    }
    for row in rows:
        if question.by == "kind":
            label, name, value = KINDS[row["kind"]], "kind", row["kind"]
        elif question.by == "day":
            label, name, value = say(str(row["day"]), str(row["day"])), "day", row["day"]
        elif question.by == "person":
            one = weights.get(row["person"])
            label = say(f"{one['value']}", f"{one['value']}") if one else say("不属于任何人", "Nobody's")
            name, value = "person", row["person"] or "none"
        else:
            place = places.get((row["platform"], row["account"], row["campaign"], row["placement"]))
            label = place_name(place) if place else say("没有版位", "No placement")
            name, value = "placement", place.id if place else "none"
        told.append({"label": label, "name": name, "value": value, "amount_fen": row["amount_fen"]})
    return told
