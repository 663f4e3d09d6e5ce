"""`siyu check` fails when something was tampered with: each check, by a statement of SQL."""

from typing import Any

import pytest
from django.db import connection

from tests.conftest import EXAMPLE
from tests.worlds import failing_checks

KINDS = ["placements", "entries", "spend", "touches", "joins", "leaves", "orders", "refunds", "costs"]
SOME_ENTRY = "(SELECT min(id) FROM ledger_entry)"
TAMPERINGS = {
    "an amount of the ledger": (f"UPDATE ledger_entry SET amount_fen = amount_fen + 1 WHERE id = {SOME_ENTRY}", {"ledger", "projection:ledger"}),
    "a day of the ledger": (f"UPDATE ledger_entry SET day = day + 1 WHERE id = {SOME_ENTRY}", {"projection:ledger"}),
    "a placement of the ledger": (
        "UPDATE ledger_entry SET placement_id = NULL WHERE id = (SELECT min(id) FROM ledger_entry WHERE placement_id IS NOT NULL)",
        {"projection:ledger"},
    ),
    "a placement that is none": (
        f"UPDATE ledger_entry SET placement_id = 999999 WHERE id = {SOME_ENTRY}",
        {"projection:ledger", "reference:ledger → placements"},
    ),
    "a customer of the ledger": (
        "UPDATE ledger_entry SET identifier_id = 999999 WHERE id = (SELECT min(id) FROM ledger_entry WHERE identifier_id IS NOT NULL)",
        {"projection:ledger", "reference:ledger → identifiers"},
    ),
    "a source of the ledger": (f"UPDATE ledger_entry SET source_key = gen_random_uuid() WHERE id = {SOME_ENTRY}", {"projection:ledger"}),
    "a mark of the ledger": (
        "UPDATE ledger_entry SET assumed = NOT assumed WHERE id = (SELECT min(id) FROM ledger_entry WHERE kind = 'revenue')",
        {"projection:ledger"},
    ),
    "an entry that is gone": (f"DELETE FROM ledger_entry WHERE id = {SOME_ENTRY}", {"ledger", "projection:ledger"}),
    "spend": ("UPDATE traffic_spend SET cost_fen = cost_fen + 1", {"ledger", "projection:spend"}),
    "clicks": ("UPDATE traffic_spend SET clicks = clicks + 1 WHERE clicks IS NOT NULL", {"projection:spend"}),
    "terms": ("UPDATE traffic_placementterms SET paid = NOT paid", {"projection:placements"}),
    "a description": ("UPDATE traffic_entrydescription SET title = 'x'", {"projection:entries"}),
    "a touch": ("UPDATE traffic_touch SET at = at + interval '1 second'", {"projection:touches"}),
    "a touch's entry": (
        "UPDATE traffic_touch SET entry_id = 999999",
        {"projection:touches", "reference:touches → entries"},
    ),
    "a cost": ("UPDATE traffic_cost SET amount_fen = amount_fen + 1", {"ledger", "projection:costs"}),
    "a join": ("UPDATE pool_join SET pool_id = 'x'", {"projection:joins"}),
    "a join's entry": ("UPDATE pool_join SET entry_id = 999999", {"projection:joins", "reference:joins → entries"}),
    "a leave that is gone": ("DELETE FROM pool_leave", {"projection:leaves"}),
    "somebody in a list": ("UPDATE pool_presence SET day = day + 1", {"projection:presences"}),
    "a list's entry": (
        "UPDATE pool_presence SET entry_id = 999999",
        {"projection:presences", "reference:presences → entries"},
    ),
    "a list's other name": (
        "UPDATE pool_presence SET others = others || 999999::bigint",
        {"projection:presences", "reference:presences → identifiers"},
    ),
    "a count": ("UPDATE pool_count SET joined = joined + 1", {"projection:pool_counts"}),
    "a count's entry": (
        "UPDATE pool_count SET entry_id = 999999",
        {"projection:pool_counts", "reference:pool counts → entries"},
    ),
    "an order": ("UPDATE commerce_order SET amount_fen = amount_fen + 1", {"ledger", "projection:orders"}),
    "an order's shop": ("UPDATE commerce_order SET shop_id = 999999", {"projection:orders", "reference:orders → shops"}),
    "an order's entry": ("UPDATE commerce_order SET entry_id = 999999", {"projection:orders", "reference:orders → entries"}),
    "an order's customer": (
        "UPDATE commerce_order SET identifier_id = 999999",
        {"projection:orders", "reference:orders → identifiers"},
    ),
    "a join's other name": (
        "UPDATE pool_join SET others = others || 999999::bigint",
        {"projection:joins", "reference:joins → identifiers"},
    ),
    "a refund": ("UPDATE commerce_refund SET amount_fen = amount_fen + 1", {"ledger", "projection:refunds"}),
    "a refund's shop": ("UPDATE commerce_refund SET shop_id = 999999", {"projection:refunds", "reference:refunds → shops"}),
    "a margin setting": ("UPDATE commerce_shop SET gross_margin = 0.99", {"ledger", "projection:ledger"}),
    "what a fact says": (
        "UPDATE facts_fact SET data = data || '{\"cost_fen\": 1}' WHERE name = 'spend.reported'",
        {"projection:spend", "projection:ledger"},
    ),
    "a fact that is gone": (
        "DELETE FROM facts_fact WHERE id = (SELECT min(id) FROM facts_fact WHERE name = 'order.paid')",
        {"projection:orders", "imports"},
    ),
    "facts of an import that is gone": ("DELETE FROM facts_import WHERE kind = 'leaves'", {"imports", "projection:leaves"}),
    "an import that says it failed": ("UPDATE facts_import SET state = 'failed' WHERE kind = 'leaves'", {"imports"}),
    "counts of an import": ("UPDATE facts_import SET accepted = accepted + 3, rows = rows + 3", {"imports"}),
    "a sighting": ("UPDATE people_sighting SET idx = idx + 7", {"projection:people_sighting"}),
    "a link that is gone": ("DELETE FROM people_link", {"projection:people_link"}),
    "a refused link": ("UPDATE people_link SET standing = 'refused', reason = 'x'", {"projection:people_link"}),
    "a person": (
        """UPDATE people_identifier SET person_id = (SELECT min(person_id) FROM people_identifier)
           WHERE person_id = (SELECT max(person_id) FROM people_identifier)""",
        {"people"},
    ),
    "nobody": (
        "UPDATE people_identifier SET person_id = NULL WHERE kind = 'unionid'",
        {"people", "reference:strong identifiers have a person"},
    ),
    "a person who is none": (
        "UPDATE people_identifier SET person_id = 999999 WHERE person_id = (SELECT max(person_id) FROM people_identifier)",
        {"reference:identifiers → people"},
    ),
    "who was seen": ("UPDATE people_identifier SET seen = false WHERE kind = 'phone'", {"people"}),
}  # fmt: skip


@pytest.fixture
def example(bring_in: Any) -> None:
    from decimal import Decimal

    from siyu.commerce.actions import set_gross_margin
    from tests.cast import NOW

    for kind in KINDS:
        bring_in(kind, EXAMPLE / f"{kind}.csv")
    bring_in("orders", "order_id,shop,paid_at,amount\no-assumed,with margin,2026-03-05,10\n")
    bring_in("presences", "day,pool,pool_id,entry,id.unionid\n2026-03-05,fan_group,f-1,e-x,uNew\n")
    bring_in("pool_counts", "date,pool,pool_id,entry,joined\n2026-03-05,fan_group,f-1,e-x,4\n")
    set_gross_margin(shop="with margin", margin=Decimal("0.4"), actor="test", at=NOW)


def test_every_check_notices_what_it_is_there_for(example: None) -> None:
    """One world for all tamperings: each is undone before the next."""
    from django.db import transaction

    assert failing_checks() == []
    wrong = []
    noticed: set[str] = set()
    for what, (statement, expected) in TAMPERINGS.items():
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")
                cursor.execute(statement)
                assert cursor.rowcount > 0, what
            failing = {check.split(": ")[0] for check in failing_checks()}
            transaction.set_rollback(True)
        noticed |= failing
        if not expected <= failing:
            wrong.append(f"{what}: {expected - failing} did not notice; {failing} did")
    assert wrong == []
    assert failing_checks() == []
    assert {name.split(":")[0] for name in noticed} >= {
        "ledger",
        "projection",
        "people",
        "imports",
        "reference",
    }


def test_stalled_jobs_fail_the_check_and_waiting_ones_do_not(queue: Any) -> None:
    from datetime import timedelta

    from siyu.connectors.files.checks import jobs_move
    from tests.cast import NOW

    queue.execute(
        """INSERT INTO procrastinate_jobs (queue_name, task_name, args, status)
           VALUES ('default', 'files.run_import', '{"import_id": 1}', 'todo')"""
    )
    assert jobs_move(at=NOW).ok
    queue.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s) RETURNING id", [NOW])
    worker = queue.fetchone()[0]
    queue.execute("UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s", [worker])
    assert jobs_move(at=NOW).ok
    assert not jobs_move(at=NOW + timedelta(hours=1)).ok


def test_what_merely_waits_is_no_failure(bring_in: Any) -> None:
    bring_in("refunds", "refund_id,shop,order_id,at,amount\nr-1,s,o-later,2026-03-05,10\n")
    bring_in("touches", "touch_id,at,entry\nt-1,2026-03-05,nobody-described\n")
    bring_in("orders", "order_id,shop,paid_at,amount\no-1,s,2026-03-05,-10\n")
    assert failing_checks() == []


def test_a_refund_that_waits_is_in_no_ledger_until_its_order_comes(bring_in: Any) -> None:
    from siyu.ledger.models import Entry

    bring_in("refunds", "refund_id,shop,order_id,at,amount,cost_of_goods_back\nr-1,s,o-1,2026-03-05,10,4\n")
    assert not Entry.objects.exists()
    bring_in("orders", "order_id,shop,paid_at,amount\no-1,s,2026-03-01,10\n")
    assert sorted(Entry.objects.values_list("day", "kind", "amount_fen")) == sorted(
        Entry.objects.filter(kind__in=["revenue", "refund", "cost_of_goods_back"]).values_list(
            "day", "kind", "amount_fen"
        )
    )
    assert {(e.kind, e.amount_fen, e.day.isoformat()) for e in Entry.objects.all()} == {
        ("revenue", 1000, "2026-03-01"),
        ("refund", -1000, "2026-03-05"),
        ("cost_of_goods_back", 400, "2026-03-05"),
    }
