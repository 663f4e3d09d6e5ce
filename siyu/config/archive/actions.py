"""Bringing a backup back: all of it, or nothing."""

import json
import os
import shutil
import tempfile
import zipfile
from pathlib import Path, PurePosixPath
from typing import Any

from django.db import connection, transaction
from django.db.migrations.exceptions import IrreversibleError
from django.db.migrations.executor import MigrationExecutor

from siyu.config.archive.manifest import CHUNK, Manifest, read_manifest
from siyu.config.archive.writing import FOLDERS, our_tables
from siyu.core.home import home
from siyu.core.refusals import Refusal
from siyu.core.words import say

UNPACKED = ".restoring-"


def restore_backup(*, path: Path, force: bool) -> Manifest:
    """Put everything back that the file holds. Refuses a damaged file, one of a newer siyu, and to overwrite.

    `force` overwrites what is there. One transaction: whatever goes wrong, what was there stays. Nobody else
    restores at this moment (`siyu restore` holds the lock), so what a killed one unpacked is removed.
    """
    for left in home().glob(f"{UNPACKED}*"):
        shutil.rmtree(left)
    manifest = read_manifest(path)
    _refuse_strange_files(manifest)
    if not force:
        _refuse_to_overwrite()
    with (
        zipfile.ZipFile(path) as archive,
        tempfile.TemporaryDirectory(dir=home(), prefix=UNPACKED) as folder,
    ):
        fresh = Path(folder)
        _unpack_files(archive, manifest, fresh)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f"TRUNCATE {', '.join(f'"{table}"' for table in our_tables())} CASCADE")
            targets = _migrate_back(manifest)
            tables = our_tables()
            unknown = set(manifest.tables) - set(tables)
            if unknown:
                raise Refusal(
                    say(
                        f"备份里有不认识的表:{', '.join(sorted(unknown))}",
                        f"The backup holds unknown tables: {', '.join(sorted(unknown))}",
                    )
                )
            for table in tables:
                if table in manifest.tables:
                    _copy_in(archive, cursor, table, manifest.tables[table].columns)
            _set_sequences(cursor, manifest)
            _move_paths(cursor, old=manifest.home, new=str(home()))
            if targets:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                _migrate(MigrationExecutor(connection).loader.graph.leaf_nodes())
        for name in FOLDERS:
            if (home() / name).exists():
                (home() / name).rename(fresh / f"replaced-{name}")
            if (fresh / name).exists():
                (fresh / name).rename(home() / name)
    return manifest


def what_is_there() -> dict[str, int]:
    """How many rows of facts, people and staff would be lost."""
    with connection.cursor() as cursor:
        counts = {}
        for name, table in (("facts", "facts_fact"), ("people", "people_person"), ("staff", "core_staff")):
            cursor.execute(f"SELECT count(*) FROM {table}")
            counts[name] = int(cursor.fetchone()[0])
    return counts


def _refuse_to_overwrite() -> None:
    lost = what_is_there()
    if lost["facts"] or lost["staff"] > 1:
        raise Refusal(
            say(
                f"这里不是空的:{lost['facts']} 条事实、{lost['people']} 位客户、{lost['staff']} 位成员"
                "会全部丢失;确要覆盖请加 --force",
                f"This is not empty: {lost['facts']} facts, {lost['people']} people and {lost['staff']} "
                "staff would be lost; add --force to overwrite them",
            )
        )


def _refuse_strange_files(manifest: Manifest) -> None:
    for name in manifest.files:
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or path.parts[0] not in FOLDERS:
            raise Refusal(say(f"备份里有不该有的文件:{name}", f"The backup holds a strange file: {name}"))


def _unpack_files(archive: zipfile.ZipFile, manifest: Manifest, folder: Path) -> None:
    for name in manifest.files:
        target = folder / name
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with archive.open(f"files/{name}") as source, target.open("wb") as file:
            shutil.copyfileobj(source, file, CHUNK)


def _migrate_back(manifest: Manifest) -> bool:
    """Bring the empty tables to the state the backup was made in; answers whether it is an older one."""
    executor = MigrationExecutor(connection)
    known, then = set(executor.loader.graph.nodes), set(manifest.migrations)
    newer = {name for name in then - known if name[0] in executor.loader.migrated_apps}
    if newer:
        names = ", ".join(".".join(name) for name in sorted(newer))
        raise Refusal(
            say(
                f"备份来自更新的 siyu(迁移 {names}),请先升级",
                f"The backup is of a newer siyu (migrations {names}); upgrade first",
            )
        )
    missing = set(executor.loader.applied_migrations) & known - then
    if not missing:
        return False
    targets: list[tuple[str, str | None]] = []
    for app in sorted({app for app, _ in missing}):
        kept = [node for node in executor.loader.graph.nodes if node[0] == app and node in then]
        inside = {parent for node in kept for parent in executor.loader.graph.node_map[node].parents}
        leaves = [node for node in kept if node not in inside]
        targets += leaves or [(app, None)]
    try:
        _migrate(targets)
    except IrreversibleError as trouble:
        raise Refusal(
            say(
                "这份备份太旧,不能直接恢复;请用制作它的版本恢复后再升级",
                "The backup is too old to restore directly; "
                "restore it with the siyu that made it, then upgrade",
            )
        ) from trouble
    return True


def _migrate(targets: list[Any]) -> None:
    MigrationExecutor(connection).migrate(targets)


def _copy_in(archive: zipfile.ZipFile, cursor: Any, table: str, columns: list[str]) -> None:
    quoted = ", ".join(f'"{column}"' for column in columns)
    cursor.execute(
        f'ALTER TABLE "{table}" DISABLE TRIGGER USER'
    )  # jobs would be announced, and counted twice
    with (
        archive.open(f"tables/{table}.copy") as member,
        cursor.copy(f'COPY "{table}" ({quoted}) FROM STDIN') as copy,
    ):
        while block := member.read(CHUNK):
            copy.write(block)
    cursor.execute(f'ALTER TABLE "{table}" ENABLE TRIGGER USER')


def _set_sequences(cursor: Any, manifest: Manifest) -> None:
    for name, last in manifest.sequences.items():
        cursor.execute(
            "SELECT setval(to_regclass(%s), %s) WHERE to_regclass(%s) IS NOT NULL", [name, last, name]
        )


def _move_paths(cursor: Any, *, old: str, new: str) -> None:
    """Refused rows and uploads lie in another home now."""
    if old == new:
        return
    cursor.execute(
        "UPDATE facts_import SET rejects_file = %s || substr(rejects_file, %s)"
        " WHERE starts_with(rejects_file, %s)",
        [new, len(old) + 1, old + os.sep],
    )
    cursor.execute(
        "UPDATE facts_import SET files = replace(files::text, %s, %s)::jsonb",
        [_path_begins(old), _path_begins(new)],
    )


def _path_begins(place: str) -> str:
    """How the path of a file, or of a part of one, begins in the text of a JSON document."""
    return '"path": ' + json.dumps(place + os.sep, ensure_ascii=False).removesuffix('"')
