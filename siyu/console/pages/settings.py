"""设置: brand, shops with margins, platforms, identifier kinds, pools, staff, presets."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from siyu.commerce.actions import set_gross_margin
from siyu.commerce.models import Shop
from siyu.connectors.files.actions import forget_preset
from siyu.console.actions import change_brand, invite_staff
from siyu.console.reader import reader
from siyu.core.actions import issue_login_link
from siyu.core.models import Staff
from siyu.core.queries import brand
from siyu.core.refusals import Refusal
from siyu.core.words import say
from siyu.facts.models import Preset
from siyu.people.actions import declare_identifier_kind
from siyu.people.models import IdentifierKind
from siyu.pool.actions import declare_pool
from siyu.pool.codes import POOLS
from siyu.pool.models import PoolKind
from siyu.traffic.codes import PLATFORMS


@login_required
def settings(request: HttpRequest) -> HttpResponse:
    """Everything that is set once; each form is its own act."""
    if request.method == "POST":
        act = ACTS.get(request.POST.get("act", ""))
        if act is not None:
            try:
                messages.success(request, str(act(request, datetime.now(UTC)) or say("已保存", "Saved")))
            except Refusal as refusal:
                messages.error(request, str(refusal))
        return redirect(f"/settings#{request.POST.get('act', '')}")
    return render(
        request,
        "console/settings.html",
        {
            "page": "settings",
            "the_brand": brand(),
            "shops": Shop.objects.order_by("name"),
            "kinds": IdentifierKind.objects.order_by("rank"),
            "pools": [
                *({"code": code, "zh": name.zh, "en": name.en} for code, name in POOLS.items()),
                *PoolKind.objects.values(),
            ],
            "platforms": PLATFORMS,
            "staff": Staff.objects.order_by("id"),
            "roles": Staff.ROLES,
            "presets": Preset.objects.order_by("kind", "name"),
        },
    )


def _brand(request: HttpRequest, at: datetime) -> None:
    posted = request.POST
    try:
        gap = float(posted.get("linkable_gap", "20")) / 100
    except ValueError:
        raise Refusal(
            say("可追溯差距是一个百分数,如 20", "The linkable gap is a number of points, such as 20")
        ) from None
    change_brand(
        name=posted.get("name", ""),
        zone=posted.get("zone", ""),
        language="en" if posted.get("language") == "en" else "zh",
        linkable_gap=gap,
        actor=reader(request).email,
        at=at,
    )


def _shop(request: HttpRequest, at: datetime) -> None:
    text = request.POST.get("margin", "").strip().rstrip("%")
    try:
        margin = Decimal(text) / 100 if text else None
    except InvalidOperation:
        raise Refusal(say("毛利率是一个百分数,如 55", "A gross margin is a percentage, such as 55")) from None
    if margin is not None and not margin.is_finite():
        raise Refusal(say("毛利率是一个百分数,如 55", "A gross margin is a percentage, such as 55"))
    name = request.POST.get("shop", "").strip()
    if not name or len(name) > 255:
        raise Refusal(say("请写店铺名", "Name the shop"))
    set_gross_margin(shop=name, margin=margin, actor=reader(request).email, at=at)


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
    if reader(request).role != "owner":
        raise Refusal(say("只有老板可以邀请成员", "Only an owner may invite staff"))
    email = request.POST.get("email", "")
    invite_staff(
        email=email,
        role=request.POST.get("role", ""),
        name=request.POST.get("name", ""),
        actor=reader(request).email,
        at=at,
    )
    token = issue_login_link(email=email.strip(), at=at)
    link = request.build_absolute_uri(f"/sign-in/{token}")
    return say(f"已邀请。把这个一次性链接发给对方:{link}", f"Invited. Send them this one-time link: {link}")


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
