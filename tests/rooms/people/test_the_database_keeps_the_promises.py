"""Every named constraint of people, and somebody who tries to break it."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from siyu.people import models
from siyu.people.models import Identifier, IdentifierKind, Link, Person, Ruling, Sighting

AT = datetime(2026, 3, 2, tzinfo=UTC)
SEEN = {"at": AT, "rank": 1, "row_key": "k", "idx": 1}


def kind(**more: Any) -> Any:
    return IdentifierKind.objects.create(**{"name": "card", "zh": "卡", "en": "Card", "rank": 200, **more})


def sighting(**more: Any) -> Any:
    return Sighting.objects.create(
        **{"source_key": "00000000-0000-0000-0000-000000000001", "a": 1, "b": 2, **SEEN, **more}
    )


def link(**more: Any) -> Any:
    return Link.objects.create(**{"a": 1, "b": 2, **SEEN, **more})


def ruling(**more: Any) -> Any:
    return Ruling.objects.create(**{"act": "merge", "a": 1, "b": 2, "actor": "Lin", "at": AT, **more})


def identifier(**more: Any) -> Any:
    return Identifier.objects.create(**{"kind": "phone", "value": "13800138000", **more})


BROKEN = {
    "identifier_once": lambda: (identifier(), identifier()),
    "person_anchor_once": lambda: [Person.objects.create(created_at=AT, anchor=1) for _ in range(2)],
    "sighting_once": lambda: (sighting(), sighting(a=3)),
    "link_once": lambda: (link(), link()),
    "link_is_ordered": lambda: link(a=2, b=2),
    "link_standing_known": lambda: link(standing="perhaps"),
    "ruling_act_known": lambda: ruling(act="guess"),
    "ruling_of_two": lambda: ruling(b=1),
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", BROKEN)
def test_a_constraint_holds_against_whoever_tries_to_break_it(name: str) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        BROKEN[name]()


@pytest.mark.django_db
def test_a_kind_of_identifier_has_one_name() -> None:
    kind()
    with pytest.raises(IntegrityError), transaction.atomic():
        kind()


def test_every_constraint_of_people_is_tried() -> None:
    named = {
        constraint.name
        for model in (models.IdentifierKind, Person, Identifier, Sighting, Link, Ruling)
        for constraint in model._meta.constraints
    }
    assert named == set(BROKEN)


@pytest.mark.django_db
def test_an_openid_of_another_app_and_letters_of_another_case_are_other_identifiers() -> None:
    for more in ({"app": ""}, {"app": "wx1"}, {"app": "wx2"}, {"value": "OMEI"}, {"value": "omei"}):
        identifier(**{"kind": "openid", "value": "oMei", **more})
    assert Identifier.objects.filter(kind="openid").count() == 5
