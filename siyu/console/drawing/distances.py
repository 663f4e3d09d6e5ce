"""Price against distance to the sale: a dot for each row, further left the nearer the payment. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import sqrt
from typing import Any

from siyu.console.charts import label_of
from siyu.console.drawing.plane import Mark, Plane, spread
from siyu.console.ladder import unknown
from siyu.core.words import Say, say

TICKS: Sequence[tuple[float, Say]] = (
    (0, say("即刻", "at once")),
    (0.25, say("6 小时", "6 h")),
    (1, say("1 天", "1 d")),
    (3, say("3 天", "3 d")),
    (7, say("7 天", "7 d")),
    (14, say("14 天", "14 d")),
    (30, say("30 天", "30 d")),
    (90, say("90 天", "90 d")),
    (180, say("180 天", "180 d")),
)
TICKS_APART = 40
WIDTH, NAMES_AT, HEIGHT, APART = 540, 392, 260, 14
"""The picture; where the names begin, and how far they are apart."""
FEWEST = 5
"""With fewer sales than that the median is drawn as doubtful."""


@dataclass(frozen=True)
class Spot:
    """One row: where its dot lies, how far its interval goes, and the same in words."""

    x: float
    y: float
    low: float | None
    high: float | None
    name: str
    of: str
    doubtful: bool
    told: str
    name_y: float


@dataclass(frozen=True)
class Distances:
    """A picture of one price."""

    title: str
    width: int
    names_at: int
    plane: Plane
    spots: Sequence[Spot]
    upright: Sequence[Mark]
    along: Sequence[Mark]


PRICES: Sequence[tuple[str, Say]] = (
    ("cost_per_click_fen", say("每次点击(元)", "Per click (¥)")),
    ("cost_per_won_fen", say("每个私域用户(元)", "Per private user (¥)")),
)


def distances(rows: Sequence[Mapping[str, Any]], by: str) -> list[Distances]:
    """A picture for each price that at least two rows with a distance have."""
    far = [row for row in rows if not unknown(row) and row["median_days_to_sale"] is not None]
    drawn = []
    for price, title in PRICES:
        priced = [row for row in far if row[price]]
        if len(priced) > 1:
            drawn.append(_picture(priced, price, str(title), by))
    return drawn


def _picture(rows: Sequence[Mapping[str, Any]], price: str, title: str, by: str) -> Distances:
    ends = [row["median_days_to_sale_interval"] or [row["median_days_to_sale"]] * 2 for row in rows]
    longest = max(*(band[1] for band in ends), 1.0)
    plane = Plane(
        most_x=sqrt(longest) * 1.06,
        most_y=max(row[price] for row in rows) / 100 * 1.1,
        width=NAMES_AT - 4,
        height=HEIGHT,
    )
    spots = []
    for row in rows:
        days, band = row["median_days_to_sale"], row["median_days_to_sale_interval"]
        x = plane.x(sqrt(days))
        name = label_of(row, by)
        sales, money = row["sales_after_touch"], f"{row[price] / 100:,.2f}"
        spots.append(
            Spot(
                x=x,
                y=plane.y(row[price] / 100),
                low=plane.x(sqrt(band[0])) if band else None,
                high=plane.x(sqrt(band[1])) if band else None,
                name=name,
                of=row["platform"] or "",
                doubtful=sales < FEWEST,
                told=str(
                    say(
                        f"{name}:离成交 {days:.1f} 天({sales} 次),{title} {money}",
                        f"{name}: {days:.1f} days to the sale ({sales}), {title} {money}",
                    )
                ),
                name_y=0.0,
            )
        )
    ticks: list[Mark] = []
    for days, words in TICKS:
        x = plane.x(sqrt(days))
        if days <= longest * 1.1 and (not ticks or x - ticks[-1].at >= TICKS_APART):
            ticks.append(Mark(x, str(words)))
    placed = spread([spot.y for spot in spots], APART, plane.top, plane.bottom)
    named = [replace(spot, name_y=y) for spot, y in zip(spots, placed, strict=True)]
    return Distances(title, WIDTH, NAMES_AT, plane, named, plane.beneath(), ticks)
