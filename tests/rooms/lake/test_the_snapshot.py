"""What a snapshot leaves behind: nothing."""

import fcntl
import os
import tempfile
from pathlib import Path

import pytest

from siyu.lake.snapshot import snapshot


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


NOBODY = 2**22 + 1
"""More than any pid."""


def left_behind(place: Path, name: str, *, maker: int = NOBODY) -> Path:
    folder = place / f"siyu-lake-{maker}-{name}"
    folder.mkdir()
    (folder / "lake.duckdb").write_bytes(b"rows")
    return folder


@pytest.mark.usefixtures("brand")
def test_a_snapshot_is_gone_when_it_was_read(place: Path) -> None:
    with snapshot(("shops",), {}) as duck:
        assert duck.execute("SELECT count(*) FROM shops").fetchall() == [(0,)]
        assert len(list(place.iterdir())) == 1
    assert list(place.iterdir()) == []


@pytest.mark.usefixtures("brand")
def test_what_a_killed_report_left_is_removed_by_the_next(place: Path) -> None:
    stale = left_behind(place, "killed")
    with snapshot(("shops",), {}):
        assert not stale.exists()


@pytest.mark.usefixtures("brand")
def test_a_folder_that_somebody_works_in_stays(place: Path) -> None:
    held, young = left_behind(place, "held"), left_behind(place, "young", maker=os.getppid())
    lock = os.open(held, os.O_RDONLY)
    fcntl.flock(lock, fcntl.LOCK_EX)
    try:
        with snapshot(("shops",), {}):
            assert held.exists()
            assert young.exists()
    finally:
        os.close(lock)
