"""总览: the three steps as one river, what needs attention, what to do next."""

from dataclasses import replace
from datetime import UTC, datetime

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from siyu.commerce.queries import waiting_refunds
from siyu.console.asking import answered, periods, question_of
from siyu.console.charts import label_of
from siyu.console.comparing import COMPARISONS, changes_of, comparison_asked, past_of
from siyu.console.doors.listing import SOON
from siyu.console.rules import Situation, next_steps
from siyu.facts.models import Import
from siyu.people.queries import conflict_count
from siyu.traffic.queries import expiring_targets


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """The river for a period and its change to the period before; on an empty brand the first step."""
    if not Import.objects.filter(state="done").exists():
        return render(request, "console/welcome.html", {"page": "home"})
    question, problem = question_of(request, "prices")
    question = replace(question, by="placement")
    document = answered("prices", question)
    totals, rows = document["totals"], document["rows"]
    compared = comparison_asked(request.GET)
    past = past_of(question, compared)
    pool = answered("pool", replace(question, by="pool_id"))["totals"]
    found = [row for row in rows if row["index"] is not None and row["index_low"] > 1]
    situation = Situation(
        placements_without_spend=sum(
            1 for row in rows if not row["spend_known"] and row["platform"] != "unknown"
        ),
        orders_linked=totals["orders_linked"],
        conflicts=conflict_count(),
        waiting_refunds=waiting_refunds(),
        won_by_unknown=sum(row["won"] for row in rows if row["platform"] == "unknown"),
        won=totals["won"],
        unknown_value=totals["value_to_date_fen"] is None and not totals["won_alone"],
        depressions=tuple(
            label_of(row, "placement") for row in sorted(found, key=lambda row: -row["index"])[:3]
        ),
        orders=totals["sale_orders"],
        expiring_targets=expiring_targets(before=datetime.now(UTC) + SOON).count(),
    )
    return render(
        request,
        "console/home.html",
        {
            "page": "home",
            "problem": problem,
            "question": question,
            "periods": periods(question),
            "totals": totals,
            "changes": changes_of(totals, past),
            "past": past,
            "compared": compared,
            "comparisons": COMPARISONS,
            "pool": pool,
            "steps": next_steps(situation),
            "notes": document["notes"],
        },
    )
