"""Whatever the order in which files come, and wherever they are cut, the tables are the same."""

import csv
import io
import itertools
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from siyu.connectors.files.exports import table
from siyu.connectors.files.kinds import KINDS
from tests.cast import import_text
from tests.worlds import TEXTS, everything, forget_everything

FILES = list(KINDS)


def pieces(text: str, cuts: Sequence[int]) -> list[str]:
    """A file cut between its rows."""
    rows = list(csv.reader(io.StringIO(text)))
    head, rows = rows[0], rows[1:]
    places = sorted({0, len(rows), *(cut % (len(rows) + 1) for cut in cuts)})
    found = []
    for start, end in itertools.pairwise(places):
        out = io.StringIO()
        csv.writer(out).writerows([head, *rows[start:end]])
        found.append(out.getvalue())
    return found


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    return {}


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_order_and_any_cutting_of_the_example_gives_the_same_tables(
    brand: Any, tmp_path: Path, expected: dict[str, Any], data: st.DataObject
) -> None:
    forget_everything()
    if not expected:
        for name in FILES:
            import_text(name, TEXTS[name], folder=tmp_path)
        expected["told"] = everything()
        forget_everything()
    parts = [
        (name, piece)
        for name in FILES
        for piece in pieces(TEXTS[name], data.draw(st.lists(st.integers(0, 50), max_size=2), label=name))
    ]
    for name, piece in data.draw(st.permutations(parts), label="order"):
        taken = import_text(name, piece, folder=tmp_path)
        assert taken.rows == taken.accepted
    assert everything() == expected["told"]


def test_exports_tell_everything_that_was_imported(bring_in: Any) -> None:
    for name in FILES:
        bring_in(name, TEXTS[name])
    for name in FILES:
        assert len(list(table(name).rows())) == len(list(csv.reader(io.StringIO(TEXTS[name])))) - 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM ledger_entry")
        assert cursor.fetchone()[0] > 0
