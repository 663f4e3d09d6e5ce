"""导入: drop a file, see its columns beside ours, try, bring in, mend, take back."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.db.models import Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from siyu.connectors.files import actions, jobs
from siyu.connectors.files.kinds import KINDS
from siyu.connectors.files.mapping import (
    columns_beside,
    guesses,
    header_of,
)
from siyu.connectors.files.reading import NotReadable
from siyu.connectors.files.sampling import read_first_rows, why_not
from siyu.console.choosing import asked_of, combine_lines, companion_of, keep_mapping, use_preset
from siyu.console.finer import offered
from siyu.console.following import can_be_followed, followed
from siyu.console.imported import imports_listing
from siyu.console.imports import brought, came_before, figures_of, refused_rows
from siyu.console.reader import reader
from siyu.console.texts import texts_of_import
from siyu.core.home import folder
from siyu.core.queries import brand_zone
from siyu.core.refusals import Refusal
from siyu.core.words import say
from siyu.facts.models import Import

AT_ONCE = 200_000
"""Rows of an import of which the page says by itself who can be followed: of more it says so when asked."""


@login_required
def imports(request: HttpRequest) -> HttpResponseBase:
    """What came in, newest first; what is in progress, or waits for somebody, on top."""
    listing = imports_listing(request)
    if listing.wants_file:
        return listing.file()
    context = {
        "page": "imports",
        "open_imports": Import.objects.filter(state__in=["waiting", "running"]).order_by("-id")[:100],
        "listing": listing,
    }
    return render(request, "console/imports.html", context)


@login_required
def one(request: HttpRequest, import_id: int) -> HttpResponse:
    """An import: to be mapped while it waits, on its way, or ended."""
    taken = get_object_or_404(Import, id=import_id)
    context: dict[str, Any] = {"page": "imports", "taken": taken, "kind": KINDS[taken.kind], "kinds": KINDS}
    if taken.state == "waiting" and taken.stage in ("", "tried"):
        context |= _mapping_of(taken, finer="finer" in request.GET)
        return render(request, "console/import_map.html", context)
    texts, free_texts = texts_of_import(taken.id) if taken.state == "done" else (0, 0)
    context |= {
        "texts": texts,
        "free_texts": free_texts,
        "moving": is_moving(taken),
        "figures": figures_of(taken),
        "refused": refused_rows(taken),
        "brought": brought(taken),
        "file_is_here": Path(taken.files[0]["path"]).exists(),
        "followed": followed(taken) if taken.rows <= AT_ONCE or "followed" in request.GET else None,
        "many": taken.rows > AT_ONCE and can_be_followed(taken),
    }
    return render(request, "console/import_done.html", context)


def is_moving(taken: Import) -> bool:
    """Whether a worker has something to do for this import."""
    return taken.state == "running" or (taken.state in ("waiting", "done") and bool(taken.stage))


@login_required
def progress(request: HttpRequest, import_id: int) -> HttpResponse:
    """The part of the page that moves while an import runs."""
    taken = get_object_or_404(Import, id=import_id)
    response = render(request, "console/import_progress.html", {"taken": taken})
    if not is_moving(taken) or taken.stage == "tried":
        response["HX-Refresh"] = "true"
    return response


@login_required
@require_POST
def decide(request: HttpRequest, import_id: int) -> HttpResponse:
    """Keep the mended mapping; then try, or bring in: once, however often the button is pressed."""
    with transaction.atomic():
        taken = get_object_or_404(Import.objects.select_for_update(), id=import_id)
        if taken.state != "waiting" or taken.stage not in ("", "tried"):
            return redirect("import", import_id=import_id)
        try:
            if request.POST.get("wish") == "preset":
                use_preset(taken, request.POST.get("preset", ""))
                return redirect("import", import_id=import_id)
            if request.POST.get("wish") == "combine":
                combine_lines(taken, request.POST)
            keep_mapping(request, taken, at=datetime.now(UTC))
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return redirect("import", import_id=import_id)
        wish = request.POST.get("wish")
        if wish in WISHES:
            taken.refresh_from_db()
            # What is missing stands on the page: nothing is begun that cannot end well.
            if why_not(taken, zone=brand_zone(), today=_today()):
                return redirect("import", import_id=import_id)
            stage, job = WISHES[wish]
            actions.queue_import(import_id=import_id, stage=stage)
            job.defer(import_id=import_id)
            if wish == "run" and request.POST.get("companion"):
                _bring_companion(request, taken)
    return redirect("import", import_id=import_id)


def _bring_companion(request: HttpRequest, taken: Import) -> None:
    """The refunds of a file of orders come in with it, by the same answers."""
    also = companion_of(taken)
    if also is None:
        return
    fresh = actions.start_import(
        kind=also.kind,
        files=taken.files,
        constants={name: value for name, value in taken.constants.items() if name in also.shape.ask},
        reading=also.reading,
        preset=also.name,
        language=taken.language,
        actor=reader(request).email,
        at=datetime.now(UTC),
    )
    if not why_not(fresh, zone=brand_zone(), today=_today()):
        actions.queue_import(import_id=fresh.id, stage="queued")
        jobs.run_import.defer(import_id=fresh.id)


WISHES = {"try": ("trying", jobs.try_import), "run": ("queued", jobs.run_import)}


@login_required
@require_POST
def cancel(request: HttpRequest, import_id: int) -> HttpResponse:
    """Stop an import; nothing of it stays."""
    now = datetime.now(UTC)
    if actions.cancel_import(import_id=import_id, actor=reader(request).email, at=now):
        messages.success(request, str(say("已取消,没有任何一行进来", "Cancelled: not a single row came in")))
    else:
        messages.error(request, str(say("来不及了,它已经结束", "Too late: it has ended")))
    return redirect("import", import_id=import_id)


@login_required
@require_POST
def again(request: HttpRequest, import_id: int) -> HttpResponse:
    """The file of an import that could not be read, or was stopped, from the mapping on."""
    again = Q(state__in=["failed", "cancelled"]) | Q(state="done", clashed__gt=0)
    taken = get_object_or_404(Import, again, id=import_id)
    if not all(Path(file["path"]).exists() for file in taken.files):
        messages.error(request, str(say("文件已删除,请再拖一次", "The file is gone: drop it again")))
        return redirect("upload")
    fresh = actions.start_import(
        kind=taken.kind,
        files=taken.files,
        mapping=taken.mapping,
        constants=taken.constants,
        reading=taken.reading,
        preset=taken.preset,
        language=taken.language,
        actor=reader(request).email,
        at=datetime.now(UTC),
    )
    return redirect(f"/imports/{fresh.id}" + ("?finer=1" if taken.clashed else ""))


@login_required
@require_POST
def withdraw(request: HttpRequest, import_id: int) -> HttpResponse:
    """Take a whole import back; a worker does it, since it may be long."""
    with transaction.atomic():
        try:
            actions.queue_withdrawal(import_id=import_id)
            jobs.withdraw_import.defer(import_id=import_id, actor=reader(request).email)
        except Refusal as refusal:
            messages.error(request, str(refusal))
    return redirect("import", import_id=import_id)


@login_required
def refused(request: HttpRequest, import_id: int) -> HttpResponseBase:
    """The refused rows as a file. Only what our own folder holds is ever sent."""
    taken = get_object_or_404(Import, id=import_id)
    path = Path(taken.rejects_file or "")
    if not taken.rejects_file or path.parent != folder("rejects") or not path.exists():
        raise Http404
    return FileResponse(path.open("rb"), as_attachment=True, filename=path.name)


def _mapping_of(taken: Import, *, finer: bool) -> dict[str, Any]:
    """Their columns beside ours, as far as the file can be read."""
    zone, today = brand_zone(), _today()
    try:
        header, rows = header_of(taken)
    except NotReadable as trouble:
        return {"unreadable": str(trouble)}
    beside = columns_beside(taken, header)
    readings = read_first_rows(taken, beside["recognised"], rows, zone=zone, today=today)
    for column in beside["columns"]:
        column["readings"] = readings.get(column["at"], [])
    known = [column for column in beside["columns"] if column["target"]]
    found = guesses(header, name=taken.files[0]["name"])
    asked = asked_of(taken, beside["fixed"])
    problem = "" if "questions" in asked else beside["mapping_problem"]
    if not asked.get("open", beside["missing"]) and not problem:
        problem = why_not(taken, zone=zone, today=today)
    told = {
        "known": known,
        "extras": [column for column in beside["columns"] if not column["target"]],
        "nobody": KINDS[taken.kind].identifiers == "optional"
        and not any(column["target"].startswith("id.") for column in known),
        "bad": sum(1 for column in known if any(reading.bad for reading in column["readings"])),
        "mapping_problem": problem,
        "guess": next((guess for guess in found if guess.kind == taken.kind), None),
        "likelier": [KINDS[guess.kind] for guess in found if guess.whole and guess.kind != taken.kind][:3],
        "came_before": came_before(taken),
        "empty_file": not rows,
        "finer": offered(taken, beside["recognised"]) if finer or taken.clashed else [],
    }
    return beside | told | asked


def _today() -> Any:
    return datetime.now(UTC).astimezone(brand_zone()).date()
