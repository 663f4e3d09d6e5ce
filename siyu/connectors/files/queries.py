"""Reading what the file connector knows: kinds with declared pools, imports, presets."""

from dataclasses import replace

from django.db import connection

from siyu.connectors.files.kinds import KINDS
from siyu.connectors.files.reading.built_in import BuiltIn, built_in
from siyu.core.refusals import Refusal
from siyu.core.words import say
from siyu.facts.kinds import IdentifierKind, Kind
from siyu.facts.models import Preset
from siyu.people import models as people
from siyu.pool.models import PoolKind


def declared_kind(name: str) -> Kind:
    """The kind of this name, its pools including those the brand declared; refuses an unknown one."""
    if name not in KINDS:
        known = ", ".join(KINDS)
        raise Refusal(
            say(f"没有“{name}”这种文件,可选:{known}", f"There is no kind “{name}”; choose one of {known}")
        )
    kind = KINDS[name]
    if all(column.name != "pool" for column in kind.columns):
        return kind
    declared = {pool.code: say(pool.zh, pool.en) for pool in PoolKind.objects.all()}
    if not declared:
        return kind
    columns = tuple(
        replace(column, codes={**column.codes, **declared}) if column.name == "pool" else column
        for column in kind.columns
    )
    return replace(kind, columns=columns)


def listed_kind(name: str) -> str:
    """The kind of a list of everybody who is there, from what joins are called; refuses any other."""
    if name not in ("joins", "presences"):
        raise Refusal(
            say(
                "只有入池名单(joins)能说是某一天在池的所有人",
                "Only a list of joins can be everybody who is there on a day",
            )
        )
    return "presences"


def identifier_kinds() -> tuple[IdentifierKind, ...]:
    """All identifier kinds, ours and declared, strongest first."""
    return tuple(
        IdentifierKind(
            name=row.name,
            zh=row.zh,
            en=row.en,
            strong=row.strong,
            single_valued=row.single_valued,
            scoped=row.scoped,
            rank=row.rank,
        )
        for row in people.IdentifierKind.objects.order_by("rank", "name")
    )


def preset_named(name: str, *, kind: str) -> Preset:
    """The preset of this name for this kind, the brand's own before ours; refuses when there is none."""
    found = Preset.objects.filter(name=name, kind=kind).first()
    if found is not None:
        return found
    ours = built_in().get(name)
    if ours is None or ours.kind != kind:
        known = declared_kind(kind)
        raise Refusal(
            say(
                f"没有{known.zh}的预设“{name}”;siyu import --list 列出全部",
                f"There is no preset “{name}” for {known.en.lower()}; siyu import --list names them all",
            )
        )
    return as_it_comes(ours)


def as_it_comes(ours: BuiltIn) -> Preset:
    """A built-in preset as if it were one of the brand's own; it is in no table."""
    return Preset(
        name=ours.name, kind=ours.kind, mapping={}, constants={}, reading=dict(ours.reading), base=ours.name
    )


def waits_for_a_worker(import_id: int) -> bool:
    """Whether a job that has not ended brings this import in."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('procrastinate_jobs') IS NOT NULL")
        if not cursor.fetchone()[0]:
            return False
        cursor.execute(
            """SELECT EXISTS (SELECT 1 FROM procrastinate_jobs
                              WHERE task_name = 'files.run_import' AND status IN ('todo', 'doing')
                                AND (args->>'import_id')::bigint = %s)""",
            [import_id],
        )
        return bool(cursor.fetchone()[0])
