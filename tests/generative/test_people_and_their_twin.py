"""The database identifies people as the plain twin does, whatever comes in, goes, is restated, merged and split."""

import csv
import io
import os
import random
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from siyu.core.refusals import Refusal
from siyu.people.actions import merge_people, resolving, split_person
from siyu.people.models import Identifier, Link
from siyu.people.rules import KEPT_APART
from tests.cast import NOW, import_text, report
from tests.generative.people_twin import STRENGTH, WEAK, File, Twin, identifiers, pairs_of, row_key

VALUES = {
    "unionid": ["u1", "u2", "U1"],
    "external_userid": ["e1", "e2"],
    "openid": ["o1", "o2"],
    "member": ["m1", "m2"],
    "taobao": ["t1", "t**1"],
    "phone": ["13800138000", "13900139000", "138****8000"],
    "email": ["mei@example.com", "bo@example.com"],
    "device": ["d1", "d2"],
}
MOMENTS = ["2026-03-02T12:00:00", "2026-03-02T12:00:01", "2026-03-03T12:00:00", "2026-03-04T08:00:00"]


def some_identifiers(dice: random.Random, columns: list[str], *, least: int) -> dict[str, str]:
    chosen = [kind for kind in columns if kind != "openid.app"]
    shown = dice.sample(chosen, min(len(chosen), dice.choice([max(least, 1), 1, 2, 2, 2, 3, 4])))
    row = {f"id.{kind}": dice.choice(VALUES[kind]) if kind in shown else "" for kind in chosen}
    if "openid.app" in columns:
        row["id.openid.app"] = dice.choice(["", "wx1", "wx2"]) if row.get("id.openid") else ""
    return row


def some_file(dice: random.Random) -> File:
    kind = dice.choice(["touches", "joins", "leaves", "orders", "orders", "costs"])
    columns = dice.sample([*VALUES], dice.randint(3, len(VALUES)))
    if "openid" in columns and dice.random() < 0.6:
        columns.append("openid.app")
    rows: dict[Any, dict[str, str]] = {}
    for _ in range(dice.randint(1, 6)):
        row = some_identifiers(dice, columns, least=kind in ("joins", "leaves"))
        number, at = str(dice.randint(1, 6)), dice.choice(MOMENTS)
        match kind:
            case "touches":
                row |= {"touch_id": dice.choice(["c", "C", "_c"]) + number, "at": at, "entry": "E1"}
            case "orders":
                row |= {"order_id": number, "shop": dice.choice(["茶", "Tea"]), "paid_at": at, "amount": "10"}
            case "costs":
                row |= {"cost_id": number, "date": at[:10], "kind": "reward", "amount": "1"}
            case _:
                if not identifiers(row):
                    continue
                row |= {
                    "at": at,
                    "pool": dice.choice(["wecom", "group"]),
                    "pool_id": "P",
                    "seat": dice.choice(["", "Lin"]),
                }
        rows.setdefault(row_key(kind, row), row)
    return File(kind, list(rows.values()))


def as_text(file: File) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(file.rows[0]))
    writer.writeheader()
    writer.writerows(file.rows)
    return out.getvalue()


def empty_brand() -> None:
    """What came in before is gone; the kinds of identifiers stay."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT string_agg(quote_ident(relname), ', ') FROM pg_class
               WHERE relkind = 'r' AND relname ~ '^(facts|traffic|pool|commerce|ledger|people)_'
                 AND relname <> 'people_identifierkind'"""
        )
        cursor.execute(f"TRUNCATE {cursor.fetchone()[0]}")


def in_database() -> dict[str, Any]:
    known = {one.id: one for one in Identifier.objects.filter(seen=True)}
    name = {number: (one.kind, one.value, one.app) for number, one in known.items()}
    company: dict[int, set[Any]] = {}
    for number, one in known.items():
        if one.kind not in WEAK:
            assert one.person_id is not None
            company.setdefault(one.person_id, set()).add(name[number])
    return {
        "pairs": pairs_of(frozenset(each) for each in company.values()),
        "weak": {name[n]: frozenset(company[one.person_id]) if one.person_id else None for n, one in known.items() if one.kind in WEAK},
        "conflicts": {frozenset({name[link.a], name[link.b]}) for link in Link.objects.filter(standing="refused").exclude(reason=KEPT_APART)},
        "totals": report("people")["totals"],
    }  # fmt: skip


def in_twin(twin: Twin) -> dict[str, Any]:
    people = twin.people()
    return {
        "pairs": pairs_of(people.people),
        "weak": people.weak,
        "conflicts": people.conflicts,
        "totals": people.totals(),
    }


def a_strong_one(dice: random.Random, twin: Twin) -> Any:
    strong = sorted(one for company in twin.people().people for one in company)
    return dice.choice(strong) if strong else None


def number_of(one: Any) -> int:
    return Identifier.objects.get(kind=one[0], value=one[1], app=one[2]).id


def one_step(dice: random.Random, twin: Twin, jobs: list[int], folder: Path) -> None:
    from siyu.connectors.files.actions import withdraw_import

    act = dice.choice(["file"] * 5 + ["withdraw"] * 2 + ["merge", "merge", "split", "split"])
    standing = [n for n, file in enumerate(twin.files) if not file.withdrawn]
    one, other = a_strong_one(dice, twin), a_strong_one(dice, twin)
    if act == "withdraw" and standing:
        number = dice.choice(standing)
        twin.files[number].withdrawn = True
        withdraw_import(import_id=jobs[number], actor="test", at=NOW)
    elif act == "merge" and one and other:
        expected = twin.merge(one, other)
        try:
            merge_people(a=number_of(one), b=number_of(other), actor="test", at=NOW)
        except Refusal:
            assert not expected, (one, other)
        else:
            assert expected, (one, other)
    elif act == "split" and one:
        chosen = [one, other] if dice.random() < 0.4 and other != one else [one]
        expected = twin.split(*chosen)
        try:
            assert (
                split_person(identifiers=[number_of(each) for each in chosen], actor="test", at=NOW)
                == expected
            )
        except Refusal:
            assert not expected, chosen
    else:
        file = some_file(dice)
        if file.rows:
            taken = import_text(file.kind, as_text(file), folder=folder)
            assert taken.rejected == 0, taken.reasons
            twin.files.append(file)
            jobs.append(taken.id)


@pytest.mark.usefixtures("brand")
@settings(
    max_examples=int(os.environ.get("SOAK", "25")),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(seed=st.integers(0, 2**32), steps=st.integers(2, 9))
@example(seed=4134729, steps=8)
def test_people_are_those_of_the_plain_twin_after_every_step(tmp_path: Path, seed: int, steps: int) -> None:
    dice, twin, jobs = random.Random(seed), Twin(age=number_of), list[int]()
    empty_brand()
    with pytest.MonkeyPatch.context() as patch:
        # Large imports are resolved slice by slice; so small that every example has several.
        patch.setattr(resolving, "SLICE", dice.choice([1, 3, 500_000]))
        for _ in range(steps):
            one_step(dice, twin, jobs, tmp_path)
            assert in_database() == in_twin(twin)


@pytest.mark.usefixtures("brand")
@settings(
    max_examples=int(os.environ.get("SOAK", "15")),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(seed=st.integers(0, 2**32))
def test_rows_give_the_same_people_in_any_order_and_in_any_files(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    # One file a key: restatements alone depend on the order.
    whole: dict[Any, tuple[str, dict[str, str]]] = {}
    for file in (some_file(dice) for _ in range(8)):
        for row in file.rows:
            whole.setdefault((file.kind, *row_key(file.kind, row)), (file.kind, row))
    outcomes = []
    for _ in range(2):
        empty_brand()
        twin = Twin()
        rows = list(whole.values())
        dice.shuffle(rows)
        while rows:
            kind, first = rows.pop()
            alike = [
                row
                for row in rows
                if row[0] == kind and row[1].keys() == first.keys() and dice.random() < 0.7
            ]
            rows = [row for row in rows if not any(row is one for one in alike)]
            file = File(kind, [first, *(row for _, row in alike)])
            import_text(kind, as_text(file), folder=tmp_path)
            twin.files.append(file)
        outcomes.append(in_database())
        assert outcomes[-1] == in_twin(twin)
    assert outcomes[0] == outcomes[1]


def test_the_twin_ranks_kinds_as_the_contract_does() -> None:
    from siyu.people.kinds import OURS

    # `alone` is made by us of a row that shows nobody, and stands beside no other identifier.
    ours = [kind.name for kind in sorted(OURS, key=lambda kind: kind.rank) if kind.name != "alone"]
    assert tuple(ours) == STRENGTH
