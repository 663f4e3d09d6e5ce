"""From the spool into the tables: in order, each once."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection

from siyu.config.draining import actions as draining
from siyu.config.draining.actions import Drained, drain_spool
from siyu.connectors.links.arrivals import Arrival, line_of
from siyu.connectors.links.spool import Spool, segments
from siyu.facts.models import Fact
from siyu.traffic.models import Arrival as Kept
from siyu.traffic.models import Spool as Position
from siyu.traffic.models import Touch
from siyu.traffic.publication import links_folder
from tests.cast import NOW
from tests.worlds import failing_checks

AT = int(datetime(2026, 3, 2, 1, tzinfo=UTC).timestamp() * 1e6)


@pytest.fixture
def spool(brand: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The spool's folder, in a home of its own."""
    monkeypatch.setenv("SIYU_HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    place = links_folder(connection.settings_dict["NAME"]) / "spool"
    place.mkdir()
    return place


def arrival(number: int, **more: Any) -> Arrival:
    said: dict[str, Any] = {"entry": "tea", "action": "click", "app": "wechat", "device": "phone"}
    said |= {"touch": f"L{number:04d}", "at": AT + number, "visitor": f"v{number % 3}", "outcome": "through"}
    return Arrival(**(said | more))


def write(spool: Path, name: str, *arrivals: Arrival, tail: bytes = b"") -> Path:
    segment = spool / f"{name}.spool"
    segment.write_bytes(b"".join(line_of(one) for one in arrivals) + tail)
    return segment


def drain() -> Drained:
    return drain_spool(clock=lambda: NOW)


def test_touches_become_facts_and_rows_and_machines_are_kept_beside_them(spool: Path) -> None:
    clicks = {"gdt_vid": "abc"}
    segment = write(
        spool, "1", arrival(1, clicks=clicks, referrer="https://x"), arrival(2, why="crawler", visitor="")
    )
    assert drain() == Drained(touches=1, others=1)
    touch = Touch.objects.get()
    assert (touch.touch_id, touch.action, touch.entry.code) == ("L0001", "click", "tea")
    assert touch.at == datetime(2026, 3, 2, 1, 0, 0, 1, tzinfo=UTC)
    fact = Fact.objects.get(name="touch.recorded")
    assert (fact.actor, fact.import_id, fact.data["id.device"]) == ("link", None, "v1")
    seen = list(Kept.objects.order_by("id").values_list("touch_id", "why", "app", "clicks", "referrer"))
    assert seen == [("L0001", "", "wechat", clicks, "https://x"), ("L0002", "crawler", "wechat", {}, "")]
    assert not segment.exists()
    assert not Position.objects.exists()
    assert failing_checks() == []


def test_what_is_in_is_not_taken_again_when_the_drainer_was_killed_after_its_commit(
    spool: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(spool, "1", *(arrival(number) for number in range(5)))
    monkeypatch.setattr(draining, "MOST", 2)
    take, taken = draining._take, []

    def killed(*told: Any, **more: Any) -> None:
        if len(taken) == 2:
            raise KeyboardInterrupt
        taken.append(1)
        take(*told, **more)

    monkeypatch.setattr(draining, "_take", killed)
    with pytest.raises(KeyboardInterrupt):
        drain()
    assert Touch.objects.count() == 4
    monkeypatch.setattr(draining, "_take", take)
    assert drain().touches == 1
    assert Fact.objects.filter(name="touch.recorded").count() == Touch.objects.count() == 5


def test_a_transaction_that_fails_takes_its_position_back_with_it(
    spool: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    segment = write(spool, "1", arrival(1))

    def away(**told: Any) -> None:
        raise OperationalError("the server closed the connection")

    monkeypatch.setattr(draining, "keep_arrivals", away)
    with pytest.raises(OperationalError):
        drain()
    assert not Touch.objects.exists()
    assert not Position.objects.exists()
    assert segment.exists()


def test_a_segment_that_is_written_to_stays_and_goes_on_where_it_was(spool: Path) -> None:
    import threading

    done = threading.Semaphore(0)
    writer = Spool(spool, lambda tickets, trouble: done.release(len(tickets)))
    writer.put(line_of(arrival(1)), None)
    assert done.acquire(timeout=30)
    assert drain() == Drained(touches=1, left=True)
    writer.put(line_of(arrival(2)), None)
    assert done.acquire(timeout=30)
    assert drain() == Drained(touches=1, left=True)
    writer.close()
    assert drain() == Drained()
    assert segments(spool) == []
    assert [touch.touch_id for touch in Touch.objects.order_by("at")] == ["L0001", "L0002"]


def test_a_damaged_line_is_put_aside_and_the_rest_comes_in(spool: Path) -> None:
    bad = b"00000000 {}\n"
    write(spool, "1", arrival(1), tail=bad + line_of(arrival(2)) + b"half a li")
    assert drain() == Drained(touches=2, damaged=1)
    assert (spool / draining.DAMAGED).read_bytes() == bad


def test_a_line_that_the_database_does_not_take_does_not_stop_the_others(spool: Path) -> None:
    write(spool, "1", arrival(1), arrival(2, query="a\0b"), arrival(3))
    assert drain() == Drained(touches=2, damaged=1)
    assert sorted(Touch.objects.values_list("touch_id", flat=True)) == ["L0001", "L0003"]
    assert b"L0002" in (spool / draining.DAMAGED).read_bytes()


def test_segments_come_in_in_their_order_and_a_visitor_stays_one(spool: Path) -> None:
    write(spool, "2", arrival(3), arrival(4))
    write(spool, "1", arrival(0), arrival(1))
    assert drain().touches == 4
    facts = Fact.objects.filter(name="touch.recorded").order_by("id")
    assert [fact.data["touch_id"] for fact in facts] == ["L0000", "L0001", "L0003", "L0004"]
    assert len(set(Touch.objects.values_list("identifier_id", flat=True))) == 2  # v0, v1, v0, v1


def test_a_touch_counts_for_the_person_who_later_shows_the_same_device(spool: Path, bring_in: Any) -> None:
    write(spool, "1", arrival(1))
    drain()
    bring_in("joins", "at,pool,pool_id,id.phone,id.device\n2026-03-03,wecom,w,13800138000,v1\n")
    from siyu.people.models import Identifier

    held = set(Identifier.objects.values_list("person_id", flat=True))
    assert len(held) == 1
    assert None not in held


def test_a_check_notices_a_touch_that_is_gone_and_an_arrival_that_points_at_nothing(spool: Path) -> None:
    write(spool, "1", arrival(1), arrival(2, why="crawler", visitor=""))
    drain()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM traffic_touch")
        cursor.execute("UPDATE traffic_arrival SET entry_id = 999999 WHERE why = 'crawler'")
    failing = " ".join(failing_checks())
    assert "reference:arrivals → touches" in failing
    assert "reference:arrivals → entries" in failing
