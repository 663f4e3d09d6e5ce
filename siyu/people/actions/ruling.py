"""What a human decides of people: these two are one, these are two."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Q, QuerySet

from siyu.core.refusals import Refusal
from siyu.core.words import say
from siyu.facts.actions import one_writer, record
from siyu.facts.models import Fact
from siyu.people.actions.resolving import judge_again
from siyu.people.facts import MERGED, SPLIT
from siyu.people.models import Identifier, Ruling
from siyu.people.queries import leaving_of, members_of, refuse_clash, sides_of, strong_identifier


def merge_people(*, a: int, b: int, actor: str, at: datetime) -> int:
    """Make one person of those two identifiers belong to; answers the person. Undone by splitting.

    Refuses identifiers that belong to nobody, and two people who hold different values of a single-valued
    kind.
    """
    with transaction.atomic():
        one_writer()
        one, other = strong_identifier(a), strong_identifier(b)
        if one.person_id == other.person_id:
            raise Refusal(say("他们已经是同一位客户", "They are one person already"))
        refuse_clash(int(one.person_id or 0), int(other.person_id or 0))
        mine, theirs = members_of(int(one.person_id or 0)), members_of(int(other.person_id or 0))
        fact = record(
            name=MERGED.name,
            data={"a": one.id, "b": other.id, "identifiers": [*mine, *theirs]},
            actor=actor,
            at=at,
        )
        # A split is taken back as it was made: with whatever it tied together so that each side stayed one.
        undone = _across("split", mine, theirs).values_list("decision", flat=True).distinct()
        Ruling.objects.filter(decision__in=list(undone), revoked_at__isnull=True).update(revoked_at=at)
        Ruling.objects.create(act="merge", a=one.id, b=other.id, actor=actor, at=at, decision=fact.id)
        judge_again(identifiers=[*mine, *theirs])
        person = Identifier.objects.get(id=one.id).person_id
        if person is None or person != Identifier.objects.get(id=other.id).person_id:
            raise Refusal(
                say(
                    "有人拆分过相关的标识,不能合并;先撤销那次拆分",
                    "A split stands between the two: undo it first",
                )
            )
    return person


def split_person(*, identifiers: Sequence[int], actor: str, at: datetime) -> bool:
    """Make these identifiers of one person a person of their own, and keep them apart from the rest from
    now on.

    Where humans merged the person, the sides that hold the identifiers leave as they were before: that
    takes the merge back. Else the identifiers themselves leave, and the others stay one. When all are
    named, the first one leaves. Answers whether anything changed: said twice, nothing does. Undone by
    merging.
    """
    with transaction.atomic():
        one_writer()
        named = [strong_identifier(identifier) for identifier in dict.fromkeys(identifiers)]
        if not named:
            raise Refusal(say("请选同一位客户的标识", "Choose identifiers of one person"))
        chosen = [each.id for each in named]
        members = members_of(int(named[0].person_id or 0))
        if _said_before(chosen, members):
            return False
        if len({each.person_id for each in named}) != 1:
            raise Refusal(say("请选同一位客户的标识", "Choose identifiers of one person"))
        leaving = leaving_of(chosen, members)
        if len(leaving) == len(members):
            return False
        staying = sorted(set(members) - set(leaving))
        fact = record(
            name=SPLIT.name,
            data={"named": sorted(chosen), "identifiers": sorted(leaving), "remaining": staying},
            actor=actor,
            at=at,
        )
        _across("merge", leaving, staying).update(revoked_at=at)
        with connection.cursor() as cursor:
            cursor.execute(
                """INSERT INTO people_ruling (act, a, b, actor, at, decision)
                   SELECT 'split', x.a, y.b, %s, %s, %s
                   FROM unnest(%s::bigint[]) AS x(a) CROSS JOIN unnest(%s::bigint[]) AS y(b)""",
                [actor, at, fact.id, sorted(leaving), staying],
            )
        for group in (leaving, staying):
            # What hung together only by way of the others is still one: a human took somebody out, no more.
            first, *others = [side[0] for side in sides_of(group, merged=True)]
            Ruling.objects.bulk_create(
                [Ruling(act="merge", a=first, b=one, actor=actor, at=at, decision=fact.id) for one in others]
            )
        judge_again(identifiers=[*leaving, *staying])
    return True


def _said_before(chosen: Sequence[int], members: Sequence[int]) -> bool:
    """Whether the last that a human decided of this person was to split off just these identifiers."""
    last = (
        Ruling.objects.filter(Q(a__in=members) | Q(b__in=members), revoked_at__isnull=True)
        .order_by("-id")
        .first()
    )
    if last is None or last.decision is None:
        return False
    fact = Fact.objects.get(id=last.decision)
    return fact.name == SPLIT.name and fact.data["named"] == sorted(chosen)


def _across(act: str, mine: Sequence[int], theirs: Sequence[int]) -> QuerySet[Ruling]:
    """Standing rulings of this act between two groups, whichever way round."""
    between = Q(a__in=mine, b__in=theirs) | Q(a__in=theirs, b__in=mine)
    return Ruling.objects.filter(between, act=act, revoked_at__isnull=True)
