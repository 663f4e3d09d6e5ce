"""Whom the pools hold: the memberships behind a figure, and how each row of the pools survives."""

from collections.abc import Mapping
from typing import Any

from siyu.insight.pools import NAMES, Key, spans_of
from siyu.insight.pools import RELATIONS as POOLS
from siyu.insight.prices import IN_POOLS
from siyu.insight.questions import Question, moment_of
from siyu.insight.relations import build, pose, statement
from siyu.insight.rules import Lasting, survival_curve
from siyu.lake.snapshot import snapshot

WHICH = ("live", "joined", "left")
"""Which memberships may be asked for: live at as-of, begun or ended in the period."""
NO_SEAT = "none"
"""How an address names the memberships that no seat holds."""


def members_of(question: Question, place: Mapping[str, str], which: str) -> list[dict[str, Any]]:
    """The memberships of one row of the pools; of all of them when `place` is empty."""
    wanted = [place.get(name) for name in NAMES]
    wanted[2] = "" if wanted[2] == NO_SEAT else wanted[2]
    with snapshot(POOLS, question.bounds()) as duck:
        pose(duck, question)
        build(duck, IN_POOLS)
        duck.execute("CREATE TABLE place (pool varchar, pool_id varchar, seat varchar, which varchar)")
        duck.execute("INSERT INTO place VALUES (?, ?, ?, ?)", [*wanted, which])
        found = duck.execute(statement("pool_members")).fetchall()
    return [
        {
            "person": person,
            "pool": pool,
            "pool_id": pool_id,
            "seat": seat,
            "joined_at": None if joined is None else moment_of(joined),
            "left_at": None if left is None else moment_of(left),
            "left_by": by,
            "days": days,
        }
        for person, pool, pool_id, seat, joined, left, by, days in found
    ]


def survivals(question: Question) -> dict[Key, list[Lasting]]:
    """The survival curve of each row of the pools, and of all memberships, for drawing."""
    with snapshot(POOLS, question.bounds()) as duck:
        pose(duck, question)
        return {key: survival_curve(spans) for key, spans in spans_of(duck, question).items()}
