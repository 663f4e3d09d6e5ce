"""A file comes in: read, staged, judged, stated, applied — all of it, or nothing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from siyu.connectors.files.actions.applying import apply_touched
from siyu.connectors.files.actions.progress import Cancelled, Progress
from siyu.connectors.files.actions.staging import Staged, stage_file, write_clashes
from siyu.connectors.files.queries import declared_kind, identifier_kinds, waits_for_a_worker
from siyu.connectors.files.reading import NotReadable, Plan, RejectsFile, Shape, plan_file
from siyu.core.queries import brand_zone
from siyu.core.refusals import Refusal
from siyu.core.words import say, speaking
from siyu.facts.actions import classify, one_writer, record, state_staged
from siyu.facts.facts import IMPORT_FINISHED
from siyu.facts.kinds import Kind
from siyu.facts.models import Import
from siyu.traffic.actions import mark_texts

Clock = Callable[[], datetime]


def run_import(
    *, import_id: int, clock: Clock, rejects_folder: Path, report: Callable[[Progress], None]
) -> Import:
    """Bring a waiting import in; an import that a killed process left `running` is begun again.

    Everything is one transaction: a kill leaves nothing of the file. Two processes that were given the same
    import do it once, the second waits: of a killed process the server may go on with a statement for a
    while, and whoever went away then would leave the import to nobody.
    Raises a Refusal (the import is `failed`, nothing came in).
    """
    with _only_one(import_id, waiting=True):
        taken = Import.objects.get(id=import_id)
        if taken.state not in ("waiting", "running"):
            return taken
        started = Import.objects.filter(id=import_id, state=taken.state)
        started.update(state="running", started_at=clock(), problem="", stage="reading")
        taken.refresh_from_db()
        with speaking(taken.language), Progress.of(import_id, report) as progress:
            try:
                with transaction.atomic():
                    _bring_in(taken, clock=clock, rejects_folder=rejects_folder, progress=progress)
            except Refusal as trouble:
                Import.objects.filter(id=import_id).update(
                    state="failed", problem=str(trouble), finished_at=clock(), stage="", rejects_file=None
                )
                raise
            except Cancelled:
                Import.objects.filter(id=import_id).update(state="cancelled", finished_at=clock(), stage="")
        return Import.objects.get(id=import_id)


def try_import(
    *, import_id: int, clock: Clock, rejects_folder: Path, report: Callable[[Progress], None]
) -> Import:
    """Say what `run_import` would do, and do nothing: the import goes on waiting, its counts filled in."""
    taken = Import.objects.get(id=import_id)
    if taken.state != "waiting":
        raise Refusal(say("只有等待中的导入可以试算", "Only a waiting import can be tried"))
    with speaking(taken.language), Progress.of(import_id, report) as progress:
        try:
            with transaction.atomic():
                _bring_in(taken, clock=clock, rejects_folder=rejects_folder, progress=progress, dry=True)
                counts = {
                    name: getattr(taken, name) for name in (*COUNTS, *BESIDE, "rejects_file", "reasons")
                }
                transaction.set_rollback(True)
        except Cancelled:
            return Import.objects.get(id=import_id)
    Import.objects.filter(id=import_id, state="waiting").update(**counts, stage="tried")
    taken.refresh_from_db()
    return taken


COUNTS = ("rows", "accepted", "duplicate", "restated", "rejected")
BESIDE = ("left_out", "combined_from", "clashed")
"""Told beside the counts, and no part of them."""


def _bring_in(
    taken: Import, *, clock: Clock, rejects_folder: Path, progress: Progress, dry: bool = False
) -> None:
    files = _plans(taken, today=clock().astimezone(brand_zone()).date())
    plans = [plan for parts in files for plan in parts]
    progress.expect(sum(plan.size for plan in plans))
    rejects = RejectsFile(_rejects_path(rejects_folder, taken), plans)
    counts = dict.fromkeys((*COUNTS, *BESIDE), 0)
    with rejects:
        for name, parts in zip((file["name"] for file in taken.files), files, strict=True):
            with _naming(name):
                staged = stage_file(parts=parts, rejects=rejects, progress=progress)
            if not dry:
                one_writer()
            progress.enter("applying")
            _take(
                taken, kind=parts[0].kind, staged=staged, counts=counts, rejects=rejects, clock=clock, dry=dry
            )
    taken.rejects_file = str(rejects.path) if rejects.rows else None
    taken.reasons = rejects.commonest()
    for name, value in counts.items():
        setattr(taken, name, value)
    if not dry:
        _finish(taken, at=clock())


def _plans(taken: Import, *, today: date) -> list[list[Plan]]:
    """Every part of every file opened and its header understood, before anything of any of them comes in."""
    kind, identifiers, zone = declared_kind(taken.kind), identifier_kinds(), brand_zone()
    plans, shape = [], Shape.of(taken.reading)
    for file in taken.files:
        with _naming(file["name"]):
            plans.append(
                plan_file(
                    file,
                    kind=kind,
                    identifiers=identifiers,
                    zone=zone,
                    mapping=taken.mapping,
                    constants=taken.constants,
                    shape=shape,
                    today=today,
                )
            )
    return plans


@contextmanager
def _naming(file: str) -> Iterator[None]:
    """What is wrong is said of a file."""
    try:
        yield
    except NotReadable as trouble:
        raise NotReadable(say(f"{file}:{trouble.text.zh}", f"{file}: {trouble.text.en}")) from trouble


def _take(
    taken: Import,
    *,
    kind: Kind,
    staged: Staged,
    counts: dict[str, int],
    rejects: RejectsFile,
    clock: Clock,
    dry: bool,
) -> None:
    """Judge what is staged, state it, and let everything follow."""
    outcome = classify(kind=kind)
    if outcome.clashed:
        write_clashes(places=staged.places, rejects=rejects)
    counts["clashed"] += outcome.clashed
    counts["rows"] += staged.rows
    counts["left_out"] += staged.left_out
    counts["combined_from"] += staged.combined_from
    counts["accepted"] += outcome.accepted
    counts["duplicate"] += outcome.duplicate
    counts["restated"] += outcome.restated
    counts["rejected"] += staged.rejected + outcome.clashed
    if dry and len(taken.files) == 1:
        return
    at = clock()
    state_staged(kind=kind, import_id=taken.id, actor=taken.actor, at=at)
    apply_touched(kind=kind.name, import_id=taken.id, at=at)
    if any(part.entry_is_text for part in staged.places.parts):
        mark_texts(import_id=taken.id)


def _finish(taken: Import, *, at: datetime) -> None:
    kept = {name: getattr(taken, name) for name in (*COUNTS, *BESIDE, "rejects_file", "reasons")}
    finished = Import.objects.filter(id=taken.id, state="running").update(
        state="done", stage="", finished_at=at, **kept
    )
    if not finished:
        raise Cancelled
    data: dict[str, Any] = {
        "import": taken.id,
        "kind": taken.kind,
        "files": [file["name"] for file in taken.files],
    }
    record(
        name=IMPORT_FINISHED.name,
        data=data | {name: getattr(taken, name) for name in COUNTS},
        actor=taken.actor,
        at=at,
    )


def _rejects_path(folder: Path, taken: Import) -> Path:
    stem = Path(taken.files[0]["name"]).name.split(".")[0][:80] or "rows"
    safe = "".join(letter if letter.isalnum() or letter in "-_" else "-" for letter in stem)
    return (folder / f"{taken.id}-{safe}-refused.csv").resolve()


@contextmanager
def _only_one(import_id: int, *, waiting: bool = False) -> Iterator[bool]:
    """Whether this process, and no other, may run the import now; `waiting`: it is, when nobody else is."""
    with connection.cursor() as cursor:
        if waiting:
            cursor.execute("SELECT pg_advisory_lock(%s, %s)", [RUN_LOCK, import_id])
            ours = True
        else:
            cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [RUN_LOCK, import_id])
            ours = bool(cursor.fetchone()[0])
        try:
            yield ours
        finally:
            if ours:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [RUN_LOCK, import_id])


RUN_LOCK = 0x696D70
"""The first half of the advisory lock ("imp") of an import that is being run."""


def bury_killed_imports(*, at: datetime) -> int:
    """Say of imports whose process was killed that nothing of them came in; answers how many.

    One that a job brings in is not among them: the job takes it up again.
    """
    buried = 0
    for import_id in Import.objects.filter(state="running").values_list("id", flat=True):
        with _only_one(import_id) as dead:
            if dead and not waits_for_a_worker(import_id):
                buried += Import.objects.filter(id=import_id, state="running").update(
                    state="failed",
                    stage="",
                    finished_at=at,
                    problem=str(
                        say(
                            "导入中途被中断,没有导入任何一行", "Interrupted on the way: nothing of it came in"
                        )
                    ),
                )
    return buried
