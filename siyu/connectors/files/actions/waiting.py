"""An import that waits: written down, its reading set and changed, queued, dropped."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from siyu.connectors.files.queries import declared_kind
from siyu.core.sample import keep_apart
from siyu.facts.models import Import


def start_import(
    *,
    kind: str,
    files: Sequence[Mapping[str, str]],
    mapping: Mapping[str, str | None] | None = None,
    constants: Mapping[str, str] | None = None,
    reading: Mapping[str, Any] | None = None,
    preset: str = "",
    language: str = "zh",
    actor: str,
    at: datetime,
) -> Import:
    """Write down that these files ([{"name", "path"}]) are to come in; `run_import` brings them in."""
    keep_apart()
    declared_kind(kind)
    return Import.objects.create(
        kind=kind,
        files=[dict(file) for file in files],
        mapping=None if mapping is None else dict(mapping),
        constants=dict(constants or {}),
        reading=dict(reading or {}),
        preset=preset,
        language=language,
        actor=actor,
        created_at=at,
    )


def drop_import(*, import_id: int) -> None:
    """Forget an import that was only tried."""
    Import.objects.filter(id=import_id, state__in=["waiting", "failed"]).delete()


def note_problem(*, import_id: int, problem: str) -> None:
    """Write on a waiting import why it cannot come in as it is."""
    Import.objects.filter(id=import_id, state="waiting").update(problem=problem, stage="tried")


def change_mapping(
    *,
    import_id: int,
    kind: str,
    mapping: Mapping[str, str | None] | None,
    constants: Mapping[str, str],
    reading: Mapping[str, Any] | None = None,
    preset: str | None = None,
) -> None:
    """Set how a waiting import is read; shape and preset stay unless others are given."""
    declared_kind(kind)
    shape: dict[str, Any] = {} if reading is None else {"reading": dict(reading)}
    if preset is not None:
        shape["preset"] = preset
    Import.objects.filter(id=import_id, state="waiting").update(
        kind=kind,
        mapping=None if mapping is None else dict(mapping),
        constants=dict(constants),
        stage="",
        problem="",
        clashed=0,
        **shape,
    )


def queue_import(*, import_id: int, stage: str) -> None:
    """Say that a waiting import is about to be tried (`trying`) or brought in (`queued`)."""
    Import.objects.filter(id=import_id, state="waiting").update(
        stage=stage, problem="", progress_done=0, progress_total=0
    )
