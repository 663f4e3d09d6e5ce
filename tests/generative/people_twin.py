"""Identification in plain Python, written from CONTRACTS.md: slow, and easy to read."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import combinations, product
from typing import Any

STRENGTH = ("unionid", "external_userid", "openid", "member", "taobao", "douyin", "jd", "xiaohongshu", "youzan",
            "phone", "email", "device")  # fmt: skip
WEAK = {"device"}
SINGLE = {"unionid", "member"}
KINDS = ("touches", "joins", "leaves", "orders", "costs")
RESTATED = {"orders", "costs"}

Identifier = tuple[str, str, str]
"""Kind, value, app."""


@dataclass
class File:
    """Rows of a kind: {column: text} each; a withdrawn one counts nowhere."""

    kind: str
    rows: list[dict[str, str]]
    withdrawn: bool = False


@dataclass
class Ruling:
    act: str
    a: Identifier
    b: Identifier
    decision: int
    standing: bool = True


@dataclass
class Judge:
    """Who is with whom so far."""

    apart: list[set[Identifier]]
    who: dict[Identifier, set[Identifier]] = field(default_factory=dict)

    def unite(self, a: Identifier, b: Identifier) -> str:
        """Make one of two companies, unless that gives two values of a single-valued kind, or a human said no."""
        both = self.who[a] | self.who[b]
        if self.who[a] is self.who[b]:
            return "joined"
        if any(len({one for one in both if one[0] == kind}) > 1 for kind in SINGLE):
            return "conflict"
        if any(pair <= both for pair in self.apart):
            return "split"
        for one in both:
            self.who[one] = both
        return "joined"


@dataclass
class Twin:
    """Everything that was said, and who follows from it."""

    files: list[File] = field(default_factory=list)
    rulings: list[Ruling] = field(default_factory=list)
    named: dict[int, frozenset[Identifier]] = field(default_factory=dict)
    """What a human named in each decision to split; other decisions name nothing."""
    age: Callable[[Identifier], int] = hash
    """Which identifier is older: only whoever numbers them knows. The oldest holds together what a split
    would let fall apart, and which one does decides what a later split and merge leave."""

    def rows(self) -> list[tuple[datetime, int, tuple[str, ...], list[Identifier]]]:
        """What stands: moment, place of the kind, key, identifiers from the strongest down; in the order of judging."""
        told: dict[tuple[Any, ...], dict[str, str]] = {}
        for file in self.files:
            if file.withdrawn:
                continue
            for row in file.rows:
                key = (file.kind, *row_key(file.kind, row))
                if file.kind in RESTATED:
                    told[key] = told.get(key, {}) | row
                else:
                    told.setdefault(key, row)
        found = []
        for (kind, *key), row in told.items():
            found.append((_moment(row), KINDS.index(kind), tuple(key), identifiers(row)))
        return sorted(found, key=lambda row: row[:3])

    def people(self) -> "People":
        """Judge everybody from the beginning."""
        rows = self.rows()
        seen = {one for row in rows for one in row[3]}
        ties = [(ruling.a, ruling.b) for ruling in self._standing("merge")]
        judge = Judge(apart=[{ruling.a, ruling.b} for ruling in self._standing("split")])
        who = judge.who
        for one in (*(one for one in seen if one[0] not in WEAK), *(one for tie in ties for one in tie)):
            who.setdefault(one, {one})
        links: dict[frozenset[Identifier], bool] = {}
        conflicts = set()
        for a, b in ties:
            judge.unite(a, b)
        for _, _, _, shown in rows:
            strong = [one for one in shown if one[0] not in WEAK]
            for other in strong[1:]:
                pair = frozenset({strong[0], other})
                if pair not in links:
                    verdict = judge.unite(strong[0], other)
                    links[pair] = verdict == "joined"
                    if verdict == "conflict":
                        conflicts.add(pair)
        owners: dict[Identifier, set[frozenset[Identifier]]] = {one: set() for one in seen if one[0] in WEAK}
        for _, _, _, shown in rows:
            for one in shown:
                if one[0] in WEAK and shown[0][0] not in WEAK:
                    owners[one].add(frozenset(who[shown[0]] & seen))
        return People(
            people={frozenset(company & seen) for one, company in who.items() if one in seen},
            conflicts=conflicts,
            weak={one: next(iter(people)) if len(people) == 1 else None for one, people in owners.items()},
            joined=[tuple(pair) for pair, joined in links.items() if joined],
        )

    def _standing(self, act: str) -> list[Ruling]:
        return [ruling for ruling in self.rulings if ruling.act == act and ruling.standing]

    def merge(self, a: Identifier, b: Identifier) -> bool:
        """Whether a human could make one person of the two."""
        mine, theirs = self.people().of(a), self.people().of(b)
        if mine is None or theirs is None or mine == theirs:
            return False
        if any(len({one for one in mine | theirs if one[0] == kind}) > 1 for kind in SINGLE):
            return False
        before = [ruling.standing for ruling in self.rulings]
        undone = {ruling.decision for ruling in self._across("split", mine, theirs)}
        for ruling in self.rulings:
            ruling.standing = ruling.standing and ruling.decision not in undone
        self.rulings.append(Ruling("merge", a, b, len(self.named)))
        if self.people().of(a) != self.people().of(b):
            self.rulings.pop()
            for ruling, standing in zip(self.rulings, before, strict=True):
                ruling.standing = standing
            return False
        self.named[len(self.named)] = frozenset()
        return True

    def split(self, *chosen: Identifier) -> bool:
        """Whether a human could make a person of their own of the chosen."""
        now = self.people()
        companies = {now.of(one) for one in chosen}
        company = now.of(chosen[0])
        if None in companies or company is None:
            return False
        last = [r for r in self.rulings if r.standing and {r.a, r.b} & company]
        if last and self.named[last[-1].decision] == frozenset(chosen):
            return False
        if len(companies) > 1:
            return False
        sides = parts(company, now.joined)
        leaving = set().union(*(side for side in sides if side & set(chosen)))
        if leaving == company:
            leaving = next(side for side in sides if chosen[0] in side)
        if leaving == company:
            leaving = set(chosen)
        if leaving == company:
            leaving = {chosen[0]}
        staying = company - leaving
        if not staying:
            return False
        decision = len(self.named)
        self.named[decision] = frozenset(chosen)
        for ruling in self._across("merge", leaving, staying):
            ruling.standing = False
        for a, b in product(leaving, staying):
            self.rulings.append(Ruling("split", a, b, decision))
        for group in (leaving, staying):
            ties = [(r.a, r.b) for r in self._standing("merge") if {r.a, r.b} <= group]
            oldest = sorted(
                (min(part, key=self.age) for part in parts(group, [*now.joined, *ties])), key=self.age
            )
            first, *others = oldest
            self.rulings += [Ruling("merge", first, other, decision) for other in others]
        return True

    def _across(self, act: str, mine: Iterable[Identifier], theirs: Iterable[Identifier]) -> list[Ruling]:
        between = {frozenset(pair) for pair in product(mine, theirs)}
        return [ruling for ruling in self._standing(act) if frozenset({ruling.a, ruling.b}) in between]


@dataclass
class People:
    people: set[frozenset[Identifier]]
    conflicts: set[frozenset[Identifier]]
    weak: dict[Identifier, frozenset[Identifier] | None]
    joined: Sequence[tuple[Identifier, ...]]

    def of(self, one: Identifier) -> frozenset[Identifier] | None:
        return next((company for company in self.people if one in company), None)

    def totals(self) -> dict[str, Any]:
        strong = sum(len(company) for company in self.people)
        owned = strong + sum(1 for owner in self.weak.values() if owner)
        return {
            "people": len(self.people),
            "identifiers": strong + len(self.weak),
            "identifiers_per_person": round(owned / len(self.people), 6) if self.people else None,
            "merges": strong - len(self.people),
            "conflicts": len(self.conflicts),
        }


def parts(group: Iterable[Identifier], ties: Iterable[tuple[Identifier, ...]]) -> list[set[Identifier]]:
    """What hangs together within a group."""
    found = [{one} for one in group]
    for a, b in ties:
        touched = [part for part in found if a in part or b in part]
        if len(touched) == 2 and a in set().union(*touched) and b in set().union(*touched):
            found = [part for part in found if part not in touched] + [touched[0] | touched[1]]
    return found


def identifiers(row: dict[str, str]) -> list[Identifier]:
    """The identifiers of a row, strongest first; masked values are none."""
    return [
        (kind, row[f"id.{kind}"], row.get("id.openid.app", "") if kind == "openid" else "")
        for kind in STRENGTH
        if row.get(f"id.{kind}") and "*" not in row[f"id.{kind}"]
    ]


def row_key(kind: str, row: dict[str, str]) -> tuple[str, ...]:
    """By which columns two rows of a kind speak of the same; the order of rows of one moment."""
    match kind:
        case "touches":
            return (row["touch_id"],)
        case "orders":
            return (row["shop"], row["order_id"])
        case "costs":
            return (row["cost_id"],)
    shown = sorted(f"{one[0]}={one[1]}" + (f"@{one[2]}" if one[2] else "") for one in identifiers(row))
    return (row["pool"], row["pool_id"], row["seat"], row["at"], *shown)


def _moment(row: dict[str, str]) -> datetime:
    day = row.get("date")
    return datetime.fromisoformat(f"{day}T12:00:00" if day else row.get("at") or row["paid_at"])


def pairs_of(people: Iterable[frozenset[Identifier]]) -> set[frozenset[Identifier]]:
    """Who is one person with whom, pair by pair: for messages that a person can read."""
    return {frozenset(pair) for company in people for pair in combinations(sorted(company), 2)}
