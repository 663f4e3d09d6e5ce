"""The only writers of the pools: joins, leaves, lists and counts made from the folded facts of the
touched keys."""

from datetime import datetime

from siyu.core.refusals import Refusal
from siyu.core.words import say
from siyu.facts.actions import record, replace_rows
from siyu.pool.codes import POOLS
from siyu.pool.facts import POOL_DECLARED
from siyu.pool.models import PoolKind
from siyu.traffic.actions import intern_entries


def project_joins() -> None:
    """Who came into which pool."""
    intern_entries(field="entry")
    replace_rows(
        table="pool_join",
        columns=("at", "pool", "pool_id", "seat", "entry_id", "identifier_id", "others"),
        select="""SELECT f.key, (f.data->>'at')::timestamptz, f.data->>'pool', f.data->>'pool_id',
                  f.data->>'seat',
                  e.id, n.identifier_id, n.others
           FROM folded f JOIN named n USING (key) LEFT JOIN traffic_entry e ON e.code = f.data->>'entry'""",
    )


def project_leaves() -> None:
    """Who left which pool."""
    replace_rows(
        table="pool_leave",
        columns=("at", "pool", "pool_id", "seat", "by", "identifier_id", "others"),
        select="""SELECT f.key, (f.data->>'at')::timestamptz, f.data->>'pool', f.data->>'pool_id',
                  f.data->>'seat',
                  f.data->>'by', n.identifier_id, n.others
           FROM folded f JOIN named n USING (key)""",
    )


def project_presences() -> None:
    """Who stands in which list of everybody who is there."""
    intern_entries(field="entry")
    replace_rows(
        table="pool_presence",
        columns=("day", "pool", "pool_id", "seat", "at", "entry_id", "identifier_id", "others"),
        select="""SELECT f.key, (f.data->>'day')::date, f.data->>'pool', f.data->>'pool_id',
                  f.data->>'seat', (f.data->>'at')::timestamptz,
                  e.id, n.identifier_id, n.others
           FROM folded f JOIN named n USING (key) LEFT JOIN traffic_entry e ON e.code = f.data->>'entry'""",
    )


def project_counts() -> None:
    """How many came and left a day, where nobody is named."""
    intern_entries(field="entry")
    replace_rows(
        table="pool_count",
        columns=("date", "pool", "pool_id", "entry_id", "joined", "departed"),
        select="""SELECT f.key, (f.data->>'date')::date, f.data->>'pool', f.data->>'pool_id', e.id,
                  (f.data->>'joined')::bigint, (f.data->>'left')::bigint
           FROM folded f LEFT JOIN traffic_entry e ON e.code = f.data->>'entry'""",
    )


def declare_pool(*, code: str, zh: str, en: str, actor: str, at: datetime) -> PoolKind:
    """A kind of pool beside ours; its code is letters, digits and underscores."""
    code = code.strip().lower()
    if not code.isascii() or not code.replace("_", "a").isalnum():
        raise Refusal(say("代码只能用字母、数字和下划线", "A code is letters, digits and underscores"))
    if code in POOLS or PoolKind.objects.filter(code=code).exists():
        raise Refusal(say(f"池“{code}”已经有了", f"There is a pool “{code}” already"))
    kind = PoolKind.objects.create(code=code, zh=zh.strip() or code, en=en.strip() or code)
    record(name=POOL_DECLARED.name, data={"code": code, "zh": kind.zh, "en": kind.en}, actor=actor, at=at)
    return kind
