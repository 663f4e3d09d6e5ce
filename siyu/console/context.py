"""What every page's frame needs."""

from contextlib import suppress
from functools import cache
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from siyu.core.models import Brand
from siyu.core.sample import showing
from siyu.core.words import Say, language, say
from siyu.facts.models import Import

MENU: tuple[tuple[str, str, Say, str], ...] = (
    ("home", "home", say("总览", "Overview"), "h"),
    ("prices", "prices", say("流量价格", "Prices"), "p"),
    ("loops", "loops", say("两个循环", "Two loops"), "o"),
    ("crossings", "crossings", say("打通", "Crossings"), "x"),
    ("entries", "entries", say("入口", "Entries"), "e"),
    ("pools", "pools", say("私域池", "Pools"), "c"),
    ("people", "people", say("客户", "People"), "k"),
    ("orders", "orders", say("订单", "Orders"), "d"),
    ("ledger", "ledger", say("账本", "Ledger"), "l"),
    ("imports", "imports", say("导入", "Import"), "i"),
    ("settings", "settings", say("设置", "Settings"), "s"),
)
"""The river: what a page calls itself (`page`), its name in urls.py, its label, the letter after `g`."""
KEPT = ("from", "to", "as_of", "compare")
"""What goes along from page to page: the period and what it is compared with."""


def frame(request: HttpRequest) -> dict[str, Any]:
    """The brand, the menu, what is in progress, the language."""
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return {"language": language(), "sample": showing()}
    kept = urlencode([(name, request.GET[name]) for name in KEPT if request.GET.get(name)])
    return {
        "brand": Brand.objects.filter(id=1).first(),
        "menu": [
            {"name": name, "href": f"{href}?{kept}" if kept else href, "label": label, "key": key}
            for name, href, label, key in _river()
        ],
        "running_imports": Import.objects.filter(state__in=["running", "waiting"])
        .exclude(stage="tried")
        .count(),
        "language": language(),
        "sample": showing(),
    }


@cache
def _river() -> list[tuple[str, str, Say, str]]:
    """The menu with addresses; a page that another room has not brought yet is passed over."""
    found = []
    for name, address, label, key in MENU:
        with suppress(NoReverseMatch):
            found.append((name, reverse(address), label, key))
    return found
