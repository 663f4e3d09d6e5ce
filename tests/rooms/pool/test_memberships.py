"""From a join to the next leave: what a person's page shows."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siyu.pool.rules import memberships

START = datetime(2026, 3, 2, tzinfo=UTC)


def row(day: int, seat: str | None = "Lin", pool_id: str = "W") -> dict[str, Any]:
    return {"at": START + timedelta(days=day), "pool": "wecom", "pool_id": pool_id, "seat": seat}


def told(joins: list[dict[str, Any]], leaves: list[dict[str, Any]]) -> list[tuple[int, int | None]]:
    return [
        ((one["joined_at"] - START).days, (one["left_at"] - START).days if one["left_at"] else None)
        for one in memberships(joins, leaves)
    ]


@pytest.mark.parametrize(
    ("joins", "leaves", "expected"),
    [
        ([1], [], [(1, None)]),
        ([1], [3], [(1, 3)]),
        ([1, 2], [3], [(1, 3)]),  # a second join while live changes nothing
        ([1], [0, 3, 4], [(1, 3)]),  # a leave without a membership counts nowhere
        ([1, 5], [3], [(1, 3), (5, None)]),  # back again
        ([1, 3], [3], [(1, 3), (3, None)]),  # a leave in the moment of a join comes first
        ([3], [3], [(3, None)]),
        ([], [3], []),
    ],
)
def test_a_membership_lasts_from_a_join_to_the_next_leave(
    joins: list[int], leaves: list[int], expected: list[tuple[int, int | None]]
) -> None:
    assert told([row(day) for day in joins], [row(day) for day in leaves]) == expected


def test_seats_and_pools_are_places_of_their_own() -> None:
    assert told([row(1), row(1, seat=None), row(1, pool_id="V")], [row(2, seat=None)]) == [
        (1, None),
        (1, 2),
        (1, None),
    ]


@given(joins=st.lists(st.integers(0, 9)), leaves=st.lists(st.integers(0, 9)))
def test_memberships_of_one_place_never_overlap(joins: list[int], leaves: list[int]) -> None:
    spans = told([row(day) for day in sorted(joins)], [row(day) for day in sorted(leaves)])
    for (_, left), (joined, _) in pairwise(spans):
        assert left is not None
        assert left <= joined
    assert bool(spans) == bool(joins)
