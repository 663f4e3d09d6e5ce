"""Excel workbooks: the first sheet, streamed, with every cell as the text a person would have typed."""

import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from siyu.connectors.files.reading.trouble import NotReadable
from siyu.core.words import say

MOST_UNPACKED = 2_000_000_000
MOST_STRINGS = 150_000_000
"""Bytes: shared strings are held in memory, sheets are streamed."""
DIGITS_OF_A_DOUBLE = 10**15
UNSAVED_FORMULA = re.compile(rb"</f>\s*(<v\s*/>|<v>\s*</v>)?\s*</c>|<f\s*/>\s*</c>")
CHUNK = 1 << 20


class WorkbookSource:
    """The first sheet of an `.xlsx` file."""

    encoding = "xlsx"
    delimiter = ""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.size = path.stat().st_size
        self.position = 0
        self._inspect()

    def records(self) -> Iterator[tuple[int, list[str] | None]]:
        """(row number of the sheet, cells) of every row that is not blank."""
        try:
            book = openpyxl.load_workbook(self.path, read_only=True, data_only=True, keep_links=False)
            try:
                sheet = book.worksheets[0]
                sheet.reset_dimensions()
                for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
                    cells = [_shown(value) for value in row]
                    while cells and not cells[-1]:
                        cells.pop()
                    if cells:
                        yield number, cells
            finally:
                book.close()
        except NotReadable:
            raise
        except (
            InvalidFileException,
            zipfile.BadZipFile,
            ParseError,
            KeyError,
            ValueError,
            IndexError,
            EOFError,
        ) as trouble:
            raise _damaged() from trouble
        self.position = self.size

    def _inspect(self) -> None:
        """Refuse what would not fit in memory, or hides something, before anything is unpacked."""
        try:
            with zipfile.ZipFile(self.path) as package:
                parts = package.infolist()
                names = {part.filename for part in parts}
                if "xl/workbook.xml" not in names:
                    raise NotReadable(
                        say(
                            "这是压缩包,不是 Excel 工作簿;请先解压",
                            "This is a zip archive, no Excel workbook; unpack it first",
                        )
                    )
                strings = sum(part.file_size for part in parts if "sharedStrings" in part.filename)
                if sum(part.file_size for part in parts) > MOST_UNPACKED or strings > MOST_STRINGS:
                    raise NotReadable(
                        say(
                            "工作簿解开后太大;请另存为 CSV",
                            "The workbook is too large when unpacked; save it as CSV",
                        )
                    )
                for part in parts:
                    if part.filename.endswith((".xml", ".rels")):
                        self._look_into(package, part)
        except (zipfile.BadZipFile, EOFError, OSError, RuntimeError, NotImplementedError) as trouble:
            raise _damaged() from trouble

    def _look_into(self, package: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
        sheet = part.filename.startswith("xl/worksheets/")
        with package.open(part) as stream:
            tail = b""
            first = True
            while chunk := stream.read(CHUNK):
                if first and b"<!DOCTYPE" in chunk[:4096].upper().replace(b"<!doctype", b"<!DOCTYPE"):
                    raise NotReadable(
                        say(
                            "工作簿里有 DOCTYPE 声明,可能是恶意文件",
                            "The workbook declares a DOCTYPE: it may be hostile",
                        )
                    )
                first = False
                if not sheet:
                    break
                if UNSAVED_FORMULA.search(tail + chunk):
                    raise NotReadable(
                        say(
                            "工作簿里有没有算出结果的公式;请用表格软件打开、保存后再导入",
                            "The workbook holds formulas without results; open and save it in a spreadsheet first",
                        )
                    )
                tail = chunk[-200:]


def _shown(value: Any) -> str:
    """A cell as text: numbers in their shortest decimal form, times in ISO form."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        if isinstance(value, float) and not value.is_integer():
            return repr(value)
        if abs(value) >= DIGITS_OF_A_DOUBLE:
            return f"{value:.4E}"  # more digits than a spreadsheet keeps: damaged, and refused as such
        return str(int(value))
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)


def _damaged() -> NotReadable:
    return NotReadable(say("工作簿已损坏,打不开", "The workbook is damaged and cannot be opened"))
