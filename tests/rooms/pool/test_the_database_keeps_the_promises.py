"""Every named constraint of the pools, and somebody who tries to break it."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from siyu.core.refusals import Refusal
from siyu.facts.models import Fact
from siyu.pool.actions import declare_pool
from siyu.pool.models import Join, Leave, PoolKind

AT = datetime(2026, 3, 2, tzinfo=UTC)


@pytest.mark.django_db
def test_nobody_leaves_by_somebody_unheard_of() -> None:
    with pytest.raises(IntegrityError, match="leave_by_known"), transaction.atomic():
        Leave.objects.create(
            key=UUID(int=1), at=AT, pool="wecom", pool_id="W", identifier_id=1, by="platform"
        )
    for number, by in enumerate(("customer", "staff", None)):
        Leave.objects.create(key=UUID(int=number), at=AT, pool="wecom", pool_id="W", identifier_id=1, by=by)


def test_every_constraint_of_the_pools_is_tried() -> None:
    assert {one.name for model in (PoolKind, Join, Leave) for one in model._meta.constraints} == {
        "leave_by_known"
    }


@pytest.mark.django_db
def test_a_pool_is_declared_once_and_leaves_a_fact() -> None:
    declare_pool(code="Line", zh="", en="Line", actor="Lin", at=AT)
    assert PoolKind.objects.get().code == "line"
    assert Fact.objects.get(name="pool.declared").data == {"code": "line", "zh": "line", "en": "Line"}
    for code in ("line", "wecom", "私域", "a b"):
        with pytest.raises(Refusal):
            declare_pool(code=code, zh="", en="", actor="Lin", at=AT)
    assert Fact.objects.filter(name="pool.declared").count() == 1
