"""流量阶梯 as one picture: a line a placement through the price of each step, low where it is cheap."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import log2
from statistics import median
from typing import Any

from siyu.console.charts import label_of
from siyu.console.drawing.plane import spread
from siyu.console.ladder import per_kept, unknown
from siyu.core.words import Say, say

WIDTH, HEIGHT = 900, 340
LEFT, RIGHT, TOP, BOTTOM = 60, 190, 56, 16
MOST_LINES = 12
REACH = 3
"""The picture goes from an eighth of the median to eight times it."""
APART = 15
"""How far two names have to be apart to be read."""

STEPS: Sequence[tuple[str, Say]] = (
    ("mille", say("千次展示", "Per mille")),
    ("click", say("点击", "Per click")),
    ("won", say("私域用户", "Private user")),
    ("kept", say("留住的人", "Person kept")),
    ("margin", say("90 天 1 元毛利", "¥1 of margin, 90 d")),
)


@dataclass(frozen=True)
class Head:
    """A step: where its axis stands, and the median of its prices in fen."""

    x: float
    name: str
    median: float | None


@dataclass(frozen=True)
class Dot:
    """One price: where it lies, and what it is."""

    x: float
    y: float
    told: str


@dataclass(frozen=True)
class Strand:
    """A placement: its line, broken where a price is unknown, its dots, and where its name stands."""

    name: str
    of: str
    paths: Sequence[str]
    dots: Sequence[Dot]
    name_y: float
    doubtful: bool


@dataclass(frozen=True)
class Ladders:
    """The whole picture."""

    width: int
    height: int
    heads: Sequence[Head]
    levels: Sequence[tuple[float, str]]
    strands: Sequence[Strand]
    name_x: int
    left: int
    right: int


def ladders(rows: Sequence[Mapping[str, Any]], by: str) -> Ladders | None:
    """The rows that spent most, every step measured against its own median; None with fewer than two."""
    paid = [row for row in rows if not unknown(row) and any(prices_of(row).values())]
    chosen = sorted(paid, key=lambda row: -(row["spend_fen"] or 0))[:MOST_LINES]
    if len(chosen) < 2:
        return None
    priced = [prices_of(row) for row in chosen]
    middle = {
        step: median(known) if (known := [price for one in priced if (price := one[step])]) else None
        for step, _ in STEPS
    }
    heads = [Head(_x(number), str(name), middle[step]) for number, (step, name) in enumerate(STEPS)]
    drawn = [_strand(row, prices, middle, by) for row, prices in zip(chosen, priced, strict=True)]
    return Ladders(
        WIDTH,
        HEIGHT,
        heads,
        [(_y(float(level)), f"×{2.0**level:g}") for level in range(-REACH, REACH + 1)],
        _named(drawn),
        WIDTH - RIGHT + 12,
        LEFT,
        WIDTH - RIGHT,
    )


def prices_of(row: Mapping[str, Any]) -> dict[str, float | None]:
    """The price of each step in fen; of the last one what a yuan of margin costs. None where unknown or 0."""
    worth, each = row["value_at"]["90"], row["cost_per_won_fen"]
    return {
        "mille": row["cost_per_mille_fen"] or None,
        "click": row["cost_per_click_fen"] or None,
        "won": each or None,
        "kept": per_kept(row) or None,
        "margin": 100 * each / worth if each and worth is not None and worth > 0 else None,
    }


def _strand(
    row: Mapping[str, Any],
    prices: Mapping[str, float | None],
    middle: Mapping[str, float | None],
    by: str,
) -> Strand:
    pieces: list[list[Dot]] = [[]]
    name = label_of(row, by)
    for number, (step, words) in enumerate(STEPS):
        price, among = prices[step], middle[step]
        if price is None or among is None:
            pieces.append([])
            continue
        level = max(-REACH, min(REACH, log2(price / among)))
        told = f"{name} · {words} {price / 100:,.2f} (×{price / among:.2g})"
        pieces[-1].append(Dot(_x(number), _y(level), told))
    dots = [dot for piece in pieces for dot in piece]
    paths = ["M" + "L".join(f"{dot.x} {dot.y}" for dot in piece) for piece in pieces if len(piece) > 1]
    low, high = row["index_low"], row["index_high"]
    undecided = low is None or low <= 1 <= high
    return Strand(name, row["platform"] or "", paths, dots, dots[-1].y, undecided)


def _named(strands: Sequence[Strand]) -> list[Strand]:
    """The strands with their names moved so that none lies on another."""
    placed = spread([one.dots[-1].y for one in strands], APART, TOP, HEIGHT - BOTTOM)
    return [replace(one, name_y=y) for one, y in zip(strands, placed, strict=True)]


def _x(number: int) -> float:
    return round(LEFT + (WIDTH - LEFT - RIGHT) * number / (len(STEPS) - 1), 1)


def _y(level: float) -> float:
    return round(TOP + (HEIGHT - TOP - BOTTOM) * (REACH - level) / (2 * REACH), 1)
