"""One entry: its link and code, where it leads in each app, what came through it, and mending it."""

from datetime import UTC, datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from siyu.connectors.files import actions as files
from siyu.connectors.links.crossing import LIKE, family, opening
from siyu.connectors.links.landing import landing, link_of
from siyu.console.asking import periods, question_of
from siyu.console.doors import qr
from siyu.console.doors.addressing import addressed
from siyu.console.doors.figures import figures_of
from siyu.console.doors.listing import SOON, STANDINGS, standing
from siyu.console.doors.reading import entry_of, over, target_of
from siyu.console.pages.doors import form_page
from siyu.console.reader import reader
from siyu.core.refusals import Refusal
from siyu.core.words import say
from siyu.traffic.codes import APPS, WAYS
from siyu.traffic.models import Entry, EntryDescription, Target
from siyu.traffic.rules import utm_of

SCAN = "s=1"


@login_required
def door(request: HttpRequest, entry_id: int) -> HttpResponse:
    """One entry; each form is its own act."""
    entry = get_object_or_404(Entry, id=entry_id)
    refusal = ""
    if request.method == "POST":
        try:
            _act(request, entry)
            return redirect(f"/entries/{entry.id}")
        except Refusal as trouble:
            refusal = str(trouble)
    return render(
        request,
        "console/door.html",
        {**_page(request, entry), "refusal": refusal},
        status=422 if refusal else 200,
    )


def _act(request: HttpRequest, entry: Entry) -> None:
    posted = {name: str(value) for name, value in request.POST.items()}
    act = posted.get("act", "")
    by: dict[str, Any] = {"actor": reader(request).email, "at": datetime.now(UTC)}
    if act == "describe":
        files.state_rows(kind="entries", rows=[entry_of(posted, code=entry.code)], **by)
        messages.success(request, str(say("已保存,链接立刻照新的走", "Saved; the link follows at once")))
    elif act == "target":
        files.state_rows(kind="targets", rows=[target_of(posted, code=entry.code)], **by)
        messages.success(request, str(say("去向已保存", "The target is saved")))
    elif act in ("end", "reopen"):
        files.state_rows(kind="targets", rows=[over(entry.code, ended=act == "end")], **by)
        told = say("入口已结束", "The entry has ended") if act == "end" else say("入口又开了", "Open again")
        messages.success(request, str(told))
    else:
        raise Refusal(say("不知道要做什么", "It is not clear what to do"))


def _page(request: HttpRequest, entry: Entry) -> dict[str, Any]:
    question, problem = question_of(request, "prices")
    now = datetime.now(UTC)
    known = addressed(request)
    said = EntryDescription.objects.select_related("placement").filter(entry=entry).first()
    place = said.placement if said else None
    targets = list(Target.objects.filter(entry=entry).exclude(way="default").order_by("app"))
    leading = [one for one in targets if one.way != "ended"]
    paste = landing(place.platform if place else None)
    filled = request.POST.dict() if request.POST.get("act") == "describe" else _filled(said)
    nearest = min((one.expires_at for one in leading if one.expires_at), default=None)
    stands = standing(
        {
            "described": said is not None,
            "ended": any(one.app == "any" and one.way == "ended" for one in targets),
            "expires_at": nearest,
            "leads": bool(leading or (said and said.url)),
        },
        at=now,
    )
    return {
        **form_page(filled),
        **known,
        "problem": problem,
        "question": question,
        "periods": periods(question),
        "entry": entry,
        "said": said,
        "place": place,
        "standing": stands,
        "standing_told": STANDINGS[stands],
        "link": link_of(known["base"], entry.code),
        "pasted": link_of(known["base"], entry.code, asks=paste.asks) if paste else "",
        "paste": paste,
        "levels": qr.LEVELS,
        "sizes": qr.SIZES,
        "targets": [
            {
                "one": one,
                "way": WAYS[one.way],
                "app": APPS[one.app],
                "to": one.url or one.words or "",
                "expired": one.expires_at is not None and one.expires_at <= now,
                "soon": one.expires_at is not None and now < one.expires_at <= now + SOON,
            }
            for one in targets
        ],
        "apps": APPS,
        "ways": {name: way for name, way in WAYS.items() if name != "ended"},
        "openings": _openings(said.url if said else None, {one.app for one in leading}),
        "came": figures_of(entry, question),
    }


def _filled(said: EntryDescription | None) -> dict[str, Any]:
    if said is None:
        return {}
    place = said.placement
    return {
        "title": said.title,
        "form": said.form or "",
        "url": said.url or "",
        **({"platform": place.platform, "account": place.account} if place else {}),
        **({"campaign": place.campaign, "placement": place.placement} if place else {}),
        **utm_of(said.url or ""),
    }


def _openings(url: str | None, own: set[str]) -> list[dict[str, Any]]:
    """What happens to the entry's own link in each app that has no target of its own."""
    if not url or "any" in own:
        return []
    of = family(url)
    return [
        {"app": APPS[app], "opening": opening(app, of)}
        for app in APPS
        if app not in ("any", "browser") and app not in own and LIKE.get(app, app) not in own
    ]


@login_required
def code(request: HttpRequest, entry_id: int, form: str) -> HttpResponse:
    """The QR code as PNG or SVG; with a logo when one is sent along, which is not kept."""
    entry = get_object_or_404(Entry, id=entry_id)
    asked = request.POST if request.method == "POST" else request.GET
    level = asked.get("level", "M")
    text = link_of(addressed(request)["base"], entry.code, asks=SCAN)
    if form == "svg":
        body, kind = qr.svg(text, level=level), "image/svg+xml"
    else:
        size = next((one for one in qr.SIZES if asked.get("size") == str(one)), qr.SIZES[1])
        sent = request.FILES.get("logo")
        try:
            logo = sent.read(qr.LARGEST_LOGO + 1) if sent else None
            body, kind = qr.png(text, level=level, size=size, logo=logo), "image/png"
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return redirect(f"/entries/{entry.id}")
        except ValueError as trouble:
            raise BadRequest from trouble
    answer = HttpResponse(body, content_type=kind)
    if asked.get("save"):
        answer["Content-Disposition"] = f'attachment; filename="entry-{entry.id}.{form}"'
    return answer
