"""A file that is finer than our key: how its lines are added up, column by column, said once."""

from collections.abc import Mapping
from dataclasses import dataclass

from siyu.connectors.files.describing import RULES
from siyu.connectors.files.queries import declared_kind
from siyu.connectors.files.reading.header import Recognised
from siyu.core.words import Say, say
from siyu.facts.kinds import Column
from siyu.facts.models import Import

USUAL = {"money": "sum", "count": "sum", "time": "min"}
"""How a column is combined unless somebody says otherwise; any other: as on the earliest line."""


@dataclass(frozen=True)
class Finer:
    """A column of ours that the file has, and how several lines of a key become one."""

    name: str
    title: Say
    rule: str
    rules: tuple[tuple[str, Say], ...]


def offered(taken: Import, recognised: Recognised) -> list[Finer]:
    """The columns for which somebody has to say what several lines of one key mean together."""
    there = {slot.column.name for slot in recognised.slots if slot.column is not None}
    said = taken.reading.get("combine", {})
    return [
        Finer(
            name=column.name,
            title=say(column.zh, column.name),
            rule=said.get(column.name) or usual(column),
            rules=tuple((rule, word) for rule, word in RULES.items() if may(column, rule)),
        )
        for column in declared_kind(taken.kind).columns
        if column.name in there and not column.key
    ]


def chosen(taken: Import, posted: Mapping[str, str]) -> dict[str, str]:
    """The rules that a person chose on the page; what means nothing is left at what is usual."""
    found = {}
    for column in declared_kind(taken.kind).columns:
        rule = posted.get(f"combine-{column.name}")
        if rule is not None and not column.key:
            found[column.name] = rule if rule in RULES and may(column, rule) else usual(column)
    return found


def usual(column: Column) -> str:
    """The rule that a column has unless somebody says otherwise."""
    return USUAL.get(column.type, "first")


def may(column: Column, rule: str) -> bool:
    """Whether a rule can be meant of a column: only money and counts are added up."""
    return rule != "sum" or column.type in ("money", "count")
