"""What a cell may hold, and what it is refused for: the words of the contract one by one."""

from pathlib import Path

import pytest

from siyu.connectors.files.reading.cells.identifiers import masked
from siyu.core.words import speaking
from tests.rooms.files.rows import PLACED, one, read, write


def value(kind: str, column: str, text: str, field: str, folder: Path) -> object:
    seen = one(kind, {column: text}, folder)
    assert seen.rejected == [], seen.why
    return seen.data[0][field]


def refused(kind: str, column: str, text: str, folder: Path) -> tuple[str, str]:
    seen = one(kind, {column: text}, folder)
    assert seen.rows == [], f"{text!r} went in as {seen.data}"
    told = [str(reason) for reason in seen.rejected[0].reasons]
    with speaking("en"):
        english = [str(reason) for reason in seen.rejected[0].reasons]
    assert len(told) == 1
    assert told[0].startswith(f"{column} = ") or not seen.rejected[0].reasons[0].column
    return told[0], english[0]


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("12.30", 1230), ("¥1,234.50", 123450), ("\uffe51,234.50", 123450), ("1280元", 128000), ("0", 0),
        ("12", 1200), ("12.3", 1230), ("12.", 1200), (".5", 50), (" 12.30 ", 1230), ("１２．３０", 1230),
        ("１，２３４．５０", 123450), ("1000000000000", 10**14), ("'+12.30", 1230), ('="12.30"', 1230), ("00012.30", 1230),
    ],
)  # fmt: skip
def test_money_is_yuan_with_at_most_two_decimals(tmp_path: Path, text: str, fen: int) -> None:
    assert value("orders", "amount", text, "amount_fen", tmp_path) == fen


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("-1", "金额不能为负", "money is not negative"), ("¥-1", "金额不能为负", "money is not negative"),
        ("(12.00)", "金额不能为负", "money is not negative"), ("12.345", "最多两位小数", "at most two decimals"),
        ("12.300", "最多两位小数", "at most two decimals"), ("1e3", "应为元", "should be yuan"),
        ("1.2E2", "应为元", "should be yuan"), ("1000000000000.01", "1 万亿", "more than 1e12"),
        ("9" * 5000, "1 万亿", "more than 1e12"), ("1,23.00", "应为元", "should be yuan"),
        ("twelve", "应为元", "should be yuan"), ("1 2.3.4", "应为元", "should be yuan"), (".", "应为元", "should be yuan"),
        ("$12", "应为元", "should be yuan"), ("", "必填", "required"), ("nan", "应为元", "should be yuan"),
        ("#N/A", "错误值", "a spreadsheet's error"), ("#DIV/0!", "错误值", "a spreadsheet's error"),
    ],
)  # fmt: skip
def test_money_that_is_none_is_refused_with_the_reason(tmp_path: Path, text: str, zh: str, en: str) -> None:
    told = refused("orders", "amount", text, tmp_path)
    assert zh in told[0]
    assert en in told[1]


def test_a_column_that_ends_in_fen_holds_whole_numbers(tmp_path: Path) -> None:
    head = "order_id,shop,paid_at,amount_fen\no-1,s,2026-03-02,"
    assert read(write(tmp_path, head + "1230\n"), "orders").data[0]["amount_fen"] == 1230
    assert read(write(tmp_path, head + "1230.0\n"), "orders").data[0]["amount_fen"] == 1230
    for bad in ("12.3", "-5", "1e3", "100000000000001", "¥5", "9" * 400):
        seen = read(write(tmp_path, head + bad + "\n"), "orders")
        assert seen.rows == [], bad


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2026-03-01T09:05:07", "2026-03-01T01:05:07+00:00"), ("2026-03-01 09:05", "2026-03-01T01:05:00+00:00"),
        ("2026/3/1 9:05", "2026-03-01T01:05:00+00:00"), ("2026-03-01T09:05:07Z", "2026-03-01T09:05:07+00:00"),
        ("2026-03-01T09:05:07+08:00", "2026-03-01T01:05:07+00:00"), ("2026-03-01T09:05:07+0530", "2026-03-01T03:35:07+00:00"),
        ("2026-03-01T09:05:07-05", "2026-03-01T14:05:07+00:00"), ("2026-03-01", "2026-02-28T16:00:00+00:00"),
        ("2026-03-01T09:05:07.250", "2026-03-01T01:05:07.250000+00:00"), ("2026年3月1日 9:05", "2026-03-01T01:05:00+00:00"),
        ("46082.378472222225", "2026-03-01T01:05:00+00:00"), ("46082", "2026-02-28T16:00:00+00:00"),
        ("20260301 09:05:07", "2026-03-01T01:05:07+00:00"), ("2000-01-01", "1999-12-31T16:00:00+00:00"),
        ("2027-07-15", "2027-07-14T16:00:00+00:00"), ("２０２６-０３-０１ ０９:０５", "2026-03-01T01:05:00+00:00"),
    ],
)  # fmt: skip
def test_times_are_iso_8601_or_a_spreadsheets_and_in_the_brands_zone_without_an_offset(
    tmp_path: Path, text: str, utc: str
) -> None:
    assert value("orders", "paid_at", text, "paid_at", tmp_path) == utc


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("1899-12-31", "早于 2000 年", "before the year 2000"), ("1999-12-31 23:59:59", "早于 2000 年", "before the year 2000"),
        ("2999-01-01", "晚于一年以后", "more than a year ahead"), ("2027-07-16", "晚于一年以后", "more than a year ahead"),
        ("2026-02-30", "应为时间", "should be a time"), ("2026-03-01 25:00", "应为时间", "should be a time"),
        ("2026-03-01T09:05+99:99", "应为时间", "should be a time"), ("01/03/2026", "应为时间", "should be a time"),
        ("yesterday", "应为时间", "should be a time"), ("00000", "早于 2000 年", "before the year 2000"),
        ("99999", "晚于一年以后", "more than a year ahead"), ("", "必填", "required"), ("1772327107", "应为时间", "should be a time"),
    ],
)  # fmt: skip
def test_times_that_cannot_be_are_refused(tmp_path: Path, text: str, zh: str, en: str) -> None:
    told = refused("orders", "paid_at", text, tmp_path)
    assert zh in told[0]
    assert en in told[1]


def test_a_day_has_no_time_of_day(tmp_path: Path) -> None:
    for text in ("2026-03-02", "2026/3/2", "2026-03-02 00:00:00", "46083", "20260302", "2026年3月2日"):
        assert value("spend", "date", text, "date", tmp_path) == "2026-03-02"
    assert "应为日期" in refused("spend", "date", "2026-03-02 10:00", tmp_path)[0]


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("+86 138-0013-8000", "13800138000"), ("8613800138000", "13800138000"), ("0086 138 0013 8000", "13800138000"),
        ("13800138000", "13800138000"), ("13800138000.0", "13800138000"), ("(010) 6552-9988", "01065529988"),
        ("+1 415 555 0123", "+14155550123"), ("'+8613800138000", "13800138000"), ('="13800138000"', "13800138000"),
        ("１３８００１３８０００", "13800138000"), ("\t13800138000", "13800138000"), ("400-800-1234", "4008001234"),
    ],
)  # fmt: skip
def test_phones_are_normalised(tmp_path: Path, text: str, phone: str) -> None:
    assert value("orders", "id.phone", text, "id.phone", tmp_path) == phone


@pytest.mark.parametrize(
    "text", ["12345", "23800138000", "1.38E+10", "138001380001", "phone", "+123", "1380013800"]
)
def test_a_phone_that_cannot_be_one_is_refused(tmp_path: Path, text: str) -> None:
    zh, en = refused("orders", "id.phone", text, tmp_path)
    assert "不是电话号码" in zh
    assert "cannot be a phone" in en


def test_emails_are_lower_case_and_the_rest_is_trimmed(tmp_path: Path) -> None:
    assert value("orders", "id.email", " Mei@Example.COM ", "id.email", tmp_path) == "mei@example.com"
    assert value("orders", "id.unionid", " uMei\u3000", "id.unionid", tmp_path) == "uMei"
    assert "邮箱" in refused("orders", "id.email", "mei at example", tmp_path)[0]


@pytest.mark.parametrize("text", ["138****8000", "t**1", "*", "张＊＊"])
def test_masked_values_are_no_identifiers(tmp_path: Path, text: str) -> None:
    assert value("orders", "id.taobao", text, "id.taobao", tmp_path) is None
    assert value("orders", "id.phone", text, "id.phone", tmp_path) is None
    seen = one("joins", {"id.unionid": text}, tmp_path)
    assert seen.rows == []
    assert "没有可用的标识" in seen.why[0]


def test_ids_that_a_spreadsheet_damaged_are_refused(tmp_path: Path) -> None:
    for text in ("2.8394E+17", "2E+17", "1.5e18"):
        zh, en = refused("orders", "order_id", text, tmp_path)
        assert "科学计数法" in zh
        assert "scientific notation" in en
    assert value("orders", "order_id", '="283940000000000001"', "order_id", tmp_path) == "283940000000000001"
    assert value("orders", "order_id", "283940000000000001", "order_id", tmp_path) == "283940000000000001"
    assert value("orders", "order_id", "E12", "order_id", tmp_path) == "E12"


def test_text_has_at_most_255_characters_and_a_link_2000(tmp_path: Path) -> None:
    assert value("orders", "order_id", "茶" * 255, "order_id", tmp_path) == "茶" * 255
    assert "最多 255 个字符" in refused("orders", "order_id", "茶" * 256, tmp_path)[0]
    link = "https://tea.example/" + "x" * 1980
    assert value("entries", "url", link, "url", tmp_path) == link
    assert "2000" in refused("entries", "url", link + "x", tmp_path)[0]


@pytest.mark.parametrize(
    "text",
    [
        "ftp://tea.example",
        "javascript:alert(1)",
        "tea.example/x",
        "https://",
        "http:// x",
        "http://[::1",
        "//tea.example",
    ],
)
def test_links_that_are_not_http_are_refused(tmp_path: Path, text: str) -> None:
    zh, en = refused("entries", "url", text, tmp_path)
    assert "http:// 或 https://" in zh
    assert "http:// or https://" in en


@pytest.mark.parametrize(
    ("kind", "column", "bad"),
    [
        ("spend", "platform", "google"), ("placements", "form", "other"), ("placements", "paid", "maybe"),
        ("joins", "pool", "telegram"), ("leaves", "by", "robot"), ("touches", "action", "hover"), ("costs", "kind", "gift"),
    ],
)  # fmt: skip
def test_a_code_outside_its_list_is_refused_and_never_turned_into_other(
    tmp_path: Path, kind: str, column: str, bad: str
) -> None:
    refused(kind, column, bad, tmp_path)


def test_a_code_may_be_written_by_its_name(tmp_path: Path) -> None:
    for text in ("tencent", "腾讯", "Tencent", " TENCENT "):
        assert value("spend", "platform", text, "platform", tmp_path) == "tencent"
    assert value("placements", "paid", "否", "paid", tmp_path) is False
    assert value("placements", "paid", "", "paid", tmp_path) is True


def test_counts_are_whole_numbers(tmp_path: Path) -> None:
    assert value("spend", "clicks", "1,200", "clicks", tmp_path) == 1200
    assert value("spend", "clicks", "12.0", "clicks", tmp_path) == 12
    assert value("spend", "clicks", "", "clicks", tmp_path) is None
    for bad in ("-1", "1.5", "many", "1e3", "9" * 30):
        refused("spend", "clicks", bad, tmp_path)


@pytest.mark.parametrize("column", [*PLACED])
def test_a_placement_is_named_whole_or_not_at_all(tmp_path: Path, column: str) -> None:
    for kind in ("entries", "costs"):
        seen = one(kind, {**PLACED, column: ""}, tmp_path)
        assert "要么都填,要么都不填" in seen.why[0]
        assert one(kind, PLACED, tmp_path).rejected == []


def test_all_that_is_wrong_with_a_row_is_told_at_once(tmp_path: Path) -> None:
    seen = one("spend", {"date": "1899-01-01", "platform": "nowhere", "cost": "-1"}, tmp_path)
    assert [reason.column for reason in seen.rejected[0].reasons] == ["date", "platform", "cost"]


def test_the_quote_of_an_export_is_taken_off(tmp_path: Path) -> None:
    for text in ("=x", "+x", "-x", "@x"):
        assert value("orders", "order_id", f"'{text}", "order_id", tmp_path) == text
    assert value("orders", "order_id", "'x", "order_id", tmp_path) == "'x"


@pytest.mark.parametrize(
    "cell", ["138****8000", "t**1", "$$Qx7Lz==$1$$", "##aBc9##", "~AgAAAQx8~", "$Qx7Lz9abc$"]
)
def test_what_a_platform_hides_or_enciphers_is_no_identifier(cell: str) -> None:
    assert masked(cell)


@pytest.mark.parametrize("cell", ["#1", "mei#2", "~tea~", "$mei", "a##b", "茶#客"])
def test_a_name_with_a_mark_in_it_is_a_name(cell: str) -> None:
    assert not masked(cell)
