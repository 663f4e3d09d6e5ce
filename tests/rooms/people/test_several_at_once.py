"""Imports and humans at the same people at the same time: each waits for the other, nothing is lost."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from siyu.connectors.files.checks import all_checks
from siyu.facts.actions import one_writer
from siyu.people.actions import merge_people, split_person
from siyu.people.models import Identifier
from tests.cast import NOW, import_text, report

PATIENCE = 60


@contextmanager
def others() -> Iterator[ThreadPoolExecutor]:
    """Threads that end with their connections closed."""
    with ThreadPoolExecutor(4) as pool:
        yield pool


def alone(act: Callable[[], Any]) -> Callable[[], Any]:
    def run() -> Any:
        try:
            return act()
        finally:
            connection.close()

    return run


def orders(first: int, shown: list[tuple[str, str]]) -> str:
    lines = [
        f"O{first + n},茶,2026-03-0{1 + n % 9} 10:00,1,{openid},{phone}"
        for n, (openid, phone) in enumerate(shown)
    ]
    return "order_id,shop,paid_at,amount,id.openid,id.phone\n" + "\n".join(lines)


def until_waiting(number: int) -> None:
    """Until so many connections wait for the writer's lock, as the database itself tells."""
    with connection.cursor() as cursor:
        for _ in range(6000):
            cursor.execute(
                """SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database
                   WHERE d.datname = current_database() AND l.locktype = 'advisory' AND NOT l.granted"""
            )
            if cursor.fetchone()[0] >= number:
                return
            cursor.execute("SELECT pg_sleep(0.01)")
    raise AssertionError("nobody waits for the writer's lock")


def totals() -> Any:
    assert [check.check for check in all_checks(at=NOW) if not check.ok] == []
    return report("people")["totals"]


@pytest.mark.usefixtures("brand")
def test_imports_of_the_same_people_at_once_end_as_one_after_the_other(tmp_path: Path) -> None:
    phones = [f"138001380{n:02d}" for n in range(20)]
    # Each file links neighbours differently: together they make one chain.
    files = [
        [(f"o{n // 2}" if turn else f"o{(n + 1) // 2}", phones[n]) for n in range(20)] for turn in (0, 1)
    ]
    with others() as pool:
        at_once: list[Future[Any]] = []
        with transaction.atomic():
            one_writer()
            for turn, shown in enumerate(files):
                text = orders(100 * turn, shown)
                at_once.append(
                    pool.submit(alone(lambda text=text: import_text("orders", text, folder=tmp_path)))
                )
            until_waiting(2)
        taken = [one.result(PATIENCE) for one in at_once]
    assert [(one.accepted, one.state) for one in taken] == [(20, "done")] * 2
    assert totals()["people"] == 1


@pytest.mark.usefixtures("brand")
def test_a_merge_and_a_split_wait_for_an_import_and_stand_after_it(tmp_path: Path) -> None:
    import_text("orders", orders(0, [("o1", "13800138001"), ("o2", "13800138002")]), folder=tmp_path)
    one, other, off = (Identifier.objects.get(value=value).id for value in ("o1", "o2", "13800138001"))
    more = orders(10, [("o1", "13800138003"), ("o2", "13800138001")])
    with others() as pool:
        with transaction.atomic():
            one_writer()
            coming = pool.submit(alone(lambda: import_text("orders", more, folder=tmp_path)))
            until_waiting(1)
            apart = pool.submit(alone(lambda: split_person(identifiers=[off], actor="Lin", at=NOW)))
            until_waiting(2)
        assert coming.result(PATIENCE).accepted == 2
        assert apart.result(PATIENCE) in (True, False)
    together = report("people")["totals"]["people"]
    assert together in (2, 3)
    people = {Identifier.objects.get(id=each).person_id for each in (one, other)}
    if len(people) == 2:
        merge_people(a=one, b=other, actor="Lin", at=NOW)
    assert len({Identifier.objects.get(id=each).person_id for each in (one, other)}) == 1
    assert totals()["identifiers"] == 5


@pytest.mark.usefixtures("brand")
def test_one_merge_said_by_two_people_at_once_is_made_once(tmp_path: Path) -> None:
    from siyu.core.refusals import Refusal
    from siyu.people.models import Ruling

    import_text("orders", orders(0, [("o1", "13800138001"), ("o2", "13800138002")]), folder=tmp_path)
    one, other = (Identifier.objects.get(value=value).id for value in ("o1", "o2"))

    def merge() -> str:
        try:
            merge_people(a=one, b=other, actor="Lin", at=NOW)
        except Refusal:
            return "refused"
        return "merged"

    with others() as pool:
        with transaction.atomic():
            one_writer()
            said = [pool.submit(alone(merge)) for _ in range(2)]
            until_waiting(2)
        assert sorted(each.result(PATIENCE) for each in said) == ["merged", "refused"]
    assert Ruling.objects.count() == 1
    assert totals()["people"] == 1
