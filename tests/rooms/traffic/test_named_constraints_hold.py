"""What the database keeps of traffic, each tried to be broken."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from siyu.traffic.models import Cost, Entry, EntryDescription, Placement, PlacementTerms, Spend, Touch
from tests.cast import NOW

PLACE = {"platform": "tencent", "account": "a", "campaign": "c", "placement": "p"}


@pytest.fixture
def place(brand: Any) -> Placement:
    return Placement.objects.create(**PLACE)


@pytest.fixture
def entry(brand: Any) -> Entry:
    return Entry.objects.create(code="e1")


def broken(constraint: str, model: Any, **values: Any) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        model.objects.create(**values)


def test_a_placement_is_there_once_and_on_a_known_platform(place: Placement) -> None:
    broken("placement_once", Placement, **PLACE)
    broken("placement_platform_known", Placement, **{**PLACE, "platform": "google"})
    Placement.objects.create(**{**PLACE, "placement": "P"})


def test_terms_are_said_once_of_a_placement_and_in_a_known_form(place: Placement) -> None:
    broken("placementterms_form_known", PlacementTerms, key=uuid4(), placement=place, form="gift")
    PlacementTerms.objects.create(key=uuid4(), placement=place)
    broken("traffic_placementterms_placement_id", PlacementTerms, key=uuid4(), placement=place)


def test_an_entry_is_there_once_and_described_once_in_a_known_form(entry: Entry) -> None:
    broken("traffic_entry_code", Entry, code="e1")
    broken("entrydescription_form_known", EntryDescription, key=uuid4(), entry=entry, title="t", form="x")
    EntryDescription.objects.create(key=uuid4(), entry=entry, title="t")
    broken("traffic_entrydescription_entry_id", EntryDescription, key=uuid4(), entry=entry, title="t")


def test_spend_is_there_once_a_day_and_never_negative(place: Placement) -> None:
    Spend.objects.create(key=uuid4(), date="2026-03-02", placement=place, cost_fen=0)
    broken("spend_once_a_day", Spend, key=uuid4(), date="2026-03-02", placement=place, cost_fen=1)
    broken("spend_cost_not_negative", Spend, key=uuid4(), date="2026-03-03", placement=place, cost_fen=-1)


def test_a_touch_is_a_known_action(entry: Entry) -> None:
    broken("touch_action_known", Touch, key=uuid4(), touch_id="t", at=NOW, entry=entry, action="hover")


def test_a_cost_is_of_a_known_kind_and_never_negative(brand: Any) -> None:
    whole = {"key": uuid4(), "cost_id": "c", "date": "2026-03-02", "kind": "rent", "amount_fen": 1}
    broken("cost_kind_known", Cost, **{**whole, "kind": "gift"})
    broken("cost_not_negative", Cost, **{**whole, "amount_fen": -1})
