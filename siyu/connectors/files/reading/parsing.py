"""Cells into values, row by row; values that recur are parsed once."""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from siyu.connectors.files.reading.cells.identifiers import (
    ALONE_IDENTIFIER,
    masked,
    parse_email,
    parse_phone,
    stand_alone,
)
from siyu.connectors.files.reading.cells.money import parse_fen, parse_yuan
from siyu.connectors.files.reading.cells.plain import (
    BLANKS,
    clean,
    code_parser,
    parse_count,
    parse_text,
    parse_url,
    parse_yesno,
    unguarded,
)
from siyu.connectors.files.reading.cells.times import date_parser, day_parser, time_parser
from siyu.connectors.files.reading.cells.units import in_ones
from siyu.connectors.files.reading.header import ALONE_NAME, STAND_ALONE, Recognised, Slot, folded
from siyu.connectors.files.reading.rows import Rejected, Row
from siyu.connectors.files.reading.shape import Shape
from siyu.connectors.files.reading.trouble import BadValue, Reason
from siyu.core.words import say
from siyu.facts.kinds import Column, Kind

REMEMBERED = 20_000
LONGEST_REMEMBERED = 100
"""Characters: long texts do not recur, and would fill the memory."""
MISSING = object()
TEXT_DIGITS = re.compile(r"'\d")
"""Digits that a platform has made text for the spreadsheet: `'13800138000`."""
PLACEMENT = ("platform", "account", "campaign", "placement")


class RowParser:
    """Parses the rows of one file of one kind."""

    def __init__(
        self,
        kind: Kind,
        recognised: Recognised,
        *,
        zone: ZoneInfo,
        today: date,
        of_1904: bool = False,
        shape: Shape | None = None,
    ) -> None:
        self.kind = kind
        self.shape = shape or Shape()
        self.of_1904 = of_1904
        self.zone = zone
        self.today = today
        self.units = {folded(theirs): factor for theirs, factor in self.shape.units.items()}
        self.fixed: dict[str, Any] = {}
        self.fixed_by: list[Slot] = []
        ours = [slot for slot in recognised.slots if slot.target]
        self.ours: list[tuple[Slot, dict[str, Any], Callable[[str], Any]]] = [
            (slot, {}, self._parser(slot)) for slot in ours
        ]
        self.extras = [
            (slot.at, slot.theirs or f"column {slot.at + 1}")
            for slot in recognised.slots
            if slot.target in ("", ALONE_NAME)
        ]
        named = ALONE_NAME in recognised.targets
        self.alone = kind.name in STAND_ALONE and (named or bool(self.shape.present.get("alone")))
        self.key = [column.field for column in kind.key]
        self.optional_placement = any(c.name == "placement" and not c.required for c in kind.columns)

    def fix(self, slot: Slot, value: str) -> None:
        """Give a column of ours one value for the whole file; raises BadValue."""
        self.fixed[slot.column.field if slot.column else slot.target] = self._parser(slot)(value)
        self.fixed_by.append(slot)

    def parse(self, number: int, cells: list[str]) -> Row | Rejected:
        """One row: what it says, or all that is wrong with it."""
        data: dict[str, Any] = dict(self.fixed)
        reasons: list[Reason] = []
        for slot, memo, parse in self.ours:
            raw = cells[slot.at]
            value = memo.get(raw, MISSING)
            if value is MISSING:
                try:
                    value = parse(raw)
                except BadValue as trouble:
                    value = trouble
                if len(raw) <= LONGEST_REMEMBERED:
                    if len(memo) >= REMEMBERED:
                        memo.clear()
                    memo[raw] = value
            if isinstance(value, BadValue):
                reasons.append(Reason(slot.theirs, raw, value.text))
            else:
                data[slot.column.field if slot.column else slot.target] = value
        if not reasons:
            if self.alone:
                stand_alone(data)
            self._judge_whole(data, reasons)
        if reasons:
            return Rejected(number, cells, reasons, self._known(data) if self.shape.combine else {})
        return Row(number, self._key_text(data), data, self._extras(cells) or None)

    @property
    def fields(self) -> dict[str, Column | None]:
        """What the rows of this file say: each field with its column, None for an identifier."""
        slots = [*self.fixed_by, *(slot for slot, _, _ in self.ours)]
        fields = {slot.column.field if slot.column else slot.target: slot.column for slot in slots}
        if self.alone:
            fields.pop(ALONE_NAME, None)
            fields[ALONE_IDENTIFIER] = None
        return fields

    def _known(self, data: dict[str, Any]) -> dict[str, Any]:
        """Of a refused row, the cells of its key that can be read."""
        cells = {slot.column.field for slot, _, _ in self.ours if slot.column and slot.column.key}
        return {field: data[field] for field in self.key if field in cells and field in data}

    def _extras(self, cells: list[str]) -> dict[str, str]:
        if self.shape.stated:
            return self._stated_extras(cells)
        return {
            name: unguarded(cells[at]).replace("\0", "")
            for at, name in self.extras
            if at < len(cells) and cells[at]
        }

    def _stated_extras(self, cells: list[str]) -> dict[str, str]:
        """Extras as a preset reads them: trimmed, without what means nothing."""
        width, empty, found = len(cells), self.shape.empty, {}
        for at, name in self.extras:
            text = cells[at].strip(BLANKS) if at < width else ""
            if text and text not in empty:
                text = unguarded(text).replace("\0", "")
                if text not in empty:
                    found[name] = text
        return found

    def _judge_whole(self, data: dict[str, Any], reasons: list[Reason]) -> None:
        """What only the row as a whole can get wrong."""
        wrong = self.kind.whole(data)
        if wrong is not None:
            reasons.append(Reason("", "", wrong))
        if self.kind.identifiers == "required" and not any(
            value for name, value in data.items() if name.startswith("id.") and not name.endswith(".app")
        ):
            reasons.append(
                Reason(
                    "", "", say("没有可用的标识(打码的不算)", "no usable identifier (masked ones are none)")
                )
            )
        if "day" in data and data.get("at") and self._day_of(data["at"]) > data["day"]:
            told = say("加入的时间晚于在池日", "joined after the day of the list")
            reasons.append(Reason("", data["at"], told))
        if self.optional_placement:
            named = [data.get(name) is not None for name in PLACEMENT]
            if any(named) and not all(named):
                reasons.append(
                    Reason(
                        "",
                        "",
                        say(
                            "平台、账户、计划、版位要么都填,要么都不填",
                            "name platform, account, campaign and placement together, or none of them",
                        ),
                    )
                )

    def _day_of(self, at: str) -> str:
        return datetime.fromisoformat(at).astimezone(self.zone).date().isoformat()

    def _key_text(self, data: dict[str, Any]) -> str:
        parts = [str(data.get(field) or "") for field in self.key]
        if self.kind.identifiers == "required":
            for name in sorted(data):
                if name.startswith("id.") and not name.endswith(".app") and data[name]:
                    app = data.get(f"{name}.app")
                    parts.append(f"{name[3:]}={data[name]}" + (f"@{app}" if app else ""))
        return "\x1f".join(parts)

    def _parser(self, slot: Slot) -> Callable[[str], Any]:
        """The parser of a column, which sees a cell as the preset says it is meant."""
        parse = self._plain_parser(slot)
        if not self.shape.stated:
            return parse
        empty, words = self.shape.empty, self.shape.translate.get(slot.target, {})
        numeric = slot.column is not None and slot.column.type in ("money", "count")
        factor = self.units.get(folded(slot.theirs), Decimal(1))

        def parse_as_meant(raw: str) -> Any:
            text = unguarded(raw.strip(BLANKS))
            if TEXT_DIGITS.match(text):
                raw = text = text[1:]
            if text in empty:
                return parse("")
            if text in words:
                return parse(words[text])
            return parse(in_ones(clean(raw), factor)) if numeric else parse(raw)

        return parse_as_meant

    def _plain_parser(self, slot: Slot) -> Callable[[str], Any]:
        """The parser of a column: trimmed and checked text in, value out; an empty cell is None."""
        if slot.identifier is not None:
            return _identifier_parser(slot.target)
        column = slot.column
        if column is None:
            raise ValueError(slot)
        inner = self._of_type(slot, column)
        empty: Any = inner(column.default) if column.default is not None else None

        def parse(raw: str) -> Any:
            text = clean(raw)
            if not text:
                if column.required:
                    raise BadValue(say("必填", "required"))
                return empty
            return inner(text)

        return parse

    def _of_type(self, slot: Slot, column: Column) -> Callable[[str], Any]:
        match column.type:
            case "code":
                return code_parser(column.codes)
            case "time":
                return time_parser(self.zone, self.today, of_1904=self.of_1904)
            case "date" if self.shape.stated:
                return day_parser(self.zone, self.today, of_1904=self.of_1904)
            case "date":
                return date_parser(self.today, of_1904=self.of_1904)
            case "money":
                return parse_fen if slot.fen else parse_yuan
            case plain:
                return PLAIN[plain]


PLAIN: dict[str, Callable[[str], Any]] = {
    "text": parse_text,
    "count": parse_count,
    "yesno": parse_yesno,
    "url": parse_url,
}


def _identifier_parser(target: str) -> Callable[[str], Any]:
    inner: Callable[[str], str] = {"id.phone": parse_phone, "id.email": parse_email}.get(target, parse_text)

    def parse(raw: str) -> str | None:
        text = clean(raw)
        if not text or (masked(text) and target != "id.alone"):
            return None
        return inner(text)

    return parse
