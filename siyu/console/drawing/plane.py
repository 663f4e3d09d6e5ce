"""The ground of a small picture: values become places, a line or a band becomes a path. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

Point = tuple[float, float]
LEFT, RIGHT, TOP, BOTTOM = 40, 12, 12, 24
"""Room for the numbers of the axes, in the picture's own units."""
FEWEST_STEPS = 3


@dataclass(frozen=True)
class Mark:
    """A number on an axis: where it stands and what it says."""

    at: float
    text: str


@dataclass(frozen=True)
class Plane:
    """A picture of `width` × `height` whose x runs from 0 to `most_x`, whose y from `least_y` to `most_y`."""

    most_x: float
    most_y: float
    least_y: float = 0.0
    width: int = 360
    height: int = 190

    def x(self, value: float) -> float:
        """Where a value lies from the left."""
        return round(LEFT + (self.width - LEFT - RIGHT) * value / (self.most_x or 1), 1)

    def y(self, value: float) -> float:
        """Where a value lies from above."""
        span = (self.most_y - self.least_y) or 1
        return round(TOP + (self.height - TOP - BOTTOM) * (self.most_y - value) / span, 1)

    @property
    def left(self) -> int:
        """The left edge of the ground."""
        return LEFT

    @property
    def right(self) -> int:
        """The right edge of the ground."""
        return self.width - RIGHT

    @property
    def top(self) -> int:
        """The upper edge of the ground."""
        return TOP

    @property
    def bottom(self) -> int:
        """The lower edge of the ground."""
        return self.height - BOTTOM

    @property
    def inner_width(self) -> int:
        """How wide the ground is."""
        return self.right - self.left

    @property
    def inner_height(self) -> int:
        """How high the ground is."""
        return self.bottom - self.top

    def line(self, points: Sequence[Point]) -> str:
        """A path through the points."""
        return "M" + "L".join(f"{self.x(x)} {self.y(y)}" for x, y in points) if points else ""

    def stairs(self, points: Sequence[Point]) -> str:
        """A path that keeps each point's height until the next."""
        return self.line(stepped(points))

    def band(self, lows: Sequence[Point], highs: Sequence[Point]) -> str:
        """The closed path between a lower and an upper line."""
        return f"{self.line([*lows, *reversed(highs)])}Z" if lows else ""

    def beneath(self, *, percent: bool = False) -> list[Mark]:
        """The numbers of the upright axis."""
        told = steps(self.least_y, self.most_y)
        return [Mark(self.y(one), f"{one:.0%}" if percent else f"{one:g}") for one in told]

    def along(self, days: Sequence[int]) -> list[Mark]:
        """The days that are written below, as far as the picture goes."""
        return [Mark(self.x(day), str(day)) for day in days if day <= self.most_x]


def stepped(points: Sequence[Point]) -> list[Point]:
    """The corners of a staircase through the points."""
    corners: list[Point] = []
    for x, y in points:
        if corners:
            corners.append((x, corners[-1][1]))
        corners.append((x, y))
    return corners


def steps(least: float, most: float) -> list[float]:
    """Three to seven round numbers that lie between two bounds."""
    span = most - least
    if span <= 0:
        return [least]
    raw = span / FEWEST_STEPS
    size = 10 ** floor(log10(raw))
    step = next(size * one for one in (5, 2, 1) if size * one <= raw)
    first = ceil(least / step - 1e-9)
    return [round(n * step, 10) for n in range(first, floor(most / step + 1e-9) + 1)]


def spread(heights: Sequence[float], apart: float, least: float, most: float) -> list[float]:
    """Where names stand that belong at these heights: as near as can be, `apart` from each other, in order.

    The least squares answer, by pooling neighbours that would lie on each other; kept between two bounds
    where there is room.
    """
    order = sorted(range(len(heights)), key=lambda one: heights[one])
    pools: list[tuple[float, int]] = []
    for number, one in enumerate(order):
        mean, many = heights[one] - number * apart, 1
        while pools and pools[-1][0] > mean:
            before, others = pools.pop()
            mean, many = (mean * many + before * others) / (many + others), many + others
        pools.append((mean, many))
    room = most - (len(heights) - 1) * apart
    levels = [max(least, min(mean, room)) for mean, many in pools for _ in range(many)]
    placed = [0.0] * len(heights)
    for number, (one, level) in enumerate(zip(order, levels, strict=True)):
        placed[one] = round(level + number * apart, 1)
    return placed
