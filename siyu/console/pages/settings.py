"""设置: brand, shops with margins, platforms, identifier kinds, pools, staff, presets."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode

from siyu.commerce.actions import set_gross_margin
from siyu.connectors.files.actions import forget_preset
from siyu.console.actions import change_brand, invite_staff, link_staff
from siyu.console.foreseeing import margin_change, shops_now, zone_change
from siyu.console.reader import reader
from siyu.core.models import Staff
from siyu.core.queries import brand
from siyu.core.refusals import Refusal
from siyu.core.words import say
from siyu.core.zones import zones
from siyu.facts.models import Preset
from siyu.ledger.models import Entry
from siyu.people.actions import declare_identifier_kind
from siyu.people.models import IdentifierKind
from siyu.pool.actions import declare_pool
from siyu.pool.codes import POOLS
from siyu.pool.models import PoolKind
from siyu.traffic.codes import FREE_PLATFORMS, PLATFORMS

ROLES = {
    "owner": say("老板", "Owner"),
    "buyer": say("投手", "Media buyer"),
    "operator": say("运营", "Operator"),
    "associate": say("导购", "Sales associate"),
    "analyst": say("分析", "Analyst"),
}
USUAL_ZONES = (
    "Asia/Shanghai",
    "Asia/Hong_Kong",
    "Asia/Taipei",
    "Asia/Singapore",
    "Asia/Tokyo",
    "Europe/London",
)
ONCE = "link_shown_once"


class Ask(Exception):
    """A change that says first what it would do: the page to go to."""

    def __init__(self, where: str, **wanted: str) -> None:
        super().__init__(where)
        self.address = f"/settings?{urlencode(wanted)}#{where}"


@login_required
def settings(request: HttpRequest) -> HttpResponse:
    """Everything that is set once; each form is its own act."""
    if request.method == "POST":
        return _act(request)
    present = brand()
    context = {
        "page": "settings",
        "the_brand": present,
        "gap_points": f"{present.linkable_gap * 100:g}",
        "usual_zones": USUAL_ZONES,
        "zones": zones(),
        "shops": [{**shop, "percent": percent_of(shop["gross_margin"])} for shop in shops_now()],
        "kinds": IdentifierKind.objects.order_by("rank"),
        "pools": [
            *({"code": code, "zh": name.zh, "en": name.en} for code, name in POOLS.items()),
            *PoolKind.objects.values("code", "zh", "en"),
        ],
        "platforms": [(code, label, code in FREE_PLATFORMS) for code, label in PLATFORMS.items()],
        "staff": [{"one": one, "role": ROLES[one.role]} for one in Staff.objects.order_by("id")],
        "roles": ROLES,
        "is_owner": reader(request).role == "owner",
        "presets": Preset.objects.order_by("kind", "name"),
        "link": request.session.pop(ONCE, None),
        "foreseen": _foreseen(request),
    }
    return render(request, "console/settings.html", context)


def percent_of(margin: Decimal | None) -> str:
    """A gross margin as a percentage, with all its digits."""
    return "" if margin is None else f"{(margin * 100).normalize():f}"


def _act(request: HttpRequest) -> HttpResponse:
    name = request.POST.get("act", "")
    if name in ACTS:
        try:
            messages.success(request, str(ACTS[name](request, datetime.now(UTC)) or say("已保存", "Saved")))
        except Ask as ask:
            return redirect(ask.address)
        except Refusal as refusal:
            messages.error(request, str(refusal))
    return redirect(f"/settings#{name if name in ACTS else ''}")


def _foreseen(request: HttpRequest) -> dict[str, Any]:
    """What the change that is asked about would do."""
    asked = request.GET
    try:
        if asked.get("zone") in zones():
            return {"act": "brand", "zone": asked["zone"], **zone_change(brand().zone, asked["zone"])}
        if asked.get("shop"):
            margin = _margin(asked.get("margin", ""))
            told = margin_change(asked["shop"], margin)
            return {
                "act": "shops",
                "shop": asked["shop"],
                "percent": percent_of(margin),
                "before_percent": percent_of(told["before"]),
                **told,
            }
    except Refusal:
        return {}
    return {}


def _booked_since(last: int) -> object:
    count = Entry.objects.filter(id__gt=last).count()
    return say(f"已保存。账本为此记了 {count} 笔分录", f"Saved. The ledger follows by {count} entries")


def _last_entry() -> int:
    return Entry.objects.aggregate(last=Max("id"))["last"] or 0


def _brand(request: HttpRequest, at: datetime) -> object:
    posted = request.POST
    present = brand()
    try:
        gap = float(posted.get("linkable_gap", "")) / 100
    except ValueError:
        raise Refusal(
            say("可追溯差距是一个百分数,如 20", "The linkable gap is a number of points, such as 20")
        ) from None
    zone = posted.get("zone", "")
    moves = zone != present.zone and zone in zones()
    last = _last_entry()
    if moves and posted.get("sure") != "yes":
        # The rest is saved; days move only after somebody has read what that means.
        zone = present.zone
    change_brand(
        name=posted.get("name", ""),
        zone=zone,
        language="en" if posted.get("language") == "en" else "zh",
        linkable_gap=gap,
        actor=reader(request).email,
        at=at,
    )
    if moves and zone == present.zone:
        raise Ask("brand", zone=posted.get("zone", ""))
    return _booked_since(last) if moves else None


def _shop(request: HttpRequest, at: datetime) -> object:
    name = request.POST.get("shop", "").strip()
    if not name or len(name) > 255:
        raise Refusal(say("请写店铺名", "Name the shop"))
    text = request.POST.get("margin", "")
    margin = _margin(text)
    foreseen = margin_change(name, margin)
    if foreseen["orders"] and margin != foreseen["before"] and request.POST.get("sure") != "yes":
        raise Ask("shops", shop=name, margin=text.strip())
    last = _last_entry()
    set_gross_margin(shop=name, margin=margin, actor=reader(request).email, at=at)
    return _booked_since(last)


def _margin(text: str) -> Decimal | None:
    """A gross margin from a percentage; empty is unknown."""
    plain = text.strip().rstrip("%").strip()
    wrong = say(
        "毛利率是 0 到 100 的百分数,如 55", "A gross margin is a percentage from 0 to 100, such as 55"
    )
    try:
        margin = Decimal(plain) / 100 if plain else None
    except InvalidOperation:
        raise Refusal(wrong) from None
    if margin is not None and not (margin.is_finite() and 0 <= margin <= 1 and margin == round(margin, 4)):
        raise Refusal(wrong)
    return margin


def _kind(request: HttpRequest, at: datetime) -> None:
    posted = request.POST
    declare_identifier_kind(
        name=posted.get("name", ""),
        zh=posted.get("zh", ""),
        en=posted.get("en", ""),
        strong=posted.get("strength") != "weak",
        single_valued=posted.get("single") == "on",
        actor=reader(request).email,
        at=at,
    )


def _pool(request: HttpRequest, at: datetime) -> None:
    posted = request.POST
    declare_pool(
        code=posted.get("code", ""),
        zh=posted.get("zh", ""),
        en=posted.get("en", ""),
        actor=reader(request).email,
        at=at,
    )


def _staff(request: HttpRequest, at: datetime) -> object:
    me = reader(request)
    if me.role != "owner":
        raise Refusal(say("只有老板可以邀请成员", "Only an owner may invite staff"))
    email = request.POST.get("email", "").strip()
    if request.POST.get("again") != "yes":
        invite_staff(
            email=email,
            role=request.POST.get("role", ""),
            name=request.POST.get("name", "").strip()[:100],
            actor=me.email,
            at=at,
        )
    token = link_staff(email=email, actor=me.email, at=at)
    request.session[ONCE] = {"email": email, "link": request.build_absolute_uri(f"/sign-in/{token}")}
    return say("链接在下面,只显示这一次", "The link stands below, this once")


def _preset(request: HttpRequest, at: datetime) -> None:
    forget_preset(name=request.POST.get("name", ""), actor=reader(request).email, at=at)


ACTS: dict[str, Callable[[HttpRequest, datetime], object]] = {
    "brand": _brand,
    "shops": _shop,
    "kinds": _kind,
    "pools": _pool,
    "staff": _staff,
    "presets": _preset,
}
