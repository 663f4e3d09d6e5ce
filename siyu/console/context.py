"""What every page's frame needs."""

from typing import Any

from django.http import HttpRequest

from siyu.core.models import Brand
from siyu.core.words import Say, language, say
from siyu.facts.models import Import

MENU: tuple[tuple[str, str, Say, str], ...] = (
    ("home", "/", say("总览", "Overview"), "h"),
    ("prices", "/prices", say("流量价格", "Price of traffic"), "p"),
    ("loops", "/loops", say("两个循环", "Two loops"), "o"),
    ("crossings", "/crossings", say("打通", "Crossings"), "x"),
    ("pools", "/pools", say("私域池", "Pools"), "c"),
    ("people", "/people", say("客户", "People"), "k"),
    ("ledger", "/ledger", say("账本", "Ledger"), "l"),
    ("imports", "/imports", say("导入", "Import"), "i"),
    ("settings", "/settings", say("设置", "Settings"), "s"),
)


def frame(request: HttpRequest) -> dict[str, Any]:
    """The brand, the menu, what is in progress, the language."""
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return {"language": language()}
    return {
        "brand": Brand.objects.filter(id=1).first(),
        "menu": [{"name": name, "href": href, "label": label, "key": key} for name, href, label, key in MENU],
        "running_imports": Import.objects.filter(state__in=["running", "waiting"])
        .exclude(stage="tried")
        .count(),
        "language": language(),
    }
