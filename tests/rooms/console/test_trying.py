"""What an import would do is tried first, and how far that is can be seen."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
from django.db import connection
from django.test import Client

from tests.cast import NOW


def test_a_trial_shows_its_share_and_can_be_stopped(
    console: Client, send: Callable[..., Any], tmp_path: Path
) -> None:
    from siyu.connectors.files import actions
    from siyu.facts.models import Import

    taken = send("spend.csv", "日期,平台,账户,计划,版位,消耗\n2026-03-01,tencent,a,c,p,1.00\n")
    actions.queue_import(import_id=taken.id, stage="trying")
    pages: list[str] = []

    def look(_: Any) -> None:
        pages.append(console.get(f"/imports/{taken.id}/progress").content.decode())

    actions.try_import(import_id=taken.id, clock=lambda: NOW, rejects_folder=tmp_path, report=look)
    assert "正在试算:读取 0%" in pages[0]
    assert "正在试算:核对每一行" in pages[-1]
    assert Import.objects.get(id=taken.id).stage == "tried"

    actions.queue_import(import_id=taken.id, stage="trying")
    assert Import.objects.get(id=taken.id).progress_total == 0

    def stop(_: Any) -> None:
        # Over another connection, as another process would.
        known = connection.get_connection_params()
        parameters = {
            name: known[name] for name in ("host", "port", "dbname", "user", "password") if known.get(name)
        }
        with psycopg.connect(**parameters, autocommit=True) as other:
            other.execute("UPDATE facts_import SET state = 'cancelled' WHERE id = %s", [taken.id])

    ended = actions.try_import(import_id=taken.id, clock=lambda: NOW, rejects_folder=tmp_path, report=stop)
    assert ended.state == "cancelled"
