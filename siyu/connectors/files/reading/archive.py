"""Archives (`.zip`): the tables in them, unpacked beside each other, whatever they are encrypted with."""

import zipfile
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any
from uuid import uuid4

from siyu.connectors.files.reading.text import BOMB, BOMB_RATIO
from siyu.connectors.files.reading.trouble import NotReadable
from siyu.connectors.files.reading.workbook.package import MOST_UNPACKED, look_at_directory
from siyu.core.words import Say, say

CHUNK = 1 << 20
MOST_MEMBERS = 1000
TABLES = frozenset({".csv", ".tsv", ".txt", ".xls", ".xlsx", ".xlsm", ".gz", ""})
OFFICE = frozenset({"[Content_Types].xml", "mimetype", "xl/workbook.xml"})
"""What the packages of office programs hold: those are no archives, though they are packed as one."""
AES = 99
"""The method under which an archive keeps what is encrypted with AES."""
DAMAGED = (zipfile.BadZipFile, EOFError, NotImplementedError, ValueError, KeyError, RuntimeError, OSError)


class PasswordNeeded(NotReadable):
    """The archive has a password, and it was not given, or a wrong one."""


@dataclass(frozen=True)
class Member:
    """A table of an archive: what it is called in there, and where it lies now."""

    name: str
    path: Path


def is_archive(path: Path) -> bool:
    """Whether a file is an archive, and no workbook; what cannot be opened is left to whoever reads it."""
    try:
        with path.open("rb") as file:
            if file.read(4) != b"PK\x03\x04":
                return False
        look_at_directory(path)
        with zipfile.ZipFile(path) as archive:
            return not OFFICE & set(archive.namelist())
    except DAMAGED:
        return False
    except NotReadable:
        return False


def unpack(path: Path, *, folder: Path, password: str | None = None) -> list[Member]:
    """Unpack the tables of an archive into a folder, under names of ours. Raises NotReadable, and cleans up.

    Bounded in what it unpacks; nothing of a member's name reaches the disk.
    """
    found: list[Member] = []
    try:
        look_at_directory(path)
        with closing(_opened(path)) as archive:
            wanted = _tables(archive.infolist())
            budget = _Budget(path.stat().st_size)
            for info in wanted:
                found.append(Member(_named(info), folder / uuid4().hex))
                _unpack_one(archive, info, found[-1].path, password=password, budget=budget)
    except BaseException:
        for member in found:
            member.path.unlink(missing_ok=True)
        raise
    return found


def _opened(path: Path) -> Any:
    try:
        with zipfile.ZipFile(path) as archive:
            encrypted = any(info.compress_type == AES for info in archive.infolist())
        if not encrypted:
            return zipfile.ZipFile(path)
        import pyzipper

        return pyzipper.AESZipFile(path)
    except DAMAGED as trouble:
        raise _damaged() from trouble


def _tables(infos: Iterable[Any]) -> list[Any]:
    """The members that may be tables; explanations, pictures and what a Mac leaves behind are none."""
    found = []
    for info in infos:
        name = PurePosixPath(_named(info))
        hidden = any(part.strip(".") and part.startswith((".", "__MACOSX")) for part in name.parts)
        if info.is_dir() or hidden or not info.file_size:
            continue
        if name.suffix.lower() == ".zip":
            raise NotReadable(
                say(
                    f"压缩包里还有压缩包“{name.name}”,请先解压一层",
                    f"There is an archive in the archive, “{name.name}”: unpack the outer one first",
                )
            )
        if name.suffix.lower() in TABLES:
            found.append(info)
    if not found:
        raise NotReadable(say("压缩包里没有表格", "There is no table in the archive"))
    if len(found) > MOST_MEMBERS:
        raise NotReadable(
            say(f"压缩包里超过 {MOST_MEMBERS} 个文件", f"The archive holds more than {MOST_MEMBERS} files")
        )
    return sorted(found, key=_named)


class _Budget:
    """How much may still be unpacked."""

    def __init__(self, packed: int) -> None:
        self.packed = packed
        self.unpacked = 0

    def take(self, much: int) -> None:
        """Count what was unpacked; refuses what grows as no table does."""
        self.unpacked += much
        bomb = self.unpacked > BOMB and self.unpacked > BOMB_RATIO * self.packed
        if bomb or self.unpacked > MOST_UNPACKED:
            raise NotReadable(
                say(
                    "压缩包解开后大得不像表格;请解压后再导入",
                    "Unpacked, this archive is larger than tables would be; unpack it and import those",
                )
            )


def _unpack_one(archive: Any, info: Any, to: Path, *, password: str | None, budget: _Budget) -> None:
    if info.flag_bits & 1 and not password:
        raise PasswordNeeded(
            say(
                "压缩包有密码:请给出密码(命令行用 --password-file)",
                "The archive has a password: give it (on the command line by --password-file)",
            )
        )
    try:
        out = to.open("xb")
    except OSError as trouble:
        raise NotReadable(_full(trouble)) from trouble
    with out:
        try:
            with archive.open(info, pwd=password.encode() if password else None) as stream:
                _copy(stream, out, budget)
        except NotReadable:
            raise
        except Exception as trouble:
            told = str(trouble).lower()
            known = isinstance(trouble, DAMAGED) or type(trouble).__module__ in ("zlib", "lzma")
            if info.flag_bits & 1 and (known or "password" in told):
                # A wrong password may seem right for a while: then what comes out is damaged.
                raise PasswordNeeded(
                    say("密码不对,或压缩包已损坏", "The password is wrong, or the archive is damaged")
                ) from trouble
            if not known:
                raise
            raise _damaged() from trouble


def _copy(stream: IO[bytes], out: IO[bytes], budget: _Budget) -> None:
    while chunk := stream.read(CHUNK):
        budget.take(len(chunk))
        try:
            out.write(chunk)
        except OSError as trouble:
            raise NotReadable(_full(trouble)) from trouble


def _named(info: Any) -> str:
    """The name of a member as whoever packed it wrote it: many write GB18030 without saying so."""
    name = str(info.filename)
    if not info.flag_bits & 0x800:
        try:
            raw = name.encode("cp437")
        except UnicodeEncodeError:
            return name.replace("\0", "")
        for encoding in ("utf-8", "gb18030"):
            try:
                return raw.decode(encoding).replace("\\", "/")
            except UnicodeDecodeError:
                continue
    return name


def _damaged() -> NotReadable:
    return NotReadable(say("压缩包已损坏,打不开", "The archive is damaged and cannot be opened"))


def _full(trouble: OSError) -> Say:
    return say(
        f"压缩包解不开:{trouble.strerror}。请看看磁盘空间",
        f"The archive cannot be unpacked: {trouble.strerror}. Is the disk full?",
    )
