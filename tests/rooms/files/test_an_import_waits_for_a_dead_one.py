"""Of a killed process the server may go on with a statement: the next one waits for it, and then does the import."""

import threading
import time
from pathlib import Path
from typing import Any

import psycopg
from django.db import connection

from siyu.connectors.files import actions
from siyu.connectors.files.actions.importing import RUN_LOCK
from siyu.facts.models import Import
from tests.cast import NOW
from tests.conftest import EXAMPLE


def test_an_import_that_a_dead_process_still_holds_is_waited_for_and_done(brand: Any, tmp_path: Path) -> None:
    taken = actions.start_import(
        kind="spend", files=[{"name": "spend.csv", "path": str(EXAMPLE / "spend.csv")}], actor="test", at=NOW
    )

    def work() -> None:
        actions.run_import(
            import_id=taken.id, clock=lambda: NOW, rejects_folder=tmp_path, report=lambda progress: None
        )
        connection.close()

    held = psycopg.connect(
        **{name: value for name, value in connection.get_connection_params().items()
           if name in ("host", "port", "dbname", "user", "password")}, autocommit=True,
    )  # fmt: skip
    with held:
        held.execute("SELECT pg_advisory_lock(%s, %s)", [RUN_LOCK, taken.id])
        worker = threading.Thread(target=work)
        worker.start()
        deadline = time.monotonic() + 60
        while not held.execute(
            "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND classid = %s AND objid = %s AND NOT granted",
            [RUN_LOCK, taken.id],
        ).fetchone():
            assert time.monotonic() < deadline
            assert worker.is_alive()
            time.sleep(0.01)
        assert Import.objects.get(id=taken.id).state == "waiting"
    held.close()
    worker.join(60)
    assert Import.objects.get(id=taken.id).state == "done"
