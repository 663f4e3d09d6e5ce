"""样例: the sample town, chosen on an empty brand, looked at, left and removed again."""

import json
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from siyu.console.reader import reader
from siyu.core import sample
from siyu.core.words import language, say
from siyu.facts.queries import nothing_stated
from siyu.traffic.codes import PLATFORMS

ROLES = ("depression", "looks_cheap", "patient")
"""The stories of the town that a newcomer is told to look for, in this order."""
ZONE = ZoneInfo("Asia/Shanghai")


@never_cache
@login_required
def page(request: HttpRequest) -> HttpResponse:
    """What the sample is and what to look for in it; before that, the choice; meanwhile, how far it is."""
    if sample.showing() != sample.wanted():
        return render(request, "console/sample_filling.html", {"page": "sample", **_moving()})
    context: dict[str, Any] = {"page": "sample", "is_owner": reader(request).role == "owner"}
    if sample.showing():
        context["truth"] = truth()
    else:
        context |= {
            "why": sample.problem(),
            "offered": offered(),
            "is_empty": nothing_stated(),
            "kept": sample.filled() is not None,
        }
    return render(request, "console/sample.html", context)


@never_cache
@login_required
def progress(request: HttpRequest) -> HttpResponse:
    """For the script that waits: what is shown, what is wanted, how far it is."""
    now = _moving()
    told = {"shown": sample.showing(), "wanted": sample.wanted(), "there": sample.filled() is not None}
    return JsonResponse({**told, "share": now["share"], "doing": str(now["doing"])})


@login_required
@require_POST
def choose(request: HttpRequest, act: str) -> HttpResponse:
    """An owner's wish: open, leave, remove. The supervisor of `siyu up` brings it about."""
    if reader(request).role != "owner":
        messages.error(request, str(say("只有老板可以换到样例", "Only an owner may choose the sample")))
    elif act == "open" and not offered():
        messages.error(
            request,
            str(say("样例只给空的品牌,这里看不了", "The sample is for an empty brand: not to be had here")),
        )
    elif act == "open":
        sample.ask_for(datetime.now(ZONE).date().isoformat())
    else:
        (sample.leave if act == "leave" else sample.ask_to_remove)()
        if sample.showing():
            return render(request, "console/sample_filling.html", {"page": "sample", **_moving()})
        messages.success(request, str(say("样例正在删除", "The sample is being removed")))
    return redirect("sample")


def offered() -> bool:
    """Whether the sample can be shown here: somebody brings it about, and nothing of one's own is there."""
    return sample.can_be_shown() and not sample.showing() and nothing_stated()


def truth() -> list[dict[str, Any]]:
    """What is true of the town, by its own formulas: the stories first, the rest after them."""
    try:
        told = json.loads((sample.town_folder() / "truth.json").read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        return []
    rows = [
        {
            **one,
            "name": f"{PLATFORMS[one['platform']]} {one['placement']}",
            "tale": one["story"][language()],
            "worth": None if one["value"] is None else one["value"]["90"],
        }
        for one in told["placements"].values()
    ]
    return sorted(rows, key=lambda one: ROLES.index(one["role"]) if one["role"] in ROLES else len(ROLES))


def _moving() -> dict[str, Any]:
    now = sample.progress()
    if sample.showing() or now is None:
        doing = (
            say("换到自己的数据", "Going back to your own data")
            if sample.showing()
            else say("准备", "Starting")
        )
        return {"share": None, "doing": doing, "leaving": sample.showing()}
    return {"share": now.share, "doing": now.doing, "leaving": False}
