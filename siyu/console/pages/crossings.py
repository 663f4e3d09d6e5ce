"""打通: won here, kept there, bought there."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.html import format_html

from siyu.console.asking import answered, periods, question_of
from siyu.console.drawing.flows import flow
from siyu.console.tables import Column, Listing, Rows
from siyu.console.those import WHO, Those
from siyu.core.words import Say, say
from siyu.insight.crossings import NOWHERE, PATH, people_of
from siyu.pool.queries import pool_names
from siyu.traffic.codes import PLATFORMS

GONE = say("已不在任何池", "in no pool any more")
NEVER = say("还没买", "bought nothing yet")
UNKNOWN = say("未知来源", "unknown")
ASKED = ("from", "to", "as_of")


@login_required
def crossings(request: HttpRequest) -> HttpResponseBase:
    """The people won in the period as streams from platform to pool to shop, and the same as a table."""
    question, problem = question_of(request, "crossings")
    document = answered("crossings", question)
    rows = document["rows"]
    pools = pool_names()
    listing = Listing(
        request,
        _columns(rows, pools, {name: request.GET[name] for name in ASKED if request.GET.get(name)}),
        Rows(rows),
        caption=say("打通", "Crossings"),
        stem="crossings",
        sort="-people",
        css=lambda row: "doubt" if row["platform"] == "unknown" else "",
    )
    if listing.wants_file:
        return listing.file()
    kept = [row for row in rows if row["pool"] and row["shop"]]
    widest = max(kept, key=lambda row: (row["people"], row["platform"] != "unknown"), default=None)
    return render(
        request,
        "console/crossings.html",
        {
            "page": "crossings",
            "problem": problem,
            "question": question,
            "periods": periods(question),
            "totals": document["totals"],
            "flow": flow(rows, document["people_in"], (_platform, lambda pool: _pool(pool, pools), _shop)),
            "widest": widest
            and {
                **widest,
                "told": " → ".join(
                    (_platform(widest["platform"]), _pool(widest["pool"], pools), _shop(widest["shop"]))
                ),
            },
            "listing": listing,
        },
    )


@login_required
def those(request: HttpRequest) -> HttpResponseBase:
    """The people of one crossing."""
    question, problem = question_of(request, "crossings")
    path = {name: request.GET[name] for name in PATH if request.GET.get(name)}
    listing = Listing(
        request,
        (
            WHO,
            Column(name="won_at", heading=say("赢得于", "Won"), kind="moment", phone=True),
            Column(name="orders", heading=say("订单", "Orders"), kind="count"),
            Column(name="margin_fen", heading=say("毛利(元)", "Margin (¥)"), kind="fen", phone=True),
        ),
        Those(people_of(question, path)),
        caption=say("这条路上的人", "The people of this path"),
        stem="crossing-people",
        sort="-margin_fen",
    )
    if listing.wants_file:
        return listing.file()
    pools = pool_names()
    named: dict[str, Callable[[str], str]] = {
        "platform": _platform,
        "pool": lambda value: _pool(None if value == NOWHERE else value, pools),
        "shop": lambda value: _shop(None if value == NOWHERE else value),
    }
    told = [named[name](value) for name, value in path.items()]
    return render(
        request,
        "console/those.html",
        {
            "page": "crossings",
            "problem": problem,
            "question": question,
            "title": " → ".join(told) or str(say("期内赢得的人", "Everybody won in the period")),
            "sentence": say(
                "期内赢得的人;订单和毛利只算这条路上的店铺,从赢得那一刻算起。",
                "Won in the period; orders and margin are of this path's shops, from the moment won on.",
            ),
            "back": ("/crossings", say("打通", "Crossings")),
            "definition": "crossings",
            "listing": listing,
        },
    )


def _columns(rows: list[dict[str, Any]], pools: Mapping[str, Say], asked: Mapping[str, str]) -> list[Column]:
    def there(row: Mapping[str, Any]) -> str:
        path = {name: row[name] or NOWHERE for name in PATH}
        return f"/crossings/people?{urlencode({**asked, **path})}"

    platforms = sorted({row["platform"] for row in rows})
    held = sorted({row["pool"] for row in rows if row["pool"]})
    return [
        Column(
            name="platform",
            heading=say("赢得于", "Won on"),
            show=lambda row: _platform(row["platform"]),
            under=lambda row: format_html(
                '<span class="small-only">→ {} → {}</span>', _pool(row["pool"], pools), _shop(row["shop"])
            ),
            choices={one: PLATFORMS.get(one, UNKNOWN) for one in platforms},
        ),
        Column(
            name="pool",
            heading=say("留在", "Kept in"),
            show=lambda row: _pool(row["pool"], pools),
            choices={one: pools.get(one, say(one, one)) for one in held},
        ),
        Column(
            name="shop",
            heading=say("买在", "Bought in"),
            show=lambda row: _shop(row["shop"]),
            searched=True,
        ),
        Column(name="people", heading=say("人数", "People"), kind="count", link=there, phone=True),
        Column(name="orders", heading=say("订单", "Orders"), kind="count", link=there),
        Column(name="margin_fen", heading=say("毛利(元)", "Margin (¥)"), kind="fen", link=there, phone=True),
        Column(
            name="margin_each",
            heading=say("人均毛利(元)", "Margin a person (¥)"),
            kind="fen",
            of=lambda row: None if row["margin_fen"] is None else row["margin_fen"] / row["people"],
        ),
    ]


def _platform(code: str | None) -> str:
    return str(PLATFORMS.get(code or "", UNKNOWN))


def _pool(code: str | None, pools: Mapping[str, Say]) -> str:
    return str(GONE if code is None else pools.get(code, code))


def _shop(name: str | None) -> str:
    return str(NEVER) if name is None else name
