"""What a screen shows of a report: few columns, the totals, unknown as a dash, and why."""

from siyu.market.table import UNKNOWN, cells, place, reasons, told

ROW = {
    "platform": "tencent",
    "account": "ta-01",
    "campaign": "春茶",
    "placement": "朋友圈",
    "form": "add",
    "spend_fen": 36148,
    "won": 5,
    "index": None,
    "reasons": "too few",
}


def test_money_stands_in_yuan_and_the_unknown_as_a_dash() -> None:
    headings, lines = cells("prices", [ROW], {"spend_fen": 36148, "won": 5, "index": None})
    assert headings == ["版位", "消耗", "赢得", "洼地指数"]
    assert lines == [
        ["tencent / ta-01 / 春茶 / 朋友圈 / add", "361.48", "5", UNKNOWN],
        ["合计", "361.48", "5", UNKNOWN],
    ]


def test_totals_that_say_nothing_of_the_shown_columns_are_no_line() -> None:
    _, lines = cells("levelling", [{"week": "2026-W10", "won": 2}], {"weeks": 1})
    assert lines == [["2026-W10", "2"]]


def test_a_report_without_rows_shows_its_totals_once() -> None:
    headings, lines = cells("people", [{"people": 15, "conflicts": 0}], {})
    assert (headings, lines) == (["人数", "冲突"], [["15", "0"]])


def test_unknown_traffic_is_called_so_once() -> None:
    assert place(dict.fromkeys(("platform", "account", "campaign", "placement"), "unknown")) == "未知"


def test_numbers_are_written_as_people_read_them() -> None:
    assert told("value_at_90", 29986.4) == "299.86"
    assert told("payback_day", 1034) == "1,034"
    assert told("index", 1.3724) == "1.37"


def test_every_row_without_an_index_says_why() -> None:
    assert reasons([{**ROW, "reasons": ["获客成本未知", "少于 5 人"]}, {**ROW, "reasons": []}]) == [
        "tencent / ta-01 / 春茶 / 朋友圈 / add: 获客成本未知; 少于 5 人"
    ]
