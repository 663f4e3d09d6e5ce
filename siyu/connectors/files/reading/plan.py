"""How one file will be read: opened, its header recognised, its cells given parsers."""

import stat
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from siyu.connectors.files.reading.header import Recognised, Slot, recognise, target_names
from siyu.connectors.files.reading.parsing import RowParser
from siyu.connectors.files.reading.rows import Rejected, Row
from siyu.connectors.files.reading.text import Broken, TextSource
from siyu.connectors.files.reading.trouble import BadValue, NotReadable, Reason
from siyu.connectors.files.reading.workbook import WorkbookSource
from siyu.core.words import Say, say
from siyu.facts.kinds import IdentifierKind, Kind

BATCH = 5000
MOST_COLUMNS = 16_384
HEAVIEST_BATCH = 2_000_000
"""Characters: rows of great length come in smaller batches."""
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


@dataclass(frozen=True)
class Batch:
    """Some thousand rows, understood and refused, and how many bytes of the file are read."""

    rows: list[Row]
    rejected: list[Rejected]
    position: int


@dataclass
class Plan:
    """One file, ready to be read."""

    name: str
    kind: Kind
    header: list[str]
    recognised: Recognised
    source: TextSource | WorkbookSource
    parser: RowParser
    header_row: int

    @property
    def size(self) -> int:
        return self.source.size

    def cells(self) -> Iterator[tuple[int, list[str]]]:
        """The rows below the header as they came: (row number, cells)."""
        for number, cells in self.source.records():
            if number > self.header_row:
                yield number, cells

    def batches(self) -> Iterator[Batch]:
        """The rows below the header, parsed, in batches."""
        rows: list[Row] = []
        rejected: list[Rejected] = []
        begun = 0
        for number, cells in self.cells():
            parsed = self._parse(number, cells)
            if isinstance(parsed, Row):
                rows.append(parsed)
            else:
                rejected.append(parsed)
            if len(rows) + len(rejected) >= BATCH or self.source.weight - begun > HEAVIEST_BATCH:
                yield Batch(rows, rejected, self.source.position)
                rows, rejected = [], []
                begun = self.source.weight
        if rows or rejected:
            yield Batch(rows, rejected, self.source.size)

    def _parse(self, number: int, cells: list[str]) -> Row | Rejected:
        width = len(self.header)
        if isinstance(cells, Broken):
            return Rejected(
                number,
                cells,
                [
                    Reason(
                        "", "", say("引号用法不对,这一行读不出来", "wrong quoting: this row cannot be read")
                    )
                ],
            )
        if len(cells) != width:
            if len(cells) > width and not any(cell.strip() for cell in cells[width:]):
                cells = cells[:width]
            elif len(cells) < width and isinstance(self.source, WorkbookSource):
                cells = cells + [""] * (width - len(cells))
            else:
                told = say(
                    f"这一行有 {len(cells)} 格,表头有 {width} 格",
                    f"this row has {len(cells)} cells, the header {width}",
                )
                return Rejected(number, cells, [Reason("", "", told)])
        return self.parser.parse(number, cells)


def open_source(path: Path) -> TextSource | WorkbookSource:
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


def plan_reading(
    path: str | Path,
    *,
    kind: Kind,
    identifiers: Sequence[IdentifierKind],
    zone: ZoneInfo,
    today: date,
    mapping: Mapping[str, str | None] | None = None,
    constants: Mapping[str, str] | None = None,
    name: str = "",
) -> Plan:
    """Open a file and understand its header. Raises NotReadable; no row has been looked at then."""
    place = Path(path)
    source = open_source(place)
    header_row, header = _first_row(source)
    recognised = recognise(header, kind=kind, identifiers=identifiers, mapping=mapping, constants=constants)
    parser = RowParser(kind, recognised, zone=zone, today=today, of_1904=source.of_1904)
    names = target_names(kind, identifiers)
    for target, value in (constants or {}).items():
        column, identifier, fen = names[target]
        try:
            parser.fix(Slot(-1, target, target, column, identifier, fen), value)
        except BadValue as trouble:
            raise NotReadable(
                say(f"{target}={value}:{trouble.text.zh}", f"{target}={value}: {trouble.text.en}")
            ) from trouble
    return Plan(name or place.name, kind, header, recognised, source, parser, header_row)


def _first_row(source: TextSource | WorkbookSource) -> tuple[int, list[str]]:
    for number, cells in source.records():
        if isinstance(cells, Broken):
            break
        header = [cell.strip().lstrip("\ufeff") for cell in cells]
        while header and not header[-1]:
            header.pop()
        if len(header) > MOST_COLUMNS:
            raise NotReadable(
                say(
                    f"表头有 {len(header):,} 列,最多 {MOST_COLUMNS:,} 列",
                    f"The header has {len(header):,} columns; {MOST_COLUMNS:,} is the most",
                )
            )
        if any("\0" in name for name in header):
            raise NotReadable(
                say("这不是文本文件(含零字节)", "This is not a text file (it holds zero bytes)")
            )
        return number, header
    raise NotReadable(say("没有表头", "There is no header"))


def preview(path: str | Path, *, limit: int = 20) -> tuple[list[str], list[list[str]]]:
    """The header and the first rows of a file, for somebody to look at."""
    source = open_source(Path(path))
    header_row, header = _first_row(source)
    rows: list[list[str]] = []
    for number, cells in source.records():
        if number > header_row:
            rows.append(cells[: len(header)])
        if len(rows) >= limit:
            break
    return header, rows
