"""Files that people sent: kept while an import needs them, then gone."""

import hashlib
import os
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.db.models import Q

from siyu.connectors.files.reading.archive import unpack
from siyu.core.refusals import Refusal
from siyu.core.words import say
from siyu.facts.models import Import

KEPT = timedelta(days=7)
"""How long a file stays whose import waits for somebody, or could not be read."""


def keep_upload(*, chunks: Iterable[bytes], folder: Path) -> tuple[Path, str]:
    """Write what was sent to a file of our naming; answers its place and its SHA-256."""
    path = folder / uuid4().hex
    digest = hashlib.sha256()
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as out:
            for chunk in chunks:
                digest.update(chunk)
                out.write(chunk)
    except OSError as trouble:
        path.unlink(missing_ok=True)
        raise Refusal(
            say(
                f"这个文件存不下来:{trouble.strerror}。请看看磁盘空间",
                f"The file cannot be kept: {trouble.strerror}. Is the disk full?",
            )
        ) from trouble
    return path, digest.hexdigest()


def keep_members(*, path: Path, folder: Path, password: str) -> list[dict[str, str]]:
    """Unpack an archive that was sent beside itself; answers its tables as an import names them.

    The password is not kept.
    """
    members = unpack(path, folder=folder, password=password or None)
    return [{"name": member.name, "path": str(member.path)} for member in members]


def drop_spent_uploads(*, folder: Path, at: datetime) -> int:
    """Remove the files that no import needs any more; answers how many.

    Done, cancelled and withdrawn imports need none: facts hold their rows. One that waits for a person, that
    could not be read, or whose rows were finer than our key keeps its file for a week; after that a waiting
    one is cancelled.
    """
    old = at - KEPT
    Import.objects.filter(
        state="waiting", stage__in=["", "tried"], created_at__lt=old, files__0__path__startswith=str(folder)
    ).update(state="cancelled", finished_at=at)
    needed = set()
    for files in Import.objects.filter(state__in=["waiting", "running"]).values_list("files", flat=True):
        needed |= _places(files)
    again = Q(state="failed") | Q(state="done", clashed__gt=0)
    for files in Import.objects.filter(again, created_at__gte=old).values_list("files", flat=True):
        needed |= _places(files)
    just_now = (at - timedelta(hours=1)).timestamp()
    known = set()
    for files in Import.objects.filter(files__0__path__startswith=str(folder)).values_list(
        "files", flat=True
    ):
        known |= _places(files)
    dropped = 0
    for path in folder.iterdir():
        # One that no import names yet may be on its way in.
        young = str(path) not in known and path.stat().st_mtime > just_now
        if str(path) not in needed and not young:
            path.unlink(missing_ok=True)
            dropped += 1
    return dropped


def _places(files: Iterable[Mapping[str, Any]]) -> set[str]:
    """Where the files of an import lie, with what was unpacked of them."""
    return {part["path"] for file in files for part in (file, *file.get("parts", ()))}
