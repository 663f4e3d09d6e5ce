"""流量价格: what traffic costs, step by step, and where it is under-priced."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from siyu.console.asking import answered, periods, question_of
from siyu.console.charts import curve_chart, depression_chart, levelling_chart
from siyu.console.evidence import FIELDS, rows_behind
from siyu.insight.questions import BY, Question
from siyu.market.curves import value_curves


@login_required
def prices(request: HttpRequest) -> HttpResponse:
    """The ladder, the depressions, the curves and the levelling, for one question."""
    question, problem = question_of(request, "prices")
    document = answered("prices", question)
    levelled = answered(
        "levelling",
        Question(
            question.since, question.until, question.as_of, question.zone, "placement", question.horizon
        ),
    )
    weeks = levelled["weeks"]
    return render(
        request,
        "console/prices.html",
        {
            "page": "prices",
            "problem": problem,
            "question": question,
            "periods": periods(question),
            "dimensions": BY["prices"],
            "rows": ladder(document["rows"], question.by),
            "totals": document["totals"],
            "notes": document["notes"],
            "weeks": weeks,
            "depressions": depression_chart(document["rows"], question.by),
            "levelling": levelling_chart(levelled["rows"], weeks),
            "curves": curve_chart(value_curves(question), document["rows"], question.by),
        },
    )


@login_required
def behind(request: HttpRequest) -> HttpResponse:
    """The rows behind one figure of one row of the ladder."""
    question, problem = question_of(request, "prices")
    field = request.GET.get("field", "spend")
    place = {
        name: request.GET.get(name, "") for name in ("platform", "account", "campaign", "placement", "form")
    }
    field = field if field in FIELDS else "spend"
    page = max(1, int(request.GET["page"])) if request.GET.get("page", "").isdigit() else 1
    columns, rows, more = rows_behind(question, place, field, page=page)
    return render(
        request,
        "console/behind.html",
        {
            "page": "prices",
            "problem": problem,
            "question": question,
            "field": field,
            "fields": [
                {"name": name, "label": label, "chosen": name == field} for name, label in FIELDS.items()
            ],
            "place": {name: value for name, value in place.items() if value},
            "columns": columns,
            "rows": rows,
            "number": page,
            "next": page + 1 if more else None,
            "previous": page - 1 if page > 1 else None,
        },
    )


def ladder(rows: list[dict[str, Any]], by: str) -> list[dict[str, Any]]:
    """Rows with what the page shows beside the figures: a name and where it leads."""
    fields = ("form",) if by == "form" else ("platform", "account", "campaign", "placement")
    shown = []
    for row in rows:
        names = [str(row[name]) for name in fields if row[name]]
        asked = {
            name: row[name] for name in (*fields, "form") if row[name] and (name != "form" or by == "form")
        }
        shown.append({**row, "name": names[-1] if names else "", "path": names[:-1], "asked": asked})
    return shown
