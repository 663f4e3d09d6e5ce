"""How a file that waits is read: by which preset, with which answers, and what of that is remembered."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest

from siyu.connectors.files import actions
from siyu.connectors.files.describing import RULES, SURE
from siyu.connectors.files.kinds import KINDS
from siyu.connectors.files.mapping import header_of, known_by, mapping_from, proposed
from siyu.connectors.files.queries import as_it_comes
from siyu.connectors.files.questions import pointed
from siyu.connectors.files.reading.built_in import BuiltIn, built_in
from siyu.connectors.files.recognising import others
from siyu.connectors.files.shaping import open_questions, worth_remembering
from siyu.console.finer import chosen
from siyu.console.reader import reader
from siyu.core.refusals import Refusal
from siyu.core.words import language, say
from siyu.facts.models import Import, Preset


def base_of(taken: Import) -> BuiltIn | None:
    """The built-in preset that an import's file is read by, be it through an own one."""
    if taken.preset in built_in():
        return built_in()[taken.preset]
    own = Preset.objects.filter(name=taken.preset).first()
    return built_in().get(own.base) if own is not None else None


def use_preset(taken: Import, name: str) -> None:
    """Read a waiting import's file by another preset, or as it stands when none is named."""
    if not name:
        fresh = proposed(header_of_plain(taken), kind=taken.kind)
        actions.change_mapping(
            import_id=taken.id, kind=taken.kind, mapping=fresh, constants={}, reading={}, preset=""
        )
        return
    preset = Preset.objects.filter(name=name).first()
    if preset is None and name in built_in():
        preset = as_it_comes(built_in()[name])
    if preset is None:
        raise Refusal(say(f"没有预设“{name}”", f"There is no preset “{name}”"))
    actions.change_mapping(
        import_id=taken.id,
        kind=preset.kind,
        mapping=preset.mapping,
        constants=preset.constants,
        reading=preset.reading,
        preset=name,
    )


def header_of_plain(taken: Import) -> list[str]:
    """The header of a file as it stands, whatever its preset looks for."""
    taken.reading = {}
    return header_of(taken)[0]


def keep_mapping(request: HttpRequest, taken: Import, *, at: datetime) -> None:
    """Keep what a person chose on the page: a kind, columns, answers, and a name to remember them by."""
    kind = request.POST.get("kind", taken.kind)
    if {kind, taken.kind} == LISTS:
        _say_what_list(request, taken, kind)
        return
    if kind != taken.kind and kind in KINDS:
        fresh = proposed(header_of_plain(taken), kind=kind)
        actions.change_mapping(
            import_id=taken.id, kind=kind, mapping=fresh, constants={}, reading={}, preset=""
        )
        return
    header, _ = header_of(taken)
    mapping, constants = mapping_from(request.POST, header)
    mapping = worth_remembering(taken, mapping | pointed(request.POST, header))
    actions.change_mapping(import_id=taken.id, kind=taken.kind, mapping=mapping, constants=constants)
    name = request.POST.get("preset_name", "").strip()
    if name and request.POST.get("wish") != "keep":
        base = base_of(taken)
        actions.remember_preset(
            name=name,
            kind=taken.kind,
            mapping=mapping,
            constants=lasting(taken.kind, constants),
            reading=taken.reading,
            base=base.name if base else "",
            fingerprint=known_by(header),
            actor=reader(request).email,
            at=at,
        )
        actions.change_mapping(
            import_id=taken.id, kind=taken.kind, mapping=mapping, constants=constants, preset=name
        )


def lasting(kind: str, constants: Mapping[str, str]) -> dict[str, str]:
    """The answers that hold for the next file too: a day is of one file only."""
    of_one_file = {column.name for column in KINDS[kind].columns if column.type in ("date", "time")}
    return {name: value for name, value in constants.items() if name not in of_one_file}


def combine_lines(taken: Import, posted: Mapping[str, str]) -> None:
    """Add the lines of a file that is finer than our key up by key, as a person says of each column."""
    reading = {**taken.reading, "combine": chosen(taken, posted)}
    actions.change_mapping(
        import_id=taken.id,
        kind=taken.kind,
        mapping=taken.mapping,
        constants=taken.constants,
        reading=reading,
    )
    taken.reading = reading


def companion_of(taken: Import) -> BuiltIn | None:
    """The built-in preset that reads the refunds in the same file of orders; never the other way round."""
    base = base_of(taken)
    also = built_in().get(base.companion) if base is not None else None
    return also if also is not None and also.kind == "refunds" else None


LISTS = {"joins", "presences"}
"""The same file may be who came, or everybody who is there on a day."""


def _say_what_list(request: HttpRequest, taken: Import, kind: str) -> None:
    """Read a list as the other of the two: its columns stay what they are, but for the day."""
    header, _ = header_of(taken)
    mapping, constants = mapping_from(request.POST, header)
    actions.change_mapping(
        import_id=taken.id,
        kind=kind,
        mapping={theirs: ours for theirs, ours in worth_remembering(taken, mapping).items() if ours != "day"},
        constants={name: value for name, value in constants.items() if name != "day"},
    )


def asked_of(taken: Import, fixed: list[dict[str, Any]]) -> dict[str, Any]:
    """What the page says and asks about the preset of an import."""
    base = base_of(taken)
    context: dict[str, Any] = {
        "base": base,
        "sure": SURE[base.sure] if base else "",
        "own": "" if base and base.name == taken.preset else taken.preset,
        "companion": companion_of(taken),
        "combined": [
            (_given(taken.kind, name, "")[0], RULES[rule])
            for name, rule in taken.reading.get("combine", {}).items()
        ],
        "built_in": others("", kind=taken.kind),
        "owns": Preset.objects.order_by("name"),
        "preset_name": remembered_as(taken, base),
    }
    asked = open_questions(taken)
    if asked is None:
        return context
    said = {one.name for one in asked.questions} | {name for name, _ in asked.given}
    context |= {
        "questions": asked.questions,
        "sought": asked.missing,
        "given": [_given(taken.kind, name, value) for name, value in asked.given],
        "fixed": [one for one in fixed if one["name"] not in said],
        "missing": [],
        "open": asked.open,
    }
    return context


def remembered_as(taken: Import, base: BuiltIn | None) -> str:
    """The name that is proposed for an own preset: only where there is something to remember."""
    if base is None and not taken.preset and taken.reading.get("combine"):
        kind = KINDS[taken.kind]
        return str(say(f"{kind.zh} · 合并", f"{kind.en}, combined"))
    answers = lasting(taken.kind, taken.constants)
    if base is None:
        return taken.preset
    own = Preset.objects.filter(name=taken.preset).first()
    if own is not None and {**own.constants, **answers} == own.constants:
        return taken.preset
    # Of another account or shop: a preset of its own, beside the one that was remembered.
    if not answers and not taken.mapping:
        return ""
    answer = next(iter(answers.values()), "")
    return " · ".join(part for part in (str(base.title), answer) if part)[:100]


def _given(kind: str, name: str, value: str) -> tuple[str, str]:
    """A column of ours and its value, in the reader's language."""
    for column in KINDS[kind].columns:
        if column.name == name:
            title = name if language() == "en" else column.zh
            return title, str(column.codes.get(value, value))
    return name, value
