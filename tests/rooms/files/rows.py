"""Reading a file without a database: what its rows say, what is refused and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from siyu.connectors.files.kinds import KINDS
from siyu.connectors.files.reading import Plan, Rejected, Row, plan_reading
from siyu.connectors.files.reading.plan import Place
from siyu.people.kinds import OURS

TODAY = date(2026, 7, 15)
SPEND = "date,platform,account,campaign,placement,cost"
ROW = "2026-03-02,tencent,ta-01,春茶,朋友圈,120.00"


@dataclass(frozen=True)
class Seen:
    """What was understood of a file."""

    rows: list[Row]
    rejected: list[Rejected]

    @property
    def data(self) -> list[dict[str, Any]]:
        return [row.data for row in self.rows]

    @property
    def why(self) -> list[str]:
        return [str(reason) for refused in self.rejected for reason in refused.reasons]


def plan(path: Path | Place, kind: str = "spend", **more: Any) -> Plan:
    return plan_reading(
        path, kind=KINDS[kind], identifiers=OURS, zone=ZoneInfo("Asia/Shanghai"), today=TODAY, **more
    )


def read(path: Path | Place, kind: str = "spend", **more: Any) -> Seen:
    """Every row of a file."""
    seen = Seen([], [])
    for batch in plan(path, kind, **more).batches():
        seen.rows.extend(batch.rows)
        seen.rejected.extend(batch.rejected)
    return seen


def write(folder: Path, content: str | bytes, name: str = "file.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def one(kind: str, values: Mapping[str, str], folder: Path) -> Seen:
    """A file of one row, complete but for what is given."""
    full = {**WHOLE[kind], **values}
    line = ",".join('"' + value.replace('"', '""') + '"' for value in full.values())
    return read(write(folder, ",".join(full) + "\n" + line + "\n"), kind)


PLACED = {"platform": "tencent", "account": "ta-01", "campaign": "春茶", "placement": "朋友圈"}
WHOLE: dict[str, dict[str, str]] = {
    "placements": PLACED,
    "spend": {"date": "2026-03-02", **PLACED, "cost": "120.00"},
    "entries": {"code": "pyq-1", "title": "朋友圈 春茶"},
    "targets": {"code": "pyq-1", "app": "wechat", "way": "link", "url": "https://x.example"},
    "touches": {"touch_id": "t-1", "at": "2026-03-02T10:00:00", "entry": "pyq-1"},
    "joins": {"at": "2026-03-02T10:00:00", "pool": "wecom", "pool_id": "ww", "id.unionid": "uMei"},
    "leaves": {"at": "2026-03-02T10:00:00", "pool": "wecom", "pool_id": "ww", "id.unionid": "uMei"},
    "presences": {"day": "2026-03-02", "pool": "wecom", "pool_id": "ww", "id.unionid": "uMei"},
    "pool_counts": {"date": "2026-03-02", "pool": "official_account", "pool_id": "gh"},
    "orders": {"order_id": "o-1", "shop": "s", "paid_at": "2026-03-02T10:00:00", "amount": "12.30"},
    "refunds": {
        "refund_id": "r-1",
        "shop": "s",
        "order_id": "o-1",
        "at": "2026-03-02T10:00:00",
        "amount": "1.00",
    },
    "costs": {"cost_id": "c-1", "date": "2026-03-02", "kind": "reward", "amount": "8.80"},
}
"""For each kind a row that says no more than it must."""
