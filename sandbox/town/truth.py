"""What is true of the town, by formula: what people are worth, whatever chance drew this year."""

from collections.abc import Mapping
from math import exp
from typing import Any

from sandbox.town.lives import REFUND_DAYS
from sandbox.town.places import FEES, GOODS, SHIPPING, Place

AGES = (30, 90, 180)


def kept_margin(place: Place) -> float:
    """What one order leaves before anything is sent back, in yuan, on average over the shops."""
    fee = sum(FEES[shop] * share for shop, share in place.shops)
    return place.basket * (1 - GOODS - fee) - SHIPPING


def sent_back(place: Place) -> float:
    """What refunds take from one order: the goods come back."""
    return place.refunded * place.basket * (1 - GOODS)


def stayed(place: Place, days: float) -> float:
    """Days that somebody stays within so many days, on average."""
    return (1 - exp(-place.leaves * days)) / place.leaves if days > 0 else 0.0


def value(place: Place, age: int) -> float:
    """M(age): the margin of one person won, from day 0 to the end of day `age`, in yuan."""
    days = age + 1
    later = days - (REFUND_DAYS + 1) / 2
    bought = place.sells + place.rate / 30 * stayed(place, days)
    returned = place.sells * (later > 0) + place.rate / 30 * stayed(place, later)
    return bought * kept_margin(place) - returned * sent_back(place)


def truth_of(place: Place, *, people: int, cost: float) -> dict[str, Any]:
    """One placement's truth. Costs are those of the year, since the product knows them; value is expected."""
    told: dict[str, Any] = {
        "code": place.code,
        "platform": place.platform,
        "account": place.account,
        "campaign": place.campaign,
        "placement": place.placement,
        "form": place.form,
        "role": place.role or None,
        "story": {"zh": place.story[0], "en": place.story[1]},
        "won": people,
        "cost": round(cost, 2),
        "cost_per_won": round(cost / people, 4) if people else None,
        "value": {str(age): round(value(place, age), 4) for age in AGES} if place.people else None,
        "return": None,
    }
    if people and cost:
        told["return"] = {str(age): round(value(place, age) * people / cost, 4) for age in AGES}
    return told


def indices(told: Mapping[str, Mapping[str, Any]]) -> dict[str, float]:
    """The true depression index: the return at 90 days over its cost-weighted mean."""
    ranked = {code: one for code, one in told.items() if one["return"]}
    weight = sum(one["cost_per_won"] * one["won"] for one in ranked.values())
    mean = sum(one["return"]["90"] * one["cost_per_won"] * one["won"] for one in ranked.values()) / weight
    return {code: one["return"]["90"] / mean for code, one in ranked.items()}
