"""What an act states folds with what files say."""

from typing import Any

import pytest

from siyu.core.refusals import Refusal
from siyu.facts.models import Fact
from siyu.traffic.models import EntryDescription, Touch
from tests.cast import NOW
from tests.worlds import everything, failing_checks

POSTER = {"code": "poster", "title": "门店海报", "form": None, "platform": None, "url": None}
ENTRIES = "code,title,url\nposter,海报,https://forest.example/tea\n"


def state(kind: str, *rows: dict[str, Any]) -> Any:
    from siyu.connectors.files.actions import state_rows

    return state_rows(kind=kind, rows=rows, actor="Lin", at=NOW)


def test_an_entry_described_by_hand_restates_what_a_file_said_and_stands_when_that_is_withdrawn(
    bring_in: Any,
) -> None:
    from siyu.connectors.files.actions import withdraw_import

    taken = bring_in("entries", ENTRIES)
    assert state("entries", {"code": "poster", "title": "门店海报"}).restated == 1
    described = EntryDescription.objects.get()
    assert (described.title, described.url) == ("门店海报", "https://forest.example/tea")
    withdraw_import(import_id=taken.id, actor="Lin", at=NOW)
    described = EntryDescription.objects.get()
    assert (described.title, described.url) == ("门店海报", None)
    assert failing_checks() == []


def test_the_same_words_again_change_nothing(brand: Any) -> None:
    state("entries", POSTER)
    before = everything()
    assert state("entries", POSTER).duplicate == 1
    assert everything() == before
    assert Fact.objects.filter(name="entry.described", import_id=None).count() == 2


def test_a_touch_of_a_link_is_evidence_like_that_of_a_file(bring_in: Any) -> None:
    row = {"touch_id": "t1", "at": "2026-03-02T01:00:00+00:00", "entry": "poster", "action": "click"}
    state("touches", {**row, "id.device": "d1"})
    bring_in("joins", "at,pool,pool_id,id.phone,id.device\n2026-03-03,wecom,w,13800138000,d1\n")
    touch = Touch.objects.get()
    assert touch.identifier_id is not None
    assert failing_checks() == []


def test_one_key_twice_with_different_words_is_refused_and_nothing_is_stated(brand: Any) -> None:
    with pytest.raises(Refusal):
        state("entries", POSTER, {**POSTER, "title": "另一张"})
    assert not EntryDescription.objects.exists()


def test_a_kind_whose_key_is_made_of_identifiers_comes_by_files_alone(brand: Any) -> None:
    with pytest.raises(ValueError, match="joins"):
        state("joins", {"pool": "wecom"})
