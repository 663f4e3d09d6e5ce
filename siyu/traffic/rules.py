"""What may be said of entries and of where they lead."""

import re
from collections.abc import Mapping
from ipaddress import ip_address
from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit, urlunsplit

from siyu.core.words import Say, say

SCHEME = re.compile(r"[a-z][a-z0-9+.-]{1,40}:[^\s]+", re.IGNORECASE)
NO_APP = ("javascript:", "data:", "vbscript:", "file:", "about:", "blob:", "http:", "https:")
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""What generated codes are made of: no letter that is read as another one, or as a digit."""
HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|[0-9a-f:]*:[0-9a-f:.]*")
OWN_CODE = re.compile(r"[^\s/?#%&+~\\<>\"'][^\s/?#%&+\\<>\"']*")
LONGEST_CODE = 64


def wrong_target(row: Mapping[str, Any]) -> Say | None:
    """What is wrong with a target: each way needs its link or its words."""
    way, url, words = row.get("way"), row.get("url"), row.get("words")
    if way in ("link", "mini_program") and not url:
        return say("这种方式要填目标链接 url", "this way needs a url")
    if way in ("scheme", "copy") and not words:
        return say("这种方式要填 words(口令或 App 链接)", "this way needs words (to copy, or an app's link)")
    if way == "scheme" and not is_app_link(str(words)):
        return say(
            "App 链接形如 taobao://… 或 weixin://…", "an app's link looks like taobao://… or weixin://…"
        )
    return None


def is_app_link(text: str) -> bool:
    """Whether a text is the link of an app; nothing that a browser would run or open itself."""
    return SCHEME.fullmatch(text) is not None and not text.lower().startswith(NO_APP)


def wrong_code(code: str) -> Say | None:
    """What is wrong with a code that somebody thought of for a link."""
    if not code:
        return say("请写入口码", "Write a code")
    if len(code) > LONGEST_CODE:
        return say(f"入口码最多 {LONGEST_CODE} 个字符", f"A code has at most {LONGEST_CODE} characters")
    if not OWN_CODE.fullmatch(code):
        return say(
            "入口码只用字母、数字、汉字、-、_、.,不含空格和斜杠,不以 ~ 开头",
            "A code is made of letters, digits, - _ and .; no blanks or slashes, no ~ at the start",
        )
    return None


def address_of(text: str) -> str | None:
    """An address of links as it is kept (`https://go.example.com`), None when the text is none."""
    try:
        parts = urlsplit(text.strip())
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return None
    host = parts.hostname or ""
    plain = not (parts.query or parts.fragment or parts.username or parts.password)
    if parts.scheme not in ("http", "https") or not HOST.fullmatch(host) or not plain:
        return None
    shown = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{shown}{port}{parts.path.rstrip('/')}" if parts.path in ("", "/") else None


def reach_of(address: str) -> str:
    """Who can open an address: `machine` (this one alone), `network` (the office), or `everybody`."""
    host = urlsplit(address).hostname or ""
    try:
        place = ip_address(host)
    except ValueError:
        near = host == "localhost" or host.endswith((".localhost", ".local", ".internal", ".lan"))
        return "machine" if host in ("", "localhost") else "network" if near else "everybody"
    if place.is_loopback or place.is_unspecified:
        return "machine"
    return "network" if place.is_private or place.is_link_local else "everybody"


ROOT_FILE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{2,99}\.(?:txt|html)")
CONTENT = re.compile(r"[\x20-\x7e\r\n\t]{1,1024}")
NOT_OURS = ("robots.txt", "ads.txt", "index.html", "security.txt")


def wrong_root_file(name: str, content: str) -> Say | None:
    """What is wrong with a platform's verification file; it is plain text of a few letters, nothing else."""
    if not ROOT_FILE.fullmatch(name) or name.lower() in NOT_OURS:
        return say(
            "文件名应像 WW_verify_Ab12.txt、MP_verify_Ab12.txt,原样使用平台给的名字",
            "A name looks like WW_verify_Ab12.txt or MP_verify_Ab12.txt; use the platform's as it is",
        )
    if not CONTENT.fullmatch(content) or "<" in content:
        return say(
            "内容应是平台给的一行字母数字(1 KB 以内),不含网页代码",
            "The content is the line of letters and digits that the platform gave, under 1 KB and no markup",
        )
    return None


UTM = ("utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content")


def with_utm(url: str, utm: Mapping[str, str]) -> str:
    """A link with these UTM parameters instead of its own; empty ones are left out, the rest stays."""
    parts = urlsplit(url)
    kept = [piece for piece in parts.query.split("&") if piece and piece.partition("=")[0] not in UTM]
    kept += [f"{name}={quote(utm[name].strip())}" for name in UTM if utm.get(name, "").strip()]
    return urlunsplit(parts._replace(query="&".join(kept)))


def utm_of(url: str) -> dict[str, str]:
    """The UTM parameters of a link."""
    return {name: value for name, value in parse_qsl(urlsplit(url).query) if name in UTM}
