"""客户: find somebody, see everything, say who is who."""

import unicodedata
from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from siyu.connectors.files.kinds import KINDS
from siyu.console.person import living_person, person_document
from siyu.console.reader import reader
from siyu.console.standing import clash_between, told_decisions
from siyu.console.tables import Column, Listing, Rows
from siyu.console.tracing import evidence_rows, hanging_on, orders_numbered, weights_of
from siyu.core.queries import brand_zone
from siyu.core.refusals import Refusal
from siyu.core.words import say
from siyu.ledger.rules import KINDS as LEDGER_KINDS
from siyu.people import queries
from siyu.people.actions import merge_people, split_person
from siyu.people.models import Identifier, IdentifierKind
from siyu.pool.queries import pool_names
from siyu.traffic.models import EntryDescription

RECENT = 20
MOST_FOUND = 100
LEDGER_SHOWN = 30
WINDOW = timedelta(days=7)


PEOPLE = (
    Column(
        name="value",
        heading=say("客户", "Person"),
        link=lambda row: f"/people/{row['person']}",
        under=lambda row: str(
            say(f"{row['kind']} · 客户 {row['person']}", f"{row['kind']} · person {row['person']}")
        ),
        searched=True,
    ),
    Column(name="identifiers", heading=say("标识", "Identifiers"), kind="count"),
    Column(name="joins", heading=say("入池", "Joins"), kind="count"),
    Column(name="orders", heading=say("订单", "Orders"), kind="count", phone=True),
    Column(name="paid_fen", heading=say("实付(元)", "Paid (¥)"), kind="fen", phone=True),
)


@login_required
def people(request: HttpRequest) -> HttpResponseBase:
    """Search by any identifier, or by an order's number; one hit opens the person."""
    text = unicodedata.normalize("NFKC", request.GET.get("q", "")).strip()[:300]
    found = _found(text) if text else []
    orders = orders_numbered(text) if text else []
    owners = {one.person_id for one in found} | {order["person"] for order in orders}
    if len(owners) == 1 and None not in owners:
        return redirect("person", person_id=owners.pop())
    shown = sorted({owner for owner in owners if owner is not None}) if text else _recent()
    weights = weights_of(shown)
    listing = Listing(
        request,
        PEOPLE,
        Rows([weights[person] for person in shown if person in weights]),
        caption=say("客户", "People"),
        stem="people-found",
        size=MOST_FOUND,
    )
    if listing.wants_file:
        return listing.file()
    context = {
        "page": "people",
        "q": text,
        "listing": listing,
        "nobodys": [one for one in found if one.person_id is None],
        "lost_orders": [order for order in orders if order["person"] is None],
        "conflicts": queries.conflict_count(),
    }
    return render(request, "console/people.html", context)


@login_required
def person(request: HttpRequest, person_id: int) -> HttpResponse:
    """One person: identifiers with evidence, memberships, timeline, value, ledger."""
    document = person_document(person_id)
    if not document["identifiers"]:
        living = living_person(person_id)
        if living in (None, person_id):
            raise Http404
        return redirect("person", person_id=living)
    strong = [one for one in document["identifiers"] if one["strong"]]
    ids = [one["id"] for one in document["identifiers"]]
    context = {
        "page": "people",
        "person": document,
        "called": (strong or document["identifiers"])[0],
        "winner": _winner(document),
        "live": sum(1 for one in document["memberships"] if one["left_at"] is None),
        "paid_fen": sum(int(one["amount_fen"]) for one in document["orders"]),
        "back_fen": sum(int(one["amount_fen"]) for one in document["refunds"]),
        "timeline": _timeline(document),
        "pools": pool_names(),
        "ledger": document["ledger"][-LEDGER_SHOWN:][::-1],
        "ledger_sum": sum(int(one["amount_fen"]) for one in document["ledger"]),
        "ledger_kinds": LEDGER_KINDS,
        "rows": evidence_rows(person_id),
        "ranks": {kind.rank: kind for kind in KINDS.values() if kind.rank},
        "other": _other(request, person_id),
        "leaving": _leaving(request, document),
        "decisions": told_decisions(person_id, ids),
        "can_split": len(strong) > 1,
    }
    return render(request, "console/person.html", context)


@login_required
@require_POST
def merge(request: HttpRequest, person_id: int) -> HttpResponse:
    """Make one person of two."""
    try:
        kept = merge_people(
            a=_any_identifier(person_id),
            b=_any_identifier(_number(request.POST.get("other"))),
            actor=reader(request).email,
            at=datetime.now(UTC),
        )
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("person", person_id=person_id)
    told = say(
        "已合并成一位客户。在下面「人工决定」里可以撤销", "Now one person. Undo it below, under Decisions"
    )
    messages.success(request, str(told))
    return redirect("person", person_id=kept)


@login_required
@require_POST
def split(request: HttpRequest, person_id: int) -> HttpResponse:
    """Make a person of their own of some identifiers."""
    chosen = [_number(value) for value in request.POST.getlist("identifier")]
    mine = set(Identifier.objects.filter(person_id=person_id, id__in=chosen).values_list("id", flat=True))
    try:
        split_person(
            identifiers=[one for one in chosen if one in mine],
            actor=reader(request).email,
            at=datetime.now(UTC),
        )
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("person", person_id=person_id)
    told = say(
        "已拆成两位客户。在下面「人工决定」里可以撤销", "Now two people. Undo it below, under Decisions"
    )
    messages.success(request, str(told))
    off = Identifier.objects.get(id=next(one for one in chosen if one in mine))
    return redirect("person", person_id=off.person_id or person_id)


@login_required
def conflicts(request: HttpRequest) -> HttpResponse:
    """Links that were not made, each with both sides and what hangs on them."""
    page = max(1, _number(request.GET.get("page")) or 1)
    rows = queries.conflicts(page=page)
    sides = {row[side] for row in rows for side in ("a_person", "b_person")} - {None}
    weights = weights_of(sorted(sides))
    kinds = {kind.name: kind for kind in IdentifierKind.objects.all()}
    for row in rows:
        row["a_weight"], row["b_weight"] = weights.get(row["a_person"]), weights.get(row["b_person"])
        row["reason_kind"] = kinds.get(row["reason"])
    context = {
        "page": "people",
        "rows": rows,
        "number": page,
        "next": page + 1 if len(rows) == queries.MOST else None,
        "previous": page - 1 if page > 1 else None,
    }
    return render(request, "console/conflicts.html", context)


def _found(text: str) -> list[Identifier]:
    """What the text may mean: an identifier in any writing, or `openid@app`."""
    found = queries.find_identifiers(text)
    if not found and "@" in text:
        value, _, app = text.partition(":")[2].rpartition("@") if ":" in text else text.rpartition("@")
        found = list(Identifier.objects.filter(seen=True, value=value, app=app)[: queries.MOST])
    return found


def _recent() -> list[int]:
    """The people whose identifiers were seen first most lately."""
    latest = Identifier.objects.filter(seen=True, person_id__isnull=False).order_by("-id")
    owners = (one.person_id for one in latest[: RECENT * 5])
    return list(dict.fromkeys(owner for owner in owners if owner is not None))[:RECENT]


def _other(request: HttpRequest, person_id: int) -> dict[str, Any] | None:
    """Whom a merge is being considered with, and what it would do in numbers."""
    text = unicodedata.normalize("NFKC", request.GET.get("with", "")).strip()[:300]
    if not text:
        return None
    found = {one.person_id for one in _found(text)} - {None}
    owners = found - {person_id}
    if len(owners) != 1:
        problem = say("没有找到别的客户", "Nobody else was found")
        if owners:
            problem = say(
                "不止一位客户,请写得更准,如 phone:13800138000", "More than one: write it as phone:13800138000"
            )
        elif found:
            problem = say("这个标识已经属于这位客户", "This identifier is this person's already")
        return {"problem": problem}
    other = int(owners.pop() or 0)
    weights = weights_of([person_id, other])
    both = [weights[person_id], weights[other]]
    return {
        "person": other,
        "weight": weights[other],
        "clash": clash_between(person_id, other),
        "orders": sum(one["orders"] for one in both),
        "identifiers": sum(one["identifiers"] for one in both),
        "joins": sum(one["joins"] for one in both),
        "paid_fen": sum(one["paid_fen"] for one in both),
    }


def _leaving(request: HttpRequest, document: dict[str, Any]) -> dict[str, Any] | None:
    """Which identifiers a split is being considered for, and what would go with them."""
    wanted = {_number(value) for value in request.GET.getlist("off")}
    chosen = [one for one in document["identifiers"] if one["id"] in wanted and one["strong"]]
    if not wanted:
        return None
    strong = [one for one in document["identifiers"] if one["strong"]]
    if not chosen or len(chosen) == len(strong):
        return {
            "problem": say(
                "请选一部分强标识,至少留一个", "Choose some strong identifiers, and leave at least one"
            )
        }
    # Where humans merged the person, the whole side leaves.
    leaving = queries.leaving_of([one["id"] for one in chosen], queries.members_of(document["person"]))
    off = [one for one in strong if one["id"] in set(leaving)]
    return {"identifiers": off, **hanging_on(leaving)}


def _winner(document: dict[str, Any]) -> dict[str, Any]:
    """By which entry the person was won: the join's own, else the last touch of the seven days before."""
    code, by_touch = document["won_by_entry"], False
    if code is None and document["won_at"] is not None:
        since = document["won_at"] - WINDOW
        before = [one for one in document["touches"] if since <= one["at"] <= document["won_at"]]
        code, by_touch = (before[-1]["entry"], True) if before else (None, False)
    told = (
        EntryDescription.objects.filter(entry__code=code).select_related("placement").first()
        if code
        else None
    )
    return {"entry": code, "by_touch": by_touch, "placement": told.placement if told else None}


def _timeline(document: dict[str, Any]) -> list[dict[str, Any]]:
    """What happened, newest first; costs stand at the noon of their day."""
    events = [{"at": row["at"], "what": "touch", **row} for row in document["touches"]]
    for row in document["memberships"]:
        events.append({"at": row["joined_at"], "what": "join", **row})
        if row["left_at"]:
            events.append({"at": row["left_at"], "what": "leave", **row})
    events += [{"what": "order", **row} for row in document["orders"]]
    events += [{"what": "refund", **row} for row in document["refunds"]]
    noon = timedelta(hours=12)
    for row in document["costs"]:
        at = datetime.combine(row["date"], datetime.min.time(), tzinfo=brand_zone()) + noon
        events.append({"at": at, "what": "cost", **row})
    return sorted(events, key=lambda event: event["at"], reverse=True)


def _any_identifier(person_id: int) -> int:
    strong = IdentifierKind.objects.filter(strong=True).values("name")
    found = Identifier.objects.filter(person_id=person_id, seen=True, kind__in=strong).first()
    if found is None:
        raise Refusal(say("没有这位客户", "There is no such person"))
    return found.id


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and text.isascii() and len(text) < 19 else 0
