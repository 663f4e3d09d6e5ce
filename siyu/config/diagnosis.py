"""What the doctor looks at: the machine, then the brand. Each finding comes with its mend."""

import os
import shutil
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from siyu.core.home import home
from siyu.core.words import Say, say

LEAST_DISK = 1_000_000_000
LEAST_MEMORY = 1_000_000_000
OLDEST_JOB = timedelta(minutes=10)
MOST_WAITING = 10_000_000
"""Bytes of touches on the disk that are more than a moment's."""


@dataclass(frozen=True)
class Finding:
    """One thing looked at: whether it is right, what was seen, and what to do when it is not."""

    name: str
    ok: bool
    detail: Say
    mend: Say

    def document(self) -> dict[str, Any]:
        """As one line of `--json`."""
        return {
            "check": self.name,
            "ok": self.ok,
            "detail": str(self.detail),
            "mend": None if self.ok else str(self.mend),
        }


def of_the_machine() -> Iterator[Finding]:
    """Disk, memory, and who may read our secrets. Needs no database."""
    free = shutil.disk_usage(home()).free
    yield Finding(
        "disk",
        ok=free >= LEAST_DISK,
        detail=say(f"{home()} 剩余 {free / 1e9:.1f} GB", f"{free / 1e9:.1f} GB free for {home()}"),
        mend=say(
            "腾出空间,或把 SIYU_HOME 移到更大的盘(先停下 siyu up)",
            "Make room, or move SIYU_HOME to a larger disk (stop siyu up first)",
        ),
    )
    memory = _memory()
    if memory is not None:
        yield Finding(
            "memory",
            ok=memory >= LEAST_MEMORY,
            detail=say(f"可用内存 {memory / 1e9:.1f} GB", f"{memory / 1e9:.1f} GB of memory available"),
            mend=say("至少留 1 GB 可用内存", "Leave at least 1 GB of memory"),
        )
    for name in ("secret_key",):
        path = home() / name
        if path.exists():
            mode = stat.S_IMODE(path.stat().st_mode)
            yield Finding(
                name,
                ok=mode & 0o077 == 0,
                detail=say(f"权限 {mode:03o}", f"mode {mode:03o}"),
                mend=say(f"chmod 600 {path}", f"chmod 600 {path}"),
            )
    opened = os.environ.get("SIYU_HOST", "127.0.0.1") not in ("127.0.0.1", "localhost", "::1")
    https = os.environ.get("SIYU_HTTPS", "") == "1"
    yield Finding(
        "https",
        ok=https or not opened,
        detail=say("控制台对外开放", "The console is open to others")
        if opened
        else say("控制台只对本机开放", "The console is open to this machine alone"),
        mend=say(
            "在前面放一个提供 HTTPS 的反向代理,并设 SIYU_HTTPS=1",
            "Put a reverse proxy with HTTPS in front, and set SIYU_HTTPS=1",
        ),
    )


def of_the_brand(*, at: datetime) -> Iterator[Finding]:
    """Database, imports, jobs, margins, staff: what would make the numbers silent or wrong."""
    from django.db import connection

    def count(sql: str, *values: Any) -> int:
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            return int(cursor.fetchone()[0])

    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        version = cursor.fetchone()[0]
    given = "DATABASE_URL" in os.environ
    yield Finding(
        "database",
        ok=True,
        detail=say(
            f"PostgreSQL {version}({'DATABASE_URL' if given else '内置'})",
            f"PostgreSQL {version} ({'DATABASE_URL' if given else 'embedded'})",
        ),
        mend=say("", ""),
    )
    old = at - OLDEST_JOB
    stuck = count(
        "SELECT count(*) FROM procrastinate_jobs j WHERE status = 'todo' AND coalesce(scheduled_at,"
        " (SELECT min(e.at) FROM procrastinate_events e WHERE e.job_id = j.id)) < %s",
        old,
    )
    yield Finding(
        "jobs",
        ok=stuck == 0,
        detail=say(f"{stuck} 个任务等了十分钟以上", f"{stuck} jobs have waited for more than ten minutes"),
        mend=say("启动 siyu up,任务由它的工作进程完成", "Start siyu up: its workers do them"),
    )
    facts = count("SELECT count(*) FROM facts_fact WHERE key IS NOT NULL")
    yield Finding(
        "data",
        ok=facts > 0,
        detail=say(f"{facts:,} 条事实", f"{facts:,} facts"),
        mend=say(
            "还没有数据:先导入一份文件,如 siyu import spend 消耗.csv",
            "There is no data yet: bring a file in, such as siyu import spend spend.csv",
        ),
    )
    failed = count(
        "SELECT count(*) FROM facts_import WHERE state = 'failed' AND finished_at > %s",
        at - timedelta(days=7),
    )
    yield Finding(
        "imports",
        ok=failed == 0,
        detail=say(f"近 7 天 {failed} 次导入失败", f"{failed} imports failed in the last 7 days"),
        mend=say(
            "在控制台的“导入”页看原因,修好文件后再导入",
            "See why on the import page; mend the file and bring it in again",
        ),
    )
    shops = count(
        "SELECT count(*) FROM commerce_shop s WHERE gross_margin IS NULL AND EXISTS"
        " (SELECT 1 FROM commerce_order o WHERE o.shop_id = s.id AND o.cost_of_goods_fen IS NULL)"
    )
    yield Finding(
        "margins",
        ok=shops == 0,
        detail=say(
            f"{shops} 个店铺有订单缺成本,又没有设毛利率",
            f"{shops} shops have orders without cost and no gross margin",
        ),
        mend=say(
            "在设置里填这些店铺的毛利率,否则价值未知",
            "Set their gross margin in the settings, or values stay unknown",
        ),
    )
    unknown = count(
        "SELECT count(*) FROM traffic_placement p LEFT JOIN traffic_placementterms t ON t.placement_id = p.id"
        " WHERE p.platform NOT IN ('referral', 'own') AND coalesce(t.paid, true)"
        " AND EXISTS (SELECT 1 FROM traffic_entrydescription e WHERE e.placement_id = p.id)"
        " AND NOT EXISTS (SELECT 1 FROM traffic_spend s WHERE s.placement_id = p.id)"
        " AND NOT EXISTS (SELECT 1 FROM traffic_cost c WHERE c.placement_id = p.id AND c.kind = 'rent')"
    )
    yield Finding(
        "spend",
        ok=unknown == 0,
        detail=say(f"{unknown} 个付费版位没有任何消耗", f"{unknown} paid placements have no spend at all"),
        mend=say(
            "导入它们的消耗(spend),或在 placements 里标为不付费",
            "Import their spend, or mark them unpaid in placements",
        ),
    )
    described = count(
        "SELECT count(*) FROM traffic_entry e WHERE NOT EXISTS"
        " (SELECT 1 FROM traffic_entrydescription d WHERE d.entry_id = e.id)"
        " AND (EXISTS (SELECT 1 FROM pool_join j WHERE j.entry_id = e.id)"
        " OR EXISTS (SELECT 1 FROM pool_presence l WHERE l.entry_id = e.id)"
        " OR EXISTS (SELECT 1 FROM commerce_order o WHERE o.entry_id = e.id))"
    )
    yield Finding(
        "entries",
        ok=described == 0,
        detail=say(f"{described} 个入口还没有人说明", f"{described} entries are described by nobody"),
        mend=say(
            "导入 entries:入口码、名称和它所在的版位", "Import entries: their code, title and placement"
        ),
    )
    yield from of_the_links(at=at)
    conflicts = count(
        "SELECT count(*) FROM people_link WHERE standing = 'refused' AND reason <> 'kept apart'"
    )
    yield Finding(
        "conflicts",
        ok=conflicts == 0,
        detail=say(
            f"{conflicts} 处身份冲突在等人决定", f"{conflicts} conflicts of identity wait for somebody"
        ),
        mend=say("在“客户”页逐个决定合并或分开", "Decide each on the people page: merge, or keep apart"),
    )
    reachable = count("SELECT count(*) FROM core_staff WHERE is_active AND password <> '!'")
    yield Finding(
        "sign-in",
        ok=reachable > 0,
        detail=say(f"{reachable} 人设了密码", f"{reachable} people have set a password"),
        mend=say(
            "用 siyu up 打印的一次性链接登录,再设密码",
            "Sign in by the link that siyu up prints, and set a password",
        ),
    )


def of_the_links(*, at: datetime) -> Iterator[Finding]:
    """Touches that wait, the brand's domain, targets near their end."""
    from django.db import connection

    from siyu.config.draining.actions import DAMAGED
    from siyu.connectors.links.spool import segments
    from siyu.traffic.models import Entry, Spool
    from siyu.traffic.publication import links_folder
    from siyu.traffic.queries import expiring_targets, link_address
    from siyu.traffic.rules import reach_of

    folder = links_folder(connection.settings_dict["NAME"]) / "spool"
    taken = dict(Spool.objects.values_list("segment", "position"))
    waiting = sum(max(0, one.stat().st_size - taken.get(one.name, 0)) for one in segments(folder))
    yield Finding(
        "touches",
        ok=waiting < MOST_WAITING,
        detail=say(f"{waiting:,} 字节触点等着入库", f"{waiting:,} bytes of touches wait to be taken in"),
        mend=say("启动 siyu up,它会把暂存的触点入库", "Start siyu up: it takes them in"),
    )
    damaged = (folder / DAMAGED).stat().st_size if (folder / DAMAGED).exists() else 0
    yield Finding(
        "spool",
        ok=damaged == 0,
        detail=say(f"暂存里有 {damaged} 字节读不懂", f"{damaged} bytes of the spool make no sense"),
        mend=say(
            f"磁盘可能有问题;那些行在 {folder / DAMAGED}",
            f"The disk may be at fault; the lines are in {folder / DAMAGED}",
        ),
    )
    address = link_address()
    doors = Entry.objects.filter(entrydescription__isnull=False).exists()
    yield Finding(
        "links",
        ok=not doors or (bool(address) and reach_of(address) == "everybody"),
        detail=say(f"链接域名 {address or '没有设'}", f"domain of links: {address or 'not set'}"),
        mend=say(
            "在“入口 → 域名”设品牌自己的域名,否则码只有本机能打开",
            "Set the brand's own domain on the page Entries, or codes open on this machine alone",
        ),
    )
    near = expiring_targets(before=at + timedelta(days=7)).count()
    yield Finding(
        "targets",
        ok=near == 0,
        detail=say(f"{near} 个去向 7 天内到期或已到期", f"{near} targets expire within 7 days, or have"),
        mend=say("在入口页换上新的链接", "Give them fresh links on the pages of their entries"),
    )


def _memory() -> int | None:
    """Bytes available, where the system says."""
    try:
        lines = Path("/proc/meminfo").read_text().splitlines()
    except FileNotFoundError:
        return None
    for line in lines:
        if line.startswith("MemAvailable:"):
            return int(line.split()[1]) * 1024
    return None
