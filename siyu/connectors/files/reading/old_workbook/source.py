"""A sheet of an `.xls` file, as a source of rows."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from siyu.connectors.files.reading.trouble import NotReadable
from siyu.connectors.files.reading.workbook.package import damaged
from siyu.connectors.files.reading.workbook.sheet import shortest
from siyu.core.words import say

CHILD = Path(__file__).with_name("child.py")
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
LOOKED_AT = 1 << 20


class OldWorkbookSource:
    """The rows of one sheet. They can be read as often as one likes; memory does not grow with them."""

    ragged = True
    of_1904 = False
    """Days and times come as such, whatever the workbook counts from."""

    def __init__(self, path: Path, *, sheet: int = 1) -> None:
        self.path = path
        self.sheet = sheet
        self.size = path.stat().st_size
        self.position = 0
        self.weight = 0
        _refuse_encrypted(path)

    def records(self) -> Iterator[tuple[int, list[str]]]:
        """(row number of the sheet, cells) of every row that is not blank."""
        with _told(self.path, self.sheet) as lines:
            whole = max(1, int(next(lines)["rows"]))
            for number, values in lines:
                cells = [_shown(value) for value in values]
                if any(cell and not cell.isspace() for cell in cells):
                    self.position = self.size * number // whole
                    self.weight += 8 * len(cells) + sum(map(len, cells))
                    yield number, cells
        self.position = self.size


def old_sheet_titles(path: Path) -> list[str]:
    """The names of the sheets, in their order."""
    _refuse_encrypted(path)
    with _told(path, 0) as lines:
        return [str(title) for title in next(lines)["titles"]]


@contextmanager
def _told(path: Path, sheet: int) -> Iterator[Iterator[Any]]:
    """What the child says, line by line; it ends with whoever listens."""
    command = [sys.executable, "-I", str(CHILD), str(path), str(sheet)]
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as child:
        try:
            yield _lines(child)
        finally:
            child.kill()


def _lines(child: "subprocess.Popen[bytes]") -> Iterator[Any]:
    told = False
    for line in child.stdout or ():
        answer = json.loads(line) if line.endswith(b"\n") else None
        if isinstance(answer, dict) and "trouble" in answer:
            raise _encrypted() if "password" in answer["trouble"].lower() else damaged()
        if answer is not None:
            told = True
            yield answer
    if child.wait() or not told:
        raise NotReadable(
            say(
                "这个 .xls 太大或已损坏;请在表格软件里打开,另存为 .xlsx 或 CSV",
                "This .xls is too large, or damaged; open it in a spreadsheet and save it as .xlsx or CSV",
            )
        )


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return shortest(float(value))
    return str(value)


def _refuse_encrypted(path: Path) -> None:
    """An encrypted `.xlsx` lies in the same sort of container."""
    with path.open("rb") as file:
        start = file.read(LOOKED_AT)
        file.seek(max(0, path.stat().st_size - LOOKED_AT))
        if ENCRYPTED in start or ENCRYPTED in file.read():
            raise _encrypted()


def _encrypted() -> NotReadable:
    return NotReadable(
        say("工作簿有密码;请去掉密码后再导入", "The workbook has a password; save it without one")
    )
