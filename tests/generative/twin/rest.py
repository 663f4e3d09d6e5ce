"""`pool`, `people`, `ledger`, `crossings` and `levelling`."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from tests.generative.twin.prices import Prices
from tests.generative.twin.story import Membership, Story
from tests.generative.twin.world import World, ages, fen, place


def pool(story: Story) -> tuple[dict[Any, dict[str, Any]], dict[str, Any]]:
    """Rows per pool and pool_id, and the totals."""
    rows = {
        key: _pool_row(story, [m for m in story.memberships if (m.pool, m.pool_id) == key])
        for key in {(m.pool, m.pool_id) for m in story.memberships}
    }
    return rows, _pool_row(story, story.memberships)


def _pool_row(story: Story, those: list[Membership]) -> dict[str, Any]:
    began = [m for m in those if story.in_period(m.begin)]
    return {
        "live": sum(m.end is None for m in those),
        "joined": len(began),
        "left": sum(m.end is not None and story.in_period(m.end) for m in those),
        "private_people": len({m.person for m in those if m.end is None}),
        "survival_30": _survival(story, began, 30),
        "survival_90": _survival(story, began, 90),
    }


def _survival(story: Story, began: list[Membership], age: int) -> Fraction | None:
    """Kaplan and Meier (1958), the product over days."""
    spans = [(ages(m.begin, m.end or story.now), m.end is not None) for m in began]
    share = Fraction(1)
    for day in sorted({days for days, left in spans if left and days <= age}):
        at_risk = sum(days >= day for days, _ in spans)
        left = sum(days == day and gone for days, gone in spans)
        share *= 1 - Fraction(left, at_risk)
    seen = any(days >= age for days, _ in spans)
    return share if seen or (spans and share == 0) else None


def ledger(world: World, since: date, until: date, as_of: date) -> list[tuple[date, str, int, Any, Any]]:
    """Every fen: day, kind, amount, placement, person."""
    people = Story(world, since, until, as_of).people
    leads = {row["code"]: place(row) for row in world.of("entries")}
    orders = {(row["shop"], row["order_id"]): row for row in world.of("orders")}
    found: list[tuple[date, str, int, Any, Any]] = []
    for row in world.of("spend"):
        day, where = date.fromisoformat(row["date"]), place(row)
        found += [
            (day, "spend", -fen(row["cost"]), where, None),
            (day, "rebate", fen(row.get("rebate")), where, None),
        ]
    for row in world.of("costs"):
        found.append(
            (date.fromisoformat(row["date"]), row["kind"], -fen(row["amount"]), place(row), people.of(row))
        )
    for row in world.of("orders"):
        who, where, day = people.of(row), leads.get(row.get("entry") or ""), world.day(row["paid_at"])
        found += [
            (day, "revenue", fen(row["amount"]), where, who),
            (day, "cost_of_goods", -(world.goods(row) or 0), where, who),
            (day, "shipping_cost", -fen(row.get("shipping_cost")), where, who),
            (day, "platform_fee", -fen(row.get("platform_fee")), where, who),
        ]
    for row in world.of("refunds"):
        order = orders.get((row["shop"], row["order_id"]))
        if order:
            who, where, day = people.of(order), leads.get(order.get("entry") or ""), world.day(row["at"])
            found += [
                (day, "refund", -fen(row["amount"]), where, who),
                (day, "cost_of_goods_back", fen(row.get("cost_of_goods_back")), where, who),
            ]
    return [one for one in found if since <= one[0] < until and one[0] < as_of and one[2]]


def crossings(story: Story) -> tuple[dict[Any, tuple[int, int, int | None]], tuple[int, int, int | None]]:
    """(platform, pool, shop) → people, orders, margin; and the totals."""
    people: Counter[Any] = Counter()
    orders: Counter[Any] = Counter()
    margins: dict[Any, list[int | None]] = defaultdict(list)
    for one in story.won:
        platform = one.place[0] if one.place else "unknown"
        pools = {m.pool for m in story.memberships if m.person == one.person and m.end is None} or {None}
        shops = {m.shop for m in one.margins if m.shop} or {None}
        for where in pools:
            for shop in shops:
                people[platform, where, shop] += 1
                for m in one.margins:
                    if shop and m.shop == shop:
                        orders[platform, where, shop] += m.orders
                        margins[platform, where, shop].append(m.fen)
    rows = {key: (people[key], orders[key], _sum(margins[key])) for key in people}
    bought = [m for one in story.won for m in one.margins if m.shop]
    return rows, (len(story.won), sum(m.orders for m in bought), _sum(m.fen for m in bought))


def _sum(values: Iterable[int | None]) -> int | None:
    told = list(values)
    return None if None in told else sum(v for v in told if v is not None)


def levelling(
    world: World, since: date, until: date, as_of: date, by: str
) -> dict[str, dict[Any, dict[str, Any]]]:
    """Each week by itself: what `prices` of that week says of the price of a click, a mille and a private user."""
    weeks: dict[str, dict[Any, dict[str, Any]]] = {}
    monday = since - timedelta(days=since.weekday())
    while monday < until:
        begin, end = max(since, monday), min(until, monday + timedelta(days=7))
        rows = Prices(Story(world, begin, end, as_of), by, 90).rows()
        year, week, _ = monday.isocalendar()
        weeks[f"{year}-W{week:02d}"] = {key[1:5]: row for key, row in rows.items() if not key[0]}
        monday += timedelta(days=7)
    return weeks


def dispersion(rows: Iterable[dict[str, Any]], price: str) -> float | None:
    """The cost-weighted coefficient of variation of a price."""
    priced = [
        (float(row[price]), row["cost_fen"])
        for row in rows
        if row[price] is not None and (row["cost_fen"] or 0) > 0
    ]
    if len(priced) < 2:
        return None
    total = sum(w for _, w in priced)
    mean = sum(p * w for p, w in priced) / total
    if not mean:
        return None
    return float((sum(w * (p - mean) ** 2 for p, w in priced) / total) ** 0.5 / mean)
