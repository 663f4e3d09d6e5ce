"""Their columns beside ours: what the page of an import shows, and what comes back from it."""

from collections.abc import Mapping, Sequence
from typing import Any

from siyu.connectors.files.kinds import KINDS
from siyu.connectors.files.queries import declared_kind, identifier_kinds
from siyu.connectors.files.reading import NotReadable
from siyu.connectors.files.reading.header import Slot, folded, recognise, target_names
from siyu.connectors.files.reading.plan import preview
from siyu.facts.models import Import


def guess_kind(header: Sequence[str]) -> str:
    """The kind whose columns a header fits best; empty when none fits."""
    best, name = 0.0, ""
    for kind in KINDS.values():
        known = {
            folded(word) for column in kind.columns for word in (column.name, column.zh, *column.aliases)
        }
        required = [column for column in kind.required]
        there = {folded(word) for word in header}
        hit = sum(1 for c in required if there & {folded(word) for word in (c.name, c.zh, *c.aliases)})
        score = hit / len(required) + len(there & known) / 100
        if hit and score > best:
            best, name = score, kind.name
    return name if best >= 0.5 else ""


def columns_beside(taken: Import, header: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[str, Any]:
    """For each column of the file: what it is taken for, and its first values; and the fixed values."""
    kind = declared_kind(taken.kind)
    identifiers = identifier_kinds()
    names = target_names(kind, identifiers)
    problem = ""
    try:
        found = recognise(
            header, kind=kind, identifiers=identifiers, mapping=taken.mapping, constants=taken.constants
        )
        slots = {slot.at: slot for slot in found.slots}
    except NotReadable as trouble:
        problem = str(trouble)
        slots = _each_alone(taken, header)
    columns = [
        {
            "at": at,
            "theirs": theirs,
            "target": slots[at].target if at in slots else "",
            "values": [row[at] for row in rows if at < len(row)][:3],
        }
        for at, theirs in enumerate(header)
    ]
    taken_names = {column["target"].removesuffix("_fen") for column in columns}
    options = [
        {
            "name": name,
            "label": _label(name, names[name]),
            "required": bool(names[name][0] and names[name][0].required),
        }
        for name in names
    ]
    fixed = [
        {
            "name": column.name,
            "label": column.zh,
            "required": column.required,
            "value": taken.constants.get(column.name, ""),
            "codes": [{"code": code, "label": label} for code, label in column.codes.items()],
        }
        for column in kind.columns
        if column.name not in taken_names or column.name in taken.constants
    ]
    return {"columns": columns, "options": options, "fixed": fixed, "mapping_problem": problem}


def mapping_from(posted: Mapping[str, str], taken: Import) -> tuple[dict[str, str | None], dict[str, str]]:
    """The mapping and the fixed values that a person chose on the page."""
    header, _ = preview(taken.files[0]["path"], limit=1)
    mapping = {theirs: posted.get(f"column-{at}") or None for at, theirs in enumerate(header)}
    constants = {
        name.removeprefix("fixed-"): value.strip()
        for name, value in posted.items()
        if name.startswith("fixed-") and value.strip()
    }
    return mapping, constants


def _each_alone(taken: Import, header: Sequence[str]) -> dict[int, Slot]:
    """What each column would be by its name alone, when the header as a whole does not do."""
    kind = declared_kind(taken.kind)
    chosen = {folded(theirs): ours for theirs, ours in (taken.mapping or {}).items()}
    known = {
        folded(word): column.name
        for column in kind.columns
        for word in (*column.aliases, column.zh, column.name)
    }
    slots = {}
    for at, theirs in enumerate(header):
        plain = folded(theirs)
        slots[at] = Slot(at, theirs, (chosen[plain] if plain in chosen else known.get(plain)) or "")
    return slots


def _label(name: str, meaning: tuple[Any, Any, bool]) -> str:
    column, identifier, fen = meaning
    if column is not None:
        return f"{column.zh}{'(分)' if fen else ''} {name}"
    return f"{identifier.zh} {name}" if identifier is not None else name
