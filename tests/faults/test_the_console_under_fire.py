"""A file sent through the console comes in once, whoever is killed on the way."""

import contextlib
import json
import os
import signal
from pathlib import Path
from typing import Any

import psycopg

from tests.faults.installation import Installation
from tests.faults.visitor import Visitor, sign_in_link

ROWS = int(os.environ.get("SIYU_TEST_ROWS", "30000"))
HEAD = "order_id,shop,paid_at,amount,entry,id.phone"


def orders() -> bytes:
    lines = (
        f"o-{n},s,2026-03-{1 + n % 28:02d} 10:00,12.30,e{n % 50},13{n % (ROWS // 2):09d}" for n in range(ROWS)
    )
    return "\n".join([HEAD, *lines]).encode()


def standing(installation: Installation, import_id: int) -> dict[str, Any]:
    """What is written on the import; nothing while the database is away."""
    try:
        with installation.connect() as connection:
            row = connection.execute(
                "SELECT state, stage, progress_done, rows, accepted, problem FROM facts_import WHERE id = %s",
                [import_id],
            ).fetchone()
    except (psycopg.Error, AssertionError, OSError):
        return {}
    names = ("state", "stage", "progress_done", "rows", "accepted", "problem")
    return dict(zip(names, row or (), strict=False))


def test_an_import_through_the_console_survives_three_kills_of_its_worker(installation: Installation) -> None:
    process = installation.up()
    visitor = Visitor(installation.port, sign_in_link(process))
    import_id = visitor.upload("orders.csv", orders())
    assert visitor.press(f"/imports/{import_id}", f"/imports/{import_id}/decide", wish="run")[0] == 302
    assert standing(installation, import_id).get("stage") != ""
    seen: set[int] = set()

    def at_work(stage: str) -> int | None:
        """The worker that has the import in hand at this stage and was not killed yet."""
        told = standing(installation, import_id)
        workers = set(installation.children("siyu.config.worker")) - seen
        assert told.get("state") != "failed", told
        return (
            min(workers) if workers and (told.get("state"), told.get("stage")) == ("running", stage) else None
        )

    for stage in ("reading", "applying", "reading"):
        victim = installation.until(lambda stage=stage: at_work(stage), why=f"it is {stage}", patience=120)
        seen.add(victim)
        with contextlib.suppress(ProcessLookupError):
            os.kill(victim, signal.SIGKILL)
        # What the dead one wrote last is no word of the next one.
        with installation.connect() as connection:
            connection.execute(
                "UPDATE facts_import SET stage = 'left' WHERE id = %s AND state = 'running'", [import_id]
            )
    installation.until(
        lambda: standing(installation, import_id).get("state") == "done", why="it is done", patience=240
    )
    told = standing(installation, import_id)
    assert (told["rows"], told["accepted"], told["problem"]) == (ROWS, ROWS, "")
    assert visitor.get(f"/imports/{import_id}")[0] == 200
    sums = json.loads(installation.siyu("report", "ledger", "--by", "kind", "--json").stdout)
    assert [row["amount_fen"] for row in sums["rows"] if row["kind"] == "revenue"] == [ROWS * 1230]
    checked = installation.siyu("check", "--json")
    assert checked.returncode == 0, [line for line in json.loads(checked.stdout) if not line["ok"]]
    assert not list((installation.home / "uploads").iterdir())


def test_a_console_that_is_killed_while_a_file_is_sent_leaves_no_import_and_takes_the_file_again(
    installation: Installation,
) -> None:
    process = installation.up()
    visitor = Visitor(installation.port, sign_in_link(process))
    content = orders() + b"\n" + b"#" * 3_000_000
    sender = visitor.begin_upload("orders.csv", content)
    uploads = installation.home / "uploads"
    with contextlib.closing(sender):
        installation.until(lambda: sizes(uploads) > 2_000_000, why="most of the file is there")
        victims = installation.children("siyu.config.serving console")
        for victim in victims:
            with contextlib.suppress(ProcessLookupError):
                os.kill(victim, signal.SIGKILL)
        with contextlib.suppress(OSError):
            assert sender.recv(100) == b""
    installation.until(
        lambda: (
            not set(victims) & set(installation.children("siyu.config.serving console"))
            and installation.answers()
        ),
        why="another console answers",
    )
    with installation.connect() as connection:
        assert connection.execute("SELECT count(*) FROM facts_import").fetchone() == (0,)
    left = list(uploads.iterdir())
    assert [path.stat().st_mode & 0o077 for path in left] == [0] * len(left)
    for path in left:
        os.utime(path, (0, 0))  # an hour later
    import_id = visitor.upload("orders.csv", orders())
    assert [path for path in left if path.exists()] == []
    assert standing(installation, import_id)["state"] == "waiting"


def sizes(folder: Path) -> int:
    """Bytes in the files of a folder."""
    found = 0
    for path in folder.glob("*"):
        with contextlib.suppress(FileNotFoundError):
            found += path.stat().st_size
    return found
