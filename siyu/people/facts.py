"""The facts of people."""

from siyu.facts.kinds import Act

MERGED = Act("person.merged", "客户合并", "People merged", ("a", "b", "identifiers"))
SPLIT = Act("person.split", "客户拆分", "Person split", ("named", "identifiers", "remaining"))
KIND_DECLARED = Act(
    "identifier_kind.declared",
    "新增标识类型",
    "Identifier kind declared",
    ("name", "strong", "single_valued"),
)

ACTS = (MERGED, SPLIT, KIND_DECLARED)
