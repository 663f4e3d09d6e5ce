"""On the page of its columns a list is said to be everybody who is there on a day."""

from collections.abc import Callable
from typing import Any

from django.test import Client

from siyu.pool.models import Presence
from tests.cast import report

LIST = "添加时间,池,池编号,昵称,手机\n2026-03-02 10:00,wecom,w,小明,\n,wecom,w,小红,13800138000\n"
NEXT = "添加时间,池,池编号,昵称,手机\n2026-03-02 10:00,wecom,w,小明,\n"
COLUMNS = {
    f"column-{at}": name for at, name in enumerate(("at", "pool", "pool_id", "alone.name", "id.phone"))
}


def read_as_list(console: Client, taken: Any, day: str) -> str:
    """Press the button, then give the day; answers the page in between."""
    page = console.get(f"/imports/{taken.id}").content.decode()
    assert '<button name="kind" value="presences"' in page
    console.post(f"/imports/{taken.id}/decide", {"kind": ["joins", "presences"], **COLUMNS})
    page = console.get(f"/imports/{taken.id}").content.decode()
    console.post(
        f"/imports/{taken.id}/decide", {"kind": "presences", **COLUMNS, "fixed-day": day, "wish": "run"}
    )
    return page


def test_two_lists_tell_who_has_left(
    console: Client, send: Callable[..., Any], work: Callable[[], None]
) -> None:
    first = send("customers.csv", LIST, kind="joins")
    page = read_as_list(console, first, "2026-03-05")
    assert "还不能导入,缺:" in page
    assert "在池日 day" in page
    assert '<option value="alone.name" selected>' in page  # what was mapped stays mapped
    second = send("customers-2.csv", NEXT, kind="joins")
    read_as_list(console, second, "2026-03-12")
    work()
    first.refresh_from_db()
    second.refresh_from_db()
    assert [(one.kind, one.state, one.accepted, one.rejected) for one in (first, second)] == [
        ("presences", "done", 2, 0),
        ("presences", "done", 1, 0),
    ]
    assert Presence.objects.count() == 3
    (row,) = report("pool", since="2026-03-01", until="2026-04-01", as_of="2026-04-01")["rows"]
    assert (row["live"], row["joined"], row["joined_unknown"], row["left_by_list"]) == (1, 1, 1, 1)
    page = console.get("/pools?from=2026-03-01&to=2026-04-01&as_of=2026-04-01").content.decode()
    assert "1 段成员期只在名单里、不知何时加入,不计入留存" in page


def test_a_list_that_was_no_list_goes_back(console: Client, send: Callable[..., Any]) -> None:
    taken = send("customers.csv", LIST, kind="joins")
    console.post(f"/imports/{taken.id}/decide", {"kind": ["joins", "presences"], **COLUMNS})
    console.post(f"/imports/{taken.id}/decide", {"kind": "joins", **COLUMNS, "fixed-day": "2026-03-05"})
    taken.refresh_from_db()
    assert (taken.kind, taken.constants) == ("joins", {})
