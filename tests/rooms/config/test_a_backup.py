"""A backup holds everything, comes back anywhere, and is refused when it is not whole."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from siyu.config.archive import restore_backup, write_backup
from siyu.config.archive.writing import our_tables
from siyu.core.refusals import Refusal
from tests.conftest import AT, EXAMPLE


def contents() -> dict[str, list[Any]]:
    """Every row of every table, as text."""
    found = {}
    with connection.cursor() as cursor:
        for table in our_tables():
            cursor.execute(f'SELECT t::text FROM "{table}" t ORDER BY 1')
            found[table] = cursor.fetchall()
    return found


@pytest.fixture
def written(bring_in: Any, tmp_path: Path) -> Path:
    for kind in ("placements", "entries", "spend", "joins", "orders"):
        bring_in(kind, EXAMPLE / f"{kind}.csv")
    path = tmp_path / "林间茶.siyu"
    write_backup(path, at=AT)
    return path


def change(path: Path, **members: bytes | None) -> None:
    """Write the backup again with some members replaced, or left out."""
    with zipfile.ZipFile(path) as archive:
        kept = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in {**kept, **members}.items():
            if content is not None:
                archive.writestr(name, content)


def test_what_comes_back_is_what_there_was(written: Path, bring_in: Any) -> None:
    before = contents()
    bring_in("touches", EXAMPLE / "touches.csv")
    assert contents() != before
    restore_backup(path=written, force=True)
    assert contents() == before
    bring_in("touches", EXAMPLE / "touches.csv")  # sequences go on where they were


def test_a_job_that_waits_comes_along_and_is_announced_once(written: Path, tmp_path: Path) -> None:
    from siyu.connectors.files.jobs import run_import

    run_import.defer(import_id=10_000)
    path = tmp_path / "with-job.siyu"
    write_backup(path, at=AT)
    restore_backup(path=path, force=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, status, args FROM procrastinate_jobs")
        assert [(name, status, json.loads(args)) for name, status, args in cursor.fetchall()] == [
            ("files.run_import", "todo", {"import_id": 10_000})
        ]


def test_a_brand_that_is_not_empty_is_not_overwritten_without_force(written: Path) -> None:
    before = contents()
    with pytest.raises(Refusal, match="--force"):
        restore_backup(path=written, force=False)
    assert contents() == before


def test_a_file_cut_short_is_refused_and_changes_nothing(written: Path) -> None:
    before = contents()
    whole = written.read_bytes()
    for size in (0, 10, len(whole) // 2, len(whole) - 30):
        written.write_bytes(whole[:size])
        with pytest.raises(Refusal, match="完整"):
            restore_backup(path=written, force=True)
    assert contents() == before


def test_a_changed_table_is_refused(written: Path) -> None:
    change(written, **{"tables/commerce_order.copy": b"nonsense\n"})
    with pytest.raises(Refusal, match="commerce_order"):
        restore_backup(path=written, force=True)


def test_a_missing_table_is_refused(written: Path) -> None:
    change(written, **{"tables/commerce_order.copy": None})
    with pytest.raises(Refusal, match="commerce_order"):
        restore_backup(path=written, force=True)


def test_what_is_no_backup_is_refused(tmp_path: Path, brand: Any) -> None:
    for content in (b"", b"hello", b"PK\x03\x04"):
        path = tmp_path / "x.siyu"
        path.write_bytes(content)
        with pytest.raises(Refusal):
            restore_backup(path=path, force=True)
    with pytest.raises(Refusal):
        restore_backup(path=tmp_path / "nowhere", force=True)


def test_a_backup_of_a_newer_siyu_is_refused(written: Path) -> None:
    with zipfile.ZipFile(written) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    manifest["migrations"].append(["facts", "9999_of_the_future"])
    change(written, **{"manifest.json": json.dumps(manifest).encode()})
    before = contents()
    with pytest.raises(Refusal, match="9999_of_the_future"):
        restore_backup(path=written, force=True)
    assert contents() == before


def test_a_backup_of_an_older_siyu_is_brought_up_to_date(written: Path, tmp_path: Path) -> None:
    before = contents()
    older = tmp_path / "older.siyu"
    call_command("migrate", "facts", "0001", verbosity=0)
    try:
        write_backup(older, at=AT)
    finally:
        call_command("migrate", verbosity=0)
    restore_backup(path=older, force=True)
    assert contents() == before
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_proc WHERE proname = 'facts_fold'")
        assert cursor.fetchone() == (1,)


def test_a_path_that_leaves_the_home_is_refused(written: Path) -> None:
    with zipfile.ZipFile(written) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    manifest["files"]["uploads/../../x"] = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    change(written, **{"manifest.json": json.dumps(manifest).encode(), "files/uploads/../../x": b""})
    with pytest.raises(Refusal, match="uploads"):
        restore_backup(path=written, force=True)


def test_another_file_is_never_overwritten_and_the_backup_is_for_our_eyes_only(
    brand: Any, tmp_path: Path
) -> None:
    orders = tmp_path / "orders.csv"
    orders.write_text("order_id\n")
    with pytest.raises(Refusal):
        write_backup(orders, at=AT)
    assert orders.read_text() == "order_id\n"
    path = tmp_path / "b.siyu"
    write_backup(path, at=AT)
    write_backup(path, at=AT)
    assert path.stat().st_mode & 0o777 == 0o600
    assert sorted(one.name for one in tmp_path.iterdir()) == ["b.siyu", "orders.csv"]


def test_uploads_and_what_was_unpacked_of_them_lie_in_the_new_home(
    brand: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from siyu.connectors.files.actions import start_import
    from siyu.core.home import folder

    for home in ('家 "1"', "other"):
        (tmp_path / home).mkdir()
    monkeypatch.setenv("SIYU_HOME", str(tmp_path / '家 "1"'))
    for name in ("zip", "part"):
        (folder("uploads") / name).write_text("x")
    old = str(folder("uploads"))
    parts = [{"name": "1.csv", "path": f"{old}/part"}]
    file = {"name": "a.zip", "path": f"{old}/zip", "sha256": "s", "parts": parts}
    elsewhere = {"name": "b.csv", "path": "/data/b.csv"}
    taken = start_import(kind="spend", files=[file, elsewhere], actor="Lin", at=AT)
    write_backup(tmp_path / "b.siyu", at=AT)
    monkeypatch.setenv("SIYU_HOME", str(tmp_path / "other"))
    restore_backup(path=tmp_path / "b.siyu", force=True)
    taken.refresh_from_db()
    new = str(folder("uploads"))
    assert new != old
    assert taken.files == [
        {
            "name": "a.zip",
            "path": f"{new}/zip",
            "sha256": "s",
            "parts": [{"name": "1.csv", "path": f"{new}/part"}],
        },
        elsewhere,
    ]
    assert Path(taken.files[0]["parts"][0]["path"]).read_text() == "x"
