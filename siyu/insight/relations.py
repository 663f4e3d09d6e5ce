"""The named relations on which every report stands, each one SELECT in `sql/`."""

from collections.abc import Sequence
from pathlib import Path

import duckdb

from siyu.insight.questions import Question

FOLDER = Path(__file__).parent / "sql"


def statement(name: str) -> str:
    """The SELECT of this name."""
    return (FOLDER / f"{name}.sql").read_text()


def pose(duck: duckdb.DuckDBPyConnection, question: Question) -> None:
    """Put the question into the database as a table of one row, so that the SQL needs no parameters."""
    duck.execute(
        """CREATE TABLE question (since bigint, until bigint, as_of bigint, since_day date, until_day date,
                                  as_of_day date, horizon integer)"""
    )
    duck.execute(
        "INSERT INTO question VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            question.micros(question.since),
            question.micros(question.until),
            question.micros(question.as_of),
            question.since,
            question.until,
            question.as_of,
            question.horizon,
        ],
    )


def build(duck: duckdb.DuckDBPyConnection, names: Sequence[str]) -> None:
    """Make each relation a table, in this order; one that is there already stays."""
    for name in names:
        duck.execute(f"CREATE TABLE IF NOT EXISTS {name} AS {statement(name)}")
