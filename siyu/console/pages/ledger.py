"""账本: sums, and the entries they are made of."""

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from siyu.console.asking import answered, periods, question_of
from siyu.insight.questions import BY
from siyu.ledger.models import Entry
from siyu.ledger.rules import KINDS
from siyu.people.models import Identifier
from siyu.traffic.models import Placement

PAGE = 50
SHOWN_SUMS = 400


@login_required
def ledger(request: HttpRequest) -> HttpResponse:
    """Sums by kind, day, placement or person; below them the entries of the period."""
    question, problem = question_of(request, "ledger")
    document = answered("ledger", question)
    kind = request.GET.get("kind", "")
    wanted = Q(day__gte=question.since, day__lt=min(question.until, question.as_of))
    if kind in KINDS:
        wanted &= Q(kind=kind)
    number = int(request.GET["page"]) if request.GET.get("page", "").isdigit() else 1
    number = max(1, min(number, 100_000))
    found = list(
        Entry.objects.filter(wanted).order_by("-day", "-id")[(number - 1) * PAGE : number * PAGE + 1]
    )
    entries = found[:PAGE]
    placements = Placement.objects.in_bulk({entry.placement_id for entry in entries if entry.placement_id})
    identifiers = Identifier.objects.in_bulk(
        {entry.identifier_id for entry in entries if entry.identifier_id}
    )
    shown = [
        {
            "entry": entry,
            "kind": KINDS[entry.kind],
            "placement": placements.get(entry.placement_id) if entry.placement_id else None,
            "identifier": identifiers.get(entry.identifier_id) if entry.identifier_id else None,
        }
        for entry in entries
    ]
    return render(
        request,
        "console/ledger.html",
        {
            "page": "ledger",
            "problem": problem,
            "question": question,
            "periods": periods(question),
            "dimensions": BY["ledger"],
            "sums": [
                {**row, "label": KINDS.get(row.get("kind", ""))} for row in document["rows"][:SHOWN_SUMS]
            ],
            "hidden": max(0, len(document["rows"]) - SHOWN_SUMS),
            "totals": document["totals"],
            "entries": shown,
            "kinds": KINDS,
            "kind": kind,
            "number": number,
            "next": number + 1 if len(found) > PAGE else None,
            "previous": number - 1 if number > 1 else None,
        },
    )
