"""What the pools state: who joined and who left."""

from siyu.facts.kinds import Act, Column, Kind
from siyu.pool.codes import LEFT_BY, POOLS

WHERE = (
    Column("pool", "私域池", "code", required=True, key=True, codes=POOLS, aliases=("池",)),
    Column("pool_id", "池编号", "text", required=True, key=True),
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

POOL_DECLARED = Act("pool.declared", "新增池类型", "Pool declared", ("code", "zh", "en"))

ACTS = (POOL_DECLARED,)
