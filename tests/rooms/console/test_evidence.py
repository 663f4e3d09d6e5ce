"""The rows behind a figure are exactly those that the report counted."""

import csv
import io
from typing import Any

import pytest
from django.test import Client

from siyu.insight.behind import FIGURES, NO_FORM, Wanted, opened, rows_of
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
    asked = question("prices")
    with opened(asked) as duck:
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
                    found = rows_of(duck, asked, figure, place, skip=0, take=1000)
                    assert len(found.rows) == found.count
                    compared += 1
                    if found.total != said or sum(one.amount or 0 for one in found.rows) != said:
                        differing.append(f"{by} {place} {figure}: {found.total} behind, {said} said")
    assert differing == []
    assert compared > 150


@pytest.mark.usefixtures("example")
@pytest.mark.parametrize("figure", FIGURES)
def test_the_days_of_a_figure_add_up_to_it_and_each_day_shows_its_own_rows(figure: str) -> None:
    asked = question("prices")
    with opened(asked) as duck:
        whole = rows_of(duck, asked, figure, {}, skip=0, take=1000)
        assert whole.days == sorted(whole.days)
        assert sum(amount or 0 for _, amount in whole.days) == whole.total
        each = [
            rows_of(duck, asked, figure, {}, skip=0, take=1000, wanted=Wanted(day=day))
            for day, _ in whole.days
        ]
        assert [one.total for one in each] == [amount for _, amount in whole.days]
        assert sum(one.count for one in each) == whole.count
        backwards = rows_of(
            duck, asked, figure, {}, skip=0, take=1000, wanted=Wanted(sort="amount", down=True)
        )
        amounts = [row.amount for row in backwards.rows if row.amount is not None]
        assert amounts == sorted(amounts, reverse=True)


def test_rows_behind_spend_come_day_by_day_and_go_out_as_a_file(console: Client, example: None) -> None:
    period = "from=2026-03-02&to=2026-04-13&as_of=2026-07-15"
    answer = console.get(f"/prices/behind?{period}&figure=cost_fen&file=csv")
    told = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    days = [row["时间"][:10] for row in told]
    assert days == sorted(days)
    assert len(set(days)) > 5
    page = console.get(f"/prices/behind?{period}&figure=cost_fen&day={days[0]}").content.decode()
    assert f"哪些行 · {days[0]}" in page
    assert days[-1] in page.split("listing-rows-behind")[0]  # in the table of days
    assert days[-1] not in page.split("listing-rows-behind")[-1]
    assert console.get("/prices/behind?figure=won&day=2026-99-99&sort=nothing&page=9999").status_code == 200


def test_every_definition_leads_to_the_others(console: Client) -> None:
    page = console.get("/numbers/value").content.decode()
    assert 'href="/numbers/won"' in page
    assert 'role="region"' in page
    assert console.get("/numbers/nothing").status_code == 404
