"""Remembering how a platform's file is read."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from siyu.connectors.files.reading import Shape
from siyu.connectors.files.reading.built_in import built_in
from siyu.core.refusals import Refusal
from siyu.core.words import say
from siyu.facts.actions import record
from siyu.facts.facts import PRESET_FORGOTTEN, PRESET_REMEMBERED, PRESET_RENAMED
from siyu.facts.models import Preset

LONGEST = 100
"""Letters of a name."""


def remember_preset(
    *,
    name: str,
    kind: str,
    mapping: Mapping[str, str | None],
    constants: Mapping[str, str],
    reading: Mapping[str, Any] | None = None,
    base: str = "",
    fingerprint: str,
    actor: str,
    at: datetime,
) -> Preset:
    """Keep a mapping under a name; the same name for the same kind is replaced, for another kind refused.

    `reading` is the shape of the file in the words of a built-in preset, `base` the one it was made from.
    """
    name = _own_name(name)
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
                "base": base,
                "fingerprint": fingerprint,
                "created_at": at,
            },
        )
        record(name=PRESET_REMEMBERED.name, data={"preset": name, "kind": kind}, actor=actor, at=at)
    return preset


def rename_preset(*, name: str, to: str, actor: str, at: datetime) -> Preset:
    """Call a preset something else; imports made with it keep the name they were made under."""
    to = _own_name(to)
    with transaction.atomic():
        preset = Preset.objects.select_for_update().filter(name=name).first()
        if preset is None:
            raise Refusal(say(f"没有预设“{name}”", f"There is no preset “{name}”"))
        if to != name:
            if Preset.objects.filter(name=to).exists():
                raise Refusal(say(f"已经有叫“{to}”的预设", f"There is a preset “{to}” already"))
            preset.name = to
            preset.save(update_fields=["name"])
            record(name=PRESET_RENAMED.name, data={"preset": to, "before": name}, actor=actor, at=at)
    return preset


def forget_preset(*, name: str, actor: str, at: datetime) -> bool:
    """Drop a preset; imports made with it stay as they are."""
    with transaction.atomic():
        dropped = Preset.objects.filter(name=name).delete()[0] > 0
        if dropped:
            record(name=PRESET_FORGOTTEN.name, data={"preset": name}, actor=actor, at=at)
    return dropped


def _own_name(name: str) -> str:
    name = name.strip()
    if not name or len(name) > LONGEST:
        raise Refusal(
            say(f"预设要有名字,最多 {LONGEST} 个字", f"A preset needs a name of at most {LONGEST} characters")
        )
    if name in built_in():
        raise Refusal(
            say(f"“{name}”是内置预设的名字,换一个", f"“{name}” is a built-in preset; choose another name")
        )
    return name
