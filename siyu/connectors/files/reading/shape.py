"""The shape of a platform's file: how it is to be read, beyond what its header says by itself. Pure data.

An empty shape reads a file as it stands. What a preset's TOML file says, and what a brand remembers as its
own, is the same mapping; `Shape.of` makes it sure, and names the key that is wrong.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Self

from siyu.connectors.files.reading.shape_keys import (
    MOST_HEADER_ROWS,
    choice,
    integer,
    known_keys,
    number,
    one_word,
    pattern,
    said,
    table,
    text,
    texts,
    wrong,
)
from siyu.core.words import Say, say
from siyu.facts.kinds import Column

RULES = ("sum", "min", "max", "first", "last")
"""How a column is combined when the file is finer than our key. `first` and `last`: by the row's own time,
then by value, never by the place in the file."""
HOW = ("in", "not_in", "starts")


@dataclass(frozen=True)
class LeaveOut:
    """Rows that are no rows: totals, unpaid, closed. `headers` are alternatives, or a column of ours."""

    headers: tuple[str, ...]
    how: str
    words: tuple[str, ...]
    needed: bool
    """Whether the file must have the column: without it nobody could tell which rows count."""

    def leaves_out(self, cell: str) -> bool:
        """Whether a row with this (trimmed) cell is none."""
        if self.how == "starts":
            return cell.startswith(self.words)
        return (cell in self.words) == (self.how == "in")


@dataclass(frozen=True)
class Sheet:
    """Which sheets of a workbook are read: the one of a name or place, or all that have the header."""

    name: str = ""
    index: int = 1
    all: bool = False


@dataclass(frozen=True)
class Shape:
    """How one platform's export is read."""

    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Ours to theirs; the first that is there wins. No name at all: not from this file, whatever it says."""
    fixed: Mapping[str, str] = field(default_factory=dict)
    ask: Mapping[str, Say] = field(default_factory=dict)
    from_name: Mapping[str, "re.Pattern[str]"] = field(default_factory=dict)
    from_note: Mapping[str, "re.Pattern[str]"] = field(default_factory=dict)
    header_rows: int = 1
    leave_out: tuple[LeaveOut, ...] = ()
    empty: frozenset[str] = frozenset()
    units: Mapping[str, Decimal] = field(default_factory=dict)
    """Their column to what its numbers are multiplied with."""
    translate: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    combine: Mapping[str, str] = field(default_factory=dict)
    sheet: Sheet = Sheet()
    entry: Mapping[str, Any] = field(default_factory=dict)
    present: Mapping[str, Any] = field(default_factory=dict)
    stated: bool = False
    """Whether anything was said at all: only then is the header looked for below the first row."""

    @classmethod
    def of(cls, mapping: Mapping[str, Any]) -> Self:
        """A shape from what a preset says; raises NotReadable with the key that is wrong."""
        known_keys("", mapping, KEYS)
        told: dict[str, Any] = {
            name: read(name, mapping[name]) for name, read in KEYS.items() if name in mapping
        }
        told["header_rows"] = told.pop("header", 1)
        return cls(**told, stated=bool(mapping))

    @property
    def names(self) -> dict[str, str]:
        """Every column of ours that the shape speaks of, with the key that says so."""
        found: dict[str, str] = {}
        for key in ("columns", "fixed", "ask", "from_name", "from_note", "translate", "combine"):
            for name in getattr(self, key):
                found.setdefault(name, f"{key}.{name}")
        return found

    def judge(self, names: Mapping[str, Column | None]) -> None:
        """Refuse what the kind of the file does not have; `names` are ours, with None for an identifier."""
        for name, key in self.names.items():
            if name not in names:
                listed = ", ".join(names)
                raise wrong(key, say(f"没有“{name}”这一列,可选:{listed}", f"is none of {listed}"))
        for name, rule in self.combine.items():
            column = names[name]
            if column is None or column.key or name.endswith("_fen"):
                why = say("键、标识和 _fen 不能合计", "is part of the key, an identifier, or a name in _fen")
                raise wrong(f"combine.{name}", why)
            if rule == "sum" and column.type not in ("money", "count"):
                raise wrong(
                    f"combine.{name}", say("只有金额和数量能相加", "adds up what is neither money nor count")
                )

    @property
    def theirs(self) -> frozenset[str]:
        """Every header of theirs that the shape names."""
        return frozenset(name for names in self.columns.values() for name in names)


def _columns(key: str, value: Any) -> dict[str, tuple[str, ...]]:
    return {name: texts(f"{key}.{name}", one) for name, one in table(key, value).items()}


def _words(key: str, value: Any) -> dict[str, str]:
    return {name: text(f"{key}.{name}", one) for name, one in table(key, value).items()}


def _questions(key: str, value: Any) -> dict[str, Say]:
    return {name: said(f"{key}.{name}", one) for name, one in table(key, value).items()}


def _patterns(key: str, value: Any) -> dict[str, "re.Pattern[str]"]:
    return {name: pattern(f"{key}.{name}", one) for name, one in table(key, value).items()}


def _header(key: str, value: Any) -> int:
    known_keys(key, table(key, value), ("rows",))
    return integer(f"{key}.rows", value.get("rows", 1), least=1, most=MOST_HEADER_ROWS)


def _leave_out(key: str, value: Any) -> tuple[LeaveOut, ...]:
    found = []
    for name, one in table(key, value).items():
        place, headers = f"{key}.{name}", tuple(part.strip() for part in name.split("|"))
        if isinstance(one, Mapping):
            known_keys(place, one, HOW)
            how, words = one_word(place, one)
            found.append(LeaveOut(headers, how, texts(f"{place}.{how}", words), needed=True))
        else:
            found.append(LeaveOut(headers, "in", texts(place, one), needed=False))
    return tuple(found)


def _empty(key: str, value: Any) -> frozenset[str]:
    known_keys(key, table(key, value), ("values",))
    return frozenset(word.strip() for word in texts(f"{key}.values", value.get("values", [])))


def _units(key: str, value: Any) -> dict[str, Decimal]:
    return {name: number(f"{key}.{name}", one) for name, one in table(key, value).items()}


def _translate(key: str, value: Any) -> dict[str, dict[str, str]]:
    return {name: _words(f"{key}.{name}", one) for name, one in table(key, value).items()}


def _combine(key: str, value: Any) -> dict[str, str]:
    return {name: choice(f"{key}.{name}", one, RULES) for name, one in table(key, value).items()}


def _sheet(key: str, value: Any) -> Sheet:
    known_keys(key, table(key, value), ("name", "index", "all"))
    every = value.get("all", False)
    if not isinstance(every, bool):
        raise wrong(f"{key}.all", say("应为 true 或 false", "should be true or false"))
    return Sheet(
        name=text(f"{key}.name", value.get("name", "")),
        index=integer(f"{key}.index", value.get("index", 1), least=1, most=1000),
        all=every,
    )


def _entry(key: str, value: Any) -> dict[str, Any]:
    known_keys(key, table(key, value), ("from",))
    return {"from": texts(f"{key}.from", value.get("from", []))}


def _present(key: str, value: Any) -> dict[str, Any]:
    known_keys(key, table(key, value), ("alone", "name"))
    alone = value.get("alone", False)
    if not isinstance(alone, bool):
        raise wrong(f"{key}.alone", say("应为 true 或 false", "should be true or false"))
    return {"alone": alone, "name": texts(f"{key}.name", value.get("name", [])) if alone else ()}


KEYS: Mapping[str, Callable[[str, Any], Any]] = {
    "columns": _columns,
    "fixed": _words,
    "ask": _questions,
    "from_name": _patterns,
    "from_note": _patterns,
    "header": _header,
    "leave_out": _leave_out,
    "empty": _empty,
    "units": _units,
    "translate": _translate,
    "combine": _combine,
    "sheet": _sheet,
    "entry": _entry,
    "present": _present,
}
"""What a preset may say of a file, each with its reader."""
