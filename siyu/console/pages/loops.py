"""两个循环: of one spend, what the click sold at once and what the won people brought later."""

from collections import Counter
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from siyu.console.asking import answered, periods, question_of, remembered
from siyu.console.charts import label_of
from siyu.console.drawing.loops import MOST_PICTURES, loop_pictures, verdict
from siyu.console.ladder import path_of, place_of, unknown
from siyu.console.tables import Column, Listing, Rows
from siyu.console.templatetags import siyu as writing
from siyu.core.words import Say, say
from siyu.insight.loops import AGES
from siyu.market.curves import value_curves
from siyu.traffic.codes import FORMS

AGE = 90
"""The age that the answer on top speaks of, unless another is chosen."""
VERDICTS: Mapping[str, Say] = {
    "privatised": say("人更值", "people pay more"),
    "commercial": say("当场更值", "the sale pays more"),
    "equal": say("一样", "equal"),
    "undecided": say("说不准", "undecided"),
    "": say("未知", "unknown"),
}


@login_required
def loops(request: HttpRequest) -> HttpResponseBase:
    """Both views of every placement over the same spend, and which pays more at each age."""
    question, problem = question_of(request, "loops")
    document = answered("loops", question)
    rows = [row for row in document["rows"] if not unknown(row)]
    age = next((one for one in AGES if request.GET.get("age") == str(one)), AGE)
    asked = {name: request.GET[name] for name in ("from", "to", "as_of") if request.GET.get(name)}
    listing = Listing(
        request,
        columns(age, asked),
        Rows(document["rows"]),
        caption=say("两个循环", "The two loops"),
        stem="loops",
        sort="-spend_fen",
        total=document["totals"],
        css=lambda row: "doubt" if row.get("platform") and unknown(row) else "",
    )
    if listing.wants_file:
        return listing.file()
    curves = remembered("curves", question, lambda: {"curves": value_curves(question)})["curves"]
    pictures = loop_pictures(document["rows"], curves)
    counted = Counter(verdict(row, age) for row in rows if row["spend_fen"])
    return render(
        request,
        "console/loops.html",
        {
            "page": "loops",
            "problem": problem,
            "question": question,
            "periods": periods(question),
            "ages": [(one, one == age) for one in AGES],
            "age": age,
            "counted": {name or "unknown": counted[name] for name in VERDICTS},
            "judged": sum(counted.values()),
            "pictures": pictures,
            "hidden": sum(1 for row in rows if row["spend_fen"]) - len(pictures)
            if len(rows) > MOST_PICTURES
            else 0,
            "listing": listing,
        },
    )


def columns(age: int, asked: Mapping[str, str]) -> list[Column]:
    """A placement, its spend, what a yuan brought at once and at each age, and the two days."""

    def behind(figure: str) -> Any:
        return lambda row: f"/prices/behind?{urlencode({**asked, 'figure': figure, **_place(row)})}"

    return [
        Column(
            name="placement",
            heading=say("版位", "Placement"),
            of=lambda row: label_of(row, "placement") if "platform" in row else str(say("合计", "Total")),
            under=lambda row: _form(row) if "platform" in row else None,
            link=behind("won"),
            searched=True,
        ),
        Column(name="spend_fen", heading=say("消耗(元)", "Spend (¥)"), kind="yuan", link=behind("spend_fen")),
        Column(
            name="sale_return",
            heading=say("当场 / 元", "At once, per ¥"),
            kind="ratio",
            link=behind("sale_return"),
            under=lambda row: _band(row["sale_return_interval"]),
            phone=True,
        ),
        *[_at(one, phone=one == age) for one in AGES],
        Column(
            name="crossing_day",
            heading=say("交叉日", "Crossing day"),
            kind="days",
            show=lambda row: _day(
                row["crossing_day"], known=row["won"] > 0 and row["sale_margin_fen"] is not None
            ),
        ),
        Column(
            name="payback_day",
            heading=say("回本日", "Payback day"),
            kind="days",
            show=lambda row: _day(row["payback_day"], known=row["cost_fen"] is not None and row["won"] > 0),
            link=behind("payback_day"),
        ),
    ]


def _place(row: Mapping[str, Any]) -> dict[str, str]:
    return place_of(row, "placement") if "platform" in row else {}


def _at(age: int, *, phone: bool) -> Column:
    return Column(
        name=f"privatised_{age}",
        heading=say(f"{age} 天 / 元", f"{age} d, per ¥"),
        kind="ratio",
        of=lambda row: row["privatised_return_at"][str(age)],
        under=lambda row: _judged(row, age),
        phone=phone,
    )


def _judged(row: Mapping[str, Any], age: int) -> str | None:
    if row["privatised_return_at"][str(age)] is None:
        return None
    told = str(VERDICTS[verdict(row, age)])
    band = _band(row["privatised_interval_at"][str(age)])
    return f"{band} · {told}" if band else told


def _day(day: int | None, *, known: bool) -> str:
    """A day; that it is not reached, or cannot be known."""
    return writing.days(day) if known else writing.unknown()


def _band(ends: list[float] | None) -> str | None:
    return f"{ends[0]:,.2f} – {ends[1]:,.2f}" if ends else None


def _form(row: Mapping[str, Any]) -> str:
    form = FORMS.get(row["form"]) if row["form"] else None
    return " · ".join(part for part in (str(form) if form else "", path_of(row, "placement")) if part)
