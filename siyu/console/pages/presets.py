"""预设: how each platform's export is read, how sure we are of it, and what the brand remembers itself."""

from datetime import UTC, datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from siyu.connectors.files import actions
from siyu.connectors.files.describing import SURE, habits, lines
from siyu.connectors.files.kinds import KINDS
from siyu.connectors.files.queries import declared_kind, identifier_kinds
from siyu.connectors.files.reading import Shape
from siyu.connectors.files.reading.built_in import BuiltIn, built_in
from siyu.console.reader import reader
from siyu.console.tables import Column, Listing, Rows
from siyu.core.refusals import Refusal
from siyu.core.words import say
from siyu.facts.models import Import, Preset

COLUMNS = (
    Column(name="title", heading=say("预设", "Preset"), searched=True, link=lambda row: row["address"]),
    Column(name="kind", heading=say("文件种类", "Kind"), phone=True),
    Column(name="sure", heading=say("多有把握", "How sure"), phone=True),
    Column(name="as_of", heading=say("知识截至", "As of")),
    Column(name="used", heading=say("用过", "Imports"), kind="count"),
)


@login_required
def presets(request: HttpRequest) -> HttpResponseBase:
    """All presets: those that come with siyu, and the brand's own."""
    used: dict[str, int] = {}
    for name in Import.objects.exclude(preset="").values_list("preset", flat=True):
        used[name] = used.get(name, 0) + 1
    listing = Listing(
        request,
        COLUMNS,
        Rows([_row(one, used.get(one.name, 0)) for one in _in_order()]),
        caption=say("内置预设", "Built-in presets"),
        stem="presets",
        sort="",
        empty=say("没有这样的预设。", "No such preset."),
    )
    if listing.wants_file:
        return listing.file()
    own = [
        {
            "preset": preset,
            "used": used.get(preset.name, 0),
            "made_from": built_in()[preset.base].title if preset.base in built_in() else "",
        }
        for preset in Preset.objects.order_by("name")
    ]
    return render(
        request, "console/presets.html", {"page": "imports", "listing": listing, "own": own, "kinds": KINDS}
    )


@login_required
def one(request: HttpRequest, name: str) -> HttpResponse:
    """One built-in preset: its columns, what else it does with a file, how sure we are."""
    preset = built_in().get(name)
    if preset is None:
        raise Http404
    kind = declared_kind(preset.kind)
    context = {
        "page": "imports",
        "preset": preset,
        "sure": SURE[preset.sure],
        "kind": kind,
        "lines": lines(preset.shape, kind=kind, identifiers=identifier_kinds()),
        "habits": habits(preset.shape, kind=kind),
        "companion": built_in().get(preset.companion),
    }
    return render(request, "console/preset.html", context)


@login_required
def own(request: HttpRequest, preset_id: int) -> HttpResponse:
    """One of the brand's own: what was answered and pointed to, over what it was made from."""
    preset = get_object_or_404(Preset, id=preset_id)
    kind = declared_kind(preset.kind)
    shape = Shape.of(preset.reading)
    context: dict[str, Any] = {
        "page": "imports",
        "own": preset,
        "kind": kind,
        "base": built_in().get(preset.base),
        "lines": lines(shape, kind=kind, identifiers=identifier_kinds()),
        "habits": habits(shape, kind=kind),
        "pointed": [(theirs, ours) for theirs, ours in preset.mapping.items() if ours],
        "answers": preset.constants.items(),
    }
    return render(request, "console/preset.html", context)


@login_required
@require_POST
def change(request: HttpRequest, preset_id: int) -> HttpResponse:
    """Rename an own preset, or forget it."""
    preset = get_object_or_404(Preset, id=preset_id)
    actor, at = reader(request).email, datetime.now(UTC)
    if request.POST.get("act") == "forget":
        actions.forget_preset(name=preset.name, actor=actor, at=at)
        messages.success(request, str(say("预设已删除,导入过的不变", "Forgotten; imports stay as they are")))
        return redirect("presets")
    try:
        actions.rename_preset(name=preset.name, to=request.POST.get("name", ""), actor=actor, at=at)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("own_preset", preset_id=preset_id)


def _in_order() -> list[BuiltIn]:
    order = {name: at for at, name in enumerate(KINDS)}
    return sorted(built_in().values(), key=lambda one: (order[one.kind], one.name))


def _row(preset: BuiltIn, used: int) -> dict[str, Any]:
    kind = KINDS[preset.kind]
    return {
        "title": str(preset.title),
        "address": f"/imports/presets/{preset.name}",
        "kind": str(say(kind.zh, kind.en)),
        "sure": str(SURE[preset.sure]),
        "as_of": preset.as_of,
        "used": used,
    }
