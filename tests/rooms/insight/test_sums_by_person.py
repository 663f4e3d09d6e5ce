"""A ledger by person may have a million rows: they are told one by one."""

import json

import numpy as np
import pytest

from siyu.core.output import show_json
from siyu.insight.ledgers import ByPerson

ROWS = [{"person": 3, "amount_fen": 120}, {"person": 7, "amount_fen": -5}, {"person": None, "amount_fen": 9}]


@pytest.fixture
def by_person() -> ByPerson:
    return ByPerson(np.array([3, 7, 0]), np.array([120, -5, 9]))


def test_rows_are_what_a_list_of_them_would_be(by_person: ByPerson) -> None:
    assert list(by_person) == ROWS
    assert by_person == ROWS
    assert by_person != ROWS[:2]
    assert by_person[1:] == ROWS[1:]
    assert by_person[-1] == ROWS[-1]


@pytest.mark.parametrize("rows", [ROWS, []])
def test_the_document_is_the_same_as_of_a_list(
    rows: list[dict[str, int]], capsys: pytest.CaptureFixture[str]
) -> None:
    lazily = ByPerson(
        np.array([row["person"] or 0 for row in rows]), np.array([row["amount_fen"] for row in rows])
    )
    document = {"report": "ledger", "rows": lazily, "notes": ['"rows": []']}
    show_json(document)
    assert json.loads(capsys.readouterr().out) == {**document, "rows": rows}


def test_a_count_of_rows_stays_a_count(capsys: pytest.CaptureFixture[str]) -> None:
    show_json({"kind": "orders", "rows": 5, "accepted": 5})
    assert json.loads(capsys.readouterr().out) == {"kind": "orders", "rows": 5, "accepted": 5}
