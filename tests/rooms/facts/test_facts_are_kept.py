"""The log: what was said stays, and what an import promises is kept by the database."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from siyu.core.refusals import Refusal
from siyu.facts.kinds import key_of
from siyu.facts.models import Fact, Import, Preset
from tests.cast import NOW

SPEND = "date,platform,account,campaign,placement,cost\n2026-03-02,tencent,a,c,p,"


def broken(constraint: str, model: Any, **values: Any) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        model.objects.create(**values)


def test_the_database_keeps_what_an_import_says_of_itself(brand: Any) -> None:
    broken("import_state_known", Import, kind="spend", created_at=NOW, state="odd")
    broken("import_counts_add_up", Import, kind="spend", created_at=NOW, state="done", rows=2, accepted=1)
    broken("import_withdrawn_at_with_state", Import, kind="spend", created_at=NOW, state="withdrawn")
    broken("import_withdrawn_at_with_state", Import, kind="spend", created_at=NOW, withdrawn_at=NOW)


def test_a_preset_has_its_name_alone(brand: Any) -> None:
    Preset.objects.create(name="巨量", kind="spend", created_at=NOW)
    broken("preset_name_once", Preset, name="巨量", kind="orders", created_at=NOW)


def test_nothing_that_was_said_is_ever_changed_or_removed(bring_in: Any) -> None:
    from siyu.connectors.files.actions import withdraw_import

    first = bring_in("spend", SPEND + "120\n")
    said = list(Fact.objects.order_by("id").values())
    bring_in("spend", SPEND + "90\n")
    withdraw_import(import_id=first.id, actor="Lin", at=NOW)
    assert list(Fact.objects.order_by("id").values())[: len(said)] == said


def test_every_import_and_withdrawal_leaves_a_fact_with_its_counts(bring_in: Any) -> None:
    from siyu.connectors.files.actions import withdraw_import

    taken = bring_in("spend", SPEND + "120\n2026-03-03,tencent,a,c,p,-1\n")
    withdraw_import(import_id=taken.id, actor="Lin", at=NOW)
    acts = Fact.objects.filter(key__isnull=True).order_by("id")
    assert [(fact.name, fact.actor, fact.data["import"]) for fact in acts] == [
        ("import.finished", "test", taken.id),
        ("import.withdrawn", "Lin", taken.id),
    ]
    assert acts[0].data["rows"] == acts[0].data["accepted"] + acts[0].data["rejected"] == 2


def test_a_fact_knows_its_import_and_its_row(bring_in: Any) -> None:
    taken = bring_in("spend", SPEND + "-1\n2026-03-03,tencent,a,c,p,5\n")
    fact = Fact.objects.get(key__isnull=False)
    assert (fact.name, fact.import_id, fact.row, fact.actor) == ("spend.reported", taken.id, 3, "test")


def test_a_key_depends_on_the_kind_and_on_nothing_else() -> None:
    assert key_of("orders", "s\x1fo-1") == key_of("orders", "s\x1fo-1")
    assert key_of("orders", "s\x1fo-1") != key_of("refunds", "s\x1fo-1")
    assert len(key_of("orders", "x")) == 16


def test_a_withdrawal_that_makes_no_sense_is_refused(bring_in: Any) -> None:
    from siyu.connectors.files.actions import withdraw_import

    with pytest.raises(Refusal, match="没有导入 999"):
        withdraw_import(import_id=999, actor="Lin", at=NOW)
    failed = Import.objects.create(kind="spend", created_at=NOW, state="failed")
    with pytest.raises(Refusal, match="没有完成"):
        withdraw_import(import_id=failed.id, actor="Lin", at=NOW)
    taken = bring_in("spend", SPEND + "120\n")
    withdraw_import(import_id=taken.id, actor="Lin", at=NOW)
    with pytest.raises(Refusal, match="已经撤回"):
        withdraw_import(import_id=taken.id, actor="Lin", at=NOW)


def test_an_import_that_was_killed_says_so_when_the_next_one_begins(brand: Any) -> None:
    from siyu.connectors.files.actions import bury_killed_imports

    killed = Import.objects.create(kind="spend", created_at=NOW, state="running")
    waiting = Import.objects.create(kind="spend", created_at=NOW, state="waiting")
    assert bury_killed_imports(at=NOW) == 1
    killed.refresh_from_db()
    waiting.refresh_from_db()
    assert (killed.state, waiting.state) == ("failed", "waiting")
    assert "没有导入任何一行" in killed.problem


def test_an_import_that_a_job_takes_up_again_is_left_to_it(queue: Any) -> None:
    from siyu.connectors.files.actions import bury_killed_imports

    taken = Import.objects.create(kind="spend", created_at=NOW, state="running")
    queue.execute(
        """INSERT INTO procrastinate_jobs (queue_name, task_name, args, status)
           VALUES ('default', 'files.run_import', jsonb_build_object('import_id', %s), 'doing')""",
        [taken.id],
    )
    assert bury_killed_imports(at=NOW) == 0
