"""Entries of the ledger: which ones an address asks for, and what stands beside each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from siyu.connectors.files.kinds import KINDS as FILE_KINDS
from siyu.console.tracing import rows_behind, weights_of
from siyu.core.words import Say, say
from siyu.insight.questions import Question
from siyu.ledger.models import Entry
from siyu.people.models import Identifier
from siyu.traffic.codes import PLATFORMS
from siyu.traffic.models import Placement


@dataclass(frozen=True)
class Narrowed:
    """Which entries are wanted, and in words what narrows them beside the period."""

    wanted: Q
    told: tuple[tuple[str, Say], ...]


def narrow(asked_for: Mapping[str, str], question: Question) -> Narrowed:
    """What the address asks of the entries. One import is shown whole, whatever the period."""
    asked = {name: asked_for.get(name, "").strip() for name in ("day", "placement", "person", "import")}
    wanted = Q(day__gte=question.since, day__lt=min(question.until, question.as_of))
    told: list[tuple[str, Say]] = []
    number = {name: int(text) if _is_number(text) else None for name, text in asked.items()}
    if number["import"] is not None:
        wanted = Q(import_id=number["import"])
        told.append(
            ("import", say(f"导入 {number['import']}(不限时间)", f"import {number['import']}, of any day"))
        )
    day = _day(asked["day"])
    if day is not None:
        wanted &= Q(day=day)
        told.append(("day", say(day.isoformat(), day.isoformat())))
    if asked["placement"] == "none":
        wanted &= Q(placement_id__isnull=True)
        told.append(("placement", say("没有版位", "no placement")))
    elif number["placement"] is not None:
        wanted &= Q(placement_id=number["placement"])
        place = Placement.objects.filter(id=number["placement"]).first()
        name = place_name(place) if place else say("没有这个版位", "no such placement")
        told.append(("placement", name))
    if asked["person"] == "none":
        owned = Identifier.objects.filter(person_id__isnull=False).values("id")
        wanted &= Q(identifier_id__isnull=True) | ~Q(identifier_id__in=owned)
        told.append(("person", say("不属于任何人", "nobody's")))
    elif number["person"] is not None:
        wanted &= Q(identifier_id__in=Identifier.objects.filter(person_id=number["person"]).values("id"))
        one = weights_of([number["person"]]).get(number["person"], {}).get("value", number["person"])
        told.append(("person", say(f"客户 {one}", f"person {one}")))
    return Narrowed(wanted, tuple(told))


def shown(page: list[Entry]) -> list[dict[str, Any]]:
    """Entries with their placement, person, source row, and whether each answers an earlier one."""
    placements = Placement.objects.in_bulk({one.placement_id for one in page if one.placement_id})
    identifiers = Identifier.objects.in_bulk({one.identifier_id for one in page if one.identifier_id})
    rows = rows_behind(one.source_key for one in page)
    first: dict[Any, int] = {}
    for entry in Entry.objects.filter(source_key__in=[one.source_key for one in page]).order_by("id"):
        first.setdefault((entry.source_key, entry.kind), entry.id)
    return [
        {
            "entry": one,
            "placement": placements.get(one.placement_id) if one.placement_id else None,
            "identifier": identifiers.get(one.identifier_id) if one.identifier_id else None,
            "source": FILE_KINDS.get(one.source),
            "row": rows.get(one.source_key),
            "corrects": first[one.source_key, one.kind] != one.id,
        }
        for one in page
    ]


def place_name(place: Placement) -> Say:
    """A placement by its four names."""
    platform = PLATFORMS.get(place.platform, say(place.platform, place.platform))
    rest = f" / {place.account} / {place.campaign} / {place.placement}"
    return say(platform.zh + rest, platform.en + rest)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _is_number(text: str) -> bool:
    return text.isdecimal() and text.isascii() and len(text) < 19
