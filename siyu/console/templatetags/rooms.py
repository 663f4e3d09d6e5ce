"""What the pages of imports, people, ledger and settings write beside numbers."""

from typing import Any
from urllib.parse import urlencode

from django import template

from siyu.connectors.files.kinds import KINDS
from siyu.core.words import language
from siyu.facts.kinds import Kind
from siyu.traffic.codes import PLATFORMS

register = template.Library()
BRIEF = 80


@register.filter
def titled(kind: Kind) -> str:
    """A kind of file as the reader calls it, with the name that the command line knows."""
    return f"{kind.en} ({kind.name})" if language() == "en" else f"{kind.zh} {kind.name}"


@register.filter
def kind_name(name: str) -> str:
    """The same, from its name."""
    return titled(KINDS[name]) if name in KINDS else name


@register.filter
def in_brief(text: str) -> str:
    """A long name by its beginning and its end, where its date and its ending stand."""
    return text if len(text) <= BRIEF else f"{text[: BRIEF - 24]}…{text[-20:]}"


@register.filter
def share_of(part: int, whole: int) -> str:
    """How much of it, in whole per cent, never 100 before it is all."""
    return f"{min(part * 100 // whole, 100) if whole else 0}%"


@register.filter
def spoken(named: Any) -> str:
    """What has a `zh` and an `en`, in the reader's language."""
    if isinstance(named, dict):
        return str(named["en"] if language() == "en" else named["zh"])
    return str(named.en if language() == "en" else named.zh)


@register.filter
def platform_name(code: str) -> str:
    """A platform as people call it."""
    return str(PLATFORMS.get(code, code))


@register.filter
def sign_in_again(target: str) -> str:
    """The address of the sign-in page that leads on to where somebody wanted to go."""
    return f"/sign-in?{urlencode({'next': target})}" if target else "/sign-in"
