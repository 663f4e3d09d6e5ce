"""A made-up town as files, of any size: people who touch, join, buy and send back. Seeded; not real."""

import csv
import random
import sys
from datetime import datetime, timedelta
from pathlib import Path

PLACEMENTS = [
    (platform, f"{platform}-1", f"campaign-{n % 5}", f"placement-{n}")
    for n, platform in enumerate(
        ["tencent", "alibaba", "bytedance", "baidu", "xiaohongshu", "bilibili", "kuaishou", "jd"] * 5
    )
]
START = datetime(2025, 7, 1)  # noqa: DTZ001  (wall time of the brand)
DAYS = 365


def write_town(folder: Path, people: int, *, orders_each: int = 5, seed: int = 7) -> dict[str, Path]:
    """Write one file a kind; answers {kind: path}. Rows grow in proportion to `people`."""
    folder.mkdir(parents=True, exist_ok=True)
    draw = random.Random(seed)
    files = {}

    def write(kind: str, header: list[str], rows: object) -> None:
        files[kind] = folder / f"{kind}.csv"
        with files[kind].open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(header)
            writer.writerows(rows)  # type: ignore[arg-type]

    place = ["platform", "account", "campaign", "placement"]
    write("placements", [*place, "form", "paid"], ([*one, "add", "yes"] for one in PLACEMENTS))
    write(
        "entries",
        ["code", "title", *place],
        ([f"e{n}", f"door {n}", *one] for n, one in enumerate(PLACEMENTS)),
    )
    write(
        "spend",
        ["date", *place, "cost", "rebate", "impressions", "clicks"],
        (
            [
                (START + timedelta(days=day)).date(),
                *one,
                f"{draw.randint(5000, 90000) / 100:.2f}",
                "",
                draw.randint(1000, 9000),
                draw.randint(10, 300),
            ]
            for day in range(DAYS)
            for one in PLACEMENTS
        ),
    )
    joined = [START + timedelta(seconds=draw.randrange(DAYS * 86400)) for _ in range(people)]
    write(
        "touches",
        ["touch_id", "at", "entry", "id.unionid"],
        (
            [f"t{n}", at - timedelta(minutes=5), f"e{n % len(PLACEMENTS)}", f"u{n}"]
            for n, at in enumerate(joined)
        ),
    )
    write(
        "joins",
        ["at", "pool", "pool_id", "seat", "entry", "id.unionid", "id.phone"],
        (
            [
                at,
                "wecom",
                "ww-1",
                f"seat-{n % 20}",
                f"e{n % len(PLACEMENTS)}" if n % 3 else "",
                f"u{n}",
                f"138{n:08d}" if n % 2 else "",
            ]
            for n, at in enumerate(joined)
        ),
    )
    write(
        "leaves",
        ["at", "pool", "pool_id", "seat", "id.unionid"],
        (
            [at + timedelta(days=draw.randrange(1, 200)), "wecom", "ww-1", f"seat-{n % 20}", f"u{n}"]
            for n, at in enumerate(joined)
            if n % 5 == 0
        ),
    )

    def orders() -> object:
        for n in range(people * orders_each):
            who = draw.randrange(people)
            at = joined[who] + timedelta(seconds=draw.randrange(180 * 86400))
            amount = draw.randint(1000, 60000)
            yield [
                f"o{n}",
                f"shop-{n % 4}",
                at,
                f"{amount / 100:.2f}",
                f"{amount * 45 // 10000}.{amount * 45 // 100 % 100:02d}",
                "8.00",
                f"{amount // 10000}.{amount // 100 % 100:02d}",
                "",
                f"u{who}" if n % 2 else "",
                f"138{who:08d}" if not n % 2 and who % 2 else "",
            ]

    write(
        "orders",
        [
            "order_id",
            "shop",
            "paid_at",
            "amount",
            "cost_of_goods",
            "shipping_cost",
            "platform_fee",
            "entry",
            "id.unionid",
            "id.phone",
        ],
        orders(),
    )
    write(
        "refunds",
        ["refund_id", "shop", "order_id", "at", "amount", "cost_of_goods_back"],
        (
            [f"r{n}", f"shop-{n % 4}", f"o{n}", START + timedelta(days=300), "10.00", "4.50"]
            for n in range(0, people * orders_each, 20)
        ),
    )
    return files


if __name__ == "__main__":
    write_town(Path(sys.argv[1]), int(sys.argv[2]))
