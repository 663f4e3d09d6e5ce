"""The rows that a figure of `prices` is made of: taken from the very relations that the report counts."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

import duckdb

from siyu.insight.prices import BASE, PLACEMENT, RELATIONS, UNKNOWN
from siyu.insight.questions import Question, moment_of
from siyu.insight.relations import build, pose, statement
from siyu.lake.snapshot import hand_over, snapshot

NO_FORM = "none"
"""How an address names the row of the placements whose form nobody stated."""


@dataclass(frozen=True)
class Figure:
    """Which statement lists its rows, which of them count, and what of them is added up."""

    rows: str
    needs: str
    measure: str
    where: str = "true"


FIGURES: Mapping[str, Figure] = {
    "spend_fen": Figure("spent", "acquired", "fen"),
    "impressions": Figure("spent", "acquired", "impressions", "impressions IS NOT NULL"),
    "clicks": Figure("spent", "acquired", "clicks", "clicks IS NOT NULL"),
    "cost_fen": Figure("paid", "acquired", "fen"),
    "touches": Figure("touched", "", "1"),
    "won": Figure("won", "carrying", "1"),
    "kept": Figure("won", "carrying", "1", "kept = 1"),
    "linkable": Figure("won", "carrying", "1", "carrying = 1"),
    "sale_orders": Figure("sold", "attributed", "1", "orders = 1"),
    "sale_revenue_fen": Figure("sold", "attributed", "amount_fen", "orders = 1"),
    "sale_margin_fen": Figure("sold", "attributed", "fen"),
    "value_to_date_fen": Figure("earned", "earned", "fen"),
}
"""`needs`: up to which of the relations of `prices` have to be built first; none where it is empty."""


ORDERS: Mapping[str, str] = {"at": "day", "person": "person", "amount": "amount"}
"""What rows can be sorted by, and the column of it."""
CHUNK = 2000


@dataclass(frozen=True)
class Row:
    """One row behind a figure. `source` names its kind and key; a person won has the entry's code there."""

    source: str
    placement: int
    person: int | None
    at: datetime | None
    amount: int | None
    touch: str | None


@dataclass(frozen=True)
class Wanted:
    """Which of the rows are wanted, all of them or those of one day, and in what order."""

    day: date | None = None
    sort: str = "at"
    down: bool = False


@dataclass(frozen=True)
class Behind:
    """How many rows there are, what they add up to (None when one is unknown), and one page of them.

    `days` are the sums of all days on which there is a row, whichever of them are shown.
    """

    count: int
    total: int | None
    rows: Sequence[Row]
    days: Sequence[tuple[date, int | None]]


ALL_ROWS = Wanted()


def behind(
    question: Question,
    figure: str,
    place: Mapping[str, str],
    *,
    skip: int,
    take: int,
    wanted: Wanted = ALL_ROWS,
) -> Behind:
    """The rows behind a figure of one row of `prices`; of the totals when `place` is empty."""
    with opened(question, FIGURES[figure].needs) as duck:
        return rows_of(duck, question, figure, place, skip=skip, take=take, wanted=wanted)


def every_row(question: Question, figure: str, place: Mapping[str, str], wanted: Wanted) -> Iterator[Row]:
    """All of them, one after the other."""
    with opened(question, FIGURES[figure].needs) as duck:
        _gather(duck, question, figure, place)
        skip = 0
        while found := _page(duck, figure, wanted, skip=skip, take=CHUNK):
            yield from found
            skip += CHUNK


@contextmanager
def opened(question: Question, needs: str = BASE[-1]) -> Iterator[duckdb.DuckDBPyConnection]:
    """The relations of the question, each row with its source."""
    with snapshot(RELATIONS, question.bounds(told=True)) as duck:
        pose(duck, question)
        build(duck, BASE[: BASE.index(needs) + 1] if needs else ())
        yield duck


def rows_of(
    duck: duckdb.DuckDBPyConnection,
    question: Question,
    figure: str,
    place: Mapping[str, str],
    *,
    skip: int,
    take: int,
    wanted: Wanted = ALL_ROWS,
) -> Behind:
    """The same, of relations that are open already."""
    _gather(duck, question, figure, place)
    summed = duck.execute(
        """SELECT day, count(*), count(amount), coalesce(sum(amount), 0)::bigint FROM behind
           GROUP BY day ORDER BY day"""
    ).fetchall()
    days = [(day, total if stated == count else None) for day, count, stated, total in summed if day]
    chosen = [one for one in summed if wanted.day is None or one[0] == wanted.day]
    count = sum(one[1] for one in chosen)
    known = count == sum(one[2] for one in chosen)
    total = sum(one[3] for one in chosen) if known else None
    return Behind(count, total, _page(duck, figure, wanted, skip=skip, take=take), days)


def _gather(
    duck: duckdb.DuckDBPyConnection, question: Question, figure: str, place: Mapping[str, str]
) -> None:
    """The table `behind`: every row of the figure with its amount and the brand's day it belongs to."""
    asked = FIGURES[figure]
    duck.execute("CREATE OR REPLACE TABLE chosen (placement bigint)")
    hand_over(duck, "chosen", [(one,) for one in _placements(duck, place)])
    duck.execute(
        f"""CREATE OR REPLACE TABLE undated AS SELECT b.*, {asked.measure} AS amount
            FROM ({statement(f"behind/{asked.rows}")}) AS b JOIN chosen c ON c.placement = b.placement
            WHERE {asked.where}"""
    )
    duck.execute("CREATE OR REPLACE TABLE dates (date date, begins bigint, ends bigint)")
    first, last = duck.execute("SELECT min(moment), max(moment) FROM undated").fetchall()[0]
    if first is not None:
        days = [question.day_of(first)]
        while days[-1] <= question.day_of(last):
            days.append(days[-1] + timedelta(days=1))
        hand_over(
            duck,
            "dates",
            [(day, question.micros(day), question.micros(after)) for day, after in pairwise(days)],
        )
    duck.execute(
        """CREATE OR REPLACE TABLE behind AS
           SELECT u.* EXCLUDE (day), coalesce(u.day, d.date) AS day
           FROM undated u LEFT JOIN dates d ON u.moment >= d.begins AND u.moment < d.ends"""
    )


def _page(duck: duckdb.DuckDBPyConnection, figure: str, wanted: Wanted, *, skip: int, take: int) -> list[Row]:
    touch = "touch_id" if FIGURES[figure].rows == "won" else "NULL"
    by = f"{ORDERS[wanted.sort]} {'DESC' if wanted.down else 'ASC'} NULLS LAST"
    rows = duck.execute(
        f"""SELECT source, placement, person, moment, amount, {touch} FROM behind
            WHERE $day::date IS NULL OR day = $day::date
            ORDER BY {by}, day, moment, person, source LIMIT $take OFFSET $skip""",
        {"day": wanted.day, "take": take, "skip": skip},
    ).fetchall()
    return [
        Row(source, at, person, None if micros is None else moment_of(micros), amount, touch)
        for source, at, person, micros, amount, touch in rows
    ]


def _placements(duck: duckdb.DuckDBPyConnection, place: Mapping[str, str]) -> list[int]:
    """The ids of the placements in this row of a grouping; 0 stands for unknown."""
    if UNKNOWN in (place.get("platform"), place.get("form")):
        return [0]  # won or sold by nobody known
    found = duck.execute("SELECT id, platform, account, campaign, placement, form FROM placements").fetchall()
    chosen: list[int] = [] if place else [0]
    for number, *names, form in found:
        told = {**dict(zip(PLACEMENT, names, strict=True)), "form": form or NO_FORM}
        if all(told[name] == value for name, value in place.items()):
            chosen.append(int(number))
    return chosen
