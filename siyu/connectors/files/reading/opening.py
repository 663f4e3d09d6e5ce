"""A file as a source of rows, whatever it is called; refuses what is no table."""

import stat
from pathlib import Path

from siyu.connectors.files.reading.source import Source
from siyu.connectors.files.reading.text import TextSource
from siyu.connectors.files.reading.trouble import NotReadable
from siyu.connectors.files.reading.workbook import WorkbookSource
from siyu.core.words import Say, say

KNOWN_FORMATS: tuple[tuple[bytes, Say], ...] = (
    (b"%PDF", say("PDF", "a PDF")),
    (b"\x89PNG", say("PNG 图片", "a PNG picture")),
    (b"\xff\xd8\xff", say("JPEG 图片", "a JPEG picture")),
    (b"GIF8", say("GIF 图片", "a GIF picture")),
    (
        b"\xd0\xcf\x11\xe0",
        say("旧版 Excel(.xls)或加密的工作簿", "an old Excel file (.xls) or an encrypted workbook"),
    ),
    (b"Rar!", say("RAR 压缩包", "a RAR archive")),
    (b"7z\xbc\xaf", say("7z 压缩包", "a 7z archive")),
    (b"PAR1", say("Parquet 文件", "a Parquet file")),
    (b"SQLite format 3", say("SQLite 数据库", "an SQLite database")),
    (b"\x7fELF", say("程序", "a program")),
    (b"<!DOCTYPE", say("网页", "a web page")),
    (b"<html", say("网页", "a web page")),
)


def open_source(path: Path) -> Source:
    """The file as a source of rows; refuses what is no table."""
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise NotReadable(say(f"{path} 是文件夹", f"{path} is a folder"))
        if not stat.S_ISREG(mode):
            raise NotReadable(say(f"{path} 不是普通文件", f"{path} is no regular file"))
        with path.open("rb") as file:
            magic = file.read(16)
    except FileNotFoundError as trouble:
        raise NotReadable(say(f"没有文件 {path}", f"There is no file {path}")) from trouble
    except (OSError, ValueError) as trouble:
        told = getattr(trouble, "strerror", None) or str(trouble)
        raise NotReadable(say(f"打不开 {path}:{told}", f"{path} cannot be opened: {told}")) from trouble
    if not magic:
        raise NotReadable(say("文件是空的", "The file is empty"))
    if magic.startswith(b"PK"):
        return WorkbookSource(path)
    for start, what in KNOWN_FORMATS:
        if magic.upper().startswith(start.upper()):
            raise NotReadable(
                say(
                    f"这是{what.zh},不是表格;请导出为 CSV 或 .xlsx",
                    f"This is {what.en}, no table; export CSV or .xlsx",
                )
            )
    return TextSource(path, gzipped=magic.startswith(b"\x1f\x8b"))
