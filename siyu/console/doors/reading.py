"""From a form to a row of the kind `entries` or `targets`: judged as a cell of a file is."""

import secrets
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from siyu.connectors.files.reading.cells.plain import clean, parse_text, parse_url
from siyu.connectors.files.reading.trouble import BadValue
from siyu.core.queries import brand_zone
from siyu.core.refusals import Refusal
from siyu.core.words import Say, say
from siyu.traffic.codes import APPS, FORMS, PLATFORMS, WAYS
from siyu.traffic.queries import codes_taken
from siyu.traffic.rules import LETTERS, UTM, with_utm, wrong_code, wrong_target

PLACE = ("platform", "account", "campaign", "placement")
LENGTH = 6
NAMES: Mapping[str, Say] = {
    "code": say("入口码", "Code"),
    "title": say("名称", "Title"),
    "url": say("目标链接", "Link"),
    "account": say("账户", "Account"),
    "campaign": say("计划", "Campaign"),
    "placement": say("版位", "Placement"),
    "words": say("口令或 App 链接", "Words"),
    "expires": say("到期", "Expires"),
}


def entry_of(posted: Mapping[str, str], *, code: str = "") -> dict[str, Any]:
    """The row that a form describes; `code` is that of an entry that is there. Refuses what is wrong."""
    title = _text(posted, "title")
    if not title:
        raise Refusal(say("请给入口起个名字", "Give the entry a title"))
    place = {name: _text(posted, name) or None for name in PLACE[1:]}
    platform = posted.get("platform", "")
    if platform and platform not in PLATFORMS:
        raise Refusal(say(f"没有平台“{platform}”", f"There is no platform “{platform}”"))
    if any([platform, *place.values()]) and not all([platform, *place.values()]):
        raise Refusal(
            say(
                "平台、账户、计划、版位要么都填,要么都不填",
                "Name platform, account, campaign and placement together, or none of them",
            )
        )
    form = posted.get("form", "")
    url = _text(posted, "url", parse_url)
    return {
        "code": code or _code(posted),
        "title": title,
        "form": form if form in FORMS else None,
        "platform": platform or None,
        **place,
        "url": with_utm(url, {name: _text(posted, name) for name in UTM if name in posted}) if url else None,
    }


def target_of(posted: Mapping[str, str], *, code: str) -> dict[str, Any]:
    """The target that a form sets. Refuses what is wrong."""
    app, way = posted.get("app", ""), posted.get("way", "")
    if app not in APPS or way not in WAYS:
        raise Refusal(say("请选应用和方式", "Choose an app and a way"))
    linked = way in ("link", "mini_program")
    row = {
        "code": code,
        "app": app,
        "way": way,
        "url": (_text(posted, "to", parse_url) or None) if linked else None,
        "words": (_text(posted, "to") or None) if way in ("scheme", "copy") else None,
        "expires": _moment(posted.get("expires", "")),
    }
    wrong = wrong_target(row)
    if wrong is not None:
        raise Refusal(wrong)
    return row


def over(code: str, *, ended: bool) -> dict[str, Any]:
    """The target that ends an entry in every app, or takes that back."""
    way = "ended" if ended else "default"
    return {"code": code, "app": "any", "way": way, "url": None, "words": None, "expires": None}


def fresh_codes(many: int, *, besides: Iterable[str] = ()) -> list[str]:
    """So many codes that nobody has; letters that cannot be mistaken, in no order that could be guessed."""
    found: list[str] = []
    avoided = {code.lower() for code in besides}
    while len(found) < many:
        drawn = {"".join(secrets.choice(LETTERS) for _ in range(LENGTH)) for _ in range(many - len(found))}
        drawn -= avoided | codes_taken(list(drawn))
        avoided |= drawn
        found += sorted(drawn)
    return found


def _code(posted: Mapping[str, str]) -> str:
    code = _text(posted, "code")
    if not code:
        return fresh_codes(1)[0]
    wrong = wrong_code(code)
    if wrong is not None:
        raise Refusal(wrong)
    if codes_taken([code]):
        raise Refusal(
            say(f"入口码“{code}”已经有了,换一个", f"The code “{code}” is taken; choose another one")
        )
    return code


def _text(posted: Mapping[str, str], name: str, parse: Callable[[str], str] = parse_text) -> str:
    try:
        text = clean(posted.get(name, ""))
        return parse(text) if text else ""
    except BadValue as trouble:
        called = NAMES.get(name, say(name, name))
        raise Refusal(called + say(":", ": ") + trouble.text) from trouble


def _moment(text: str) -> str | None:
    """A moment of the form (the brand's clock) as facts keep it."""
    if not text:
        return None
    try:
        wall = datetime.fromisoformat(text)
    except ValueError:
        raise Refusal(say("到期时间看不懂", "The time of expiry makes no sense")) from None
    return (wall if wall.tzinfo else wall.replace(tzinfo=brand_zone())).astimezone(UTC).isoformat()
