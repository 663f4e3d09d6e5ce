"""What traffic cost and brought, row by row of a grouping: everything of `prices` but the index."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import duckdb

from siyu.core.words import Say, say
from siyu.insight.curves import NOBODY, Curve, curves, variances
from siyu.insight.questions import Question
from siyu.insight.relations import build
from siyu.lake.snapshot import hand_over

RELATIONS = (
    "identifiers",
    "placements",
    "entries",
    "spend",
    "costs",
    "touches",
    "joins",
    "leaves",
    "orders",
    "refunds",
    "order_kinds",
    "presences",
    "counts",
)
IN_POOLS = ("lists", "stays", "stated", "came", "missing", "membership")
"""The relations that say who is in which pool, and since when."""
WINNING = (*IN_POOLS, "touched", "first_join", "won", "won_now")
BASE = (*WINNING, "attributed", "alone", "earned", "acquired", "carrying", "per_placement")
AGES = (30, 90, 180)
PLACEMENT = ("platform", "account", "campaign", "placement")
FIELDS: Mapping[str, tuple[str, ...]] = {
    "platform": PLACEMENT[:1],
    "account": PLACEMENT[:2],
    "campaign": PLACEMENT[:3],
    "placement": PLACEMENT,
    "form": ("form",),
}
"""The fields that a grouping fills."""
ALL = -1
UNKNOWN = "unknown"
FEWEST_TO_DIFFER = 2
Z80 = 1.2815515655446004


@dataclass
class Group:
    """The placements of one row, added up."""

    fields: dict[str, str | None]
    unknown: bool = False
    parts: list[dict[str, Any]] = field(default_factory=list)
    curve: Curve = NOBODY
    variance: dict[int, float] = field(default_factory=dict)

    def sum(self, name: str) -> int:
        return sum(int(part[name]) for part in self.parts)

    def stated(self, name: str) -> int | None:
        """A sum of what was stated; None when no row states it."""
        said = [int(part[name]) for part in self.parts if part[name] is not None]
        return sum(said) if said else None


def happened(part: Mapping[str, Any]) -> bool:
    """Whether anything happened on a placement in the period: spend, cost, touch, won, order."""
    return any(part[name] for name in ("spend_rows", "cost_rows", "touches", "won", "sale_orders"))


def spend_unknown(part: Mapping[str, Any]) -> bool:
    """A paid placement without spend or rent in the period has unknown spend."""
    return part["id"] is not None and not part["free"] and not part["spend_rows"]


def groups(
    duck: duckdb.DuckDBPyConnection, question: Question, ages: Sequence[int] = AGES
) -> tuple[list[Group], Group]:
    """The rows of the grouping, sorted, and the totals; with curves, and their variances at these ages."""
    build(duck, BASE)
    cursor = duck.execute("SELECT * FROM per_placement")
    names = [column[0] for column in cursor.description]
    by_key: dict[tuple[str, ...], Group] = {}
    wanted = FIELDS[question.by]
    total = Group(dict.fromkeys((*PLACEMENT, "form")))
    for values in cursor.fetchall():
        part = dict(zip(names, values, strict=True))
        fields = _fields(part, question.by)
        key = tuple(fields[name] or "" for name in wanted)
        if part["id"] is None:
            key = (*key, UNKNOWN)
        group = by_key.setdefault(key, Group(fields, unknown=part["id"] is None))
        group.parts.append(part)
        total.parts.append(part)
    rows = sorted(by_key.values(), key=lambda group: [group.fields[name] or "" for name in wanted])
    _add_curves(duck, rows, total, ages=(*ages, question.horizon))
    return rows, total


def _fields(part: Mapping[str, Any], by: str) -> dict[str, str | None]:
    wanted = FIELDS[by]
    fields: dict[str, str | None] = {name: part[name] if name in wanted else None for name in PLACEMENT}
    shown = by in ("placement", "form")
    fields["form"] = part["form"] if shown else None
    if part["id"] is None and by == "form":
        fields["form"] = UNKNOWN
    return fields


def _add_curves(
    duck: duckdb.DuckDBPyConnection, rows: Sequence[Group], total: Group, *, ages: Sequence[int]
) -> None:
    duck.execute("CREATE TABLE groups (grp bigint, placement bigint)")
    hand_over(
        duck, "groups", [(number, part["id"] or 0) for number, row in enumerate(rows) for part in row.parts]
    )
    found = curves(duck)
    spread = variances(duck, found, ages)
    for number, group in [*enumerate(rows), (ALL, total)]:
        group.curve = found.get(number, NOBODY)
        group.variance = {age: spread[number, age] for age in ages if (number, age) in spread}


@dataclass(frozen=True)
class Money:
    """What a row cost. `spend` sums what is known, `cost` is None when something is not."""

    spend: int | None
    known: bool
    cost: int | None


def money(group: Group, *, overall: bool = False) -> Money:
    """Spend and acquisition cost of a row, or of the totals."""
    if group.unknown:
        return Money(None, known=False, cost=None)
    named = [part for part in group.parts if part["id"] is not None]
    active = [part for part in named if happened(part)]
    judged = active if active or overall else named
    known = not any(spend_unknown(part) for part in judged)
    if not known and not active:
        return Money(
            None, known=False, cost=None
        )  # nothing happened here, so a free placement tells nothing either
    told = [int(part["spend_fen"]) for part in judged if not spend_unknown(part)]
    spend = sum(told) if told or known else None
    cost = None
    if known and spend is not None:
        parts = group.parts if overall else named
        cost = spend + sum(int(part["other_fen"]) for part in parts)
    return Money(spend, known, cost)


def row_of(group: Group, question: Question, *, overall: bool = False) -> dict[str, Any]:
    """The fields of one row, or of the totals, without the index."""
    paid = money(group, overall=overall)
    won = group.sum("won")
    per_won = paid.cost / won if paid.cost is not None and won else None
    margin = None if group.sum("sale_unknown") else group.sum("sale_margin_fen")
    value = None if group.sum("value_unknown") else group.sum("value_fen")
    spend = paid.spend if paid.known else None
    impressions, clicks = group.stated("impressions"), group.stated("clicks")
    counted = group.stated("counted_joined")
    horizon_value = group.curve.at(question.horizon)
    return {
        **group.fields,
        "spend_fen": paid.spend,
        "spend_known": paid.known,
        "cost_fen": paid.cost,
        "impressions": impressions,
        "clicks": clicks,
        "touches": group.sum("touches"),
        "won": won,
        "kept": group.sum("kept"),
        "won_alone": group.sum("alone"),
        "cost_per_won_fen": rounded(per_won, 2),
        "cost_per_click_fen": rounded(share(spend, clicks), 2),
        "cost_per_mille_fen": rounded(share(None if spend is None else spend * 1000, impressions), 2),
        "linkable": rounded(share(group.sum("carrying"), won), 6),
        "sale_orders": group.sum("sale_orders"),
        "sale_revenue_fen": group.sum("sale_revenue_fen"),
        "sale_margin_fen": margin,
        "sale_return": rounded(share(margin, spend), 6),
        "value_to_date_fen": value,
        "value_at": {str(age): rounded(group.curve.at(age), 2) for age in AGES},
        "value_interval": {str(age): interval(group, age) for age in AGES},
        "payback_day": group.curve.reaches(per_won) if per_won is not None else None,
        "return_at_horizon": rounded(share(horizon_value, per_won), 6),
        "counted_joined": counted,
        "counted_left": group.stated("counted_left"),
        # Where somebody is known, the price of a person is known too, and a count says nothing better.
        "cost_per_counted_join_fen": None if won else rounded(share(paid.cost, counted), 2),
    }


def interval(group: Group, age: int) -> list[float] | None:
    """The 80 % interval of M(age), in fen; None for a single person, who does not say how people differ."""
    value, variance = group.curve.at(age), group.variance.get(age)
    if value is None or variance is None or group.curve.people[age] < FEWEST_TO_DIFFER:
        return None
    half = Z80 * float(variance) ** 0.5
    return [round(value - half, 2), round(value + half, 2)]


def share(part: float | None, whole: float | None) -> float | None:
    """part ÷ whole; None when either is unknown or there is nothing to divide by."""
    return part / whole if part is not None and whole else None


def rounded(value: float | None, digits: int) -> float | None:
    """The value rounded, or None."""
    return None if value is None else round(float(value), digits)


def why_spend_unknown(group: Group) -> list[Say]:
    """Why a row's spend is unknown, in words."""
    if group.unknown:
        return [
            say(
                "没有可追溯的入口,不知道花了多少", "no entry leads to a placement, so what it cost is unknown"
            )
        ]
    missing = [part for part in group.parts if spend_unknown(part)]
    listed = list(dict.fromkeys(" / ".join(str(part[name]) for name in PLACEMENT) for part in missing))
    shown = "; ".join(listed[:3]) + ("…" if len(listed) > 3 else "")
    return [say(f"这段时间没有消耗数据:{shown}", f"no spend was reported for this period: {shown}")]


def orders_linked(duck: duckdb.DuckDBPyConnection) -> float | None:
    """The share of the period's orders that have a person."""
    orders, linked = duck.execute(
        """SELECT count(*), count(i.id) FROM orders o CROSS JOIN question q
           LEFT JOIN identifiers i ON i.id = o.identifier WHERE o.moment >= q.since AND o.moment < q.until"""
    ).fetchall()[0]
    return rounded(share(linked, orders), 6)


def linkable_notes(rows: Iterable[Mapping[str, Any]], gap: float) -> list[Say]:
    """A word where the linkable shares of two rows differ so much that their comparison is not decided."""
    told = [(row["linkable"], row) for row in rows if row["linkable"] is not None and row["won"]]
    if not told:
        return []
    low, high = min(told, key=lambda one: one[0]), max(told, key=lambda one: one[0])
    if high[0] - low[0] <= gap:
        return []
    names = [" / ".join(str(row[n]) for n in (*PLACEMENT, "form") if row[n]) for _, row in (low, high)]
    return [
        say(
            f"“{names[0]}”带来的人只有 {low[0]:.0%} 能对上订单,“{names[1]}”有 {high[0]:.0%}:两者的价值不可比",
            f"Only {low[0]:.0%} of those won by “{names[0]}” can be linked to orders, {high[0]:.0%} of "
            f"“{names[1]}”: the comparison of their value is not decided",
        )
    ]


def counted_notes(rows: Iterable[Mapping[str, Any]]) -> list[Say]:
    """A word for each row that has both people and counts: they are of the same joins, or of others."""
    return [
        say(
            f"“{name}”既赢得具体的 {row['won']} 人,也有平台的计数 {row['counted_joined']}:并列,从不相加",
            f"“{name}” has {row['won']} people we know and {row['counted_joined']} joins the platform "
            "counted: they stand side by side and are never added",
        )
        for row in rows
        if row["won"] and row["counted_joined"]
        for name in [" / ".join(str(row[n]) for n in (*PLACEMENT, "form") if row[n])]
    ]


def lists_notes(duck: duckdb.DuckDBPyConnection) -> list[Say]:
    """A word on those whom a list shows without saying since when: they are in no period's won."""
    people = duck.execute("SELECT count(*) FROM won WHERE since = 2").fetchall()[0][0]
    if not people:
        return []
    return [
        say(
            f"{people} 人在第一份在池名单之前就在了,不知何时来的:不算进任何一段时间赢得的人",
            f"{people} people were there before the first list of a pool, nobody knows since when: they "
            "are among the won of no period",
        )
    ]
