"""How one file will be read: opened, its header recognised, its cells given parsers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from siyu.connectors.files.reading.finding import Head, find_header, first_row
from siyu.connectors.files.reading.header import ENTRY_TEXT, Recognised, Slot, recognise, target_names
from siyu.connectors.files.reading.leaving_out import LeavingOut
from siyu.connectors.files.reading.opening import open_source
from siyu.connectors.files.reading.parsing import RowParser
from siyu.connectors.files.reading.resolving import Resolver
from siyu.connectors.files.reading.rows import Rejected, Row
from siyu.connectors.files.reading.shape import Shape
from siyu.connectors.files.reading.source import Source
from siyu.connectors.files.reading.text import Broken
from siyu.connectors.files.reading.trouble import BadValue, NotReadable, Reason
from siyu.core.words import say
from siyu.facts.kinds import IdentifierKind, Kind

BATCH = 5000
HEAVIEST_BATCH = 2_000_000
"""Characters: rows of great length come in smaller batches."""

KEY_UNREADABLE = Reason(
    "",
    "",
    say(
        "这份文件的各行要按键加总,这一行属于哪个键读不出来:若属于其中一个,请修好后整份重新导入",
        "rows of this file are added up, and the key of this one cannot be read: "
        "if it belongs to one of them, mend it and import the whole file again",
    ),
)


@dataclass(frozen=True)
class Place:
    """Where a part lies: its name, its file, the number of its sheet."""

    name: str
    path: Path
    sheet: int = 1
    title: str = ""
    """Of the sheet, where several are read."""
    alone: bool = True

    @property
    def called(self) -> str:
        return f"{self.name}[{self.title}]" if self.title else self.name

    @classmethod
    def of(cls, path: "str | Path | Place") -> "Place":
        """A file by itself, called as it is."""
        return path if isinstance(path, Place) else cls(Path(path).name, Path(path))


@dataclass(frozen=True)
class Batch:
    """Some thousand rows: understood, refused, left out; and how many bytes of the file are read."""

    rows: list[Row]
    rejected: list[Rejected]
    position: int
    left_out: int = 0


@dataclass
class Plan:
    """One file, ready to be read."""

    name: str
    kind: Kind
    header: list[str]
    recognised: Recognised
    source: Source
    parser: RowParser
    header_row: int
    shape: Shape
    leaving: LeavingOut | None = None
    entry_is_text: bool = False
    """Whether a text stands for the entry: whatever it says becomes one."""

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
        begun = left_out = 0
        leaving = self.leaving
        for number, cells in self.cells():
            if leaving is not None and leaving.leaves_out(cells):
                left_out += 1
                continue
            parsed = self._parse(number, cells)
            if isinstance(parsed, Row):
                rows.append(parsed)
            else:
                if self.shape.combine and not parsed.known:
                    parsed = replace(parsed, reasons=[*parsed.reasons, KEY_UNREADABLE])
                rejected.append(parsed)
            if len(rows) + len(rejected) >= BATCH or self.source.weight - begun > HEAVIEST_BATCH:
                yield Batch(rows, rejected, self.source.position, left_out)
                rows, rejected, left_out = [], [], 0
                begun = self.source.weight
        if rows or rejected or left_out:
            yield Batch(rows, rejected, self.source.size, left_out)

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
            elif len(cells) < width and self.source.ragged:
                cells = cells + [""] * (width - len(cells))
            else:
                told = say(
                    f"这一行有 {len(cells)} 格,表头有 {width} 格",
                    f"this row has {len(cells)} cells, the header {width}",
                )
                return Rejected(number, cells, [Reason("", "", told)])
        return self.parser.parse(number, cells)


def plan_reading(
    path: str | Path | Place,
    *,
    kind: Kind,
    identifiers: Sequence[IdentifierKind],
    zone: ZoneInfo,
    today: date,
    mapping: Mapping[str, str | None] | None = None,
    constants: Mapping[str, str] | None = None,
    shape: Shape | None = None,
) -> Plan:
    """Open a file and understand its header. Raises NotReadable; no row has been looked at then."""
    place = Place.of(path)
    shape = shape or Shape()
    source = open_source(place.path, sheet=place.sheet)
    values: Mapping[str, str] = constants or {}
    if shape.stated:
        resolver = Resolver(
            kind=kind, identifiers=identifiers, shape=shape, mapping=mapping, constants=constants
        )
        head = find_header(source, resolver=resolver)
        resolved = resolver.resolve(head.names, name=place.name, notes=head.notes)
        recognised, values = resolved.recognised, resolved.values
    else:
        head = first_row(source)
        recognised = recognise(
            head.names, kind=kind, identifiers=identifiers, mapping=mapping, constants=constants
        )
    parser = RowParser(kind, recognised, zone=zone, today=today, of_1904=source.of_1904, shape=shape)
    names = target_names(kind, identifiers)
    for target, value in values.items():
        try:
            parser.fix(Slot(-1, target, target, *names[target]), value)
        except BadValue as trouble:
            raise NotReadable(
                say(f"{target}={value}:{trouble.text.zh}", f"{target}={value}: {trouble.text.en}")
            ) from trouble
    leaving = LeavingOut(shape, head.names, recognised) if shape.stated else None
    texts = ENTRY_TEXT in values or ENTRY_TEXT in recognised.targets
    return Plan(place.called, kind, head.names, recognised, source, parser, head.row, shape, leaving, texts)


def preview(
    path: str | Path | Place, *, limit: int = 20, resolver: Resolver | None = None
) -> tuple[Head, list[list[str]]]:
    """The header and the first rows of a file, for somebody to look at; a preset finds its own header."""
    place = Place.of(path)
    source = open_source(place.path, sheet=place.sheet)
    head = find_header(source, resolver=resolver) if resolver else first_row(source)
    rows: list[list[str]] = []
    for number, cells in source.records():
        if number > head.row:
            rows.append(cells[: len(head.names)])
        if len(rows) >= limit:
            break
    return head, rows
