"""Who is who: links in the order of the rows that first show them, one after the other."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from tests.generative.twin.world import Row, World

STRENGTH = (
    "unionid",
    "external_userid",
    "openid",
    "member",
    "taobao",
    "douyin",
    "jd",
    "xiaohongshu",
    "youzan",
    "phone",
    "email",
    "device",
)
WEAK = {"device"}
SINGLE = {"unionid", "member"}
KEYS: Mapping[str, tuple[str, ...]] = {
    "touches": ("touch_id",),
    "joins": ("pool", "pool_id", "seat"),
    "leaves": ("pool", "pool_id", "seat"),
    "orders": ("shop", "order_id"),
    "costs": ("cost_id",),
}


class Identifier(NamedTuple):
    kind: str
    app: str
    value: str


def shown(row: Row) -> list[Identifier]:
    """The identifiers of a row, the strongest first."""
    found = []
    for kind in STRENGTH:
        value = row.get(f"id.{kind}")
        if value:
            app = row.get("id.openid.app") or "" if kind == "openid" else ""
            found.append(Identifier(kind, app, value))
    return found


class People:
    """Everybody there is, from all rows that were imported."""

    def __init__(self, world: World) -> None:
        self.all: set[Identifier] = set()
        self.refused: set[frozenset[Identifier]] = set()
        self._parties: dict[Identifier, set[Identifier]] = {}
        weak: dict[Identifier, set[Identifier]] = {}
        seen: set[frozenset[Identifier]] = set()
        for row in self._in_order(world):
            names = shown(row)
            self.all.update(names)
            for name in names:
                if name.kind not in WEAK:
                    self._parties.setdefault(name, {name})
            if not names or names[0].kind in WEAK:
                continue
            first = names[0]
            for other in names[1:]:
                if other.kind in WEAK:
                    weak.setdefault(other, set()).add(first)
                    continue
                pair = frozenset((first, other))
                if pair not in seen:
                    seen.add(pair)
                    self._link(first, other)
        self._owner: dict[Identifier, Identifier] = {}
        for name in self.all:
            if name.kind not in WEAK:
                self._owner[name] = min(self._parties[name])
        for name, company in weak.items():
            owners = {self._owner[one] for one in company}
            if len(owners) == 1:
                self._owner[name] = owners.pop()

    @staticmethod
    def _in_order(world: World) -> list[Row]:
        evidence: list[tuple[datetime, int, tuple[str, ...], list[str], Row]] = []
        for rank, (kind, key) in enumerate(KEYS.items()):
            for row in world.of(kind):
                if kind == "costs":
                    at = world.noon(row["date"])
                else:
                    at = world.moment(row["paid_at" if kind == "orders" else "at"])
                told = sorted(f"{n}={v}" for n, v in row.items() if n.startswith("id.") and v)
                evidence.append((at, rank, tuple(row.get(name) or "" for name in key), told, row))
        return [one[-1] for one in sorted(evidence, key=lambda one: one[:4])]

    def _link(self, one: Identifier, other: Identifier) -> None:
        mine, theirs = self._parties[one], self._parties[other]
        if mine is theirs:
            return
        for kind in SINGLE:
            values = {name for name in mine | theirs if name.kind == kind}
            if len(values) > 1:
                self.refused.add(frozenset((one, other)))
                return
        mine |= theirs
        for name in mine:
            self._parties[name] = mine

    def of(self, row: Row) -> Identifier | None:
        """Whom a row counts for: the person of its strongest identifier."""
        names = shown(row)
        return self._owner.get(names[0]) if names else None

    def carried_by(self, person: Identifier) -> set[str]:
        """The kinds of identifiers a person has."""
        return {name.kind for name, owner in self._owner.items() if owner == person}

    def report(self) -> dict[str, float | int | None]:
        people = len(set(self._owner.values()))
        strong = sum(name.kind not in WEAK for name in self.all)
        return {
            "people": people,
            "identifiers": len(self.all),
            "identifiers_per_person": len(self._owner) / people if people else None,
            "merges": strong - people,
            "conflicts": len(self.refused),
        }
