"""Both loops of a placement in one small picture: what a yuan brought at once, and by age. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from siyu.console.charts import label_of
from siyu.console.drawing.plane import Mark, Plane
from siyu.console.ladder import place_of
from siyu.core.words import say
from siyu.market.curves import ValueCurve

DAYS = (0, 30, 90, 180, 270, 365)
MOST_PICTURES = 9
SHORTEST = 30
CLIPPED = 3
"""A curve that is more than so many times as high as the middle one is cut off, and says so."""


@dataclass(frozen=True)
class LoopPicture:
    """One placement: paths, marks, and the same in words."""

    name: str
    place: Mapping[str, str]
    plane: Plane
    curve: str
    band: str
    sold: float | None
    """The height of the immediate return."""
    sold_band: tuple[float, float] | None
    even: float
    """The height at which a yuan brings a yuan."""
    crossing: tuple[float, float] | None
    payback: tuple[float, float] | None
    beyond: bool
    upright: Sequence[Mark]
    along: Sequence[Mark]
    told: str


def loop_pictures(rows: Sequence[Mapping[str, Any]], curves: Sequence[ValueCurve]) -> list[LoopPicture]:
    """The placements that spent most, all on one scale so that they can be compared."""
    paired = [
        (row, curve)
        for row, curve in zip(rows, curves, strict=True)
        if row["spend_known"] and row["spend_fen"] and (curve.mean or row["sale_return"] is not None)
    ]
    chosen = sorted(paired, key=lambda pair: -pair[0]["spend_fen"])[:MOST_PICTURES]
    if not chosen:
        return []
    heights = sorted(max([0.0, row["sale_return"] or 0.0, *_returns(row, curve)]) for row, curve in chosen)
    most = max(1.2, min(heights[-1], CLIPPED * max(heights[len(heights) // 2], 1.0)))
    least = min(0.0, *(min([row["sale_return"] or 0.0, *_returns(row, curve)]) for row, curve in chosen))
    longest = max(SHORTEST, *(len(curve.mean) - 1 for _, curve in chosen))
    plane = Plane(most_x=longest, most_y=most * 1.05, least_y=max(least, -most) * 1.05)
    return [_picture(row, curve, plane) for row, curve in chosen]


def _returns(row: Mapping[str, Any], curve: ValueCurve) -> list[float]:
    return [value * row["won"] / row["spend_fen"] for value in curve.mean]


def _picture(row: Mapping[str, Any], curve: ValueCurve, plane: Plane) -> LoopPicture:
    returns = _returns(row, curve)
    times = row["won"] / row["spend_fen"]
    ages = sorted(curve.bands)
    lows = [(float(age), curve.bands[age][0] * times) for age in ages]
    highs = [(float(age), curve.bands[age][1] * times) for age in ages]
    sold = row["sale_return"]
    band = row["sale_return_interval"]
    return LoopPicture(
        name=label_of(row, "placement"),
        place=place_of(row, "placement"),
        plane=plane,
        curve=plane.stairs([(float(age), value) for age, value in enumerate(returns)]),
        band=plane.band(lows, highs),
        sold=None if sold is None else plane.y(sold),
        sold_band=None if band is None else (plane.y(band[1]), round(plane.y(band[0]) - plane.y(band[1]), 1)),
        even=plane.y(1),
        crossing=_dot(row["crossing_day"], returns, plane),
        payback=_dot(row["payback_day"], returns, plane),
        beyond=max([sold or 0.0, *returns]) > plane.most_y,
        upright=plane.beneath(),
        along=plane.along(DAYS),
        told=told(row),
    )


def _dot(day: int | None, returns: Sequence[float], plane: Plane) -> tuple[float, float] | None:
    return None if day is None or day >= len(returns) else (plane.x(day), plane.y(returns[day]))


def told(row: Mapping[str, Any]) -> str:
    """The picture in words, for those who do not see it."""
    unknown = str(say("未知", "unknown"))
    sold = unknown if row["sale_return"] is None else f"{row['sale_return']:.2f}"
    later = [
        f"{age}: {unknown if value is None else f'{value:.2f}'}"
        for age, value in row["privatised_return_at"].items()
    ]
    return str(
        say(
            f"{label_of(row, 'placement')}:每花 1 元,当场带回 {sold} 元;"
            f"赢得的人到第几天带回:{'、'.join(later)}",
            f"{label_of(row, 'placement')}: a yuan brought {sold} at once; the people won brought, by day: "
            f"{', '.join(later)}",
        )
    )


def verdict(row: Mapping[str, Any], age: int) -> str:
    """Which loop pays more at an age: `privatised`, `commercial`, `equal`, `undecided` where the intervals
    meet, or empty where it cannot be known."""
    better = row["better_at"][str(age)]
    if better in (None, "equal"):
        return better or ""
    one = (
        row["sale_return_interval"] or [row["sale_return"]] * 2
    )  # nobody bought: 0, of which nothing is by chance
    other = row["privatised_interval_at"][str(age)]
    if other is None:  # one person does not say how people differ
        return "undecided"
    return "undecided" if one[0] <= other[1] and other[0] <= one[1] else str(better)
