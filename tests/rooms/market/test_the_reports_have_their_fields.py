"""Every report has exactly the fields it promises, in their types; each number has a page that defines it."""

import json
from typing import Any

import pytest

from siyu.insight.questions import BY
from siyu.market.definitions import FIELDS, PAGES, definition_of
from siyu.market.headings import HEADINGS
from tests.cast import report
from tests.conftest import EXAMPLE
from tests.house.source import ROOT

KINDS = ["placements", "entries", "spend", "touches", "joins", "leaves", "orders", "refunds", "costs"]
SHELL = {"report", "from", "to", "as_of", "rows", "totals", "notes", "generated_at"}
OVERALL = {"orders_linked"}
ONLY_ROWS = {"prices": {"platform", "account", "campaign", "placement", "form", "reasons"}}
INTEGERS = {"spend_fen", "cost_fen", "impressions", "clicks", "touches", "won", "kept", "sale_orders"}
INTEGERS |= {
    "sale_revenue_fen",
    "sale_margin_fen",
    "value_to_date_fen",
    "payback_day",
    "live",
    "joined",
    "left",
}
INTEGERS |= {
    "private_people",
    "amount_fen",
    "margin_fen",
    "people",
    "orders",
    "identifiers",
    "merges",
    "conflicts",
}
PROMISED = [
    "platform",
    "account",
    "campaign",
    "placement",
    "form",
    "spend_fen",
    "spend_known",
    "cost_fen",
    "impressions",
    "clicks",
    "touches",
    "won",
    "kept",
    "cost_per_won_fen",
    "cost_per_click_fen",
    "cost_per_mille_fen",
    "linkable",
    "sale_orders",
    "sale_revenue_fen",
    "sale_margin_fen",
    "sale_return",
    "value_to_date_fen",
    "value_at",
    "payback_day",
    "return_at_horizon",
    "index",
    "index_low",
    "index_high",
    "p_best",
    "reasons",
]


@pytest.fixture
def example(bring_in: Any) -> None:
    for kind in KINDS:
        bring_in(kind, EXAMPLE / f"{kind}.csv")


def numbers(value: Any, name: str = "") -> list[tuple[str, Any]]:
    if isinstance(value, dict):
        return [one for key, inner in value.items() for one in numbers(inner, name if key.isdigit() else key)]
    if isinstance(value, list):
        return [one for inner in value for one in numbers(inner, name)]
    return [(name, value)] if isinstance(value, int | float) and not isinstance(value, bool) else []


def test_the_fields_are_those_that_are_listed(example: None) -> None:
    for name in BY:
        for by in BY[name] or (None,):
            told = report(name, by=by)
            assert told.keys() >= SHELL
            listed = set(FIELDS[name])
            for row in told["rows"]:
                assert row.keys() <= listed
                if name in ("prices", "loops", "pool", "crossings"):
                    assert row.keys() == listed - OVERALL
            for week in told.get("weeks", []):
                assert week.keys() - {"from"} <= listed
            assert told["totals"].keys() <= listed | {"weeks"}


def test_prices_has_what_was_promised(example: None) -> None:
    told = report("prices")
    for row in told["rows"]:
        assert set(PROMISED) <= row.keys()
        assert list(row["value_at"]) == ["30", "90", "180"]
    wanted = set(PROMISED) - ONLY_ROWS["prices"] | {"orders_linked"}
    assert wanted <= told["totals"].keys()
    assert (told["by"], told["horizon"]) == ("placement", 90)


def test_numbers_are_rounded_as_promised(example: None) -> None:
    for name in BY:
        for by in BY[name] or (None,):
            told = report(name, by=by)
            for field, value in [
                *numbers(told["rows"]),
                *numbers(told["totals"]),
                *numbers(told.get("weeks", [])),
            ]:
                if field in INTEGERS:
                    assert isinstance(value, int), (name, field, value)
                elif isinstance(value, float):
                    digits = 2 if field.endswith("_fen") or field.startswith("value_") else 6
                    assert round(value, digits) == value, (name, field, value)


def test_every_number_of_every_report_has_a_page(example: None) -> None:
    slugs = {path.name.split(".")[0] for path in (ROOT / "docs" / "numbers").glob("*.md")}
    for name in BY:
        for by in BY[name] or (None,):
            told = report(name, by=by)
            fields = {field for row in [*told["rows"], *told.get("weeks", [])] for field in row} | told[
                "totals"
            ].keys()
            for field in fields - {"from"}:
                assert definition_of(field) in slugs, field
    for heading in HEADINGS:
        assert definition_of(heading) in slugs, heading
    assert set(PAGES) <= slugs


def test_the_pages_that_templates_lead_to_are_there() -> None:
    import re

    slugs = {path.name.split(".")[0] for path in (ROOT / "docs" / "numbers").glob("*.md")}
    led = {
        slug
        for path in (ROOT / "siyu").rglob("*.html")
        for slug in re.findall(r"/numbers/([a-z-]+)", path.read_text(encoding="utf-8"))
    }
    assert led
    assert led <= slugs


def test_an_answer_is_plain_json(example: None) -> None:
    for name in BY:
        told = report(name)
        assert json.loads(json.dumps(told, allow_nan=False)) == told
