"""Files that are dropped in: kept, recognised, each an import that waits to be looked at."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from siyu.connectors.files import actions
from siyu.connectors.files.kinds import KINDS
from siyu.connectors.files.mapping import guess_kind, guesses, proposed
from siyu.connectors.files.reading.archive import is_archive
from siyu.connectors.files.reading.parts import look_at
from siyu.connectors.files.recognising import preset_of, top_rows
from siyu.console.reader import reader
from siyu.core.home import folder
from siyu.core.refusals import Refusal
from siyu.core.words import Say, language, say
from siyu.facts.models import Import

MEGABYTE = 1_000_000


# The size is judged before the token, which would read the whole body; `_take` asks for the token.
@csrf_exempt
@login_required
def upload(request: HttpRequest) -> HttpResponse:
    """Drop files in. Each is kept, its kind is guessed, its mapping is the next page."""
    if request.method != "POST":
        return render(request, "console/upload.html", _page(request))
    sent = request.META.get("CONTENT_LENGTH", "")
    if not sent.isdigit() or int(sent) > settings.MOST_UPLOAD:
        return _answer(request, [], [str(too_large())], status=413)
    return _take(request)


def too_large() -> Say:
    """What to do about a file that is too large for a browser."""
    most = f"{settings.MOST_UPLOAD / MEGABYTE:,.0f} MB"
    return say(
        f"一次最多发送 {most}。更大的文件请用命令行:siyu import 种类 文件;或调大 SIYU_MOST_UPLOAD",
        f"At most {most} at once. Bring a larger file in by the command line, siyu import KIND FILE, "
        "or raise SIYU_MOST_UPLOAD",
    )


@csrf_protect
def _take(request: HttpRequest) -> HttpResponse:
    now = datetime.now(UTC)
    actions.drop_spent_uploads(folder=folder("uploads"), at=now)
    taken, problems = [], []
    for sent in request.FILES.getlist("file"):
        try:
            taken.append(_keep(request, sent, at=now))
        except Refusal as refusal:
            problems.append(f"{Path(sent.name or '').name}: {refusal}")
    if not taken and not problems:
        problems.append(str(say("请选择一个文件", "Choose a file")))
    return _answer(request, taken, problems, status=200 if taken else 422)


def _keep(request: HttpRequest, sent: UploadedFile, *, at: datetime) -> Import:
    path, digest = actions.keep_upload(chunks=sent.chunks(1 << 20), folder=folder("uploads"))
    name = Path(sent.name or "file").name[:200]
    file: dict[str, Any] = {"name": name, "path": str(path), "sha256": digest}
    try:
        if is_archive(path):
            password = request.POST.get("password", "")
            file["parts"] = actions.keep_members(path=path, folder=folder("uploads"), password=password)
        top = top_rows(file)
        head, _ = look_at(file, limit=1)
    except Refusal:
        for part in (file, *file.get("parts", ())):
            Path(part["path"]).unlink(missing_ok=True)
        raise
    chosen = request.POST.get("kind", "")
    chosen = chosen if chosen in KINDS else ""
    header = head.names
    preset = preset_of(top, kind=chosen)
    kind = chosen or (preset.kind if preset else guess_kind(header, name=name))
    if kind not in KINDS:
        # The page of the mapping says that nobody knows, and asks.
        kind = next((guess.kind for guess in guesses(header, name=name)), "orders")
    return actions.start_import(
        kind=kind,
        files=[file],
        mapping=preset.mapping if preset else proposed(header, kind=kind),
        constants=preset.constants if preset else None,
        reading=preset.reading if preset else None,
        preset=preset.name if preset else "",
        language=language(),
        actor=reader(request).email,
        at=at,
    )


def _answer(request: HttpRequest, taken: list[Import], problems: list[str], *, status: int) -> HttpResponse:
    """Where to go on, or what is wrong: as a page, or for the script that sends the file."""
    to = f"/imports/{taken[0].id}" if len(taken) == 1 else "/imports"
    if "application/json" in request.headers.get("Accept", ""):
        if taken:
            for problem in problems:
                messages.error(request, problem)
            return JsonResponse({"to": to})
        return JsonResponse({"problems": problems}, status=200 if status == 422 else status)
    if taken:
        for problem in problems:
            messages.error(request, problem)
        return redirect(to)
    return render(request, "console/upload.html", _page(request) | {"problems": problems}, status=status)


def _page(request: HttpRequest) -> dict[str, Any]:
    return {
        "page": "imports",
        "kinds": KINDS,
        "kind": request.GET.get("kind", ""),
        "most": settings.MOST_UPLOAD,
        "too_large": str(too_large()),
    }
