"""来源文字: texts of files that stand for entries, and the placements they are attached to."""

from datetime import UTC, datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.html import format_html

from siyu.connectors.files.actions import attach_entries, detach_entries
from siyu.console.reader import reader
from siyu.console.tables import Column, Listing, Rows
from siyu.console.texts import entry_texts, people_by
from siyu.core.refusals import Refusal
from siyu.core.words import say
from siyu.traffic.codes import FORMS, PLATFORMS
from siyu.traffic.models import Placement

PLACE = ("platform", "account", "campaign", "placement")
STANDING = {"free": say("还没挂", "not attached"), "attached": say("已挂上", "attached")}


@login_required
def texts(request: HttpRequest) -> HttpResponseBase:
    """Which texts there are, who came by them, and a form that says where they stand."""
    if request.method == "POST":
        return _act(request)
    rows = [
        {
            **row,
            "standing": "attached" if row["platform"] else "free",
            "place": place_name(row) if row["platform"] else None,
        }
        for row in entry_texts()
    ]
    listing = Listing(
        request,
        COLUMNS,
        Rows(rows),
        caption=say("当作入口的文字", "Texts that stand for entries"),
        stem="entry-texts",
        sort="-people",
        empty=say("还没有。", "None yet."),
    )
    if listing.wants_file:
        return listing.file()
    return render(
        request,
        "console/entry_texts.html",
        {
            "page": "entries",
            "listing": listing,
            "some": bool(rows),
            "free": sum(1 for row in rows if row["standing"] == "free"),
            "lost_people": sum(row["people"] for row in rows if row["standing"] == "free"),
            "placements": [
                (one.id, place_name({name: getattr(one, name) for name in PLACE}))
                for one in Placement.objects.order_by(*PLACE)
            ],
            "platforms": PLATFORMS,
            "forms": FORMS,
        },
    )


def place_name(row: dict[str, Any]) -> str:
    """The four names of a placement in one line."""
    return " / ".join([str(PLATFORMS[row["platform"]]), *(row[name] for name in PLACE[1:])])


def _act(request: HttpRequest) -> HttpResponse:
    codes = request.POST.getlist("entry")
    actor, at = reader(request).email, datetime.now(UTC)
    people = people_by(codes)
    try:
        if request.POST.get("act") == "detach":
            detach_entries(codes=codes, actor=actor, at=at)
            told = say(
                f"取下了 {len(codes)} 段文字:{people} 人的来源又是未知",
                f"{len(codes)} texts taken off: where {people} people came from is unknown again",
            )
        else:
            place = _place_asked(request)
            attach_entries(
                codes=codes, placement=place, form=request.POST.get("form", ""), actor=actor, at=at
            )
            told = say(
                f"挂好了 {len(codes)} 段文字:由它们进来的 {people} 人按新的版位重新归属,账本跟着更正",
                f"{len(codes)} texts attached: the {people} people who came by them are won anew, and "
                "the ledger follows",
            )
        messages.success(request, str(told))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("entry_texts")


def _place_asked(request: HttpRequest) -> dict[str, str]:
    """The placement that was chosen, or the new one whose names were written."""
    chosen = request.POST.get("place", "")
    if chosen.isdigit():
        found = Placement.objects.filter(id=int(chosen)).first()
        if found is not None:
            return {name: getattr(found, name) for name in PLACE}
    return {name: request.POST.get(name, "").strip() for name in PLACE}


COLUMNS = (
    Column(
        name="code",
        heading=say("文字", "Text"),
        searched=True,
        show=lambda row: format_html(
            '<label class="check"><input type="checkbox" form="attach" name="entry" value="{}"> {}</label>',
            row["code"],
            row["code"],
        ),
        under=lambda row: row["title"] if row["title"] not in (None, row["code"]) else "",
    ),
    Column(name="people", heading=say("由它入池的人", "People who joined by it"), kind="count", phone=True),
    Column(name="orders", heading=say("写着它的订单", "Orders that name it"), kind="count"),
    Column(name="first_at", heading=say("最早", "First"), kind="moment"),
    Column(name="last_at", heading=say("最近", "Last"), kind="moment"),
    Column(
        name="standing",
        heading=say("状态", "State"),
        choices=STANDING,
        show=lambda row: STANDING[row["standing"]],
    ),
    Column(name="place", heading=say("版位", "Placement"), searched=True, phone=True),
)
