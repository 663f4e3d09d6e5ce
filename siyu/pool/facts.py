"""What the pools state: who joined, who left, who is there, and counts of those whom nobody names."""

from siyu.facts.kinds import Act, Column, Kind
from siyu.pool.codes import LEFT_BY, POOLS

POOL = Column("pool", "私域池", "code", required=True, key=True, codes=POOLS, aliases=("池",))
POOL_ID = Column("pool_id", "池编号", "text", required=True, key=True)
WHERE = (
    POOL,
    POOL_ID,
    Column("seat", "导购", "text", key=True, aliases=("员工", "添加人")),
)
AT = Column("at", "时间", "time", required=True, key=True, aliases=("添加时间",))

JOINS = Kind(
    name="joins",
    zh="入池",
    en="Joins",
    fact="pool.joined",
    identifiers="required",
    restates=False,
    rank=2,
    columns=(*WHERE, AT, Column("entry", "入口码", "text")),
)

LEAVES = Kind(
    name="leaves",
    zh="离池",
    en="Leaves",
    fact="pool.left",
    identifiers="required",
    restates=False,
    rank=3,
    columns=(*WHERE, AT, Column("by", "谁", "code", codes=LEFT_BY)),
)

PRESENCES = Kind(
    name="presences",
    zh="在池名单",
    en="Lists of who is there",
    fact="pool.present",
    identifiers="required",
    restates=False,
    rank=6,
    columns=(
        Column("day", "在池日", "date", required=True, key=True, aliases=("名单日期", "截至日期")),
        *WHERE,
        Column("at", "时间", "time", aliases=("添加时间", "入池时间")),
        Column("entry", "入口码", "text"),
    ),
)
"""Everybody who is in a pool on a day: who is missing in the next list has left between the two."""

COUNTS = Kind(
    name="pool_counts",
    zh="池日计数",
    en="Pool counts",
    fact="pool.counted",
    columns=(
        Column("date", "日期", "date", required=True, key=True),
        POOL,
        POOL_ID,
        Column("entry", "入口码", "text", key=True, aliases=("来源",)),
        Column("joined", "加入", "count", aliases=("新增", "新关注人数", "新增人数")),
        Column("left", "离开", "count", aliases=("流失", "取消关注人数", "流失人数")),
    ),
)
"""What a platform counts a day where it names nobody: beside people, never among them."""

POOL_DECLARED = Act("pool.declared", "新增池类型", "Pool declared", ("code", "zh", "en"))

ACTS = (POOL_DECLARED,)
