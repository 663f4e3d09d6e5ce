"""The worked example as the twin sees it."""

import csv
import json
from typing import Any

from tests.conftest import EXAMPLE
from tests.generative.twin.world import World

EXPECTED: dict[str, Any] = json.loads((EXAMPLE / "expected.json").read_text(encoding="utf-8"))
CHINESE = {"时间": "at", "私域池": "pool", "池编号": "pool_id", "导购": "seat", "入口码": "entry"}


def example_world() -> World:
    """Its rows, with the restated day and the odd ways of writing put right."""
    rows = {}
    for path in EXAMPLE.glob("*.csv"):
        with path.open(encoding="utf-8") as file:
            rows[path.stem] = [
                {CHINESE.get(k, k): _plain(v) for k, v in row.items()} for row in csv.DictReader(file)
            ]
    restated = rows.pop("spend-restated")[0]
    rows["spend"] = [
        restated if (row["date"], row["account"]) == (restated["date"], restated["account"]) else row
        for row in rows["spend"]
    ]
    return World(rows)


def _plain(cell: str) -> str:
    return {
        "2026/3/5 20:20": "2026-03-05T20:20:00",
        "+86 139-0000-0004": "13900000004",
        "1,280.00": "1280.00",
    }.get(cell, cell)
