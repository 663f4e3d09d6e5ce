"""What is told to be on the disk is there, whole and in order."""

import os
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

from siyu.connectors.links import spool as spooling
from siyu.connectors.links.arrivals import Arrival, arrival_of, line_of
from siyu.connectors.links.spool import Spool, is_written_to, lines_from, segments


class Told:
    """Waits for tickets."""

    def __init__(self) -> None:
        self.tickets: list[tuple[int, bool]] = []
        self.some = threading.Condition()

    def __call__(self, tickets: Sequence[int], trouble: OSError | None) -> None:
        with self.some:
            self.tickets += [(ticket, trouble is None) for ticket in tickets]
            self.some.notify_all()

    def wait(self, many: int) -> list[tuple[int, bool]]:
        with self.some:
            assert self.some.wait_for(lambda: len(self.tickets) >= many, timeout=30)
            return self.tickets


def everything(folder: Path) -> list[bytes]:
    return [line for one in segments(folder) for _, line in lines_from(one, 0, most=10**6)]


def test_lines_are_there_in_their_order_when_their_tickets_are_told(tmp_path: Path) -> None:
    told = Told()
    spool = Spool(tmp_path / "spool", told)
    for number in range(500):
        spool.put(b"%d\n" % number, number)
    assert told.wait(500) == [(number, True) for number in range(500)]
    assert everything(tmp_path / "spool") == [b"%d\n" % number for number in range(500)]
    spool.close()


def test_a_segment_is_locked_while_it_is_written_to_and_free_afterwards(tmp_path: Path) -> None:
    told = Told()
    spool = Spool(tmp_path, told)
    spool.put(b"1\n", 1)
    told.wait(1)
    assert is_written_to(segments(tmp_path)[0])
    spool.close()
    assert not is_written_to(segments(tmp_path)[0])


def test_a_large_segment_is_followed_by_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spooling, "LARGEST", 10)
    told = Told()
    spool = Spool(tmp_path, told)
    for number in range(3):
        spool.put(b"0123456789%d\n" % number, number)
        told.wait(number + 1)
    spool.close()
    assert len(segments(tmp_path)) == 3
    assert [line[-2:-1] for line in everything(tmp_path)] == [b"0", b"1", b"2"]


def test_a_disk_that_takes_nothing_is_told_and_the_next_line_tries_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = Told()
    spool = Spool(tmp_path, told)
    sync = os.fdatasync

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fdatasync", full)
    spool.put(b"1\n", 1)
    assert told.wait(1) == [(1, False)]
    monkeypatch.setattr(os, "fdatasync", sync)
    spool.put(b"2\n", 2)
    assert told.wait(2)[1] == (2, True)
    spool.close()


def test_a_last_line_without_its_end_was_answered_to_nobody_and_is_not_told(tmp_path: Path) -> None:
    segment = tmp_path / "1.spool"
    segment.write_bytes(b"one\ntwo\nthr")
    assert list(lines_from(segment, 0, most=9)) == [(4, b"one\n"), (8, b"two\n")]
    assert list(lines_from(segment, 4, most=1)) == [(8, b"two\n")]
    assert list(lines_from(segment, 8, most=9)) == []


ONE = Arrival(
    touch="L1", at=1, entry="春茶", action="click", app="wechat", device="phone", clicks={"clickid": "x"}
)


def test_a_line_comes_back_as_it_was_and_a_damaged_one_is_noticed() -> None:
    line = line_of(ONE)
    assert line.count(b"\n") == 1
    assert arrival_of(line) == ONE
    for damaged in (line.replace(b"wechat", b"wechaT"), b"\0" * 40 + b"\n", b"zz {}\n", b"\n", line[9:]):
        assert arrival_of(damaged) is None
