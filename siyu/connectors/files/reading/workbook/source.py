"""A sheet of an `.xlsx` file, as a source of rows."""

import posixpath
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

from siyu.connectors.files.reading.trouble import NotReadable
from siyu.connectors.files.reading.workbook.package import Package, damaged
from siyu.connectors.files.reading.workbook.sheet import SheetRows
from siyu.connectors.files.reading.workbook.strings import SharedStrings
from siyu.connectors.files.reading.workbook.styles import date_styles
from siyu.core.words import say

BOOK = "xl/workbook.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"


class WorkbookSource:
    """The rows of one sheet. They can be read as often as one likes; memory does not grow with them."""

    ragged = True
    encoding = "xlsx"
    delimiter = ""

    def __init__(self, path: Path, *, sheet: int = 1) -> None:
        self.path = path
        self.size = path.stat().st_size
        self.position = 0
        self.weight = 0
        """Characters and cells read so far."""
        with closing(Package(path)) as package:
            if BOOK not in package:
                if "mimetype" in package:
                    raise NotReadable(
                        say(
                            "这是 OpenDocument 文件,不是 .xlsx;请另存为 .xlsx 或 CSV",
                            "This is an OpenDocument file, no .xlsx; save it as .xlsx or CSV",
                        )
                    )
                raise NotReadable(
                    say(
                        "这是压缩包,不是 Excel 工作簿;请先解压",
                        "This is a zip archive, no Excel workbook; unpack it first",
                    )
                )
            tags = package.tags(BOOK)
            self.of_1904 = any(
                tag == "workbookPr" and attributes.get("date1904") in ("1", "true")
                for tag, attributes in tags
            )
            self.sheet, self.strings, self.styles = _parts(package, tags, sheet)

    def records(self) -> Iterator[tuple[int, list[str]]]:
        """(row number of the sheet, cells) of every row that is not blank."""
        with closing(Package(self.path)) as package, SharedStrings() as strings:
            if self.strings:
                strings.load(package, self.strings)
            dates = date_styles(package, self.styles) if self.styles else set()
            rows = SheetRows(strings, dates, of_1904=self.of_1904)
            whole = max(1, package.size(self.sheet))
            for seen in package.feed(self.sheet, rows.parser):
                self.position = self.size * seen // whole
                while rows.ready:
                    number, cells = rows.ready.popleft()
                    self.weight += 8 * len(cells) + sum(map(len, cells))
                    yield number, cells
        self.position = self.size


def sheet_titles(path: Path) -> list[str]:
    """The names of the sheets, in their order."""
    with closing(Package(path)) as package:
        tags = package.tags(BOOK) if BOOK in package else []
        return [attributes.get("name", "") for tag, attributes in tags if tag == "sheet"]


def _parts(package: Package, tags: list[tuple[str, Mapping[str, str]]], number: int) -> tuple[str, str, str]:
    """The names of the parts that hold the sheet of this number, the shared strings and the styles."""
    sheets = [attributes.get("id", "") for tag, attributes in tags if tag == "sheet"]
    first = sheets[number - 1] if number <= len(sheets) else None
    if first is None or RELATIONS not in package:
        raise damaged()
    strings = styles = sheet = ""
    for _, attributes in package.tags(RELATIONS):
        target = attributes.get("Target", "")
        place = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
        kind = attributes.get("Type", "").rpartition("/")[2]
        if attributes.get("Id") == first:
            sheet = place
        elif kind == "sharedStrings":
            strings = place
        elif kind == "styles":
            styles = place
    if sheet not in package:
        raise damaged()
    return sheet, strings if strings in package else "", styles if styles in package else ""
