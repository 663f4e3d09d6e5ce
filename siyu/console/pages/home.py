"""总览: the three steps as one river, what needs attention, what to do next."""

from dataclasses import replace
from datetime import UTC, datetime

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from siyu.console.asking import answered, periods, question_of
from siyu.console.attention import situation
from siyu.console.comparing import COMPARISONS, changes_of, comparison_asked, past_of
from siyu.console.pages.sample import offered
from siyu.console.reader import reader
from siyu.console.rules import attention, change, next_steps
from siyu.facts.models import Import

POOLED = ("private_people", "left")


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """The river for a period and its change to the period before; on an empty brand the first step."""
    if not Import.objects.filter(state="done").exists():
        chosen = {"offered": offered() and reader(request).role == "owner"}
        return render(request, "console/welcome.html", {"page": "home", **chosen})
    question, problem = question_of(request, "prices")
    question = replace(question, by="placement")
    document = answered("prices", question)
    totals = document["totals"]
    compared = comparison_asked(request.GET)
    past = past_of(question, compared)
    pool = answered("pool", replace(question, by="pool_id"))["totals"]
    before = answered("pool", replace(past, by="pool_id"))["totals"] if past else None
    now = situation(document, at=datetime.now(UTC))
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
            "pool_changes": {name: change(pool[name], before[name]) for name in POOLED} if before else {},
            "attention": attention(now),
            "steps": next_steps(now),
            "notes": document["notes"],
        },
    )
