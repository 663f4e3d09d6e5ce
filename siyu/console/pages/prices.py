"""流量价格: what traffic costs, step by step, and where it is under-priced."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from siyu.console.asking import answered, periods, priced_together, question_of
from siyu.console.behind import RowsBehind, columns_behind, day_chart
from siyu.console.charts import MEASURES, curve_chart, depression_chart, levelling_chart
from siyu.console.comparing import COMPARISONS, changes_of, comparison_asked, past_of
from siyu.console.drawing.distances import distances
from siyu.console.drawing.ladders import ladders
from siyu.console.evidence import PARTS
from siyu.console.ladder import per_kept, rungs, unknown, within
from siyu.console.rungs import ladder_columns
from siyu.console.tables import Listing, Rows
from siyu.core.words import say
from siyu.insight.behind import FIGURES, NO_FORM
from siyu.insight.questions import BY, Question
from siyu.market.definitions import definition_of
from siyu.market.headings import heading
from siyu.traffic.codes import FORMS, PLATFORMS

PLACE = ("platform", "account", "campaign", "placement", "form")
PAGE = 50
RUNGS = 200
FEW = 12
"""With more placements than that the weekly prices are told by platform."""


@login_required
def prices(request: HttpRequest) -> HttpResponseBase:
    """The ladder, the depressions, the curves and the levelling, for one question."""
    question, problem = question_of(request, "prices")
    together = priced_together(question, few=FEW)
    document, curves, levelled = (together[name] for name in ("prices", "curves", "levelling"))
    place = place_asked(request)
    rows = within(document["rows"], place)
    kept = [curve for curve, row in zip(curves, document["rows"], strict=True) if row in rows]
    by = levelled["by"]
    measure = request.GET.get("price", "")
    measure = measure if measure in MEASURES and measure != "won" else "click"
    compared = comparison_asked(request.GET)
    past = past_of(question, compared)
    ladder = Listing(
        request,
        ladder_columns(question.by),
        Rows(rungs(rows, question.by)),
        caption=say("流量阶梯", "The ladder"),
        stem=f"prices-by-{question.by}",
        size=RUNGS,
    )
    if ladder.wants_file:
        return ladder.file()
    return render(
        request,
        "console/prices.html",
        {
            "page": "prices",
            "problem": problem,
            "question": question,
            "periods": periods(question),
            "dimensions": BY["prices"],
            "ladder": ladder,
            "compared": compared,
            "comparisons": COMPARISONS,
            "past": past,
            "changes": changes_of(document["totals"], past),
            "place": crumbs(place),
            "totals": document["totals"],
            "total_kept_fen": per_kept(document["totals"]),
            "notes": document["notes"],
            "weeks": levelled["weeks"],
            "measures": [
                (name, words, name == measure) for name, (_, words) in MEASURES.items() if name != "won"
            ],
            "ladders": ladders(rows, question.by),
            "distances": distances(rows, question.by),
            "depressions": depression_chart([row for row in rows if not unknown(row)], question.by),
            "levellings": [
                levelling_chart(levelled["rows"], levelled["weeks"], by, one) for one in (measure, "won")
            ],
            "curves": curve_chart(kept, rows, question.by),
        },
    )


@login_required
def figure(request: HttpRequest) -> HttpResponseBase:
    """One figure of one row of the ladder: how it is counted, how exact it is, which rows it is made of."""
    question, problem = question_of(request, "prices")
    asked = request.GET.get("figure", "won")
    asked = asked if asked in FIGURES or asked in PARTS else "won"
    place = place_asked(request)
    part = asked if asked in FIGURES else request.GET.get("part", "")
    part = part if part in FIGURES else PARTS[asked][0]
    row = row_asked(question, place)
    text = request.GET.get("page", "")
    number = max(1, int(text)) if text.isascii() and text.isdecimal() and len(text) < 7 else 1
    rows = RowsBehind(question, part, place, day_asked(request), (number - 1) * PAGE, PAGE)
    listing = Listing(
        request,
        columns_behind(part),
        rows,
        caption=say("哪些行", "The rows"),
        stem=f"rows-behind-{part.removesuffix('_fen')}",
        sort="at",
        size=PAGE,
        empty=say("这段时间没有这样的行。", "There are no such rows in this period."),
    )
    if listing.wants_file:
        return listing.file()
    found = rows.found(listing.asked)
    return render(
        request,
        "console/behind.html",
        {
            "page": "prices",
            "problem": problem,
            "question": question,
            "figure": asked,
            "label": label(asked),
            "value": value_of(row, asked),
            "band": band_of(row, asked),
            "reasons": (row or {}).get("reasons", []),
            "definition": definition(asked),
            "place": crumbs(place),
            "part": part,
            "parts": [(name, label(name), value_of(row, name)) for name in PARTS.get(asked, ())],
            "figures": [(name, label(name)) for name in (*FIGURES, *PARTS)],
            "found": found,
            "listing": listing,
            "day": rows.day,
            "days": day_chart(found, part, label(part)),
            "day_rows": [(day, amount) for day, amount in found.days],
        },
    )


def day_asked(request: HttpRequest) -> date | None:
    """The one day whose rows are asked for."""
    try:
        return date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return None


def place_asked(request: HttpRequest) -> dict[str, str]:
    """The part of traffic that the address names."""
    return {name: request.GET[name] for name in PLACE if request.GET.get(name)}


def row_asked(question: Question, place: Mapping[str, str]) -> dict[str, Any] | None:
    """The row of `prices` that the place is, or the totals; None when there is no such row."""
    if not place:
        return dict(answered("prices", question)["totals"])
    by = "form" if "form" in place else next(name for name in reversed(PLACE[:4]) if name in place)
    rows = within(answered("prices", replace(question, by=by))["rows"], place)
    return dict(rows[0]) if len(rows) == 1 else None


def value_of(row: Mapping[str, Any] | None, name: str) -> float | None:
    """A figure of a row, also one of `value_at` and the price of somebody kept."""
    if row is None:
        return None
    if name.startswith("value_at_"):
        return dict(row["value_at"]).get(name.removeprefix("value_at_"))
    return per_kept(row) if name == "cost_per_kept_fen" else row.get(name)


def band_of(row: Mapping[str, Any] | None, name: str) -> tuple[float, float] | None:
    """The 80 % interval of a figure that has one."""
    if row is None:
        return None
    if name.startswith("value_at_"):
        band = dict(row["value_interval"]).get(name.removeprefix("value_at_"))
        return None if band is None else (band[0], band[1])
    if name == "index" and row["index_low"] is not None:
        return row["index_low"], row["index_high"]
    return None


def label(name: str) -> str:
    """What a figure is called on its page."""
    return str(say("每个留住的人", "Per person kept") if name == "cost_per_kept_fen" else heading(name))


def definition(name: str) -> str:
    """The page that defines a figure."""
    return "kept" if name == "cost_per_kept_fen" else definition_of(name)


def crumbs(place: Mapping[str, str]) -> list[tuple[str, str]]:
    """The place from the platform down: what each part is called, and the address of everything in it."""
    told: list[tuple[str, str]] = []
    names = list(place)
    for at, name in enumerate(names):
        value = place[name]
        if value == "unknown":
            shown_as = str(say("未知来源", "unknown"))
            if told:
                continue
        elif name == "platform":
            shown_as = str(PLATFORMS.get(value, value))
        elif name == "form":
            shown_as = str(say("未说明", "not said") if value == NO_FORM else FORMS.get(value, value))
        else:
            shown_as = value
        asked = {one: place[one] for one in names[: at + 1]}
        deeper = PLACE[min(PLACE.index(name) + 1, 3)] if name != "form" else "placement"
        told.append((shown_as, urlencode({**asked, "by": deeper})))
    return told
