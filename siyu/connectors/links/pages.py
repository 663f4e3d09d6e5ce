"""The pages a visitor of a link may see, in both languages at once: nobody knows yet which one they read."""

from functools import cache
from html import escape
from pathlib import Path

from siyu.connectors.links.crossing import Lead
from siyu.core.words import Say, say
from siyu.traffic.codes import APPS

OURS = "~"
"""Codes never begin with it: paths of our own below `/l/`."""
CSP = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'"
)
TYPES = {"door.css": "text/css; charset=utf-8", "door.js": "text/javascript; charset=utf-8"}

CORNER = {
    "wechat": say("右上角 ··· → 在浏览器打开", "··· at the top right → open in browser"),
    "wecom": say("右上角 ··· → 在浏览器打开", "··· at the top right → open in browser"),
    "qq": say("右上角 ··· → 用浏览器打开", "··· at the top right → open in browser"),
    "weibo": say("右上角 ··· → 在浏览器打开", "··· at the top right → open in browser"),
    "douyin": say("右上角 ··· → 在浏览器打开", "··· at the top right → open in browser"),
    "kuaishou": say("右上角 ··· → 在浏览器打开", "··· at the top right → open in browser"),
    "alipay": say("右上角 ··· → 在浏览器打开", "··· at the top right → open in browser"),
}
"""Where each app hides it. An app that does not offer it has the link copied instead."""


@cache
def asset(name: str) -> bytes | None:
    """A style sheet or script of these pages."""
    return (Path(__file__).parent / "static" / name).read_bytes() if name in TYPES else None


def not_there(brand: str) -> str:
    """404: no entry has this code."""
    return _page(
        brand,
        say("没有这个入口", "There is no such entry"),
        say(
            "链接可能抄错了一个字,或码已经换过。请看看你拿到它的地方,或直接联系我们。",
            "A letter may be wrong, or the code was replaced. Look where you found it, or ask us.",
        ),
    )


def told(brand: str, title: str, lead: Lead, *, app: str, here: str) -> str:
    """The page for a lead that is no plain redirect. `here` is this link's own address."""
    if lead.way == "copy":
        return _copy(brand, title, lead, here)
    if lead.way == "scheme":
        return _scheme(brand, title, lead)
    if lead.way == "browser":
        return _browser(brand, title, app, here)
    if lead.way == "ended":
        return _page(
            brand,
            say("活动已结束", "This is over"),
            say(f"“{title}”已经结束,谢谢你来。", f"“{title}” has ended. Thank you for coming."),
        )
    return _page(
        brand,
        say("这里还在准备", "Not ready yet"),
        say(
            f"“{title}”还没有设好要去的地方,请稍后再来。",
            f"“{title}” does not lead anywhere yet. Please come back later.",
        ),
    )


def _browser(brand: str, title: str, app: str, here: str) -> str:
    corner = CORNER.get(app)
    name = APPS[app]
    why = say(
        f"{name.zh}里打不开“{title}”要去的页面。",
        f"{name.en} does not open the page that “{title}” leads to.",
    )
    how = (
        say(f"点{corner.zh}", f"Tap {corner.en}")
        if corner
        else say("复制链接,粘贴到手机浏览器里", "Copy the link and paste it into the phone's browser")
    )
    arrow = '<div class="corner" aria-hidden="true">↗</div>' if corner else ""
    more = arrow + _said(how) + _words(here, link=True)
    return _page(brand, say("请在浏览器里打开", "Open it in the browser"), why, more)


def _copy(brand: str, title: str, lead: Lead, here: str) -> str:
    del here
    why = say(
        f"复制口令,打开对应的 App,“{title}”会自己跳出来。",
        f"Copy these words and open the app: “{title}” comes up by itself.",
    )
    return _page(
        brand, say("复制口令打开", "Copy and open"), why, _words(lead.to, link=False) + _beside(lead.beside)
    )


def _scheme(brand: str, title: str, lead: Lead) -> str:
    why = say(f"“{title}”在 App 里打开。", f"“{title}” opens in its app.")
    go = f'<a class="act" href="{escape(lead.to)}">打开 App · Open the app</a>'
    return _page(brand, say("打开 App", "Open the app"), why, go + _beside(lead.beside))


def _beside(url: str) -> str:
    if not url:
        return ""
    words = "没有 App?打开网页 · No app? Open the web page"
    return f'<a class="act other" href="{escape(url)}" rel="noreferrer">{words}</a>'


def _words(words: str, *, link: bool) -> str:
    label = "复制链接 · Copy the link" if link else "复制口令 · Copy the words"
    return (
        f'<textarea class="words" id="words" rows="3" readonly aria-label="{label}">'
        f"{escape(words)}</textarea>"
        f'<button class="act" type="button" data-copy="words" data-done="已复制 · Copied">{label}</button>'
    )


def _said(text: Say) -> str:
    return f'<p>{escape(text.zh)}</p><p class="en" lang="en">{escape(text.en)}</p>'


def _page(brand: str, title: Say, why: Say, more: str = "") -> str:
    name = f'<p class="brand">{escape(brand)}</p>' if brand else ""
    return (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="robots" content="noindex">'
        f"<title>{escape(title.zh)} · {escape(title.en)}</title>"
        f'<link rel="stylesheet" href="/l/{OURS}door.css"><script src="/l/{OURS}door.js" defer></script>'
        f"</head><body><main>{name}<h1>{escape(title.zh)}</h1>{_said(why)}{more}</main></body></html>"
    )
