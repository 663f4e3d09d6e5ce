"""What the doctor says of links."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from siyu.config.diagnosis import MOST_WAITING, of_the_links
from siyu.config.draining.actions import DAMAGED
from siyu.traffic.publication import links_folder
from tests.cast import NOW


def wrong() -> list[str]:
    return [one.name for one in of_the_links(at=NOW) if not one.ok]


def test_it_tells_of_touches_that_wait_lines_that_make_no_sense_the_domain_and_targets_near_their_end(
    bring_in: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIYU_HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    assert wrong() == []
    folder = links_folder(connection.settings_dict["NAME"]) / "spool"
    folder.mkdir()
    with (folder / "1.spool").open("wb") as file:
        file.truncate(MOST_WAITING)
    (folder / DAMAGED).write_bytes(b"?")
    bring_in("entries", "code,title\ntea,春茶\n")
    bring_in("targets", "code,app,way,url,expires\ntea,wechat,link,https://a.example,2026-07-18\n")
    assert wrong() == ["touches", "spool", "links", "targets"]
    monkeypatch.setenv("SIYU_LINK_URL", "https://go.forest.example")
    assert "links" not in wrong()
