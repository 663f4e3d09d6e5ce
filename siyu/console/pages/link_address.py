"""入口 → 域名: the brand's own domain for links, and the files platforms want at its root."""

import os
from collections.abc import Callable
from datetime import UTC, datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from siyu.connectors.links.calling import call_ourselves
from siyu.console.doors.addressing import SKIPPED, addressed
from siyu.console.reader import reader
from siyu.core.refusals import Refusal
from siyu.core.words import Say, say
from siyu.traffic.actions import place_root_file, remove_root_file, set_address
from siyu.traffic.models import RootFile
from siyu.traffic.queries import link_address
from siyu.traffic.rules import address_of

LARGEST = 4096


@login_required
def link_address_page(request: HttpRequest) -> HttpResponse:
    """Where links stand; each form is its own act."""
    first = request.GET.get("first") == "1" or request.POST.get("first") == "1"
    wanted = ""
    if request.method == "POST":
        act = ACTS.get(request.POST.get("act", ""))
        try:
            if act is not None:
                messages.success(request, str(act(request)))
                return redirect("/entries/new" if first else "/entries/address")
        except Refusal as refusal:
            messages.error(request, str(refusal))
            wanted = request.POST.get("url", "")
    return render(
        request,
        "console/link_address.html",
        {
            "page": "entries",
            "first": first,
            "at_address": True,
            "wanted": wanted or link_address(),
            "fixed": bool(os.environ.get("SIYU_LINK_URL")),
            "files": RootFile.objects.order_by("name"),
            **addressed(request),
        },
    )


def _set(request: HttpRequest) -> Say:
    """Set it once a call has come back to us; `anyway` sets it without."""
    url = request.POST.get("url", "")
    address = address_of(url) if url.strip() else ""
    if address and request.POST.get("anyway") != "yes":
        call_ourselves(address)
    set_address(url=url, actor=reader(request).email, at=datetime.now(UTC))
    return (
        say("已保存", "Saved") if not address else say("已保存:域名通到这里", "Saved: the domain leads here")
    )


def _try(request: HttpRequest) -> Say:
    address = link_address()
    if not address:
        raise Refusal(say("还没有设域名", "No domain is set yet"))
    call_ourselves(address)
    return say(f"{address} 通到这里", f"{address} leads here")


def _skip(request: HttpRequest) -> Say:
    request.session[SKIPPED] = True
    return say("先用本机地址:码只有这台机器能打开", "This machine's address for now: codes open on it alone")


def _place(request: HttpRequest) -> Say:
    sent = request.FILES.get("file")
    if sent is not None:
        name = str(sent.name)
        content = sent.read(LARGEST).decode("utf-8", "replace")
    else:
        name, content = request.POST.get("name", "").strip(), request.POST.get("content", "").strip()
    place_root_file(name=name, content=content, actor=reader(request).email, at=datetime.now(UTC))
    return say(f"{name} 已放好", f"{name} is in place")


def _remove(request: HttpRequest) -> Say:
    name = request.POST.get("name", "")
    remove_root_file(name=name, actor=reader(request).email, at=datetime.now(UTC))
    return say(f"{name} 已移除", f"{name} is gone")


ACTS: dict[str, Callable[[HttpRequest], Say]] = {
    "set": _set,
    "try": _try,
    "skip": _skip,
    "place": _place,
    "remove": _remove,
}
