"""The first rows as they will be read: cell beside value, or beside what is wrong with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from siyu.connectors.files.queries import declared_kind, identifier_kinds
from siyu.connectors.files.reading import NotReadable, Shape, plan_file
from siyu.connectors.files.reading.header import Recognised, Slot
from siyu.connectors.files.reading.parsing import RowParser
from siyu.connectors.files.reading.trouble import BadValue
from siyu.core.words import Say, say
from siyu.facts.models import Import

SHOWN = 3
LONGEST = 60


@dataclass(frozen=True)
class Reading:
    """One cell: as it stands in the file, as it is understood, and whether that is a refusal."""

    raw: str
    read: str
    bad: bool = False

    @property
    def changed(self) -> bool:
        return self.bad or self.read != self.raw.strip()


def read_first_rows(
    taken: Import,
    recognised: Recognised,
    rows: Sequence[Sequence[str]],
    *,
    zone: ZoneInfo,
    today: date,
) -> dict[int, list[Reading]]:
    """By column of the file: its first cells, each with what becomes of it, troubled ones first."""
    shape = Shape.of(taken.reading)
    parser = RowParser(declared_kind(taken.kind), recognised, zone=zone, today=today, shape=shape)
    parsers = {slot.at: (slot, parse) for slot, _, parse in parser.ours}
    width = max((len(row) for row in rows), default=0)
    told: dict[int, list[Reading]] = {}
    for at in range(width):
        cells = [row[at] for row in rows if at < len(row)]
        if at not in parsers:
            plain = dict.fromkeys(shortened(cell) for cell in cells if cell.strip())
            told[at] = [Reading(cell, cell) for cell in plain][:SHOWN]
            continue
        slot, parse = parsers[at]
        readings = list(dict.fromkeys(_read(slot, parse, cell, zone) for cell in cells))
        wanted = [reading for reading in readings if reading.raw or reading.bad]
        told[at] = sorted(wanted, key=lambda reading: not reading.bad)[:SHOWN]
    return told


def why_not(taken: Import, *, zone: ZoneInfo, today: date) -> str:
    """What keeps the files from being read as they are mapped now; empty when nothing does."""
    try:
        for file in taken.files:
            plan_file(
                file,
                kind=declared_kind(taken.kind),
                identifiers=identifier_kinds(),
                zone=zone,
                today=today,
                mapping=taken.mapping,
                constants=taken.constants,
                shape=Shape.of(taken.reading),
            )
    except NotReadable as trouble:
        return str(trouble)
    return ""


def _read(slot: Slot, parse: Any, cell: str, zone: ZoneInfo) -> Reading:
    raw = shortened(cell)
    try:
        value = parse(cell)
    except BadValue as trouble:
        return Reading(raw, str(trouble.text), bad=True)
    return Reading(raw, _shown(slot, value, zone) if value is not None else str(_nothing(slot, cell)))


def _nothing(slot: Slot, cell: str) -> Say:
    masked = slot.identifier is not None and cell.strip()
    return say("打码,不算标识", "masked: no identifier") if masked else say("空", "empty")


def _shown(slot: Slot, value: Any, zone: ZoneInfo) -> str:
    """A value as the console writes it everywhere."""
    column = slot.column
    if column is None:
        return str(value)
    match column.type:
        case "money":
            return f"¥{value // 100:,}.{value % 100:02}"
        case "time":
            return datetime.fromisoformat(value).astimezone(zone).strftime("%Y-%m-%d %H:%M:%S")
        case "count":
            return f"{value:,}"
        case "yesno":
            return str(say("是", "yes") if value else say("否", "no"))
        case "code":
            codes: Mapping[str, Say] = column.codes
            return str(codes.get(value, value))
        case _:
            return shortened(str(value))


def shortened(text: str) -> str:
    """A cell as it fits beside others."""
    plain = " ".join(text.split())
    return plain if len(plain) <= LONGEST else plain[: LONGEST - 1] + "…"
