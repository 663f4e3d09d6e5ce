"""Writing a backup: one snapshot of all tables, and the files of the home."""

import hashlib
import zipfile
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import IO, Any

import msgspec
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from siyu.config.archive.manifest import CHUNK, FORMAT, Manifest, Table, is_backup
from siyu.core.home import home
from siyu.core.refusals import Refusal
from siyu.core.whole import written_whole
from siyu.core.words import say

MADE_BY_DJANGO = ("django_", "auth_")
"""Tables that migrations fill, and sessions, which mean nothing under another secret key."""
LEFT_OUT = ("siyu_stamp", "procrastinate_workers", "procrastinate_events", "procrastinate_periodic_defers")
"""Who worked, and when, is of this machine alone. Jobs that wait or were begun come along."""
FOLDERS = ("uploads", "rejects")
HALF_SENT = ".upload"
"""In the name of a file that a browser is sending."""


def write_backup(path: Path, *, at: datetime) -> Manifest:
    """Write everything into one file, whole or not at all. People may go on working meanwhile."""
    if path.exists() and not is_backup(path):
        raise Refusal(
            say(
                f"{path} 已存在且不是 siyu 的备份,不会覆盖",
                f"{path} is there and no backup of siyu; it is not replaced",
            )
        )
    if not path.parent.is_dir():
        raise Refusal(say(f"没有文件夹 {path.parent}", f"There is no folder {path.parent}"))
    # For our eyes only: everybody's names and numbers are in it.
    with (
        written_whole(path, mode=0o600) as file,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
    ):
        return _fill(archive, at=at)


def _fill(archive: zipfile.ZipFile, *, at: datetime) -> Manifest:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        tables = {name: _copy_out(archive, cursor, name, columns) for name, columns in our_tables().items()}
        migrations = MigrationRecorder.Migration.objects.order_by("app", "name").values_list("app", "name")
        cursor.execute(
            "SELECT sequencename, last_value FROM pg_sequences"
            " WHERE schemaname = current_schema() AND last_value IS NOT NULL"
        )
        manifest = Manifest(
            format=FORMAT,
            made_at=at.isoformat(),
            home=str(home()),
            migrations=list(migrations),
            tables=tables,
            sequences={name: last for name, last in cursor.fetchall() if _is_ours(name)},
            files=_copy_files(archive),
        )
    archive.writestr("manifest.json", msgspec.json.encode(manifest))
    return manifest


def our_tables() -> dict[str, list[str]]:
    """{table: its columns} of everything a backup holds, a table after those that its rows point at."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"
            " WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'"
            " AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' ORDER BY c.relname, a.attnum"
        )
        columns: dict[str, list[str]] = {}
        for table, column in cursor.fetchall():
            if _is_ours(table) and (table, column) != ("procrastinate_jobs", "worker_id"):
                columns.setdefault(table, []).append(column)
        cursor.execute(
            "SELECT a.relname, b.relname FROM pg_constraint f JOIN pg_class a ON a.oid = f.conrelid"
            " JOIN pg_class b ON b.oid = f.confrelid WHERE f.contype = 'f' AND a.oid <> b.oid"
        )
        points_at: dict[str, set[str]] = {table: set() for table in columns}
        for table, other in cursor.fetchall():
            if table in columns and other in columns:
                points_at[table].add(other)
    ordered: dict[str, list[str]] = {}
    while len(ordered) < len(columns):
        for table in sorted(columns):
            if table not in ordered and points_at[table] <= set(ordered):
                ordered[table] = columns[table]
    return ordered


def _is_ours(name: str) -> bool:
    return not name.startswith(MADE_BY_DJANGO) and not name.startswith(LEFT_OUT)


def _copy_out(archive: zipfile.ZipFile, cursor: Any, table: str, columns: list[str]) -> Table:
    quoted = ", ".join(f'"{column}"' for column in columns)
    only = " WHERE status IN ('todo', 'doing')" if table == "procrastinate_jobs" else ""
    digest, rows = hashlib.sha256(), 0
    with (
        archive.open(f"tables/{table}.copy", "w", force_zip64=True) as member,
        cursor.copy(f'COPY (SELECT {quoted} FROM "{table}"{only}) TO STDOUT') as copy,
    ):
        for block in copy:
            piece = bytes(block)
            digest.update(piece)
            rows += piece.count(b"\n")  # COPY writes line breaks inside values as \n
            member.write(piece)
    return Table(columns=columns, rows=rows, sha256=digest.hexdigest())


def _files() -> list[Path]:
    """The files of the home, but those that are being sent at this moment."""
    return sorted(
        path
        for name in FOLDERS
        for path in (home() / name).rglob("*")
        if path.is_file() and not path.is_symlink() and HALF_SENT not in path.name
    )


def _copy_files(archive: zipfile.ZipFile) -> dict[str, str]:
    """{path below the home: digest} of what went in; a file that is removed meanwhile is not needed."""
    digests = {}
    for path in _files():
        name = str(path.relative_to(home()))
        with suppress(FileNotFoundError), path.open("rb") as source:
            digests[name] = _copy_file(archive, source, name)
    return digests


def _copy_file(archive: zipfile.ZipFile, source: IO[bytes], name: str) -> str:
    digest = hashlib.sha256()
    with archive.open(f"files/{name}", "w", force_zip64=True) as member:
        while chunk := source.read(CHUNK):
            digest.update(chunk)
            member.write(chunk)
    return digest.hexdigest()
