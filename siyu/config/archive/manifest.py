"""What a backup says of itself, and whether it is whole."""

import hashlib
import json
import zipfile
import zlib
from pathlib import Path
from typing import IO, Any

import msgspec

from siyu.core.refusals import Refusal
from siyu.core.words import Say, say

FORMAT = "siyu-backup/1"
CHUNK = 1 << 20


class Table(msgspec.Struct, frozen=True):
    """One table: the columns in the order of its file, how many rows, and the digest of the file."""

    columns: list[str]
    rows: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True):
    """The last member of a backup: without it the file was not written to its end."""

    format: str
    made_at: str
    home: str
    migrations: list[tuple[str, str]]
    tables: dict[str, Table]
    sequences: dict[str, int]
    files: dict[str, str]
    """{path below the home: digest}."""


def read_manifest(path: Path) -> Manifest:
    """Look through a whole backup; refuses what is none, is damaged, or lacks something."""
    if not path.is_file():
        raise Refusal(say(f"没有文件 {path}", f"There is no file {path}"))
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = msgspec.json.decode(archive.read("manifest.json"), type=Manifest)
            if manifest.format != FORMAT:
                raise Refusal(
                    say(
                        f"{path} 是另一版本的备份({manifest.format}),请用更新的 siyu",
                        f"{path} is a backup of another form ({manifest.format}); use a newer siyu",
                    )
                )
            digests = {f"tables/{name}.copy": table.sha256 for name, table in manifest.tables.items()}
            digests |= {f"files/{name}": digest for name, digest in manifest.files.items()}
            for member, digest in digests.items():
                with archive.open(member) as file:
                    if digest_of(file) != digest:
                        raise Refusal(_damaged(path, member))
    except KeyError as missing:
        raise Refusal(_damaged(path, str(missing.args[0]))) from missing
    except (zipfile.BadZipFile, zlib.error, EOFError, msgspec.DecodeError, NotImplementedError) as trouble:
        raise Refusal(_damaged(path, str(trouble))) from trouble
    return manifest


def is_backup(path: Path) -> bool:
    """Whether this file at least looks like one of ours."""
    try:
        with zipfile.ZipFile(path) as archive:
            said: Any = json.loads(archive.read("manifest.json"))
    except (zipfile.BadZipFile, KeyError, ValueError, OSError):
        return False
    return isinstance(said, dict) and str(said.get("format", "")).startswith("siyu-backup/")


def digest_of(file: IO[bytes]) -> str:
    """SHA-256 of what is left to read."""
    digest = hashlib.sha256()
    while chunk := file.read(CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def _damaged(path: Path, why: str) -> Say:
    return say(
        f"{path} 不是完整的备份:{why};什么都没有恢复",
        f"{path} is no whole backup: {why}; nothing was restored",
    )
