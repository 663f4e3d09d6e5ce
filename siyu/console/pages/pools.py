"""私域池: who is in each pool, who came and went, how long they stay; by pool, by number, by seat."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from siyu.console.asking import answered, periods, question_of, remembered
from siyu.console.drawing.survival import survival_pictures
from siyu.console.tables import Column, Listing, Rows
from siyu.console.templatetags import siyu as writing
from siyu.console.those import WHO, Those
from siyu.core.words import Say, say
from siyu.insight.members import NO_SEAT, WHICH, members_of, survivals
from siyu.insight.pools import AGES, NAMES
from siyu.pool.codes import LEFT_BY
from siyu.pool.queries import pool_names

MOST_PICTURES = 9
ASKED = ("from", "to", "as_of", "by")
GROUPINGS: Mapping[str, Say] = {
    "pool": say("按池", "By pool"),
    "pool_id": say("按池编号", "By pool id"),
    "seat": say("按导购", "By seat"),
}
BY: Mapping[str, Say] = {
    **LEFT_BY,
    "list": say("名单里不见了", "missing in a list"),
    "unsaid": say("没写", "not said"),
}
SENTENCES: Mapping[str, Say] = {
    "live": say("截至时还在池里的成员期。", "Memberships that are live at as-of."),
    "joined": say("期内开始的成员期。", "Memberships that began in the period."),
    "left": say(
        "期内结束的成员期:谁走了,由谁结束。", "Memberships that ended in the period: who left, by whom."
    ),
}


@login_required
def pools(request: HttpRequest) -> HttpResponseBase:
    """Live, joined, left and survival of each pool, number or seat."""
    question, problem = question_of(request, "pool")
    document = answered("pool", question)
    names = pool_names()
    asked = {name: request.GET[name] for name in ASKED if request.GET.get(name)}
    rows = document["rows"]
    listing = Listing(
        request,
        _columns(rows, names, asked),
        Rows(rows),
        caption=say("私域池", "Pools"),
        stem="pools",
        sort="-live",
        total=document["totals"],
    )
    if listing.wants_file:
        return listing.file()
    curves = remembered("survivals", question, lambda: {"curves": survivals(question)})["curves"]
    grown = sorted((row for row in rows if row["joined"]), key=lambda row: -row["joined"])
    pictures = survival_pictures(
        [
            (
                _called(row, names),
                _there(row, "joined", asked),
                curves.get(tuple(row[one] for one in NAMES), []),
            )
            for row in grown[:MOST_PICTURES]
        ]
    )
    return render(
        request,
        "console/pools.html",
        {
            "page": "pools",
            "problem": problem,
            "question": question,
            "periods": periods(question),
            "groupings": [(by, label, by == question.by) for by, label in GROUPINGS.items()],
            "totals": document["totals"],
            "unsaid": _unsaid(document["totals"]),
            "ways": {which: _there(document["totals"], which, asked) for which in WHICH},
            "notes": document["notes"],
            "pictures": pictures,
            "hidden": max(0, len(grown) - len(pictures)),
            "listing": listing,
            "empty": not rows,
        },
    )


@login_required
def those(request: HttpRequest) -> HttpResponseBase:
    """The memberships behind a figure of a pool, each with its person."""
    question, problem = question_of(request, "pool")
    place = {name: request.GET[name] for name in NAMES if request.GET.get(name)}
    which = request.GET.get("which", "live")
    which = which if which in WHICH else "live"
    names = pool_names()
    listing = Listing(
        request,
        (
            WHO,
            Column(
                name="pool",
                heading=say("池", "Pool"),
                show=lambda row: str(names.get(row["pool"], row["pool"])),
                under=lambda row: " · ".join(one for one in (row["pool_id"], row["seat"]) if one),
                searched=True,
            ),
            Column(name="joined_at", heading=say("加入", "Joined"), kind="moment", phone=True),
            Column(
                name="left_at",
                heading=say("离开", "Left"),
                kind="moment",
                show=lambda row: writing.moment(row["left_at"]) or str(say("在池", "live")),
                phone=True,
            ),
            Column(
                name="left_by",
                heading=say("谁结束的", "Ended by"),
                of=lambda row: None if row["left_at"] is None else row["left_by"] or "unsaid",
                show=lambda row: "—" if row["left_at"] is None else str(BY[row["left_by"] or "unsaid"]),
                choices=BY,
            ),
            Column(name="days", heading=say("留了几天", "Days"), kind="count"),
        ),
        Those(members_of(question, place, which)),
        caption=say("成员期", "Memberships"),
        stem="memberships",
        sort="-left_at" if which == "left" else "-joined_at",
    )
    if listing.wants_file:
        return listing.file()
    row = {name: place[name] for name in place if place[name] != NO_SEAT}
    return render(
        request,
        "console/those.html",
        {
            "page": "pools",
            "problem": problem,
            "question": question,
            "title": _called(row, names) if place else str(say("所有私域池", "All pools")),
            "sentence": SENTENCES[which],
            "back": ("/pools", say("私域池", "Pools")),
            "definition": "pool",
            "listing": listing,
        },
    )


def _columns(rows: list[dict[str, Any]], names: Mapping[str, Say], asked: Mapping[str, str]) -> list[Column]:
    def people(which: str) -> Any:
        return lambda row: None if row[which] is None else _there(row, which, asked)

    columns = [
        Column(
            name="pool",
            heading=say("池", "Pool"),
            of=lambda row: _called(row, names) if row.get("pool") else str(say("合计", "Total")),
            show=lambda row: (
                str(names.get(row["pool"], row["pool"])) if row.get("pool") else str(say("合计", "Total"))
            ),
            under=lambda row: " · ".join(one for one in (row.get("pool_id"), row.get("seat")) if one),
            searched=True,
        ),
        Column(name="live", heading=say("在池", "Live"), kind="count", link=people("live"), phone=True),
        Column(name="private_people", heading=say("人数", "People"), kind="count"),
        Column(name="joined", heading=say("加入", "Joined"), kind="count", link=people("joined")),
        Column(
            name="left",
            heading=say("离开", "Left"),
            kind="count",
            link=people("left"),
            under=lambda row: _who(row) if row["left"] else None,
        ),
        *[_survival(age) for age in AGES],
    ]
    if any(row["counted_joined"] is not None for row in rows):
        columns += [
            Column(name="counted_joined", heading=say("计数:加入", "Counted: joined"), kind="count"),
            Column(name="counted_left", heading=say("计数:离开", "Counted: left"), kind="count"),
        ]
    return columns


def _survival(age: int) -> Column:
    return Column(
        name=f"survival_{age}",
        heading=say(f"{age} 天留存", f"Survival, {age} d"),
        kind="percent",
        under=lambda row: _band(row[f"survival_{age}_interval"]),
        phone=age == AGES[0],
    )


def _band(ends: list[float] | None) -> str | None:
    return f"{ends[0]:.0%} – {ends[1]:.0%}" if ends else None


def _who(row: Mapping[str, Any]) -> str:
    told = [(BY["customer"], row["left_by_customer"]), (BY["staff"], row["left_by_staff"])]
    told.append((BY["list"], int(row["left_by_list"] or 0)))
    told.append((BY["unsaid"], _unsaid(row) - int(row["left_by_list"] or 0)))
    return " · ".join(f"{label} {count:,}" for label, count in told if count)


def _unsaid(row: Mapping[str, Any]) -> int:
    """How many left without its being said who ended it."""
    return int(row["left"] or 0) - int(row["left_by_customer"] or 0) - int(row["left_by_staff"] or 0)


def _called(row: Mapping[str, Any], names: Mapping[str, Say]) -> str:
    pool = row.get("pool")
    parts = (str(names.get(pool, pool)) if pool else None, row.get("pool_id"), row.get("seat"))
    return " · ".join(str(one) for one in parts if one)


def _there(row: Mapping[str, Any], which: str, asked: Mapping[str, str]) -> str:
    place = {name: row[name] for name in NAMES if row.get(name)}
    if asked.get("by") == "seat" and place and "seat" not in place:
        place["seat"] = NO_SEAT
    return f"/pools/people?{urlencode({**asked, **place, 'which': which})}"
