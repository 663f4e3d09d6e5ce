"""Which app opens what of which other: the table of 互联互通, in one place, with the dates.

The apps open to each other step by step, and sometimes close again. Each line says when it was last known to
be true and how sure that is; nothing here is promised by the platforms. A target that the brand sets for an
app goes before this table.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal
from urllib.parse import urlsplit

from siyu.core.words import Say, say
from siyu.traffic.publication import Door, Target

How = Literal["through", "browser"]

FAMILIES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("wechat", ("weixin.qq.com", "wxaurl.cn", "servicewechat.com")),
    ("alibaba", ("taobao.com", "tmall.com", "tmall.hk", "tb.cn", "1688.com", "taobao.hk", "etao.com")),
    ("alipay", ("alipay.com", "alipayobjects.com")),
    ("douyin", ("douyin.com", "iesdouyin.com", "jinritemai.com", "snssdk.com")),
    ("xiaohongshu", ("xiaohongshu.com", "xhslink.com")),
    ("kuaishou", ("kuaishou.com", "gifshow.com", "chenzhongtech.com")),
    ("jd", ("jd.com", "3.cn", "jd.hk")),
    ("weibo", ("weibo.com", "weibo.cn", "t.cn")),
    ("bilibili", ("bilibili.com", "b23.tv")),
    ("qq", ("qq.com",)),
)
"""Whose page a link is, by the end of its host; the first that fits. Everything else is nobody's: `web`."""


@dataclass(frozen=True)
class Opening:
    """What an app does with links of another: straight through, or only in the system's browser."""

    how: How
    as_of: str
    sure: Literal["seen", "reported", "guessed"]
    note: Say


_KEPT = say("只能在系统浏览器里打开", "opens in the system's browser alone")
_H5 = say("打开网页版,不唤起 App", "opens the web page, not the app")
_WXA = say(
    "URL Link 要在系统浏览器里打开,才会唤起微信", "a URL Link calls WeChat from the system's browser alone"
)


def _line(how: How, as_of: str, sure: Literal["seen", "reported", "guessed"], note: Say) -> Opening:
    return Opening(how, as_of, sure, note)


OPENINGS: dict[tuple[str, str], Opening] = {
    ("wechat", "alibaba"): _line("through", "2024-09", "reported", _H5),
    ("wechat", "jd"): _line("through", "2024-09", "reported", _H5),
    ("wechat", "douyin"): _line("through", "2021-11", "reported", _H5),
    ("wechat", "xiaohongshu"): _line("through", "2021-11", "reported", _H5),
    ("wechat", "alipay"): _line("browser", "2024-09", "reported", _KEPT),
    ("qq", "alipay"): _line("browser", "2024-09", "guessed", _KEPT),
    ("qq", "alibaba"): _line("through", "2021-11", "guessed", _H5),
    ("alibaba", "wechat"): _line("browser", "2024-09", "reported", _WXA),
    ("alibaba", "jd"): _line("browser", "2024-09", "guessed", _KEPT),
    ("alibaba", "douyin"): _line("browser", "2024-09", "guessed", _KEPT),
    ("alibaba", "xiaohongshu"): _line("browser", "2024-09", "guessed", _KEPT),
    ("alipay", "wechat"): _line("browser", "2024-09", "guessed", _WXA),
    ("alipay", "jd"): _line("browser", "2024-09", "guessed", _KEPT),
    ("alipay", "douyin"): _line("browser", "2024-09", "guessed", _KEPT),
    ("douyin", "wechat"): _line("browser", "2024-09", "reported", _WXA),
    ("douyin", "alibaba"): _line("browser", "2024-09", "reported", _KEPT),
    ("douyin", "jd"): _line("browser", "2024-09", "reported", _KEPT),
    ("douyin", "xiaohongshu"): _line("browser", "2024-09", "guessed", _KEPT),
    ("douyin", "kuaishou"): _line("browser", "2024-09", "guessed", _KEPT),
    ("xiaohongshu", "wechat"): _line("browser", "2024-09", "reported", _WXA),
    ("xiaohongshu", "alibaba"): _line("browser", "2024-09", "reported", _KEPT),
    ("xiaohongshu", "jd"): _line("browser", "2024-09", "guessed", _KEPT),
    ("xiaohongshu", "douyin"): _line("browser", "2024-09", "guessed", _KEPT),
    ("weibo", "wechat"): _line("browser", "2024-09", "reported", _WXA),
    ("weibo", "douyin"): _line("browser", "2024-09", "guessed", _KEPT),
    ("kuaishou", "wechat"): _line("browser", "2024-09", "guessed", _WXA),
    ("kuaishou", "alibaba"): _line("browser", "2024-09", "guessed", _KEPT),
    ("kuaishou", "douyin"): _line("browser", "2024-09", "guessed", _KEPT),
    ("bilibili", "wechat"): _line("browser", "2024-09", "guessed", _WXA),
    ("baidu", "wechat"): _line("browser", "2024-09", "guessed", _WXA),
    ("jd", "alibaba"): _line("browser", "2024-09", "guessed", _KEPT),
    ("jd", "wechat"): _line("browser", "2024-09", "guessed", _WXA),
}
"""What differs from the rule: our own page was opened in the app, so it goes straight through to the next."""


LIKE = {"wecom": "wechat"}
"""An app that opens what another one opens, and goes where that one is sent unless it has a target itself."""


def opening(app: str, of: str) -> Opening | None:
    """What this app does with links of that family; None: straight through."""
    return OPENINGS.get((LIKE.get(app, app), of))


@lru_cache(maxsize=4096)
def family(url: str) -> str:
    """Whose page a link is."""
    host = (urlsplit(url).hostname or "").lower()
    for name, ends in FAMILIES:
        if any(host == end or host.endswith(f".{end}") for end in ends):
            return name
    return "web"


@dataclass(frozen=True)
class Lead:
    """What a visitor gets: `through` a link, a page for `browser`, `scheme` or `copy`, `ended`, `nowhere`."""

    way: Literal["through", "browser", "scheme", "copy", "ended", "nowhere"]
    to: str = ""
    beside: str = ""
    """A link that does the same where the first does not work."""


def lead(door: Door, *, app: str, at: float) -> Lead:
    """Where this entry leads a visitor in this app at this moment (epoch seconds)."""
    every = _standing(door, "any", at)
    if every is not None and every.way == "ended":
        return Lead("ended")
    own = _standing(door, app, at) or _standing(door, LIKE.get(app, app), at)
    target = own or every
    beside = door.url or ""
    if target is None:
        return _by_table(beside, app) if beside else Lead("nowhere")
    if target.way == "copy":
        return Lead("copy", target.to, beside)
    if target.way == "scheme":
        return Lead("scheme", target.to, beside)
    if target.way == "ended":
        return Lead("ended")
    return Lead("through", target.to) if own else _by_table(target.to, app)


def _standing(door: Door, app: str, at: float) -> Target | None:
    found = door.targets.get(app)
    if found is None or found.way == "default" or (found.expires is not None and found.expires <= at):
        return None
    return found


def _by_table(url: str, app: str) -> Lead:
    found = opening(app, family(url))
    return Lead("through" if found is None else found.how, url)
