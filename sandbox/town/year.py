"""A year of the town: everybody's life as the rows of nine files, drawn from one seed."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import numpy as np

from sandbox.town import folk
from sandbox.town.buying import REBATE, Traffic, traffic_of
from sandbox.town.folk import Person
from sandbox.town.lives import DAY, Buys, amounts, lived, refunds
from sandbox.town.places import FEES, GOODS, MINI, PLACES, SHIPPING, STORE, TMALL, UNKNOWN, Place

LENGTH = 365
SEATS = ("林晓", "周宁", "阿秋", "陈朵", "小满")
DAILY_TOUCHES = 12
"""Clicks a day that are followed to the end though they win nobody."""
FOUR = ("platform", "account", "campaign", "placement")
Row = dict[str, object]


@dataclass
class Year:
    """The rows of the year by kind of file, and what each placement spent and won."""

    seed: int
    until: date
    rows: dict[str, list[Row]] = field(default_factory=dict)
    won: dict[str, int] = field(default_factory=dict)
    spent: dict[str, int] = field(default_factory=dict)
    """Fen: all that the placement cost."""
    numbered: int = 0

    @property
    def first(self) -> date:
        return self.until - timedelta(days=LENGTH)

    @property
    def end(self) -> int:
        """The first second that has not happened yet, counted from the first midnight."""
        return LENGTH * DAY

    def moment(self, second: int) -> str:
        """A moment as the brand's clock shows it."""
        midnight = datetime(self.first.year, self.first.month, self.first.day)  # noqa: DTZ001
        return (midnight + timedelta(seconds=int(second))).isoformat(sep=" ")

    def add(self, kind: str, row: Row) -> None:
        self.rows.setdefault(kind, []).append(row)

    def newcomers(self, draw: np.random.Generator, count: int) -> list[Person]:
        made = folk.people_from(draw, self.numbered, count)
        self.numbered += count
        return made


def year_of(seed: int, until: date) -> Year:
    """Everything that happened in the 365 days before `until`."""
    year = Year(seed, until)
    for number, place in enumerate(PLACES):
        draw = np.random.default_rng([seed, number])
        traffic = traffic_of(draw, place, first=year.first, length=LENGTH)
        _describe(year, place)
        _spend(year, place, traffic)
        _people(year, draw, place, traffic)
        _passers_by(year, draw, place, traffic)
    _strangers(year, np.random.default_rng([seed, len(PLACES)]))
    _overheads(year)
    for kind, key in ORDER.items():
        year.rows[kind].sort(key=lambda row, key=key: str(row[key]))  # type: ignore[misc]
    return year


ORDER = {
    "spend": "date",
    "touches": "at",
    "joins": "at",
    "leaves": "at",
    "orders": "paid_at",
    "refunds": "at",
    "costs": "date",
}


def four(place: Place) -> Row:
    """The four names of a placement."""
    return {name: getattr(place, name) for name in FOUR}


def yuan(fen: int) -> str:
    """Fen as yuan."""
    return f"{fen // 100}.{fen % 100:02d}"


def _describe(year: Year, place: Place) -> None:
    year.add("placements", {**four(place), "form": place.form, "paid": place.paid})
    year.add(
        "entries",
        {
            "code": place.code,
            "title": f"{place.campaign} · {place.placement}",
            "form": place.form,
            **four(place),
            "url": f"https://tea.example/{place.code}",
        },
    )


def _spend(year: Year, place: Place, traffic: Traffic) -> None:
    """What the placement cost, by day; rent by week, and red packets by head, are costs of their own."""
    year.spent[place.code] = 0
    if place.role in ("reward", "free"):
        return
    if place.role == "rent":
        weeks: dict[date, int] = {}
        for day, cost in zip(traffic.days, traffic.cost, strict=True):
            monday = max(day - timedelta(days=day.weekday()), year.first)
            weeks[monday] = weeks.get(monday, 0) + int(cost)
        for monday, cost in weeks.items():
            _cost(year, place, f"rent-{monday:%Y%m%d}", monday, "rent", cost)
        return
    for n, day in enumerate(traffic.days):
        rebate = round(int(traffic.cost[n]) * REBATE)
        year.spent[place.code] += int(traffic.cost[n]) - rebate
        year.add(
            "spend",
            {
                "date": day.isoformat(),
                **four(place),
                "cost": yuan(int(traffic.cost[n])),
                "rebate": yuan(rebate),
                "impressions": int(traffic.impressions[n]),
                "clicks": int(traffic.clicks[n]),
            },
        )


def _cost(year: Year, place: Place, cost_id: str, day: date, kind: str, fen: int) -> None:
    year.spent[place.code] += fen
    row: Row = {"cost_id": f"{place.code}-{cost_id}", "date": day.isoformat(), "kind": kind}
    year.add("costs", {**row, "amount": yuan(fen), **four(place)})


def _people(year: Year, draw: np.random.Generator, place: Place, traffic: Traffic) -> None:
    """Those the placement won, from the click to today."""
    people = year.newcomers(draw, len(traffic.won_at))
    year.won[place.code] = len(people)
    if not people:
        return
    leaves_at, buys = lived(draw, place, traffic.won_at, year.end)
    seats = draw.integers(0, len(SEATS), len(people))
    named = draw.random(len(people)) < 0.88
    by_staff = draw.random(len(people)) < 0.06
    before = draw.integers(20, 900, len(people))
    for n, person in enumerate(people):
        at = int(traffic.won_at[n])
        shown = folk.at_join(person, place.pool, place.pool_id)
        seat = SEATS[seats[n]] if place.pool == "wecom" else ""
        membership: Row = {"pool": place.pool, "pool_id": place.pool_id, "seat": seat}
        touch: Row = {"touch_id": f"{place.code}-{n:05d}", "at": year.moment(max(at - int(before[n]), 0))}
        action = "scan" if place.form in ("join_after_buy", "group") else "click"
        union = {"id.unionid": person.identifier("id.unionid")}
        year.add("touches", {**touch, "entry": place.code, "action": action, **union})
        entry = place.code if named[n] else ""
        year.add("joins", {"at": year.moment(at), **membership, "entry": entry, **shown})
        if leaves_at[n] < year.end:
            who = "staff" if by_staff[n] else "customer"
            year.add("leaves", {"at": year.moment(leaves_at[n]), **membership, "by": who, **shown})
        if place.role == "reward":
            day = year.first + timedelta(days=at // DAY)
            _cost(year, place, f"{n:05d}", day, "reward", round(place.price_first * 100))
    _orders(year, draw, place, people, buys, prefix=place.code)


def _orders(
    year: Year, draw: np.random.Generator, place: Place, people: list[Person], buys: Buys, *, prefix: str
) -> None:
    shops, shares = [shop for shop, _ in place.shops], np.array([share for _, share in place.shops])
    chosen = draw.choice(len(shops), size=len(buys.at), p=shares / shares.sum())
    masked = draw.random(len(buys.at)) < folk.MASKED
    seen: set[tuple[int, str]] = set()
    met: set[int] = set()
    for n, who in enumerate(buys.who):
        person = people[who]
        first = int(who) not in met and place.sells > 0 and place.form == "buy_and_join"
        met.add(int(who))
        shop = shops[0] if first else shops[chosen[n]]
        if not person.phone and shop != shops[0]:
            shop = MINI
        if not person.phone and place.form != "buy_and_join" and shop != MINI:
            shop = MINI
        known = (person.number, shop) in seen
        seen.add((person.number, shop))
        shown = folk.at_order(person, shop, known=known, masked=bool(masked[n]))
        entry = place.code if first else ""
        _order(year, f"{prefix}-{n:06d}", shop, buys, n, entry=entry, shown=shown)


def _order(
    year: Year, order_id: str, shop: str, buys: Buys, n: int, *, entry: str, shown: dict[str, str]
) -> None:
    amount = int(buys.amount[n])
    goods = round(amount * GOODS)
    year.add(
        "orders",
        {
            "order_id": order_id,
            "shop": shop,
            "paid_at": year.moment(buys.at[n]),
            "amount": yuan(amount),
            "cost_of_goods": yuan(goods),
            "shipping_cost": "" if shop == STORE else f"{SHIPPING:.2f}",
            "platform_fee": yuan(round(amount * FEES[shop])),
            "entry": entry,
            **shown,
        },
    )
    if 0 < buys.refund_at[n] < year.end:
        year.add(
            "refunds",
            {
                "refund_id": f"r-{order_id}",
                "shop": shop,
                "order_id": order_id,
                "at": year.moment(buys.refund_at[n]),
                "amount": yuan(amount),
                "cost_of_goods_back": yuan(goods),
            },
        )


def _passers_by(year: Year, draw: np.random.Generator, place: Place, traffic: Traffic) -> None:
    """Clicks that win nobody, and those that buy at once and are not won."""
    people = year.newcomers(draw, len(traffic.bought_at))
    at = traffic.bought_at + 600
    kept = at < year.end
    at, people = at[kept], [one for one, keep in zip(people, kept, strict=True) if keep]
    buys = Buys(np.arange(len(at)), at, amounts(draw, place, len(at)), refunds(draw, place, at))
    shop = place.shops[0][0]
    for n, person in enumerate(people):
        shown = folk.at_order(person, shop, known=True, masked=True)
        _order(year, f"{place.code}-x{n:05d}", shop, buys, n, entry=place.code, shown=shown)
    looks = draw.random(len(traffic.days)) * DAILY_TOUCHES * np.minimum(traffic.clicks / 200, 1)
    for n, day in enumerate(np.repeat(np.arange(len(looks)), np.round(looks).astype(int))):
        second = int(day) * DAY + int(draw.integers(8 * 3600, DAY - 1))
        touch: Row = {"touch_id": f"{place.code}-p{n:05d}", "at": year.moment(second), "entry": place.code}
        year.add("touches", {**touch, "action": "click", "id.device": f"dv-{place.code}-{n:05d}"})


def _strangers(year: Year, draw: np.random.Generator) -> None:
    """People who found the account by themselves: won, nobody knows where; an old code is undescribed."""
    place = next(one for one in PLACES if one.code == "sph")
    won_at = np.sort(draw.integers(0, year.end - DAY, UNKNOWN)).astype(np.int64)
    people = year.newcomers(draw, UNKNOWN)
    leaves_at, buys = lived(draw, place, won_at, year.end)
    for n, person in enumerate(people):
        shown = folk.at_join(person, place.pool, place.pool_id)
        membership: Row = {"pool": place.pool, "pool_id": place.pool_id, "seat": ""}
        entry = "2019-包装盒" if n % 3 == 0 else ""
        year.add("joins", {"at": year.moment(won_at[n]), **membership, "entry": entry, **shown})
        if leaves_at[n] < year.end:
            year.add("leaves", {"at": year.moment(leaves_at[n]), **membership, "by": "customer", **shown})
    _orders(year, draw, place, people, buys, prefix="walk")


def _overheads(year: Year) -> None:
    """Salaries and messages by month, which belong to no placement; refunds of last year's orders wait."""
    months = sorted({(year.first + timedelta(days=n)).replace(day=1) for n in range(LENGTH)})
    for month in months:
        day = max(month, year.first).isoformat()
        for kind, amount in (("staff", "18000.00"), ("message", "460.00")):
            year.add(
                "costs", {"cost_id": f"{kind}-{month:%Y%m}", "date": day, "kind": kind, "amount": amount}
            )
    for n in range(2):
        waits: Row = {"refund_id": f"r-old-{n}", "shop": TMALL, "order_id": f"last-year-{n}"}
        year.add("refunds", {**waits, "at": year.moment(n * DAY + 40_000), "amount": "79.00"})


def columns() -> Iterator[tuple[str, tuple[str, ...]]]:
    """The columns of each file, as CONTRACTS says."""
    ids = folk.COLUMNS
    yield "placements", (*FOUR, "form", "paid")
    yield "entries", ("code", "title", "form", *FOUR, "url")
    yield "spend", ("date", *FOUR, "cost", "rebate", "impressions", "clicks")
    yield "touches", ("touch_id", "at", "entry", "action", "id.unionid", "id.device")
    yield "joins", ("at", "pool", "pool_id", "seat", "entry", *ids)
    yield "leaves", ("at", "pool", "pool_id", "seat", "by", *ids)
    money = ("amount", "cost_of_goods", "shipping_cost", "platform_fee")
    yield "orders", ("order_id", "shop", "paid_at", *money, "entry", *ids[:1], *ids[4:])
    yield "refunds", ("refund_id", "shop", "order_id", "at", "amount", "cost_of_goods_back")
    yield "costs", ("cost_id", "date", "kind", "amount", *FOUR)
