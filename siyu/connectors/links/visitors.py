"""Who is coming, from what a request says of itself: app, device, person or machine, the platform's click.

Tables and pure functions. What a browser calls itself changes without notice; each table says when it was
last true.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

AS_OF = "2026-11"
"""When the tables of this page were last looked through."""

APPS: tuple[tuple[str, str], ...] = (
    ("wecom", r"wxwork/"),
    ("wechat", r"MicroMessenger/"),
    ("alipay", r"AlipayClient/|AliApp\(AP/"),
    ("alibaba", r"AliApp\((?:TB|TM|TB-PD|LT|1688|AMAP|ETao|Cainiao)|(?:^|[ ;])(?:Taobao|Tmall)/"),
    ("douyin", r"aweme|AwemeLite|BytedanceWebview|NewsArticle/|ToutiaoMicroApp"),
    ("xiaohongshu", r"xhsdiscover|com\.xingin\.xhs|XiaoHongShu|(?:^| )discover/\d"),
    ("weibo", r"Weibo \(|__weibo__|Weibo/"),
    ("kuaishou", r"Kwai(?:_Lite|_Pro)?/|ksNebula/|Kwai "),
    ("bilibili", r"BiliApp|bili-universal|BiliDroid"),
    ("jd", r"jdapp;|jdltapp;|jdmp;"),
    ("baidu", r"baiduboxapp/|baiduboxlite/"),
    ("qq", r"(?:^| )QQ/\d|V1_AND_SQ_"),
)
"""The in-app browsers that we know, the first that fits; everything else is `browser`."""

PREVIEWS = (
    "facebookexternalhit|Twitterbot|Slackbot|TelegramBot|Discordbot|LinkedInBot|WhatsApp/|SkypeUriPreview"
    "|DingTalkBot|LarkUrl2Meta|Feishu-?Bot|WeChatShareExtension|link[- ]?preview|vkShare|Pinterestbot"
)
CRAWLERS = (
    r"(?<!cu)bot\b|spider|crawl|slurp|HeadlessChrome|PhantomJS|Lighthouse|Pingdom|UptimeRobot"
    "|Mediapartners-Google|APIs-Google|archiver|facebookcatalog|scrapy"
)
MACHINES: tuple[tuple[str, str], ...] = (("preview", PREVIEWS), ("crawler", CRAWLERS))
"""Machines that say so themselves. A program that fetches a link for somebody says nothing, and counts."""

PREFETCHING = ("purpose", "sec-purpose", "x-purpose", "x-moz")
"""Headers of a browser that fetches what nobody has opened yet."""

CLICK_IDS: Mapping[str, str] = {
    "gdt_vid": "tencent",
    "qz_gdt": "tencent",
    "clickid": "bytedance",
    "bd_vid": "baidu",
    "click_id": "xiaohongshu",
    "track_id": "bilibili",
    "trackid": "bilibili",
    "callback": "kuaishou",
    "ali_trackid": "alibaba",
    "jd_click_id": "jd",
    "mark_id": "weibo",
    "gclid": "other",
    "ttclid": "other",
}
"""The parameters by which platforms name a click, and the platform that does."""

UNRESOLVED = re.compile(r"__[A-Z0-9_]+__|\{\w+\}")
"""A macro that the platform left as it was is no click."""
LONGEST_CLICK = 1000
LONGEST_QUERY = 4000


@dataclass(frozen=True)
class Visitor:
    """What a user agent says: the app, the class of device, and the kind of machine (empty: a person)."""

    app: str
    device: str
    machine: str


_APPS = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in APPS), re.IGNORECASE)
_EACH = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in APPS)
_MACHINES = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in MACHINES)
_TABLET = re.compile(r"iPad|Tablet|PlayBook|Silk/|Android(?!.*Mobile)", re.IGNORECASE)
_PHONE = re.compile(r"iPhone|iPod|Mobile|Android|HarmonyOS|OpenHarmony|Windows Phone", re.IGNORECASE)
_DESKTOP = re.compile(r"Windows NT|Macintosh|X11|CrOS", re.IGNORECASE)


def visitor(agent: str) -> Visitor:
    """Who comes with this user agent."""
    machine = next((name for name, pattern in _MACHINES if pattern.search(agent)), "")
    app = "browser"
    if _APPS.search(agent):
        app = next(name for name, pattern in _EACH if pattern.search(agent))
    return Visitor(app, _device(agent), machine)


def _device(agent: str) -> str:
    if _TABLET.search(agent):
        return "tablet"
    if _PHONE.search(agent):
        return "phone"
    return "desktop" if _DESKTOP.search(agent) else "other"


def is_prefetching(headers: Mapping[str, str]) -> bool:
    """Whether the browser fetches ahead of a person who may never come."""
    said = [headers[name].lower() for name in PREFETCHING if name in headers]
    return any(word in one for one in said for word in ("prefetch", "preview", "prerender"))


def click_ids(query: str) -> dict[str, str]:
    """The platforms' click ids of a query string; macros that nobody filled in are none."""
    if not query:
        return {}
    found = {}
    for name, value in parse_qsl(query[:LONGEST_QUERY]):
        key = name.lower()
        if key not in CLICK_IDS or key in found or not value or not value.isprintable():
            continue
        if not UNRESOLVED.fullmatch(value):
            found[key] = value[:LONGEST_CLICK]
    return found
