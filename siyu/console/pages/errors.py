"""What a reader sees when a page cannot be shown: what happened, what was kept, what to do."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from siyu.console.middleware import COOKIE
from siyu.core.words import Say, say, speaking

TOLD: Mapping[str, tuple[int, Say, Say]] = {
    "missing": (
        404,
        say("没有这一页", "There is no such page"),
        say(
            "地址写错了,或它说的客户、导入已经不在。",
            "The address is wrong, or the person or import it names is gone.",
        ),
    ),
    "forbidden": (
        403,
        say("这里不能看", "Not for you"),
        say("你的角色不能打开这一页。请找老板。", "Your role may not open this page. Ask an owner."),
    ),
    "forged": (
        403,
        say("这张表单过期了", "This form is out of date"),
        say(
            "什么都没有改变。可能是登录过期,或浏览器不让 siyu 存 cookie。返回上一页、刷新,再做一次。"
            "如果 siyu 在反向代理后面,请设置 SIYU_ORIGINS。",
            "Nothing was changed. The sign-in may have expired, or the browser keeps no cookies for siyu. "
            "Go back, reload and do it again. Behind a reverse proxy, set SIYU_ORIGINS.",
        ),
    ),
    "wrong": (
        400,
        say("这个请求看不懂", "This request makes no sense"),
        say("什么都没有改变。返回上一页再试。", "Nothing was changed. Go back and try again."),
    ),
    "broken": (
        500,
        say("siyu 出错了", "siyu made a mistake"),
        say(
            "没有做完的事都没有生效。请再试一次;还不行,运行 siyu doctor,或看日志 log/siyu.jsonl。",
            "Whatever was not finished did not happen. Try once more; then run siyu doctor, "
            "or look into log/siyu.jsonl.",
        ),
    ),
}
"""Of each trouble: the status, what happened, and what was kept and can be done."""


def missing(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404."""
    return _told(request, "missing")


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    return _told(request, "forbidden")


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: a form without the token that our pages carry."""
    return _told(request, "forged")


def wrong(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400."""
    return _told(request, "wrong")


def broken(request: HttpRequest) -> HttpResponse:
    """500. Touches no database: it may be what is broken."""
    return _told(request, "broken")


def _told(request: HttpRequest, trouble: str) -> HttpResponse:
    status, title, why = TOLD[trouble]
    language = "en" if request.COOKIES.get(COOKIE) == "en" else "zh"
    with speaking(language):
        page = render_to_string(
            "console/error.html", {"title": title, "why": why, "status": status, "language": language}
        )
    return HttpResponse(page, status=status)
