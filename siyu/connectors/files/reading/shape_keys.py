"""The values of a preset's keys, each read or refused with the key's name."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from siyu.connectors.files.reading.trouble import NotReadable
from siyu.core.words import Say, say

MOST_HEADER_ROWS = 2
LONGEST = 500
"""Characters of a name or a pattern."""


def wrong(key: str, why: Say) -> NotReadable:
    """What is said of a key that is not understood."""
    return NotReadable(
        say(f"预设里的 {key} 不对:{why.zh}", f"“{key}” of the preset is not understood: it {why.en}")
    )


def known_keys(key: str, value: Mapping[str, Any], known: Iterable[str]) -> None:
    """Refuse a key that means nothing: a slip of the pen must not pass silently."""
    names = tuple(known)
    for name in value:
        if name not in names:
            listed = ", ".join(names)
            place = f"{key}.{name}" if key else str(name)
            raise wrong(place, say(f"没有这一项,可选:{listed}", f"is none of {listed}"))


def table(key: str, value: Any) -> Mapping[str, Any]:
    """A table of names."""
    if not isinstance(value, Mapping) or not all(isinstance(name, str) and name for name in value):
        raise wrong(key, say("应为一张表", "should be a table"))
    return value


def text(key: str, value: Any) -> str:
    """A text; numbers and yes or no are taken as they are written."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return str(value)
    if not isinstance(value, str) or len(value) > LONGEST:
        raise wrong(key, say(f"应为文字,最多 {LONGEST} 字", f"should be a text of at most {LONGEST} letters"))
    return value


def texts(key: str, value: Any) -> tuple[str, ...]:
    """One text, or several."""
    if isinstance(value, list | tuple):
        return tuple(text(key, one) for one in value)
    return (text(key, value),)


def said(key: str, value: Any) -> Say:
    """A question in both languages, or one text for both."""
    if isinstance(value, Mapping):
        known_keys(key, value, ("zh", "en"))
        zh, en = (text(f"{key}.{name}", value.get(name, "")) for name in ("zh", "en"))
    else:
        zh = en = text(key, value)
    if not zh or not en:
        raise wrong(key, say("要有 zh 和 en 两种说法", "should be said as zh and as en"))
    return say(zh, en)


def pattern(key: str, value: Any) -> "re.Pattern[str]":
    """A regular expression with a group: the first one is the value."""
    try:
        compiled = re.compile(text(key, value))
    except re.error as trouble:
        raise wrong(
            key, say(f"不是正则表达式:{trouble}", f"is no regular expression: {trouble}")
        ) from trouble
    if compiled.groups < 1:
        raise wrong(key, say("要有一个括号组,取它的内容", "needs a group in brackets: the value"))
    return compiled


def integer(key: str, value: Any, *, least: int, most: int) -> int:
    """A whole number in its bounds."""
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise wrong(
            key, say(f"应为 {least} 到 {most} 的整数", f"should be a whole number from {least} to {most}")
        )
    return value


def number(key: str, value: Any) -> Decimal:
    """A factor, exactly as it is written."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        exact = Decimal(str(value))
        if exact.is_finite() and exact != 0 and abs(exact) <= 10**12:
            return exact
    raise wrong(key, say("应为不是 0 的数", "should be a number other than 0"))


def choice(key: str, value: Any, known: Iterable[str]) -> str:
    """One of a few words."""
    names = tuple(known)
    if value not in names:
        raise wrong(key, say(f"应为以下之一:{', '.join(names)}", f"should be one of {', '.join(names)}"))
    return str(value)


def one_word(key: str, value: Mapping[str, Any]) -> tuple[str, Any]:
    """The one key of a table that has just one, with its value."""
    if len(value) != 1:
        raise wrong(key, say("只能有一种说法", "should say one thing"))
    ((how, words),) = value.items()
    return str(how), words
