"""Recognising columns: theirs beside ours."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from siyu.connectors.files.reading.trouble import NotReadable
from siyu.core.words import Say, say
from siyu.facts.kinds import Column, IdentifierKind, Kind

WHY = frozenset({"why"})
"""The column that refused rows carry; on the way back in it means nothing."""

ENTRY_TEXT = "entry.text"
"""The column `entry` where a file has no code but a text: each distinct text stands for an entry."""

ALONE_NAME = "alone.name"
"""The name by which rows without an identifier are told apart: each stands for somebody of its own."""
NAME = Column(ALONE_NAME, "名字", "text")
STAND_ALONE = ("joins", "presences")
"""The kinds whose rows may stand each for somebody of their own."""


@dataclass(frozen=True)
class Slot:
    """What a column of the file is to us: ours, an identifier (or the app of one), or an extra."""

    at: int
    theirs: str
    target: str
    """`paid_at`, `cost_fen`, `id.phone`, `id.openid.app`; empty for an extra."""
    column: Column | None = None
    identifier: IdentifierKind | None = None
    fen: bool = False


@dataclass(frozen=True)
class Recognised:
    """The columns of one file, and words about what was odd."""

    slots: tuple[Slot, ...]
    notes: tuple[Say, ...] = ()

    @property
    def targets(self) -> frozenset[str]:
        return frozenset(slot.target for slot in self.slots if slot.target)


def base_of(target: str) -> str:
    """The column that a target fills: `cost` for `cost_fen`, `entry` for `entry.text`."""
    return "entry" if target == ENTRY_TEXT else target.removesuffix("_fen")


def folded(name: str) -> str:
    """A header as it is compared: case, width, blanks and marks do not matter."""
    return re.sub(r"[\s_\-\ufeff]+", "", unicodedata.normalize("NFKC", name).casefold())


def fingerprint(header: Sequence[str]) -> str:
    """What a preset knows a file by: its header, whatever the order."""
    return hashlib.sha256("\x1f".join(sorted(folded(name) for name in header)).encode()).hexdigest()[:32]


def target_names(
    kind: Kind, identifiers: Sequence[IdentifierKind]
) -> dict[str, tuple[Column | None, IdentifierKind | None, bool]]:
    """Every name that a mapping may use for this kind, with what it means."""
    names: dict[str, tuple[Column | None, IdentifierKind | None, bool]] = {}
    for column in kind.columns:
        names[column.name] = (column, None, False)
        if column.type == "money":
            names[f"{column.name}_fen"] = (column, None, True)
        if column.name == "entry":
            names[ENTRY_TEXT] = (column, None, False)
    if kind.name in STAND_ALONE:
        names[ALONE_NAME] = (NAME, None, False)
    if kind.identifiers != "none":
        for identifier in identifiers:
            names[f"id.{identifier.name}"] = (None, identifier, False)
            if identifier.scoped:
                names[f"id.{identifier.name}.app"] = (None, identifier, False)
    return names


def recognise(
    header: Sequence[str],
    *,
    kind: Kind,
    identifiers: Sequence[IdentifierKind],
    mapping: Mapping[str, str | None] | None = None,
    constants: Mapping[str, str] | None = None,
) -> Recognised:
    """Which column is what; refuses a file that lacks a required column or names one of ours twice.

    `mapping` says it for some or all headers ({theirs: ours, or None for an extra}); what it does not
    mention is recognised by name. `constants` are columns of ours with one value for the whole file.
    """
    names = target_names(kind, identifiers)
    known = known_names(kind, names)
    chosen = {folded(theirs): ours for theirs, ours in (mapping or {}).items()}
    slots, notes, taken = (
        [],
        [],
        dict.fromkeys(_of_constants(constants or {}, names), say("固定值", "the fixed value")),
    )
    for at, theirs in enumerate(header):
        plain = folded(theirs)
        if plain in WHY and plain not in chosen:
            continue
        target = chosen[plain] if plain in chosen else known.get(plain)
        if target is None:
            if plain.startswith("id."):
                declared = ", ".join(f"id.{one.name}" for one in identifiers)
                notes.append(
                    say(
                        f"列“{theirs}”不是已声明的标识,按附加列保留(已声明:{declared})",
                        f"column “{theirs}” is no declared identifier; kept as an extra "
                        f"(declared: {declared})",
                    )
                )
            slots.append(Slot(at, theirs, ""))
            continue
        if target not in names:
            raise NotReadable(say(f"{kind.zh}没有“{target}”这一列", f"{kind.en} has no column “{target}”"))
        base = base_of(target)
        if base in taken:
            raise there_twice(base, taken[base], theirs)
        taken[base] = say(theirs, theirs)
        column, identifier, fen = names[target]
        slots.append(Slot(at, theirs, target, column, identifier, fen))
    missing = [column for column in kind.required if column.name not in taken]
    if missing:
        listed = ", ".join(f"{column.zh} {column.name}" for column in missing)
        raise NotReadable(
            say(
                f"缺少必需的列:{listed}。文件里的列是:{', '.join(header)}",
                f"Required columns are missing: {listed}. The file has: {', '.join(header)}",
            )
        )
    if (
        kind.identifiers == "required"
        and not any(slot.identifier for slot in slots)
        and not any(name.startswith("id.") for name in constants or {})
        and ALONE_NAME not in taken
    ):
        raise NotReadable(
            say(
                "至少要有一列标识,如 id.unionid、id.phone",
                "At least one identifier column is needed, such as id.unionid or id.phone",
            )
        )
    return Recognised(tuple(slots), tuple(notes))


def there_twice(ours: str, one: object, other: object) -> NotReadable:
    """What is said of two columns that are one of ours."""
    return NotReadable(
        say(
            f"列“{ours}”出现了两次:“{one}”和“{other}”",
            f"Column “{ours}” is there twice: “{one}” and “{other}”",
        )
    )


def unknown_column(name: str, names: Iterable[str]) -> NotReadable:
    """What is said of a column of ours that this kind does not have."""
    listed = ", ".join(names)
    return NotReadable(
        say(f"没有“{name}”这一列,可选:{listed}", f"There is no column “{name}”; choose one of {listed}")
    )


def known_names(
    kind: Kind, names: Mapping[str, tuple[Column | None, IdentifierKind | None, bool]]
) -> dict[str, str]:
    """What a column is by its name alone: {folded name: ours}."""
    known: dict[str, str] = {}
    for column in kind.columns:
        for alias in (*column.aliases, column.zh, column.name):
            known[folded(alias)] = column.name
        if column.type == "money":
            for alias in (column.name, column.zh):
                known[folded(f"{alias}_fen")] = f"{column.name}_fen"
            known[folded(f"{column.zh}(分)")] = f"{column.name}_fen"
    for name in (ENTRY_TEXT, ALONE_NAME):
        if name in names:
            known[folded(name)] = name
    for name, (_, identifier, _) in names.items():
        if identifier is not None:
            known[folded(name)] = name
            if not name.endswith(".app"):
                known.setdefault(folded(f"id.{identifier.zh}"), name)
    return known


def _of_constants(
    constants: Mapping[str, str], names: Mapping[str, tuple[Column | None, IdentifierKind | None, bool]]
) -> list[str]:
    for name in constants:
        if name not in names:
            raise unknown_column(name, names)
    return [base_of(name) for name in constants]
