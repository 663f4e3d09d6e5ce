"""The link process is told of every entry as soon as what was said of it stands."""

from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.db import connection

from siyu.traffic.publication import PUBLISHED, Door, Published, links_folder


@pytest.fixture
def published(brand: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """What the link process would read now."""
    monkeypatch.setenv("SIYU_HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    file = links_folder(connection.settings_dict["NAME"]) / PUBLISHED
    return lambda: msgspec.json.decode(file.read_bytes(), type=Published)


def test_an_import_of_entries_publishes_them_and_its_withdrawal_too(bring_in: Any, published: Any) -> None:
    from siyu.connectors.files.actions import withdraw_import
    from tests.cast import NOW

    taken = bring_in("entries", "code,title,url\nposter,海报,https://forest.example/tea\nsign,招牌,\n")
    assert published().doors == {
        "poster": Door("海报", "https://forest.example/tea"),
        "sign": Door("招牌", None),
    }
    withdraw_import(import_id=taken.id, actor="Lin", at=NOW)
    assert published().doors == {}


def test_a_dry_run_and_a_rebuild_publish_nothing(bring_in: Any, published: Any) -> None:
    from tests.worlds import failing_checks

    bring_in("entries", "code,title\nposter,海报\n", dry=True)
    assert failing_checks() == []
    with pytest.raises(FileNotFoundError):
        published()


def test_two_databases_of_one_home_know_nothing_of_each_other(published: Any, bring_in: Any) -> None:
    bring_in("entries", "code,title\nposter,海报\n")
    assert not (links_folder("siyu_sample") / PUBLISHED).exists()
