"""A file as a source of rows, whatever it is called; refuses what is no table."""

import stat
from collections.abc import Callable
from pathlib import Path

from siyu.connectors.files.reading.markup import LOOKED_AT, what_markup
from siyu.connectors.files.reading.old_workbook import OldWorkbookSource, old_sheet_titles
from siyu.connectors.files.reading.source import Source
from siyu.connectors.files.reading.text import TextSource
from siyu.connectors.files.reading.trouble import NotReadable
from siyu.connectors.files.reading.web_table import WebTableSource, web_table_titles
from siyu.connectors.files.reading.workbook import WorkbookSource, sheet_titles
from siyu.connectors.files.reading.xml_workbook import XmlWorkbookSource, xml_sheet_titles
from siyu.core.words import Say, say

KNOWN_FORMATS: tuple[tuple[bytes, Say], ...] = (
    (b"%PDF", say("PDF", "a PDF")),
    (b"\x89PNG", say("PNG 图片", "a PNG picture")),
    (b"\xff\xd8\xff", say("JPEG 图片", "a JPEG picture")),
    (b"GIF8", say("GIF 图片", "a GIF picture")),
    (b"Rar!", say("RAR 压缩包", "a RAR archive")),
    (b"7z\xbc\xaf", say("7z 压缩包", "a 7z archive")),
    (b"PAR1", say("Parquet 文件", "a Parquet file")),
    (b"SQLite format 3", say("SQLite 数据库", "an SQLite database")),
    (b"\x7fELF", say("程序", "a program")),
)


OPEN: dict[str, Callable[..., Source]] = {
    "xlsx": WorkbookSource,
    "xls": OldWorkbookSource,
    "xml": XmlWorkbookSource,
    "page": WebTableSource,
}
TITLES: dict[str, Callable[[Path], list[str]]] = {
    "xlsx": sheet_titles,
    "xls": old_sheet_titles,
    "xml": xml_sheet_titles,
    "page": web_table_titles,
}


def open_source(path: Path, *, sheet: int = 1) -> Source:
    """A sheet of the file, or the file, as a source of rows; refuses what is no table."""
    what = _what(path)
    if what in OPEN:
        return OPEN[what](path, sheet=sheet)
    return TextSource(path, gzipped=what == "gzip")


def titles_of(path: Path) -> list[str]:
    """The names of a workbook's sheets; of a text there are none."""
    what = _what(path)
    return TITLES[what](path) if what in TITLES else []


def _what(path: Path) -> str:
    """What a file is by its first bytes, whatever it is called; refuses what is no table."""
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise NotReadable(say(f"{path} 是文件夹", f"{path} is a folder"))
        if not stat.S_ISREG(mode):
            raise NotReadable(say(f"{path} 不是普通文件", f"{path} is no regular file"))
        with path.open("rb") as file:
            magic = file.read(LOOKED_AT)
    except FileNotFoundError as trouble:
        raise NotReadable(say(f"没有文件 {path}", f"There is no file {path}")) from trouble
    except (OSError, ValueError) as trouble:
        told = getattr(trouble, "strerror", None) or str(trouble)
        raise NotReadable(say(f"打不开 {path}:{told}", f"{path} cannot be opened: {told}")) from trouble
    if not magic:
        raise NotReadable(say("文件是空的", "The file is empty"))
    if magic.startswith(b"PK"):
        return "xlsx"
    if magic.startswith(b"\xd0\xcf\x11\xe0"):
        return "xls"
    for start, what in KNOWN_FORMATS:
        if magic.upper().startswith(start.upper()):
            raise NotReadable(
                say(
                    f"这是{what.zh},不是表格;请导出为 CSV 或 .xlsx",
                    f"This is {what.en}, no table; export CSV or .xlsx",
                )
            )
    return "gzip" if magic.startswith(b"\x1f\x8b") else what_markup(magic)
