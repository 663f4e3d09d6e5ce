"""账本: sums, and the entries they are made of."""

from django.contrib.auth.decorators import login_required
from django.db.models import Sum
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from siyu.commerce.queries import orders_of_unknown_cost
from siyu.console.asking import answered, periods, question_of
from siyu.console.ledger.columns import COLUMNS, entries_of
from siyu.console.ledger.entries import narrow
from siyu.console.ledger.sums import sums_of
from siyu.console.tables import Listing
from siyu.console.templatetags.siyu import exact
from siyu.core.words import say
from siyu.insight.ledgers import unknown_cost
from siyu.insight.questions import BY
from siyu.ledger.models import Entry


@login_required
def ledger(request: HttpRequest) -> HttpResponseBase:
    """Sums by kind, day, placement or person; below them the entries of the period."""
    question, problem = question_of(request, "ledger")
    document = answered("ledger", question)
    narrowed = narrow(request.GET, question)
    source = entries_of(Entry.objects.filter(narrowed.wanted))
    entries = Listing(
        request,
        COLUMNS,
        source,
        caption=say("逐笔", "Entries"),
        stem="ledger-entries",
        sort="-day",
        empty=say("没有这样的分录。", "No such entries."),
    )
    silent = orders_of_unknown_cost(
        since=question.midnight(question.since),
        until=question.midnight(min(question.until, question.as_of)),
    )
    columns, rows = sums_of(document["rows"], question, silent=silent)
    sums = Listing(
        request,
        columns,
        rows,
        caption=say("合计", "Sums"),
        name="sums",
        stem=f"ledger-by-{question.by}",
        total={"label": say("合计", "Total"), **document["totals"]},
    )
    for listing in (sums, entries):
        if listing.wants_file:
            return listing.file()
    together = source.found(entries.asked).aggregate(fen=Sum("amount_fen"))["fen"] or 0
    return render(
        request,
        "console/ledger.html",
        {
            "page": "ledger",
            "problem": problem,
            "question": question,
            "periods": periods(question),
            "dimensions": BY["ledger"],
            "sums": sums,
            "entries": entries,
            "together": say(f"合计 {exact(together)} 元", f"¥{exact(together)} together"),
            "narrowed": narrowed.told,
            "silent_orders": silent,
            "unknown_cost": unknown_cost(silent),
        },
    )
