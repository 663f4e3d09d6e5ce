"""Archives on the command line: unpacked for the time of an import, their password asked for."""

import getpass
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from siyu.connectors.files.reading.archive import Member, PasswordNeeded, is_archive, unpack
from siyu.core.home import home
from siyu.core.refusals import Refusal
from siyu.core.words import say

PREFIX = ".unpacked-"
TRIES = 3
FORGOTTEN = timedelta(days=1)


@contextmanager
def unpacked(names: Sequence[str], *, password_file: str | None, at: datetime) -> Iterator[list[Any]]:
    """The files as an import takes them, those in archives beside each other; gone afterwards."""
    files: list[dict[str, Any]] = [
        {"name": Path(name).name, "path": str(Path(name).resolve())} for name in names
    ]
    archives = [file for file in files if is_archive(Path(file["path"]))]
    if not archives:
        yield files
        return
    _drop_forgotten(at)
    said = _password(password_file)
    with TemporaryDirectory(dir=home(), prefix=PREFIX) as folder:
        for file in archives:
            members = _unpack(file, Path(folder), said)
            file["parts"] = [{"name": member.name, "path": str(member.path)} for member in members]
        yield files


def _unpack(file: dict[str, Any], folder: Path, said: str | None) -> list[Member]:
    password = said
    for tried in range(TRIES):
        try:
            return unpack(Path(file["path"]), folder=folder, password=password)
        except PasswordNeeded as trouble:
            last = tried == TRIES - 1
            if said is not None or last or not sys.stdin.isatty():
                raise Refusal(
                    say(f"{file['name']}:{trouble.text.zh}", f"{file['name']}: {trouble.text.en}")
                ) from trouble
            asked = say(f"{file['name']} 的密码:", f"Password of {file['name']}: ")
            password = getpass.getpass(str(asked), stream=sys.stderr)
        except Refusal as trouble:
            raise Refusal(
                say(f"{file['name']}:{trouble.text.zh}", f"{file['name']}: {trouble.text.en}")
            ) from trouble
    raise AssertionError(TRIES)


def _password(file: str | None) -> str | None:
    if file is None:
        return None
    try:
        return Path(file).read_text(encoding="utf-8").splitlines()[0]
    except (OSError, UnicodeError, IndexError) as trouble:
        raise Refusal(
            say(f"密码文件 {file} 读不出第一行", f"The password file {file} has no first line to read")
        ) from trouble


def _drop_forgotten(at: datetime) -> None:
    """What a killed import left unpacked."""
    for place in home().glob(f"{PREFIX}*"):
        if place.stat().st_mtime < (at - FORGOTTEN).timestamp():
            shutil.rmtree(place, ignore_errors=True)
