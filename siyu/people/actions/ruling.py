"""What a human decides of people: these two are one, these are two."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection, transaction

from siyu.core.refusals import Refusal
from siyu.core.words import say
from siyu.facts.actions import one_writer, record
from siyu.people.actions.resolving import resolve_touched
from siyu.people.facts import MERGED, SPLIT
from siyu.people.models import Identifier, IdentifierKind, Ruling


def merge_people(*, a: int, b: int, actor: str, at: datetime) -> int:
    """Make one person of those two identifiers belong to; answers the person. Undone by splitting.

    Refuses identifiers that belong to nobody, and two people who hold different values of a single-valued kind.
    """
    with transaction.atomic():
        one_writer()
        one, other = (_strong(identifier) for identifier in (a, b))
        if one.person_id == other.person_id:
            raise Refusal(say("他们已经是同一位客户", "They are one person already"))
        sides = [
            list(Identifier.objects.filter(person_id=each.person_id, seen=True)) for each in (one, other)
        ]
        for kind in IdentifierKind.objects.filter(single_valued=True):
            values = [{i.value for i in side if i.kind == kind.name} for side in sides]
            if all(values) and values[0] != values[1]:
                raise Refusal(
                    say(
                        f"两位客户各有一个 {kind.zh},一个人只能有一个,不能合并",
                        f"Each of the two has a {kind.en}, and one person has just one: they cannot be merged",
                    )
                )
        ids = [[i.id for i in side] for side in sides]
        Ruling.objects.filter(act="split", revoked_at__isnull=True, a__in=ids[0], b__in=ids[1]).update(
            revoked_at=at
        )
        Ruling.objects.filter(act="split", revoked_at__isnull=True, a__in=ids[1], b__in=ids[0]).update(
            revoked_at=at
        )
        Ruling.objects.create(act="merge", a=one.id, b=other.id, actor=actor, at=at)
        record(
            name=MERGED.name,
            data={"a": one.id, "b": other.id, "identifiers": sum(ids, [])},
            actor=actor,
            at=at,
        )
        _judge_again(sum(ids, []))
        person = Identifier.objects.get(id=one.id).person_id
        if person is None or person != Identifier.objects.get(id=other.id).person_id:
            raise Refusal(
                say(
                    "有人拆分过相关的标识,不能合并;先撤销那次拆分",
                    "A split stands between the two: undo it first",
                )
            )
    return person


def split_person(*, identifiers: Sequence[int], actor: str, at: datetime) -> None:
    """Make these identifiers of one person a person of their own. Undone by merging.

    Every one of them is kept apart from every one that remains; links across are refused from now on.
    """
    with transaction.atomic():
        one_writer()
        off = [_strong(identifier) for identifier in dict.fromkeys(identifiers)]
        if not off or len({each.person_id for each in off}) != 1:
            raise Refusal(say("请选同一位客户的标识", "Choose identifiers of one person"))
        strong = set(IdentifierKind.objects.filter(strong=True).values_list("name", flat=True))
        members = Identifier.objects.filter(person_id=off[0].person_id, seen=True, kind__in=strong)
        leaving = {each.id for each in off}
        staying = [each.id for each in members if each.id not in leaving]
        if not staying:
            raise Refusal(say("不能把全部标识都拆出去", "Some identifier has to stay"))
        Ruling.objects.filter(act="merge", revoked_at__isnull=True, a__in=leaving, b__in=staying).update(
            revoked_at=at
        )
        Ruling.objects.filter(act="merge", revoked_at__isnull=True, a__in=staying, b__in=leaving).update(
            revoked_at=at
        )
        Ruling.objects.bulk_create(
            [Ruling(act="split", a=one, b=other, actor=actor, at=at) for one in leaving for other in staying]
        )
        record(
            name=SPLIT.name, data={"identifiers": sorted(leaving), "remaining": staying}, actor=actor, at=at
        )
        _judge_again([*leaving, *staying])


def _strong(identifier: int) -> Identifier:
    found = Identifier.objects.filter(id=identifier, person_id__isnull=False).first()
    if found is None or not IdentifierKind.objects.filter(name=found.kind, strong=True).exists():
        raise Refusal(
            say(
                "只有属于某位客户的强标识可以合并或拆分",
                "Only strong identifiers of a person can be merged or split",
            )
        )
    return found


def _judge_again(identifiers: Sequence[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS concerned")
        cursor.execute(
            "CREATE TEMPORARY TABLE concerned AS SELECT DISTINCT unnest(%s::bigint[]) AS id, 0 AS round",
            [list(identifiers)],
        )
    resolve_touched()
