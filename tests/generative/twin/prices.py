"""`prices` and `loops`, row by row."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from tests.generative.twin.story import Place, Story, Won
from tests.generative.twin.world import place

FIELDS = ("platform", "account", "campaign", "placement")
SHOWN = {"platform": 1, "account": 2, "campaign": 3, "placement": 4}


def ratio(part: Fraction | int | None, whole: Fraction | int | None) -> Fraction | None:
    return Fraction(part) / whole if part is not None and whole else None


@dataclass
class Value:
    """M(a) and its variance for a = 0 … as far as somebody has lived; None from where it is unknown."""

    mean: list[Fraction | None]
    variance: list[Fraction | None]
    lived: list[int]


def value_of(won: Sequence[Won]) -> Value:
    mean: list[Fraction | None] = []
    lived: list[int] = []
    total: Fraction | None = Fraction(0)
    terms = [Fraction(0)] * len(won)
    variance: list[Fraction | None] = []
    for day in range(max((one.age for one in won), default=0)):
        there = [one for one in won if one.age > day]
        sums: list[int] = []
        for one in there:
            margins = one.on_day(day)
            if None in margins:
                total = None
            sums.append(sum(m for m in margins if m is not None))
        if total is not None:
            average = Fraction(sum(sums), len(there))
            total += average
            brought = iter(sums)
            for n, one in enumerate(won):
                if one.age > day:
                    terms[n] += (next(brought) - average) / len(there)
        mean.append(total)
        variance.append(None if total is None else sum((t * t for t in terms), Fraction(0)))
        lived.append(len(there))
    return Value(mean, variance, lived)


def at(series: Sequence[Any], age: int) -> Any:
    return series[age] if age < len(series) else None


class Prices:
    """All rows of a grouping, and the totals."""

    def __init__(self, story: Story, by: str, horizon: int) -> None:
        self.story, self.by, self.horizon = story, by, horizon
        self.spending, self.costs, self.sales = story.spending(), story.acquisition(), story.sales()
        self.touches = [
            story.leads_to.get(row["entry"])
            for row in story.touches
            if story.in_period(story.world.moment(row["at"]))
        ]
        self.active = {
            *(where for where, _ in self.spending),
            *(where for where, _ in self.costs),
            *self.touches,
            *(one.place for one in story.won),
            *(where for where, _, _ in self.sales),
        }
        orders = [kind for row in story.orders for kind in _kinds(row)]
        self.order_kinds = set(orders)

    def key(self, where: Place | None) -> tuple[str | None, ...]:
        if where is None:
            return (
                *(["unknown"] * SHOWN.get(self.by, 0)),
                *([None] * (4 - SHOWN.get(self.by, 0))),
                "unknown" if self.by == "form" else None,
            )
        shown = SHOWN.get(self.by, 0)
        names = [where[n] if n < shown else None for n in range(4)]
        return (*names, self.story.form(where) if self.by in ("form", "placement") else None)

    def rows(self) -> dict[tuple[Any, ...], dict[str, Any]]:
        groups: dict[tuple[Any, ...], list[Place | None]] = {}
        for where in [*sorted(self.story.places), None]:
            groups.setdefault((where is None, *self.key(where)), []).append(where)
        rows = {key: self.row(places) for key, places in groups.items()}
        self._add_index(rows)
        return rows

    def totals(self) -> dict[str, Any]:
        row = self.row([*self.story.places, None], overall=True)
        linked = [
            row for row in self.story.orders if self.story.in_period(self.story.world.moment(row["paid_at"]))
        ]
        row["orders_linked"] = ratio(
            sum(self.story.people.of(one) is not None for one in linked), len(linked)
        )
        return row

    def row(self, places: Sequence[Place | None], *, overall: bool = False) -> dict[str, Any]:
        story, of = self.story, set(places)
        won = [one for one in story.won if one.place in of]
        spend, known, cost = self._money(of, overall=overall)
        spend_rows = [row for row in story.dated(story.world.of("spend")) if place(row) in of]
        seen = [int(row["impressions"]) for row in spend_rows if row.get("impressions")]
        clicked = [int(row["clicks"]) for row in spend_rows if row.get("clicks")]
        sales = [one for one in self.sales if one[0] in of]
        margins = [margin for _, _, margin in sales]
        brought = [m.fen for one in won for m in one.margins]
        value = value_of(won)
        per_won = ratio(cost, len(won))
        sale_margin = None if None in margins else sum(margins)
        reached = (
            next((a for a, m in enumerate(value.mean) if m is not None and m >= per_won), None)
            if per_won is not None
            else None
        )
        divisor = spend if known else None
        carrying = [one for one in won if story.people.carried_by(one.person) & self.order_kinds]
        return {
            "spend_fen": spend,
            "spend_known": known,
            "cost_fen": cost,
            "impressions": sum(seen) if seen else None,
            "clicks": sum(clicked) if clicked else None,
            "touches": sum(where in of for where in self.touches),
            "won": len(won),
            "kept": sum(one.kept for one in won),
            "cost_per_won_fen": per_won,
            "cost_per_click_fen": ratio(divisor, sum(clicked)),
            "cost_per_mille_fen": ratio(None if divisor is None else 1000 * divisor, sum(seen)),
            "linkable": ratio(len(carrying), len(won)),
            "sale_orders": len(sales),
            "sale_revenue_fen": sum(revenue for _, revenue, _ in sales),
            "sale_margin_fen": sale_margin,
            "sale_return": ratio(sale_margin, divisor),
            "value_to_date_fen": None if None in brought else sum(brought),
            "value_at": {str(a): at(value.mean, a) for a in (30, 90, 180)},
            "payback_day": reached,
            "return_at_horizon": ratio(at(value.mean, self.horizon), per_won),
            "_value": value,
        }

    def _money(self, of: set[Place | None], *, overall: bool) -> tuple[int | None, bool, int | None]:
        if of == {None}:
            return None, False, None
        named = {where for where in of if where}
        judged = named & self.active
        quiet = not judged
        if quiet and not overall:
            judged = named
        stated = {where for where, _ in self.spending}
        missing = {where for where in judged if where not in stated and not self.story.free(where)}
        if missing and quiet:
            return None, False, None
        told = judged - missing
        spend = sum(paid for where, paid in self.spending if where in told) if told or not missing else None
        if missing:
            return spend, False, None
        bearers = of if overall else named
        return spend, True, (spend or 0) + sum(paid for where, paid in self.costs if where in bearers)

    def _add_index(self, rows: dict[tuple[Any, ...], dict[str, Any]]) -> None:
        entered = []
        for key, row in rows.items():
            row |= dict.fromkeys(("index", "index_low", "index_high"))
            mean, spread = at(row["_value"].mean, self.horizon), at(row["_value"].variance, self.horizon)
            older = at(row["_value"].lived, self.horizon) or 0
            if key[0] or (row["cost_fen"] or 0) <= 0 or older < 5 or not mean or mean <= 0 or not spread:
                continue
            entered.append(
                (row, float(mean / row["cost_per_won_fen"]), float(spread / mean**2), row["cost_fen"])
            )
        if not entered:
            return
        y = [np.log(r) for _, r, _, _ in entered]
        v = [spread for _, _, spread, _ in entered]
        tau = between(y, v)
        centre = sum(a / (b + tau) for a, b in zip(y, v, strict=True)) / sum(1 / (b + tau) for b in v)
        posterior = [
            (centre + tau / (tau + b) * (a - centre), tau * b / (tau + b)) for a, b in zip(y, v, strict=True)
        ]
        weight = sum(cost for *_, cost in entered)
        scale = sum(cost * np.exp(m) for (*_, cost), (m, _) in zip(entered, posterior, strict=True)) / weight
        for (row, *_), (m, spread) in zip(entered, posterior, strict=True):
            half = 1.2815515655446004 * np.sqrt(spread)
            row["index"], row["index_low"], row["index_high"] = (
                float(np.exp(m + step) / scale) for step in (0, -half, half)
            )


def between(y: Sequence[float], v: Sequence[float]) -> float:
    """DerSimonian and Laird (1986), by the letters of their paper."""
    w = [1 / one for one in v]
    mean = sum(a * b for a, b in zip(w, y, strict=True)) / sum(w)
    q = sum(a * (b - mean) ** 2 for a, b in zip(w, y, strict=True))
    c = sum(w) - sum(a * a for a in w) / sum(w)
    return max(0.0, (q - (len(y) - 1)) / c) if c > 1e-12 * sum(w) else 0.0


def _kinds(row: Any) -> list[str]:
    return [name[3:] for name in row if name.startswith("id.") and not name.endswith(".app") and row[name]]


def loop(row: dict[str, Any]) -> dict[str, Any]:
    """The two views of a row over the same spend."""
    spend = row["spend_fen"] if row["spend_known"] else None
    sold = ratio(row["sale_margin_fen"], spend)
    value = row["_value"]
    privatised, better = {}, {}
    for age in (7, 30, 90, 180):
        mean = at(value.mean, age)
        brought = ratio(None if mean is None else mean * row["won"], spend)
        privatised[str(age)] = brought
        better[str(age)] = (
            None
            if sold is None or brought is None
            else "equal"
            if sold == brought
            else "commercial"
            if sold > brought
            else "privatised"
        )
    per_won = ratio(row["sale_margin_fen"], row["won"])
    crossing = (
        next((a for a, m in enumerate(value.mean) if m is not None and m >= per_won), None)
        if per_won is not None
        else None
    )
    return {
        "value_at": {str(a): at(value.mean, a) for a in (7, 30, 90, 180)},
        "privatised_return_at": privatised,
        "better_at": better,
        "crossing_day": crossing,
    }
