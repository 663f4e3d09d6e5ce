"""Answers are calculated once for a state of the data, and together where a page needs several."""

from dataclasses import replace
from threading import Barrier, Thread
from typing import Any

import pytest

from tests.cast import question, report


def untimed(document: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in document.items() if name != "generated_at"}


@pytest.mark.parametrize("few", [12, 2])
def test_what_is_calculated_together_is_what_each_says_alone(example: None, few: int) -> None:
    from siyu.market.curves import value_curves
    from siyu.market.reports import priced

    asked = question("prices", horizon=60)
    together = priced(asked, few=few)
    assert untimed(together["prices"]) == untimed(report("prices", horizon=60))
    by = "placement" if few == 12 else "platform"
    assert untimed(together["levelling"]) == untimed(report("levelling", by=by))
    assert together["curves"] == value_curves(asked)


def test_who_asks_the_same_meanwhile_waits_for_the_answer(
    brand: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from siyu.console import asking

    monkeypatch.setattr(asking, "state", lambda: ("a state of this test",))
    asked = replace(question("prices"), horizon=77)
    calculated: list[int] = []
    begun = Barrier(2)

    def slow() -> dict[str, Any]:
        calculated.append(1)
        begun.wait(timeout=30)
        return {"answer": len(calculated)}

    answers: list[dict[str, Any]] = []
    others = [Thread(target=lambda: answers.append(asking.remembered("x", asked, slow))) for _ in range(4)]
    for other in others:
        other.start()
    begun.wait(timeout=30)
    for other in others:
        other.join(timeout=30)
    assert answers == [{"answer": 1}] * 4
    assert calculated == [1]


def test_an_answer_that_failed_is_calculated_again(brand: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from siyu.console import asking

    monkeypatch.setattr(asking, "state", lambda: ("another state of this test",))
    asked = question("prices")

    def broken() -> dict[str, Any]:
        raise RuntimeError("no database")

    with pytest.raises(RuntimeError, match="no database"):
        asking.remembered("x", asked, broken)
    assert asking.remembered("x", asked, lambda: {"answer": 2}) == {"answer": 2}
