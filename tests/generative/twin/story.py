"""What is known before the midnight of as-of: who was won, what they brought, what placements cost."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from tests.generative.twin.people import Identifier, People, shown
from tests.generative.twin.world import Row, World, ages, fen, place

Place = tuple[str, str, str, str]
WEEK = timedelta(days=7)
FREE = {"referral", "own"}


class Margin(NamedTuple):
    """One sum that a person brought, at a moment; None when unknown."""

    at: datetime
    fen: int | None
    shop: str | None
    orders: int


@dataclass
class Won:
    person: Identifier
    at: datetime
    place: Place | None
    age: int
    kept: bool
    margins: list[Margin]

    def on_day(self, day: int) -> list[int | None]:
        return [m.fen for m in self.margins if ages(self.at, m.at) == day]


class Membership(NamedTuple):
    person: Identifier
    pool: str
    pool_id: str
    seat: str
    begin: datetime
    end: datetime | None


class Story:
    """A period of a world, as it is known before as-of."""

    def __init__(self, world: World, since: date, until: date, as_of: date) -> None:
        self.world, self.since, self.until, self.as_of = world, since, until, as_of
        self.people = People(world)
        self.begin, self.end = world.midnight(since), world.midnight(until)
        self.now = world.midnight(as_of)
        self.touches = self._known("touches", "at")
        self.joins = self._known("joins", "at")
        self.leaves = self._known("leaves", "at")
        self.orders = self._known("orders", "paid_at")
        self.refunds = self._known("refunds", "at")
        self.costs = [row for row in world.of("costs") if date.fromisoformat(row["date"]) < as_of]
        self.leads_to = {row["code"]: place(row) for row in world.of("entries")}
        self.order_of = {(row["shop"], row["order_id"]): row for row in self.orders}
        self.places = {
            found
            for kind in ("placements", "spend", "entries", "costs")
            for row in world.of(kind)
            if (found := place(row))
        }
        self.terms = {place(row): row for row in world.of("placements")}
        self.memberships = self._memberships()
        self.private = {m.person for m in self.memberships if m.end is None}
        self.ever_won = self._everybody_won()
        self.won = [w for w in self.ever_won.values() if self.begin <= w.at < self.end]

    def _known(self, kind: str, when: str) -> list[Row]:
        return [row for row in self.world.of(kind) if self.world.moment(row[when]) < self.now]

    def in_period(self, at: datetime) -> bool:
        return self.begin <= at < self.end

    def dated(self, rows: Iterable[Row]) -> list[Row]:
        """Rows whose date lies in the period and before as-of."""
        return [
            row
            for row in rows
            if self.since <= (day := date.fromisoformat(row["date"])) < self.until and day < self.as_of
        ]

    def form(self, where: Place) -> str | None:
        return (self.terms.get(where) or {}).get("form") or None

    def free(self, where: Place) -> bool:
        return where[0] in FREE or (self.terms.get(where) or {}).get("paid") == "no"

    def _memberships(self) -> list[Membership]:
        happened = defaultdict(list)
        for came, rows in ((0, self.leaves), (1, self.joins)):
            for row in rows:
                person = self.people.of(row)
                if person is None:  # a device that nobody is known by: anonymous
                    continue
                key = (person, row["pool"], row["pool_id"], row.get("seat") or "")
                happened[key].append((self.world.moment(row["at"]), came))
        found = []
        for key, moves in happened.items():
            began = None
            for at, came in sorted(moves):
                if came and began is None:
                    began = at
                elif not came and began is not None:
                    found.append(Membership(*key, began, at))
                    began = None
            if began is not None:
                found.append(Membership(*key, began, None))
        return found

    def last_touch(self, person: Identifier | None, at: datetime) -> Row | None:
        """The last touch of a person in the 7 days up to a moment, both ends included."""
        if person is None:
            return None
        near = [
            (self.world.moment(row["at"]), row["touch_id"], row)
            for row in self.touches
            if self.people.of(row) == person and timedelta(0) <= at - self.world.moment(row["at"]) <= WEEK
        ]
        return max(near, key=lambda one: one[:2])[2] if near else None

    def _everybody_won(self) -> dict[Identifier, Won]:
        firsts: dict[Identifier, list[Row]] = defaultdict(list)
        for row in self.joins:
            person = self.people.of(row)
            if person:
                firsts[person].append(row)
        found = {}
        for person, rows in firsts.items():
            first = min(
                rows,
                key=lambda row: (
                    self.world.moment(row["at"]),
                    not row.get("entry"),
                    row["pool"],
                    row["pool_id"],
                    row.get("seat") or "",
                    row.get("entry") or "",
                ),
            )
            at = self.world.moment(first["at"])
            if first.get("entry"):
                where = self.leads_to.get(first["entry"])
            else:
                touch = self.last_touch(person, at)
                where = self.leads_to.get(touch["entry"]) if touch else None
            found[person] = Won(person, at, where, ages(at, self.now), person in self.private, [])
        self._add_margins(found)
        return found

    def _add_margins(self, found: dict[Identifier, Won]) -> None:
        def add(person: Identifier | None, counts_from: datetime, margin: Margin) -> None:
            winner = found.get(person) if person else None
            if winner and counts_from >= winner.at and margin.at >= winner.at:
                winner.margins.append(margin)

        for row in self.orders:
            at = self.world.moment(row["paid_at"])
            add(self.people.of(row), at, Margin(at, self.world.margin(row), row["shop"], 1))
        for row in self.refunds:
            order = self.order_of.get((row["shop"], row["order_id"]))
            if order:
                paid = self.world.moment(order["paid_at"])
                back = fen(row.get("cost_of_goods_back")) - fen(row["amount"])
                add(self.people.of(order), paid, Margin(self.world.moment(row["at"]), back, row["shop"], 0))
        for row in self.costs:
            if row["kind"] in ("message", "staff", "other") and not place(row) and shown(row):
                at = self.world.noon(row["date"])
                add(self.people.of(row), at, Margin(at, -fen(row["amount"]), None, 0))

    def sales(self) -> list[tuple[Place | None, int, int | None]]:
        """Attributed orders of the period: (placement, revenue, margin net of refunds)."""
        found = []
        for row in self.orders:
            at = self.world.moment(row["paid_at"])
            if not self.in_period(at):
                continue
            entry = row.get("entry")
            if not entry:
                touch = self.last_touch(self.people.of(row), at)
                entry = touch["entry"] if touch else None
            if not entry:
                continue
            margin = self.world.margin(row)
            for refund in self.refunds:
                if (refund["shop"], refund["order_id"]) == (
                    row["shop"],
                    row["order_id"],
                ) and margin is not None:
                    margin += fen(refund.get("cost_of_goods_back")) - fen(refund["amount"])
            found.append((self.leads_to.get(entry), fen(row["amount"]), margin))
        return found

    def acquisition(self) -> list[tuple[Place | None, int]]:
        """Costs of the period beside spend and rent, each with the placement that bears it."""
        found: list[tuple[Place | None, int]] = []
        for row in self.dated(self.costs):
            where = place(row)
            if where:
                if row["kind"] != "rent":
                    found.append((where, fen(row["amount"])))
            elif row["kind"] in ("reward", "commission"):
                winner = self.ever_won.get(self.people.of(row))  # type: ignore[arg-type]
                if winner:
                    found.append((winner.place, fen(row["amount"])))
        return found

    def spending(self) -> list[tuple[Place, int]]:
        """Spend rows and rents of the period."""
        spent = [
            (place(row), fen(row["cost"]) - fen(row.get("rebate")))
            for row in self.dated(self.world.of("spend"))
        ]
        rents = [
            (place(row), fen(row["amount"]))
            for row in self.dated(self.costs)
            if row["kind"] == "rent" and place(row)
        ]
        return [*spent, *rents]  # type: ignore[list-item]
