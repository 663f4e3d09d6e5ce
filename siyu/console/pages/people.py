"""客户: find somebody, see everything, say who is who."""

from datetime import UTC, datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from siyu.console.person import person_document
from siyu.console.reader import reader
from siyu.core.refusals import Refusal
from siyu.core.words import say
from siyu.people import queries
from siyu.people.actions import merge_people, split_person
from siyu.people.models import Identifier


@login_required
def people(request: HttpRequest) -> HttpResponse:
    """Search by any identifier; one hit opens the person."""
    text = request.GET.get("q", "").strip()
    found = queries.find_identifiers(text) if text else []
    owners = {identifier.person_id for identifier in found}
    if len(owners) == 1 and None not in owners:
        return redirect("person", person_id=owners.pop())
    recent = (
        Identifier.objects.filter(seen=True, person_id__isnull=False).order_by("-id")[:20] if not text else []
    )
    context = {
        "page": "people",
        "q": text,
        "found": found,
        "recent": recent,
        "conflicts": queries.conflict_count(),
    }
    return render(request, "console/people.html", context)


@login_required
def person(request: HttpRequest, person_id: int) -> HttpResponse:
    """One person: identifiers with evidence, memberships, timeline, value, ledger."""
    document = person_document(person_id)
    if not document["identifiers"]:
        raise Http404
    other = _other(request, person_id)
    context = {"page": "people", "person": document, "timeline": _timeline(document), "other": other}
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
    messages.success(request, str(say("已合并;拆分可以撤销", "Merged; splitting undoes it")))
    return redirect("person", person_id=kept)


@login_required
@require_POST
def split(request: HttpRequest, person_id: int) -> HttpResponse:
    """Make a person of their own of some identifiers."""
    chosen = [_number(value) for value in request.POST.getlist("identifier")]
    stay = Identifier.objects.filter(person_id=person_id).exclude(id__in=chosen).first()
    mine = set(Identifier.objects.filter(person_id=person_id, id__in=chosen).values_list("id", flat=True))
    try:
        split_person(
            identifiers=[one for one in chosen if one in mine], actor=reader(request).email, at=datetime.now(UTC)
        )
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("person", person_id=person_id)
    messages.success(request, str(say("已拆成两位客户;合并可以撤销", "Now two people; merging undoes it")))
    back = Identifier.objects.get(id=stay.id).person_id if stay else person_id
    return redirect("person", person_id=back or person_id)


@login_required
def conflicts(request: HttpRequest) -> HttpResponse:
    """Links that were not made, each with both sides."""
    page = max(1, _number(request.GET.get("page")) or 1)
    rows = queries.conflicts(page=page)
    more = page + 1 if len(rows) == queries.MOST else None
    return render(
        request, "console/conflicts.html", {"page": "people", "rows": rows, "number": page, "next": more}
    )


def _other(request: HttpRequest, person_id: int) -> dict[str, Any] | None:
    """Whom a merge is being considered with, and what it would do in numbers."""
    text = request.GET.get("with", "").strip()
    if not text:
        return None
    owners = {one.person_id for one in queries.find_identifiers(text)} - {None, person_id}
    if len(owners) != 1:
        return {"problem": say("没有找到另一位客户,或不止一位", "Nobody else was found, or more than one")}
    other = person_document(int(owners.pop() or 0))
    return {"person": other["person"], "identifiers": other["identifiers"], "orders": len(other["orders"])}


def _timeline(document: dict[str, Any]) -> list[dict[str, Any]]:
    """What happened, newest first."""
    events = [{"at": row["at"], "what": "touch", **row} for row in document["touches"]]
    for row in document["memberships"]:
        events.append({"at": row["joined_at"], "what": "join", **row})
        if row["left_at"]:
            events.append({"at": row["left_at"], "what": "leave", **row})
    events += [{"what": "order", **row} for row in document["orders"]]
    events += [{"what": "refund", **row} for row in document["refunds"]]
    return sorted(events, key=lambda event: event["at"], reverse=True)


def _any_identifier(person_id: int) -> int:
    found = Identifier.objects.filter(person_id=person_id, seen=True).exclude(kind="device").first()
    if found is None:
        raise Refusal(say("没有这位客户", "There is no such person"))
    return found.id


def _number(text: str | None) -> int:
    return int(text) if text and text.isdigit() and len(text) < 19 else 0
