"""What to paste into each platform's console: our link with that platform's macros, and how sure that is."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote

from siyu.core.words import Say, say

AS_OF = "2026-11"
"""When this page was last looked through."""


@dataclass(frozen=True)
class Landing:
    """How a platform names a click to us. `asks` is added to the link; empty where the platform does it."""

    asks: str
    sure: Literal["documented", "reported", "guessed"]
    note: Say


LANDINGS: Mapping[str, Landing] = {
    "tencent": Landing(
        "",
        "documented",
        say(
            "腾讯广告自己在落地页链接后加 gdt_vid(微信流量)或 qz_gdt(其他流量),链接原样粘贴即可。",
            "Tencent Ads adds gdt_vid (WeChat traffic) or qz_gdt (other traffic) by itself: paste as it is.",
        ),
    ),
    "bytedance": Landing(
        "",
        "documented",
        say(
            "巨量引擎自己在落地页链接后加 clickid,链接原样粘贴即可;域名要先在巨量报备。",
            "Ocean Engine adds clickid by itself: paste as it is. The domain has to be filed there first.",
        ),
    ),
    "baidu": Landing(
        "",
        "documented",
        say(
            "百度自己在落地页链接后加 bd_vid,链接原样粘贴即可。",
            "Baidu adds bd_vid by itself: paste as it is.",
        ),
    ),
    "xiaohongshu": Landing(
        "click_id=__CLICK_ID__",
        "documented",
        say("聚光把 __CLICK_ID__ 换成点击标识。", "Juguang puts the click id in place of __CLICK_ID__."),
    ),
    "bilibili": Landing(
        "track_id=__TRACKID__",
        "documented",
        say("B站把 __TRACKID__ 换成点击标识。", "Bilibili puts the click id in place of __TRACKID__."),
    ),
    "kuaishou": Landing(
        "callback=__CALLBACK__",
        "reported",
        say("快手把 __CALLBACK__ 换成回传参数。", "Kuaishou puts its callback in place of __CALLBACK__."),
    ),
    "weibo": Landing(
        "",
        "guessed",
        say(
            "微博据说自己加 mark_id;投放后在入口页看有没有带点击标识的点击。",
            "Weibo is said to add mark_id by itself; see on the entry's page whether clicks carry an id.",
        ),
    ),
    "alibaba": Landing(
        "",
        "guessed",
        say(
            "淘宝站内一般不能放站外链接;在站外投放或短信、包裹卡里用这个链接。",
            "Inside Taobao links to elsewhere are mostly barred; use this one outside, in SMS, in parcels.",
        ),
    ),
}


def landing(platform: str | None) -> Landing | None:
    """How this platform is given a link; None where there is no console to paste it into."""
    return LANDINGS.get(platform or "")


def link_of(address: str, code: str, *, asks: str = "") -> str:
    """The link of an entry below the brand's address, such as `https://go.example.com/l/spring`."""
    return f"{address.rstrip('/')}/l/{quote(code)}" + (f"?{asks}" if asks else "")
