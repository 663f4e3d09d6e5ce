"""Ids stay, old addresses lead to the living, and the server's language decides nothing."""

import json
from typing import Any

import psycopg
import pytest
from django.db import connection

from siyu.console.person import living_person
from siyu.people.actions import merge_people, split_person
from siyu.people.models import Identifier, Person
from tests.cast import NOW
from tests.faults.installation import Installation

ORDERS = "order_id,shop,paid_at,amount,id.unionid,id.phone\n"


def person_of(value: str) -> int | None:
    return Identifier.objects.get(value=value).person_id


def test_a_merge_by_evidence_keeps_the_older_id_and_its_withdrawal_gives_the_younger_back(
    bring_in: Any,
) -> None:
    from siyu.connectors.files.actions import withdraw_import

    bring_in("orders", "order_id,shop,paid_at,amount,id.phone\nO1,茶,2026-03-01,1,13800138001")
    bring_in("orders", "order_id,shop,paid_at,amount,id.unionid\nO2,茶,2026-03-02,1,u1")
    older, younger = person_of("13800138001"), person_of("u1")
    job = bring_in("orders", ORDERS + "O3,茶,2026-03-03,1,u1,13800138001")
    assert {person_of("u1"), person_of("13800138001")} == {older}
    assert living_person(younger or 0) == older
    withdraw_import(import_id=job.id, actor="test", at=NOW)
    assert (person_of("13800138001"), person_of("u1")) == (older, younger)


def test_somebody_whose_rows_are_withdrawn_comes_back_under_the_same_id(bring_in: Any) -> None:
    from siyu.connectors.files.actions import withdraw_import

    text = ORDERS + "O1,茶,2026-03-01,1,u1,13800138001"
    job = bring_in("orders", text)
    before = person_of("u1")
    withdraw_import(import_id=job.id, actor="test", at=NOW)
    assert person_of("u1") is None
    assert living_person(before or 0) is None
    bring_in("orders", text)
    assert person_of("u1") == before


def test_a_merged_person_outlives_the_identifier_it_was_first_known_by(bring_in: Any) -> None:
    from siyu.connectors.files.actions import withdraw_import

    job = bring_in("orders", "order_id,shop,paid_at,amount,id.phone\nO1,茶,2026-03-01,1,13800138001")
    bring_in("orders", "order_id,shop,paid_at,amount,id.unionid\nO2,茶,2026-03-02,1,u1")
    younger = person_of("u1")
    merge_people(
        a=Identifier.objects.get(value="u1").id,
        b=Identifier.objects.get(value="13800138001").id,
        actor="Lin",
        at=NOW,
    )
    withdraw_import(import_id=job.id, actor="test", at=NOW)
    assert person_of("u1") == younger
    bring_in("orders", "order_id,shop,paid_at,amount,id.phone\nO1,茶,2026-03-01,1,13800138001")
    assert person_of("u1") == person_of("13800138001")  # the human's word stands


def test_a_sighting_of_a_known_pair_rewrites_nobody(bring_in: Any) -> None:
    bring_in("orders", ORDERS + "\n".join(f"O{n},茶,2026-03-01,1,u1,1380013{n:04d}" for n in range(50)))

    def versions() -> set[str]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT ctid::text || xmin::text FROM people_identifier")
            return {row[0] for row in cursor.fetchall()}

    before = versions()
    bring_in("orders", ORDERS + "N1,茶,2026-03-05,1,u1,13800130001")
    bring_in(
        "orders", "order_id,shop,paid_at,amount,id.unionid,id.email\nN2,茶,2026-03-05,1,u1,mei@example.com"
    )
    assert before <= versions()
    assert Person.objects.count() == 1


def test_said_twice_a_split_changes_nothing_and_another_one_goes_further(bring_in: Any) -> None:
    bring_in(
        "orders",
        "order_id,shop,paid_at,amount,id.unionid,id.phone,id.email\nO1,茶,2026-03-01,1,u1,13800138001,a@b.cn",
    )
    phone, email = (Identifier.objects.get(value=value).id for value in ("13800138001", "a@b.cn"))
    told = [split_person(identifiers=[one], actor="Lin", at=NOW) for one in (phone, phone, email, email)]
    assert told == [True, False, True, False]
    assert len({person_of(value) for value in ("u1", "13800138001", "a@b.cn")}) == 3


@pytest.mark.database
@pytest.mark.usefixtures("db")
def test_the_language_of_the_server_decides_nothing(installation: Installation, tmp_path: Any) -> None:
    """Which of two links is refused hangs on the order of their keys: `a` comes after `B`, as bytes do."""
    settings = connection.get_connection_params()
    server = f"postgresql://{settings['user']}@{settings['host']}:{settings['port']}"
    name = f"siyu_in_words_{settings['port']}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as admin:
        try:
            admin.execute(
                f"CREATE DATABASE {name} TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'zh-CN' LOCALE 'C'"
            )
        except (psycopg.errors.FeatureNotSupported, psycopg.errors.InternalError_) as trouble:
            pytest.skip(f"this PostgreSQL was built without ICU, so it knows bytes alone: {trouble}")
        try:
            rows = ORDERS + "a,茶,2026-03-01 10:00,1,u1,13800138001\nB,茶,2026-03-01 10:00,1,u2,13800138001\n"
            path = tmp_path / "orders.csv"
            path.write_text(rows, encoding="utf-8")
            there = {"DATABASE_URL": f"{server}/{name}"}
            assert installation.siyu("import", "orders", str(path), **there).returncode == 0
            told = installation.siyu("person", "show", "phone:13800138001", "--json", **there)
            shown = {one["value"] for one in json.loads(told.stdout)["identifiers"]}
            assert shown == {"u2", "13800138001"}
        finally:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
