"""How a pool keeps its people: the survival curve with its band as one small picture. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from siyu.console.drawing.plane import Mark, Plane, stepped
from siyu.core.words import say
from siyu.insight.rules import Lasting, outliving

DAYS = (0, 30, 90, 180, 270, 365)
LONGEST = 365
SHORTEST = 30


@dataclass(frozen=True)
class SurvivalPicture:
    """One row of the pools: paths, marks, and the same in words."""

    name: str
    href: str
    plane: Plane
    curve: str
    band: str
    upright: Sequence[Mark]
    along: Sequence[Mark]
    told: str


def survival_pictures(rows: Sequence[tuple[str, str, Sequence[Lasting]]]) -> list[SurvivalPicture]:
    """(name, address, curve) of each row, all on one scale so that they can be compared."""
    drawn = [row for row in rows if row[2]]
    longest = max((curve[-1].day for _, _, curve in drawn), default=0)
    plane = Plane(most_x=max(SHORTEST, min(LONGEST, longest)), most_y=1.0)
    return [_picture(name, href, curve, plane) for name, href, curve in drawn]


def _picture(name: str, href: str, curve: Sequence[Lasting], plane: Plane) -> SurvivalPicture:
    seen = [point for point in curve if point.day <= plane.most_x]
    if curve[-1].day > plane.most_x:
        seen = [*seen, Lasting(int(plane.most_x), seen[-1].share, seen[-1].low, seen[-1].high, 0)]
    known = [point for point in seen if point.low is not None and point.high is not None]
    lows = stepped([(float(point.day), point.low or 0.0) for point in known])
    highs = stepped([(float(point.day), point.high or 0.0) for point in known])
    return SurvivalPicture(
        name=name,
        href=href,
        plane=plane,
        curve=plane.stairs([(float(point.day), point.share) for point in seen]),
        band=plane.band(lows, highs),
        upright=plane.beneath(percent=True),
        along=plane.along(DAYS),
        told=told(name, curve),
    )


def told(name: str, curve: Sequence[Lasting]) -> str:
    """The picture in words, for those who do not see it."""
    unknown = str(say("未知", "unknown"))
    parts = []
    for age in (7, 30, 90):
        point = outliving(curve, age)
        parts.append(f"{age}: {unknown if point is None else f'{point.share:.0%}'}")
    return str(
        say(f"{name} 到第几天还留着:{'、'.join(parts)}", f"{name}, still there by day: {', '.join(parts)}")
    )
