"""A person says on which placement entries stand: everybody who came by them is won anew."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from siyu.connectors.files.actions.stating import state_rows
from siyu.connectors.files.reading.cells.plain import clean, code_parser, parse_text
from siyu.connectors.files.reading.trouble import BadValue
from siyu.core.refusals import Refusal
from siyu.core.words import say
from siyu.facts.actions import record
from siyu.traffic.codes import FORMS, PLATFORMS
from siyu.traffic.facts import ENTRY_ATTACHED, ENTRY_DETACHED
from siyu.traffic.models import Entry, EntryDescription

PLACE = ("platform", "account", "campaign", "placement")


def attach_entries(
    *, codes: Sequence[str], placement: Mapping[str, str], form: str = "", actor: str, at: datetime
) -> int:
    """Say that these entries stand on a placement; answers how many did not before.

    The placement may be new. A form is kept where one is said. People are won anew, since reports ask where
    an entry stands *now*; the ledger follows by entries. Refuses an entry that nothing names.
    """
    place = _place(placement)
    said = {**place, "form": _form(form)} if form else dict(place)
    with transaction.atomic():
        moved = _state(codes, said, actor=actor, at=at)
        record(
            name=ENTRY_ATTACHED.name,
            data={"entries": list(codes), **place, "form": form or None},
            actor=actor,
            at=at,
        )
    return moved


def detach_entries(*, codes: Sequence[str], actor: str, at: datetime) -> int:
    """Take these entries from their placement: whoever came by them is won by `unknown` again."""
    with transaction.atomic():
        moved = _state(codes, dict.fromkeys(PLACE), actor=actor, at=at)
        record(name=ENTRY_DETACHED.name, data={"entries": list(codes)}, actor=actor, at=at)
    return moved


def _state(codes: Sequence[str], said: Mapping[str, Any], *, actor: str, at: datetime) -> int:
    known = set(Entry.objects.filter(code__in=codes).values_list("code", flat=True))
    lost = [code for code in codes if code not in known]
    if lost or not codes:
        listed = "、".join(lost)
        raise Refusal(
            say(f"没有入口“{listed}”", f"There is no entry “{listed}”")
            if lost
            else say("先选入口", "Choose an entry first")
        )
    titled = set(EntryDescription.objects.filter(entry__code__in=codes).values_list("entry__code", flat=True))
    rows = [
        {"code": code, **said} if code in titled else {"code": code, "title": code, **said}
        for code in dict.fromkeys(codes)
    ]
    outcome = state_rows(kind="entries", rows=rows, actor=actor, at=at)
    return outcome.accepted + outcome.restated


def _place(named: Mapping[str, str]) -> dict[str, str]:
    """The four names of a placement as facts keep them; refuses one that lacks any."""
    parsers = {"platform": code_parser(PLATFORMS)}
    place = {}
    for name in PLACE:
        text = named.get(name, "").strip()
        if not text:
            raise Refusal(
                say(
                    "版位要有平台、账户、计划和版位四个名字",
                    "A placement has four names: platform, account, campaign and placement",
                )
            )
        try:
            place[name] = parsers.get(name, parse_text)(clean(text))
        except BadValue as trouble:
            raise Refusal(say(f"{text}:{trouble.text.zh}", f"{text}: {trouble.text.en}")) from trouble
    return place


def _form(form: str) -> str:
    if form not in FORMS:
        listed = ", ".join(FORMS)
        raise Refusal(say(f"形式应为以下之一:{listed}", f"The form should be one of {listed}"))
    return form
