"""The rows behind a figure are exactly those that the report counted."""

from typing import Any

import pytest

from siyu.insight.behind import FIGURES, NO_FORM, opened, rows_of
from siyu.insight.prices import FIELDS
from siyu.insight.questions import BY
from tests.cast import question, report
from tests.conftest import EXAMPLE
from tests.stories.test_the_example_is_exact import FILES


@pytest.fixture
def example(bring_in: Any) -> None:
    for name in [*FILES, "spend-restated"]:
        bring_in(name.split("-")[0], EXAMPLE / f"{name}.csv")


def place_of(row: dict[str, Any], by: str) -> dict[str, str]:
    if by == "form":
        return {"form": row["form"] or NO_FORM}
    return {name: row[name] for name in FIELDS[by]}


@pytest.mark.usefixtures("example")
def test_every_figure_of_every_row_equals_the_rows_behind_it() -> None:
    differing = []
    compared = 0
    with opened(question("prices")) as duck:
        for by in BY["prices"]:
            document = report("prices", by=by)
            for row in [*document["rows"], document["totals"]]:
                place = {} if row is document["totals"] else place_of(row, by)
                for figure in FIGURES:
                    said = row[figure]
                    if figure == "linkable" and said is not None:
                        said = round(said * row["won"])
                    if said is None:
                        continue
                    found = rows_of(duck, figure, place, skip=0, take=1000)
                    assert len(found.rows) == found.count
                    compared += 1
                    if found.total != said or sum(one.amount or 0 for one in found.rows) != said:
                        differing.append(f"{by} {place} {figure}: {found.total} behind, {said} said")
    assert differing == []
    assert compared > 150
