"""导入: drop a file, see its columns beside ours, try, bring in, mend, take back."""

import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from siyu.connectors.files import actions, jobs
from siyu.connectors.files.kinds import KINDS
from siyu.connectors.files.mapping import columns_beside, guess_kind, mapping_from
from siyu.connectors.files.reading import NotReadable
from siyu.connectors.files.reading.header import fingerprint
from siyu.connectors.files.reading.plan import preview
from siyu.core.home import folder
from siyu.core.refusals import Refusal
from siyu.core.words import language, say
from siyu.facts.models import Import, Preset


@login_required
def imports(request: HttpRequest) -> HttpResponse:
    """What came in, newest first; what is in progress on top."""
    number = int(request.GET["page"]) if request.GET.get("page", "").isdigit() else 1
    start = (max(1, number) - 1) * 30
    rows = list(Import.objects.order_by("-id")[start : start + 31])
    context = {
        "page": "imports",
        "imports": rows[:30],
        "number": number,
        "next": number + 1 if len(rows) > 30 else None,
        "previous": number - 1 if number > 1 else None,
        "kinds": KINDS,
        "presets": Preset.objects.order_by("kind", "name"),
    }
    return render(request, "console/imports.html", context)


@login_required
def upload(request: HttpRequest) -> HttpResponse:
    """Drop a file in: it is kept, its kind is guessed, its mapping is the next page."""
    if request.method != "POST":
        return render(
            request,
            "console/upload.html",
            {"page": "imports", "kinds": KINDS, "kind": request.GET.get("kind", "")},
        )
    sent = request.FILES.get("file")
    if sent is None:
        messages.error(request, str(say("请选择一个文件", "Choose a file")))
        return redirect("upload")
    path = folder("uploads") / uuid4().hex
    with path.open("wb") as out:
        shutil.copyfileobj(sent.file, out, 1 << 20)
    try:
        header, _ = preview(path)
        kind = request.POST.get("kind") or guess_kind(header)
        if kind not in KINDS:
            raise NotReadable(say("看不出这是哪种文件,请选一种", "The kind of file is not clear: choose one"))
    except NotReadable as trouble:
        path.unlink()
        messages.error(request, f"{sent.name}: {trouble}")
        return redirect("upload")
    preset = Preset.objects.filter(kind=kind, fingerprint=fingerprint(header)).order_by("-created_at").first()
    taken = actions.start_import(
        kind=kind,
        files=[{"name": Path(sent.name or "file").name[:200], "path": str(path)}],
        mapping=preset.mapping if preset else None,
        constants=preset.constants if preset else None,
        preset=preset.name if preset else "",
        language=language(),
        actor=request.user.email,
        at=datetime.now(UTC),
    )
    return redirect("import", import_id=taken.id)


@login_required
def one(request: HttpRequest, import_id: int) -> HttpResponse:
    """An import: to be mapped while it waits, on its way, or done."""
    taken = get_object_or_404(Import, id=import_id)
    context: dict[str, Any] = {"page": "imports", "taken": taken, "kind": KINDS[taken.kind], "kinds": KINDS}
    if taken.state == "waiting" and taken.stage in ("", "tried"):
        context |= _mapping_of(taken)
        return render(request, "console/import_map.html", context)
    if taken.state == "done":
        context["refused"] = _first_refused(taken)
    return render(request, "console/import_done.html", context)


@login_required
def progress(request: HttpRequest, import_id: int) -> HttpResponse:
    """The part of the page that moves while an import runs."""
    taken = get_object_or_404(Import, id=import_id)
    response = render(request, "console/import_progress.html", {"taken": taken})
    if taken.state not in ("waiting", "running") or taken.stage == "tried":
        response["HX-Refresh"] = "true"
    return response


@login_required
@require_POST
def decide(request: HttpRequest, import_id: int) -> HttpResponse:
    """Keep the mended mapping; then try, or bring in."""
    with transaction.atomic():
        taken = get_object_or_404(Import.objects.select_for_update(), id=import_id)
        if taken.state != "waiting":
            return redirect("import", import_id=import_id)
        try:
            mapping, constants = mapping_from(request.POST, taken)
            kind = request.POST.get("kind", taken.kind)
            if kind != taken.kind and kind in KINDS:
                actions.change_mapping(import_id=import_id, kind=kind, mapping=None, constants={})
                return redirect("import", import_id=import_id)
            actions.change_mapping(import_id=import_id, kind=taken.kind, mapping=mapping, constants=constants)
            name = request.POST.get("preset_name", "").strip()
            if name:
                header, _ = preview(taken.files[0]["path"])
                actions.remember_preset(
                    name=name,
                    kind=taken.kind,
                    mapping=mapping,
                    constants=constants,
                    fingerprint=fingerprint(header),
                    actor=request.user.email,
                    at=datetime.now(UTC),
                )
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return redirect("import", import_id=import_id)
        wish = request.POST.get("wish")
        if wish == "try":
            actions.queue_import(import_id=import_id, stage="trying")
            jobs.try_import.defer(import_id=import_id)
        elif wish == "run":
            actions.queue_import(import_id=import_id, stage="queued")
            jobs.run_import.defer(import_id=import_id)
    return redirect("import", import_id=import_id)


@login_required
@require_POST
def cancel(request: HttpRequest, import_id: int) -> HttpResponse:
    """Stop an import; nothing of it stays."""
    actions.cancel_import(import_id=import_id)
    return redirect("import", import_id=import_id)


@login_required
@require_POST
def withdraw(request: HttpRequest, import_id: int) -> HttpResponse:
    """Take a whole import back."""
    try:
        actions.withdraw_import(import_id=import_id, actor=request.user.email, at=datetime.now(UTC))
        messages.success(
            request, str(say("已撤回;同一份文件可以再导入", "Withdrawn; its file may come in again"))
        )
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("import", import_id=import_id)


@login_required
def refused(request: HttpRequest, import_id: int) -> HttpResponseBase:
    """The refused rows as a file."""
    taken = get_object_or_404(Import, id=import_id)
    path = Path(taken.rejects_file or "")
    if not taken.rejects_file or path.parent != folder("rejects") or not path.exists():
        raise Http404
    return FileResponse(path.open("rb"), as_attachment=True, filename=path.name)


def _mapping_of(taken: Import) -> dict[str, Any]:
    try:
        header, rows = preview(taken.files[0]["path"], limit=5)
        return columns_beside(taken, header, rows)
    except NotReadable as trouble:
        return {"unreadable": str(trouble), "columns": [], "fixed": []}


def _first_refused(taken: Import) -> list[list[str]]:
    path = Path(taken.rejects_file or "")
    if not taken.rejects_file or not path.exists():
        return []
    header, rows = preview(path, limit=10)
    return [header, *rows]
