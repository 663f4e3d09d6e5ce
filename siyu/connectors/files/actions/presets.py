"""Remembering how a platform's file is read."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from siyu.connectors.files.reading import Shape
from siyu.core.refusals import Refusal
from siyu.core.words import say
from siyu.facts.actions import record
from siyu.facts.facts import PRESET_FORGOTTEN, PRESET_REMEMBERED
from siyu.facts.models import Preset


def remember_preset(
    *,
    name: str,
    kind: str,
    mapping: Mapping[str, str | None],
    constants: Mapping[str, str],
    reading: Mapping[str, Any] | None = None,
    fingerprint: str,
    actor: str,
    at: datetime,
) -> Preset:
    """Keep a mapping under a name; the same name for the same kind is replaced, for another kind refused."""
    name = name.strip()
    if not name or len(name) > 100:
        raise Refusal(say("预设要有名字,最多 100 个字", "A preset needs a name of at most 100 characters"))
    Shape.of(reading or {})
    with transaction.atomic():
        known = Preset.objects.filter(name=name).first()
        if known is not None and known.kind != kind:
            raise Refusal(say(f"预设“{name}”是另一种文件的", f"Preset “{name}” is for another kind of file"))
        preset, _ = Preset.objects.update_or_create(
            name=name,
            defaults={
                "kind": kind,
                "mapping": dict(mapping),
                "constants": dict(constants),
                "reading": dict(reading or {}),
                "fingerprint": fingerprint,
                "created_at": at,
            },
        )
        record(name=PRESET_REMEMBERED.name, data={"preset": name, "kind": kind}, actor=actor, at=at)
    return preset


def forget_preset(*, name: str, actor: str, at: datetime) -> bool:
    """Drop a preset; imports made with it stay as they are."""
    with transaction.atomic():
        dropped = Preset.objects.filter(name=name).delete()[0] > 0
        if dropped:
            record(name=PRESET_FORGOTTEN.name, data={"preset": name}, actor=actor, at=at)
    return dropped
