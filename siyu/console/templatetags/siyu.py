"""What templates say and how they write numbers."""

from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django import template
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from siyu.core.queries import brand_zone
from siyu.core.words import language
from siyu.core.words import say as say_both
from siyu.market.headings import heading as heading_of

register = template.Library()
WAN, YI = 10_000, 100_000_000


@register.simple_tag
def say(zh: str, en: str, *values: Any) -> str:
    """A text in the reader's language; `{}` are filled with the values, in order."""
    text = str(say_both(zh, en))
    return text.format(*values) if values else text


@register.filter
def heading(name: str) -> str:
    """The heading of a report's field."""
    return str(heading_of(name))


def large(value: float) -> str:
    """A number as people say it: 万 and 亿 in Chinese, k and M in English."""
    size = abs(value)
    if language() == "zh":
        if size >= YI:
            return f"{value / YI:,.2f} 亿"
        if size >= 10 * WAN:
            return f"{value / WAN:,.1f} 万"
    elif size >= 1_000_000:
        return f"{value / 1_000_000:,.2f}M"
    return f"{value:,.0f}"


@register.filter
def yuan(fen: float | None) -> str | SafeString:
    """Fen as yuan, to the yuan, the exact value on hover; unknown says so."""
    if fen is None:
        return unknown()
    shown = large(fen / 100) if abs(fen) >= 10_000 else f"{fen / 100:,.2f}"
    return format_html('<span class="num" title="¥{}">{}</span>', f"{fen / 100:,.2f}", shown)


@register.filter
def exact(fen: float | None) -> str | SafeString:
    """Fen as yuan, to the fen."""
    return unknown() if fen is None else f"{fen / 100:,.2f}"


@register.filter
def count(value: float | None) -> str | SafeString:
    """A whole number with thousands."""
    if value is None:
        return unknown()
    return format_html('<span class="num" title="{}">{}</span>', f"{value:,}", large(value))


@register.filter
def ratio(value: float | None) -> str | SafeString:
    """A ratio to two decimals."""
    return unknown() if value is None else f"{value:,.2f}"


@register.filter
def percent(value: float | None) -> str | SafeString:
    """A share as per cent."""
    return unknown() if value is None else f"{value * 100:.0f}%"


@register.filter
def days(value: int | None) -> str | SafeString:
    """A number of days, or that it is not reached."""
    return (
        format_html('<span class="muted">{}</span>', str(say_both("未到", "not yet")))
        if value is None
        else str(value)
    )


def unknown() -> SafeString:
    """How unknown looks: never 0."""
    return format_html('<span class="unknown">{}</span>', str(say_both("未知", "unknown")))


@register.filter
def moment(at: datetime | None) -> str:
    """A moment in the brand's zone."""
    return "" if at is None else at.astimezone(brand_zone()).strftime("%Y-%m-%d %H:%M")


@register.filter
def day(at: date | None) -> str:
    """A day."""
    return "" if at is None else at.isoformat()


@register.filter
def item(mapping: Any, key: Any) -> Any:
    """mapping[key], or None."""
    return mapping.get(key) if hasattr(mapping, "get") else None


@register.simple_tag(takes_context=True)
def here(context: dict[str, Any], **changes: Any) -> str:
    """The present address with some of its questions changed; an empty value takes one away."""
    request: HttpRequest = context["request"]
    asked = request.GET.copy()
    for name, value in changes.items():
        key = "from" if name == "since" else "to" if name == "until" else name
        if value in (None, ""):
            asked.pop(key, None)
        else:
            asked[key] = str(value)
    return f"?{urlencode(list(asked.items()))}" if asked else request.path


WHOLE = frozenset({"won", "kept", "touches", "sale_orders", "impressions", "clicks", "payback_day"})
RATIOS = frozenset({"sale_return", "return_at_horizon", "index", "p_best"})


@register.simple_tag
def figure_of(name: str, value: float | None) -> str | SafeString:
    """A figure of a report as its page writes it: money to the fen, counts whole, shares as per cent."""
    if value is None:
        return days(None) if name == "payback_day" else unknown()
    if name == "linkable":
        return percent(value) if isinstance(value, float) else f"{value:,}"
    if name in WHOLE:
        return f"{value:,.0f}"
    return f"{value:,.2f}" if name in RATIOS else f"{value / 100:,.2f}"


@register.filter
def instant(at: date | datetime | None) -> str:
    """A moment in the brand's zone, or a day."""
    return moment(at) if isinstance(at, datetime) else day(at)


@register.simple_tag
def still() -> SafeString:
    """Links and forms in here change what the page shows and leave the page where it is; Back goes back."""
    return mark_safe('hx-boost:inherited="target:#main select:#main swap:outerHTML selectOOB:#top"')


@register.simple_tag(takes_context=True)
def ask(context: dict[str, Any], figure: str, place: str) -> str:
    """The page of one figure of one row, in the period that is asked about."""
    given = context["request"].GET
    asked = [(name, given[name]) for name in ("from", "to", "as_of", "horizon") if given.get(name)]
    return f"/prices/behind?{urlencode([*asked, ('figure', figure)])}{'&' if place else ''}{place}"
