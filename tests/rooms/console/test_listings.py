"""A listing sorts, filters, pages and goes out as a file, all from its address."""

import csv
import io
from typing import Any

import pytest
from django.test import RequestFactory
from openpyxl import load_workbook

from siyu.core.words import say, speaking

ROWS = [
    {"name": "春茶", "won": 5, "fen": 41648, "form": "add"},
    {"name": "Autumn", "won": 2, "fen": None, "form": "group"},
    {"name": "=1+1", "won": 9, "fen": 8329.6, "form": "add"},
]


def columns() -> Any:
    from siyu.console.tables import Column

    return (
        Column(
            name="name", heading=say("名称", "Name"), searched=True, link=lambda row: f"/x?n={row['won']}"
        ),
        Column(name="won", heading=say("赢得", "Won"), kind="count", phone=True),
        Column(name="fen", heading=say("成本(元)", "Cost (¥)"), kind="fen", phone=True),
        Column(
            name="form",
            heading=say("形式", "Form"),
            choices={"add": say("加企微", "add"), "group": say("进群", "group")},
        ),
    )


def listing(address: str, source: Any = None, **more: Any) -> Any:
    from siyu.console.tables import Listing, Rows

    request = RequestFactory().get(address)
    made = more.pop("columns", None) or columns()
    return Listing(request, made, source or Rows(ROWS), caption=say("表", "Table"), stem="things", **more)


def names(found: Any) -> list[str]:
    return [line.cells[0].value for line in found.lines]


def page_of(found: Any) -> str:
    from django.template.loader import render_to_string

    return render_to_string("console/listing.html", {"listing": found})


def test_unknown_stays_at_the_end_whichever_way_it_is_sorted() -> None:
    assert names(listing("/t?sort=fen")) == ["=1+1", "春茶", "Autumn"]
    assert names(listing("/t?sort=-fen")) == ["春茶", "=1+1", "Autumn"]
    assert names(listing("/t", sort="-won")) == ["=1+1", "春茶", "Autumn"]


@pytest.mark.parametrize(
    "asked", ["sort=nothing", "page=0", "page=²", "page=99", "form=gold", "find=", "file=pdf"]
)
def test_what_makes_no_sense_is_passed_over(asked: str) -> None:
    found = listing(f"/t?{asked}")
    assert names(found) == ["春茶", "Autumn", "=1+1"]
    assert not found.wants_file


def test_filters_add_up_and_the_address_without_them_keeps_the_rest() -> None:
    found = listing("/t?from=2026-03-02&form=add&find=%E6%98%A5&page=7")
    assert names(found) == ["春茶"]
    assert found.unfiltered == "/t?from=2026-03-02"
    assert found.kept == [("from", "2026-03-02")]
    assert names(listing("/t?find=8329")) == []  # what is not searched is not found
    assert names(listing("/t?find=AUTUMN")) == ["Autumn"]


def test_pages_hold_every_row_once() -> None:
    from siyu.console.tables import Rows

    rows = [{**ROWS[0], "name": str(n)} for n in range(7)]
    pages = [listing(f"/t?page={n}", Rows(rows), size=3) for n in (1, 2, 3)]
    assert [name for page in pages for name in names(page)] == [str(n) for n in range(7)]
    assert pages[0].previous == ""
    assert pages[1].previous == "/t?page=1"
    assert pages[1].next == "/t?page=3"
    assert pages[2].next == ""
    assert (pages[2].first, pages[2].last) == (7, 7)


def test_two_listings_of_a_page_do_not_hear_each_other() -> None:
    address = "/t?sums.sort=won&find=x&sums.find=aut"
    assert names(listing(address, name="sums")) == ["Autumn"]
    assert listing(address).asked.find == "x"
    assert listing(address, name="sums").here(page="2") == f"{address}&sums.page=2"


def test_a_click_on_a_heading_sorts_numbers_downwards_first_and_turns_them_then() -> None:
    heads = {one.column.name: one for one in listing("/t?sort=-won").headings}
    assert heads["won"].sorted == "descending"
    assert heads["won"].href == "/t?sort=won"
    assert heads["fen"].href == "/t?sort=-fen"
    assert heads["name"].href == "/t?sort=name"


def test_a_file_holds_all_rows_of_the_filter_in_yuan_and_no_formula() -> None:
    answer = listing("/t?file=csv&form=add&sort=-won", size=1).file()
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text))) == [
        ["名称", "赢得", "成本(元)", "形式"],
        ["'=1+1", "9", "83.296", "add"],
        ["春茶", "5", "416.48", "add"],
    ]
    book = listing("/t?file=xlsx").file()
    sheet = load_workbook(io.BytesIO(b"".join(book.streaming_content))).active
    assert [row[2] for row in sheet.iter_rows(values_only=True)] == ["成本(元)", 416.48, None, 83.296]
    assert book.headers["Content-Disposition"] == 'attachment; filename="things.xlsx"'


def test_the_page_says_how_it_is_sorted_and_how_many_there_are(brand: Any) -> None:
    with speaking("en"):
        told = page_of(listing("/t?sort=-won", size=2, total={"name": "Total", "won": 16}))
    assert 'aria-sort="descending"' in told
    assert "rows 1–2 of 3" in told
    assert '<a href="/x?n=9">=1+1</a>' in told
    assert "Total" in told
    assert told.count('data-label="Cost (¥)"') == 3


def test_an_empty_listing_says_why() -> None:
    from siyu.console.tables import Rows

    assert "还没有茶" in page_of(listing("/t", Rows([]), empty=say("还没有茶", "no tea yet")))
    filtered = page_of(listing("/t?find=nobody"))
    assert "没有符合筛选的行" in filtered
    assert 'href="/t"' in filtered


def test_rows_of_the_database_are_sorted_filtered_and_paged_there(brand: Any, tmp_path: Any) -> None:
    from siyu.console.tables import Column, Query
    from siyu.traffic.models import Placement
    from tests.cast import import_text

    import_text(
        "placements",
        "platform,account,campaign,placement,form\ntencent,a,c,p1,add\nbaidu,a,c,p2,add\nbaidu,a,c,p3,add\n",
        folder=tmp_path,
    )
    made = (
        Column(name="platform", heading=say("平台", "Platform"), choices={"baidu": say("百度", "Baidu")}),
        Column(name="name", heading=say("版位", "Placement"), path="placement", searched=True),
    )
    source = Query(
        Placement.objects.values("platform", "placement"),
        present=lambda rows: ({**row, "name": row["placement"]} for row in rows),
    )
    found = listing("/t?platform=baidu&sort=-name", source, columns=made, size=1)
    assert found.count == 2
    assert [line.cells[1].value for line in found.lines] == ["p3"]
    assert listing("/t?find=P1", source, columns=made).count == 1
    text = b"".join(listing("/t?file=csv&sort=name", source, columns=made).file().streaming_content)
    assert text.decode("utf-8-sig").split() == ["平台,版位", "tencent,p1", "baidu,p2", "baidu,p3"]
