"""Memberships from lists: the SQL says of everybody what the rule says of one."""

from datetime import UTC, datetime, timedelta
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from siyu.insight.prices import IN_POOLS
from siyu.insight.relations import build
from siyu.insight.rules import outliving, survival, survival_curve
from siyu.pool.rules import comings, memberships, missing

HOUR = 3_600_000_000
DAY = 24 * HOUR
START = datetime(1970, 1, 1, tzinfo=UTC)
PLACE = {"pool": "wecom", "pool_id": "w", "seat": "Lin"}


def at(micros: int) -> datetime:
    return START + timedelta(microseconds=micros)


def by_rule(
    joins: list[int], leaves: list[int], lists: dict[int, int | bool | None]
) -> list[tuple[Any, ...]]:
    """`lists`: day → False (absent), None (there), or the hour since when they say they are there."""
    days = {("wecom", "w", "Lin"): [at(day * DAY) for day in sorted(lists)]}
    here = [
        {
            **PLACE,
            "begins": at(day * DAY),
            "ends": at((day + 1) * DAY),
            "at": None if said is None else at(said * HOUR),
        }
        for day, said in lists.items()
        if said is not False
    ]
    came = comings([{**PLACE, "at": at(hour * HOUR)} for hour in joins], here, days)
    gone = [{**PLACE, "at": at(hour * HOUR)} for hour in leaves]
    told = memberships(came, [*gone, *missing(came, here, days)])
    return sorted(
        (one["joined_at"], one["left_at"], one["since"], one["left_by_list"] if one["left_at"] else False)
        for one in told
    )


def by_sql(joins: list[int], leaves: list[int], lists: dict[int, int | bool | None]) -> list[tuple[Any, ...]]:
    """The same of person 1; person 2 stands in every list, so that each of them is one."""
    with duckdb.connect() as duck:
        duck.execute(
            "CREATE TABLE identifiers AS SELECT * FROM (VALUES (10, 1, 'phone'), (20, 2, 'phone')) t(id, person, kind)"
        )
        for name in ("joins", "leaves"):
            duck.execute(
                f"""CREATE TABLE {name} (moment bigint, pool varchar, pool_id varchar, seat varchar, entry bigint,
                                          left_by varchar, identifier bigint)"""
            )
            rows = [[hour * HOUR] for hour in (joins if name == "joins" else leaves)]
            if rows:
                duck.executemany(f"INSERT INTO {name} VALUES (?, 'wecom', 'w', 'Lin', NULL, NULL, 10)", rows)
        duck.execute(
            """CREATE TABLE presences (begins bigint, ends bigint, moment bigint, pool varchar, pool_id varchar,
                                       seat varchar, entry bigint, identifier bigint)"""
        )
        for day, said in lists.items():
            span = [day * DAY, (day + 1) * DAY]
            insert = "INSERT INTO presences VALUES (?, ?, ?, 'wecom', 'w', 'Lin', NULL, ?)"
            duck.execute(insert, [*span, None, 20])
            if said is not False:
                duck.execute(insert, [*span, None if said is None else said * HOUR, 10])
        build(duck, IN_POOLS)
        found = duck.execute(
            "SELECT joined_at, left_at, since, by_list FROM membership WHERE person = 1 ORDER BY joined_at"
        ).fetchall()
    return [
        (at(came), None if left is None else at(left), since, by_list == 1)
        for came, left, since, by_list in found
    ]


hours = st.lists(st.integers(0, 9 * 24), max_size=4)


@settings(deadline=None, max_examples=60)
@given(data=st.data(), joins=hours, leaves=hours)
def test_the_sql_and_the_rule_agree(data: Any, joins: list[int], leaves: list[int]) -> None:
    days = data.draw(st.lists(st.integers(1, 9), max_size=5, unique=True))
    lists = {
        day: data.draw(
            st.one_of(st.just(False), st.none(), st.integers(0, day * 24 + 23)), label=f"day {day}"
        )
        for day in days
    }
    assert by_sql(joins, leaves, lists) == by_rule(joins, leaves, lists)


def told(joins: list[int], leaves: list[int], lists: dict[int, int | bool | None]) -> list[tuple[Any, ...]]:
    """(hour of coming, hour of leaving, since, whether a list says so)"""
    assert by_sql(joins, leaves, lists) == by_rule(joins, leaves, lists)
    return [
        (
            (came - START) // timedelta(hours=1),
            None if left is None else (left - START) // timedelta(hours=1),
            since,
            by_list,
        )
        for came, left, since, by_list in by_rule(joins, leaves, lists)
    ]


@pytest.mark.parametrize(
    ("joins", "leaves", "lists", "expected"),
    [
        ([], [], {2: None}, [(48, None, 2, False)]),
        ([], [], {2: False, 3: None}, [(72, None, 1, False)]),
        ([], [], {2: None, 4: False}, [(48, 96, 2, True)]),
        ([], [], {2: None, 3: None, 4: False, 6: False, 7: None}, [(48, 96, 2, True), (168, None, 1, False)]),
        ([], [], {2: 10, 4: False}, [(10, 96, 0, True)]),  # the list says since when
        ([], [60], {2: None, 4: False}, [(48, 60, 2, False)]),  # the leave is stated: the list adds none
        ([50], [], {2: None}, [(50, None, 0, False)]),  # a join of the very day says when
        ([50], [], {2: False}, [(50, None, 0, False)]),  # came later on the day of the list
        ([48], [], {2: False}, [(48, None, 0, False)]),  # and in its first moment
        ([30], [], {2: False}, [(30, 48, 0, True)]),  # known by a join only, and not there
        ([30], [], {2: None}, [(30, None, 0, False)]),
        ([30], [40], {2: None}, [(30, 40, 0, False), (48, None, 2, False)]),  # back, nobody knows when
        (
            [],
            [],
            {2: None, 4: False, 6: 10},
            [(10, None, 0, False)],
        ),  # there since before: the absence is void
        (
            [],
            [],
            {2: None, 4: False, 6: 120},
            [(48, 96, 2, True), (120, None, 0, False)],
        ),  # back, and says since when
        ([], [], {2: 60}, [(60, None, 0, False)]),  # came in the course of the day
        ([30], [50], {2: None}, [(30, 50, 0, False)]),  # left in the course of the day
    ],
)
def test_what_lists_tell(
    joins: list[int], leaves: list[int], lists: dict[int, int | bool | None], expected: list[tuple[Any, ...]]
) -> None:
    assert told(joins, leaves, lists) == expected


def test_without_late_entry_nothing_changes() -> None:
    spans = [(3, 1, 2), (10, 1, 1), (10, 0, 4), (20, 0, 3), (31, 1, 1)]
    assert survival_curve(spans) == survival_curve([(*span, 0) for span in spans])


def test_whoever_is_seen_late_is_at_risk_late() -> None:
    """Day 4: one of 3, × 2/3. Day 15: one of 4, × 3/4. Day 20: one of 3, × 2/3."""
    spans = [(4, 1, 1, 0), (40, 0, 1, 0), (20, 1, 1, 0), (40, 0, 1, 10), (15, 1, 1, 5)]
    assert survival(spans, 30) == pytest.approx(1 / 3)
    assert survival(spans, 14) == pytest.approx(2 / 3)


def test_entering_comes_before_leaving_on_the_same_day() -> None:
    assert survival([(20, 0, 1, 0), (5, 1, 1, 5)], 10) == 0.5


def test_where_nobody_is_watched_nothing_is_known_from_there_on() -> None:
    spans = [(10, 0, 2, 0), (4, 1, 2, 0), (60, 0, 5, 20)]
    assert survival(spans, 10) == 0.5
    assert survival(spans, 11) is None
    assert survival(spans, 30) is None


def test_one_who_comes_under_watch_the_day_after_carries_on() -> None:
    spans = [(10, 0, 1, 0), (30, 1, 1, 11), (40, 0, 1, 11)]
    assert survival(spans, 20) == 1.0
    assert survival(spans, 35) == 0.5


def test_nobody_from_the_first_day_is_unknown_and_not_perfect() -> None:
    assert survival_curve([(90, 0, 100, 9)]) == []
    assert survival([(90, 0, 100, 9)], 30) is None


def test_all_left_though_others_were_seen_older_is_unknown_and_not_nobody() -> None:
    spans = [(5, 1, 1, 0), (60, 0, 5, 20)]
    assert survival(spans, 4) == 1.0
    assert survival(spans, 5) is None
    assert survival(spans, 30) is None
    assert survival([(0, 1, 1, 0), (60, 0, 5, 20)], 0) is None
    assert survival([(5, 1, 1, 0)], 30) == 0.0


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 6), st.integers(0, 6), st.integers(0, 1), st.integers(1, 3)).map(
            lambda t: (t[0] + t[1], t[2], t[3], t[0])
        ),
        max_size=8,
    ),
    st.integers(0, 12),
)
def test_the_curve_is_the_product_over_the_days(spans: list[tuple[int, int, int, int]], age: int) -> None:
    """Kaplan–Meier by hand: day by day × (1 − left ÷ at risk); unknown where nobody is at risk."""
    share: float | None = 1.0
    for day in range(age + 1):
        at_risk = sum(n for days, _, n, entered in spans if entered <= day <= days)
        left = sum(n for days, ended, n, entered in spans if ended and days == day)
        older = any(entered > day for _, _, _, entered in spans)
        if share == 0.0:
            break
        if not at_risk or (left == at_risk and older):
            share = None
            break
        share = share * (1 - left / at_risk) if share is not None else None
    found = outliving(survival_curve(spans), age)
    assert (None if found is None else found.share) == (None if share is None else pytest.approx(share))
