"""Their columns beside ours: what the page of an import shows, and what comes back from it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from siyu.connectors.files.kinds import KINDS
from siyu.connectors.files.queries import declared_kind, identifier_kinds
from siyu.connectors.files.reading import NotReadable
from siyu.connectors.files.reading.finding import TOP
from siyu.connectors.files.reading.header import (
    ENTRY_TEXT,
    WHY,
    Recognised,
    Slot,
    base_of,
    fingerprint,
    folded,
    recognise,
    target_names,
)
from siyu.connectors.files.reading.leaving_out import LeavingOut
from siyu.connectors.files.reading.parts import look_at
from siyu.connectors.files.shaping import resolved, resolver_of
from siyu.core.words import Say, language, say
from siyu.facts.kinds import Column, IdentifierKind, Kind
from siyu.facts.models import Import


@dataclass(frozen=True)
class Guess:
    """How well a header fits a kind: the required columns it has, of how many, and ours it has at all."""

    kind: str
    there: int
    required: int
    known: int

    @property
    def whole(self) -> bool:
        return self.there == self.required


def guesses(header: Sequence[str], *, name: str = "") -> list[Guess]:
    """The kinds that a header may be, the likeliest first; between equals the file's name decides."""
    there = {folded(word) for word in header}
    found = []
    for kind in KINDS.values():
        named = sum(1 for column in kind.columns if there & _words(column))
        needed = sum(1 for column in kind.required if there & _words(column))
        found.append(Guess(kind.name, needed, len(kind.required), named))

    def likely(guess: Guess) -> tuple[float, bool, int]:
        kind = KINDS[guess.kind]
        called = kind.name.rstrip("s") in name.lower() or kind.zh in name
        return guess.there / guess.required, called, guess.known

    return sorted((guess for guess in found if guess.there), key=likely, reverse=True)


def guess_kind(header: Sequence[str], *, name: str = "") -> str:
    """The kind whose columns a header fits best; empty when none fits."""
    best = next(iter(guesses(header, name=name)), None)
    return best.kind if best is not None and best.there / best.required >= 0.5 else ""


def known_by(header: Sequence[str]) -> str:
    """What a preset knows a file by: its header without the reasons that refused rows carry."""
    return fingerprint([theirs for theirs in header if folded(theirs) not in WHY])


def columns_beside(taken: Import, header: Sequence[str]) -> dict[str, Any]:
    """What each column of the file is taken for; the values for the whole file; what is still missing."""
    kind = declared_kind(taken.kind)
    identifiers = identifier_kinds()
    names = target_names(kind, identifiers)
    recognised, problem = _recognised(taken, header, kind, identifiers)
    slots = {slot.at: slot for slot in recognised.slots}
    columns: list[dict[str, Any]] = [
        {
            "at": at,
            "theirs": theirs or str(say(f"第 {at + 1} 列", f"column {at + 1}")),
            "target": slots[at].target if at in slots else "",
            "required": at in slots and _is_required(slots[at]),
        }
        for at, theirs in enumerate(header)
        if folded(theirs) not in WHY
    ]
    taken_names = {base_of(slot.target) for slot in recognised.slots if slot.target}
    missing = [
        _title(column)
        for column in kind.required
        if column.name not in taken_names and column.name not in taken.constants
    ]
    if kind.identifiers == "required" and not any(slot.identifier for slot in recognised.slots):
        missing.append(str(say("至少一列标识,如 id.phone", "at least one identifier, such as id.phone")))
    return {
        "recognised": recognised,
        "columns": columns,
        "options": _options(names, kind),
        "fixed": _fixed(taken, kind, taken_names),
        "missing": missing,
        # What is missing is said in a list of its own; anything else that is wrong in words.
        "mapping_problem": "" if missing else problem,
    }


def mapping_from(
    posted: Mapping[str, str], header: Sequence[str]
) -> tuple[dict[str, str | None], dict[str, str]]:
    """The mapping and the fixed values that a person chose on the page."""
    mapping = {
        theirs: posted.get(f"column-{at}") or None
        for at, theirs in enumerate(header)
        if folded(theirs) not in WHY
    }
    constants = {
        name.removeprefix("fixed-"): value.strip()
        for name, value in posted.items()
        if name.startswith("fixed-") and value.strip()
    }
    chosen = {base_of(target) for target in mapping.values() if target}
    # A column that the file has since been found to hold needs no value for the whole file.
    return mapping, {name: value for name, value in constants.items() if name not in chosen}


def header_of(taken: Import) -> tuple[list[str], list[list[str]]]:
    """The header and the first rows of an import's file."""
    resolver = resolver_of(taken)
    head, rows = look_at(taken.files[0], limit=SHOWN_ROWS if resolver is None else TOP, resolver=resolver)
    if resolver is not None:
        leaving = LeavingOut(resolver.shape, head.names, resolved(taken, head.names, resolver)[0])
        rows = [row for row in rows if not leaving.leaves_out(row)] or rows
    return head.names, rows[:SHOWN_ROWS]


SHOWN_ROWS = 5
WHO: Mapping[str, tuple[str, ...]] = {
    "phone": (
        *(
            "手机",
            "手机号",
            "手机号码",
            "联系电话",
            "联系手机",
            "电话",
            "收货人手机",
            "收件人手机",
            "买家手机",
        ),
        *("phone", "mobile", "tel", "cellphone"),
    ),
    "email": ("邮箱", "电子邮箱", "email", "mail"),
    "unionid": ("unionid", "微信unionid"),
    "openid": ("openid", "微信openid"),
    "external_userid": ("external_userid", "外部联系人id", "客户id"),
    "member": ("会员号", "会员id", "会员编号", "会员卡号", "member", "member_id"),
    "taobao": ("买家会员名", "淘宝会员名", "淘宝id"),
    "device": ("设备号", "设备id", "idfa", "oaid", "imei", "device"),
}
"""How platforms head the columns that say who it was. Only proposed: a person looks first."""


def proposed(header: Sequence[str], *, kind: str) -> dict[str, str | None] | None:
    """A mapping for the columns that seem to say who it was, since their names alone are not ours."""
    if KINDS[kind].identifiers == "none":
        return None
    there = {folded(theirs) for theirs in header}
    known = {one.name for one in identifier_kinds()}
    found: dict[str, str | None] = {}
    for name, words in WHO.items():
        if name not in known or folded(f"id.{name}") in there:
            continue
        wanted = {folded(word) for word in words}
        first = next((head for head in header if folded(head) in wanted), None)
        if first is not None and first not in found:
            found[first] = f"id.{name}"
    return found or None


def _recognised(
    taken: Import, header: Sequence[str], kind: Kind, identifiers: Sequence[IdentifierKind]
) -> tuple[Recognised, str]:
    resolver = resolver_of(taken)
    if resolver is not None:
        return resolved(taken, header, resolver)
    try:
        return recognise(
            header, kind=kind, identifiers=identifiers, mapping=taken.mapping, constants=taken.constants
        ), ""
    except NotReadable as trouble:
        return Recognised(_each_alone(taken, header, kind, identifiers)), str(trouble)


def _each_alone(
    taken: Import, header: Sequence[str], kind: Kind, identifiers: Sequence[IdentifierKind]
) -> tuple[Slot, ...]:
    """What each column would be by its name alone, when the header as a whole does not do."""
    names = target_names(kind, identifiers)
    chosen = {folded(theirs): ours for theirs, ours in (taken.mapping or {}).items()}
    known = {folded(name): name for name in names}
    for ours in kind.columns:
        known.update(dict.fromkeys(_words(ours) - known.keys(), ours.name))
    slots = []
    for at, theirs in enumerate(header):
        plain = folded(theirs)
        target = (chosen[plain] if plain in chosen else known.get(plain)) or ""
        column, identifier, fen = names.get(target, (None, None, False))
        slots.append(Slot(at, theirs, target if target in names else "", column, identifier, fen))
    return tuple(slots)


def _options(
    names: Mapping[str, tuple[Column | None, IdentifierKind | None, bool]], kind: Kind
) -> list[dict[str, Any]]:
    """Ours, in groups: what is required, what else there is, who it was."""
    required = {one.name for one in kind.required}
    groups: dict[Say, list[dict[str, str]]] = {
        say("必需", "Required"): [],
        say("可选", "Optional"): [],
        say("标识", "Identifiers"): [],
    }
    for name, (column, identifier, fen) in names.items():
        if column is not None:
            label = _title(column, fen=fen, name=name)
            group = list(groups)[0 if column.name in required else 1]
        else:
            label = f"{_called(identifier)} {name}" if identifier else name
            group = list(groups)[2]
        groups[group].append({"name": name, "label": label})
    return [{"label": str(label), "options": options} for label, options in groups.items() if options]


def _fixed(taken: Import, kind: Kind, taken_names: set[str]) -> list[dict[str, Any]]:
    """Columns of ours that the file lacks, which may get one value; what is required comes first."""
    offered: list[dict[str, Any]] = [
        {
            "name": column.name,
            "label": _title(column),
            "required": column.required,
            "value": taken.constants.get(column.name, ""),
            "codes": [{"code": code, "label": f"{label} {code}"} for code, label in column.codes.items()],
        }
        for column in kind.columns
        if column.name not in taken_names or column.name in taken.constants
    ]
    if "id.openid" in taken_names and "id.openid.app" not in taken_names:
        offered.append(
            {
                "name": "id.openid.app",
                "label": str(
                    say("openid 属于哪个应用 id.openid.app", "The app of the openids id.openid.app")
                ),
                "required": False,
                "value": taken.constants.get("id.openid.app", ""),
                "codes": [],
            }
        )
    return sorted(offered, key=lambda one: not one["required"])


def _is_required(slot: Slot) -> bool:
    return slot.column is not None and slot.column.required


def _words(column: Column) -> set[str]:
    """Every way a header may write a column of ours."""
    words = {folded(word) for word in (column.name, column.zh, *column.aliases)}
    if column.type == "money":
        words |= {folded(f"{column.name}_fen"), folded(f"{column.zh}(分)")}
    return words


def _title(column: Column, *, fen: bool = False, name: str = "") -> str:
    if name == ENTRY_TEXT:
        return str(say(f"这段文字就当入口 {name}", f"this text stands for the entry: {name}"))
    if language() == "en":
        return f"{name or column.name}{' (in fen)' if fen else ''}"
    return f"{column.zh}{'(分)' if fen else ''} {name or column.name}"


def _called(identifier: IdentifierKind) -> str:
    return identifier.en if language() == "en" else identifier.zh
