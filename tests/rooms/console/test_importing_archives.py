"""An archive is dropped in: its password is asked for and not kept, its tables are looked at as one file."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.test import Client

from tests.cast import NOW
from tests.rooms.files.test_archives_are_unpacked import packed

HEAD = "日期,平台,账户,计划,版位,消耗"
ONE, TWO = f"{HEAD}\n2026-03-02,腾讯,a,c,p,1\n", f"{HEAD}\n2026-03-03,腾讯,a,c,p,2\n"


def inside() -> list[Path]:
    from siyu.core.home import folder

    return sorted(folder("uploads").iterdir())


def test_an_archive_asks_for_its_password_and_is_mapped_as_its_tables_are(
    console: Client, send: Callable[..., Any], tmp_path: Path
) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from siyu.connectors.files.jobs import run_import
    from siyu.traffic.models import Spend

    archive = packed(tmp_path / "日报.zip", {"1.csv": ONE, "2.csv": TWO}, aes="秘密").read_bytes()
    for password, told in (("", "压缩包有密码"), ("falsch", "密码不对")):
        answer = console.post(
            "/imports/new", {"file": SimpleUploadedFile("日报.zip", archive), "password": password}
        )
        assert answer.status_code == 422
        assert told in answer.content.decode()
        assert inside() == [], "what could not be opened is not kept"
    taken = send("日报.zip", archive, password="秘密")
    assert [part["name"] for part in taken.files[0]["parts"]] == ["1.csv", "2.csv"]
    assert len(inside()) == 3
    assert "秘密" not in json.dumps(taken.files, ensure_ascii=False)
    page = console.get(f"/imports/{taken.id}").content.decode()
    assert "2026-03-02" in page
    columns = dict(zip([f"column-{at}" for at in range(6)], ["date", "platform", "account", "campaign", "placement", "cost"], strict=True))  # fmt: skip
    console.post(f"/imports/{taken.id}/decide", {**columns, "wish": "run"})
    run_import(import_id=taken.id)
    taken.refresh_from_db()
    assert (taken.state, taken.accepted) == ("done", 2)
    assert sorted(Spend.objects.values_list("cost_fen", flat=True)) == [100, 200]
    assert inside() == [], "an import that is done needs none of its files"


def test_the_tables_of_an_archive_stay_while_their_import_waits(
    send: Callable[..., Any], tmp_path: Path
) -> None:
    from siyu.connectors.files.actions import drop_spent_uploads
    from siyu.core.home import folder
    from siyu.facts.models import Import

    send("a.zip", packed(tmp_path / "a.zip", {"1.csv": ONE, "2.csv": TWO}).read_bytes())
    Import.objects.update(created_at=NOW)
    drop_spent_uploads(folder=folder("uploads"), at=NOW + timedelta(days=6))
    assert len(inside()) == 3
    drop_spent_uploads(folder=folder("uploads"), at=NOW + timedelta(days=8))
    assert inside() == []
