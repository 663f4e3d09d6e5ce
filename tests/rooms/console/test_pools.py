"""私域池: who is there, who came and went, how long they stay, and whose memberships they are."""

from typing import Any

import pytest
from django.test import Client

from siyu.console.drawing.survival import survival_pictures
from siyu.insight.rules import survival_curve

PERIOD = "from=2026-03-02&to=2026-04-13&as_of=2026-07-15"


def test_the_page_says_who_is_there_who_came_and_who_left_by_whom(console: Client, example: None) -> None:
    page = console.get(f"/pools?{PERIOD}").content.decode()
    assert "(客户 2、员工 1、没写 0)" in page
    assert page.count('<figure class="picture">') == 4
    assert "企业微信 · ww-tea 到第几天还留着:7: 100%、30: 83%、90: 83%" in page


@pytest.mark.parametrize(("by", "rows"), [("pool", 4), ("pool_id", 4), ("seat", 5)])
def test_rows_are_pools_numbers_or_seats(console: Client, example: None, by: str, rows: int) -> None:
    page = console.get(f"/pools?{PERIOD}&by={by}").content.decode()
    assert page.count("which=live") == rows + 2  # of each row, the totals and the sentence


@pytest.mark.parametrize(("which", "people"), [("live", 5), ("joined", 6), ("left", 1)])
def test_a_figure_leads_to_the_people_it_counts(
    console: Client, example: None, which: str, people: int
) -> None:
    page = console.get(f"/pools/people?{PERIOD}&pool=wecom&pool_id=ww-tea&which={which}").content.decode()
    assert page.count('href="/people/') == people


def test_the_memberships_that_no_seat_holds_are_asked_for_by_name(
    console: Client, example: None, bring_in: Any
) -> None:
    bring_in("joins", "at,pool,pool_id,id.unionid\n2026-03-08 10:00,wecom,ww-tea,uAlone")
    address = f"/pools/people?{PERIOD}&pool=wecom&pool_id=ww-tea&which=live"
    assert console.get(f"{address}&seat=none").content.decode().count('href="/people/') == 1
    assert console.get(address).content.decode().count('href="/people/') == 6
    assert "seat=none" in console.get(f"/pools?{PERIOD}&by=seat").content.decode()


def test_who_left_can_be_narrowed_to_those_whom_staff_removed(console: Client, example: None) -> None:
    page = console.get(f"/pools/people?{PERIOD}&which=left&left_by=staff").content.decode()
    assert page.count('href="/people/') == 1


def test_pictures_of_survival_share_a_scale_and_leave_out_who_was_never_seen() -> None:
    long, short = survival_curve([(400, 0, 1), (40, 1, 1)]), survival_curve([(10, 0, 2)])
    pictures = survival_pictures([("a", "/a", long), ("b", "/b", short), ("c", "/c", [])])
    assert [one.name for one in pictures] == ["a", "b"]
    assert {one.plane.most_x for one in pictures} == {365}
    assert (bool(pictures[0].band), pictures[1].band) == (True, "")


def test_an_empty_brand_is_told_what_will_stand_here(console: Client) -> None:
    assert "还没有人进过池" in console.get("/pools").content.decode()
