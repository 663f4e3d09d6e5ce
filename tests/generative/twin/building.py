"""Small worlds full of edges: ties, midnights, sevenths days to the second, returns, refunds, strangers."""

import csv
import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from tests.generative.twin.world import World

ZONES = ("Asia/Shanghai", "Europe/Berlin", "America/Sao_Paulo", "Asia/Kathmandu")
PLACES = (
    ("tencent", "ta", "tea", "feed"),
    ("tencent", "ta", "tea", "search"),
    ("tencent", "tb", "tea", "feed"),
    ("baidu", "bd", "brand", "search"),
    ("bytedance", "oc", "dou", "video"),
    ("referral", "fx", "old", "share"),
    ("own", "web", "home", "banner"),
    ("offline", "shop", "street", "window"),
)
FORMS = ("", "add", "follow", "group", "commercial", "buy_and_join")
FIRST = date(2026, 3, 23)
"""The week in which Berlin changes its clocks."""


class Building:
    def __init__(self, draw: random.Random) -> None:
        self.draw = draw
        self.moments: list[datetime] = []
        self.numbers = iter(range(1, 10_000))
        self.crowd = [f"u{n}" for n in range(draw.choice((2, 4, 9, 16)))]
        self.places = draw.sample(PLACES, draw.randint(1, 6))
        self.codes = [f"e{n}" for n in range(draw.randint(1, 6))]
        self.span = draw.choice((5, 20, 130))

    def moment(self) -> str:
        """A moment, often on an edge of another one."""
        draw = self.draw
        at = datetime.combine(FIRST, datetime.min.time()) + timedelta(
            days=draw.randint(0, self.span), seconds=draw.randint(10_800, 86_399)
        )
        kind = draw.random()
        if self.moments and kind < 0.25:
            at = draw.choice(self.moments)
        elif self.moments and kind < 0.45:
            at = draw.choice(self.moments) + timedelta(
                days=draw.choice((7, -7, 1, 2, -1, 30)), seconds=draw.choice((0, 0, 1, -1))
            )
        elif kind < 0.55:
            at = datetime.combine(at.date(), datetime.min.time()) + timedelta(seconds=draw.choice((0, -1)))
        if at.hour in (1, 2, 3) or (
            at.hour == 0 and at.minute
        ):  # clocks change here: such times are not always times
            at = at.replace(hour=4)
        self.moments.append(at)
        return at.isoformat()

    def day(self) -> str:
        return (FIRST + timedelta(days=self.draw.randint(0, self.span))).isoformat()

    def money(self) -> str:
        return self.draw.choice(("0", "1", "10", "9.99", "35.07", "120", "1000.01"))

    def maybe(self, value: str, chance: float = 0.5) -> str:
        return value if self.draw.random() < chance else ""

    def place(self) -> dict[str, str]:
        return dict(
            zip(("platform", "account", "campaign", "placement"), self.draw.choice(self.places), strict=True)
        )

    def who(self, *, must: bool = False) -> dict[str, str]:
        draw, one = self.draw, self.draw.choice(self.crowd)
        other = draw.choice(self.crowd) if draw.random() < 0.06 else one
        told = {
            "id.unionid": self.maybe(f"U{one}", 0.7),
            "id.phone": self.maybe(f"1390000{int(other[1:]):04d}", 0.3),
            "id.member": self.maybe(f"m{other}", 0.1),
            "id.device": self.maybe(f"d{draw.choice(self.crowd) if draw.random() < 0.1 else one}", 0.3),
        }
        if must and not any(told.values()):
            told["id.unionid"] = f"U{one}"
        return told

    def pool(self) -> dict[str, str]:
        pool, pool_id = self.draw.choice((("wecom", "w1"), ("wecom", "w2"), ("group", "g1")))
        return {"pool": pool, "pool_id": pool_id, "seat": self.draw.choice(("", "Lin", "Zhou"))}

    def world(self) -> World:
        draw, many = self.draw, len(self.crowd)
        rows: dict[str, list[dict[str, str]]] = {
            "placements": [
                dict(zip(("platform", "account", "campaign", "placement"), where, strict=True))
                | {"form": draw.choice(FORMS), "paid": draw.choice(("", "yes", "no"))}
                for where in self.places
                if draw.random() < 0.7
            ],
            "entries": [
                {"code": code, "title": code}
                | (
                    self.place()
                    if draw.random() < 0.85
                    else dict.fromkeys(("platform", "account", "campaign", "placement"), "")
                )
                for code in self.codes
                if draw.random() < 0.85
            ],
            "spend": list(
                {
                    (day, *where.values()): {"date": day}
                    | where
                    | {
                        "cost": self.money(),
                        "rebate": self.maybe("0.50", 0.3),
                        "impressions": self.maybe("1000", 0.5),
                        "clicks": self.maybe(draw.choice(("0", "7")), 0.5),
                    }
                    for day, where in ((self.day(), self.place()) for _ in range(draw.randint(0, 10)))
                }.values()
            ),
        }
        rows["joins"] = [
            self.pool()
            | {"at": self.moment(), "entry": self.maybe(draw.choice(self.codes), 0.7)}
            | self.who(must=True)
            for _ in range(draw.randint(0, 3 * many))
        ]
        rows["touches"] = [
            {
                "touch_id": f"t{next(self.numbers)}",
                "at": self.moment(),
                "entry": draw.choice(self.codes),
                "action": "click",
            }
            | self.who()
            for _ in range(draw.randint(0, 2 * many))
        ]
        rows["leaves"] = [
            self.pool() | {"at": self.moment()} | self.who(must=True) for _ in range(draw.randint(0, many))
        ]
        unknown = draw.choice((0.0, 0.0, 0.1))
        rows["orders"] = [
            {
                "order_id": f"o{next(self.numbers)}",
                "shop": draw.choice(("tea", "mall", "pos")),
                "paid_at": self.moment(),
                "amount": self.money(),
                "cost_of_goods": "" if draw.random() < unknown else draw.choice(("0", "4.05", "20")),
                "shipping_cost": self.maybe("3"),
                "platform_fee": self.maybe("0.77"),
                "entry": self.maybe(draw.choice(self.codes), 0.3),
            }
            | self.who()
            for _ in range(draw.randint(0, 3 * many))
        ]
        rows["refunds"] = [
            {
                "refund_id": f"r{next(self.numbers)}",
                "shop": order["shop"],
                "order_id": draw.choice((order["order_id"],) * 5 + ("nowhere",)),
                "at": self.moment(),
                "amount": self.money(),
                "cost_of_goods_back": self.maybe("4"),
            }
            for order in draw.sample(rows["orders"], len(rows["orders"]) // 4)
        ]
        rows["costs"] = [
            {"cost_id": f"c{next(self.numbers)}", "date": self.day(), "kind": kind, "amount": self.money()}
            | (
                self.place()
                if draw.random() < 0.35
                else dict.fromkeys(("platform", "account", "campaign", "placement"), "")
            )
            | (self.who() if draw.random() < 0.7 else {})
            for kind in draw.choices(
                ("reward", "commission", "message", "staff", "rent", "other"), k=draw.randint(0, many)
            )
        ]
        zone = ZoneInfo(draw.choice(ZONES))
        margins = {"mall": draw.choice(("0.55", "0.3333", "1", "0"))} if draw.random() < 0.5 else {}
        return World(rows, zone, margins)


def build_world(draw: random.Random) -> tuple[World, dict[str, Any]]:
    """A world, and what to ask of it."""
    building = Building(draw)
    world = building.world()
    since = FIRST + timedelta(days=draw.choice((-3, 0, 0, 2, 9)))
    until = since + timedelta(days=draw.choice((0, 1, 7, 21, 200)))
    as_of = draw.choice(
        (
            until,
            since,
            FIRST + timedelta(days=building.span + 1),
            FIRST + timedelta(days=draw.randint(0, 240)),
        )
    )
    return world, {"since": since, "until": until, "as_of": as_of, "horizon": draw.choice((1, 7, 30, 90))}


def write_files(world: World, folder: Path, draw: random.Random) -> Iterator[tuple[str, Path]]:
    """The world as files, in any order."""
    kinds = [kind for kind, rows in world.rows.items() if rows]
    draw.shuffle(kinds)
    for kind in kinds:
        rows = [dict(row) for row in world.of(kind)]
        draw.shuffle(rows)
        path = folder / f"{kind}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(dict.fromkeys(name for row in rows for name in row)))
            writer.writeheader()
            writer.writerows(rows)
        yield kind, path
