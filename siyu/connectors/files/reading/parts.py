"""The parts of one file: the tables of an archive, the sheets of a workbook that a preset asks for."""

from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from siyu.connectors.files.reading.finding import Head
from siyu.connectors.files.reading.header import folded
from siyu.connectors.files.reading.opening import titles_of
from siyu.connectors.files.reading.plan import Place, Plan, plan_reading, preview
from siyu.connectors.files.reading.resolving import Resolver, Unanswered
from siyu.connectors.files.reading.shape import Shape
from siyu.connectors.files.reading.trouble import NotReadable
from siyu.core.words import say

EXPLAINS = frozenset({".txt", ""})
"""Members that may be no table but a word about those that are."""
File = Mapping[str, Any]
"""{"name", "path"}, and for an archive "parts": the same of each table in it."""


def plan_file(file: File, *, shape: Shape, **how: Any) -> list[Plan]:
    """Every part of a file, ready to be read; refuses a file of which no part is what it should be.

    Of an archive all tables must fit; a text among them that has no header is taken for an explanation.
    Of a workbook that is read sheet by sheet, those that have the header are.
    """
    plans, troubles = [], []
    for place in places_of(file, shape=shape):
        try:
            plan = plan_reading(place, shape=shape, **how)
        except Unanswered:
            raise
        except NotReadable as trouble:
            told = trouble if place.called == file["name"] else _of_part(place, trouble)
            if place.alone and not _may_explain(place, file):
                raise told from trouble
            troubles.append(told)
            continue
        plans.append(plan)
    if not plans:
        raise troubles[0]
    return plans


def places_of(file: File, *, shape: Shape) -> list[Place]:
    """Where the parts of a file lie."""
    found = []
    for member in members_of(file):
        found += _sheets(member, shape)
    return found


def members_of(file: File) -> list[Place]:
    """The tables of an archive, or the file itself."""
    parts: Sequence[File] = file.get("parts") or ()
    if not parts:
        return [Place(str(file["name"]), Path(file["path"]))]
    return [Place(f"{file['name']}/{part['name']}", Path(part["path"])) for part in parts]


def look_at(file: File, *, limit: int = 20, resolver: Resolver | None = None) -> tuple[Head, list[list[str]]]:
    """The header and the first rows of a file, for somebody to look at: of the first part that has them."""
    shape = resolver.shape if resolver is not None else Shape()
    trouble: NotReadable | None = None
    seen: tuple[Head, list[list[str]]] | None = None
    for place in places_of(file, shape=shape):
        try:
            head, rows = preview(place, limit=limit, resolver=resolver)
        except NotReadable as one:
            trouble = trouble or one
            continue
        if resolver is None or resolver.fits(head.names):
            return head, rows
        seen = seen or (head, rows)
    if seen is not None:
        return seen
    raise trouble or NotReadable(say("没有表头", "There is no header"))


def _sheets(member: Place, shape: Shape) -> list[Place]:
    wanted = shape.sheet
    if not (wanted.all or wanted.name or wanted.index > 1):
        return [member]
    titles = titles_of(member.path)
    if not titles:
        return [member]
    if wanted.all:
        return [
            Place(member.name, member.path, number, title, alone=False)
            for number, title in enumerate(titles, 1)
        ]
    number = wanted.index
    if wanted.name:
        named = [at for at, title in enumerate(titles, 1) if folded(title) == folded(wanted.name)]
        number = named[0] if named else 0
    if not 0 < number <= len(titles):
        listed, sought = ", ".join(titles), wanted.name or str(wanted.index)
        raise NotReadable(
            say(f"没有工作表“{sought}”,只有:{listed}", f"There is no sheet “{sought}”, only {listed}")
        )
    return [Place(member.name, member.path, number)]


def _may_explain(place: Place, file: File) -> bool:
    several = len(file.get("parts") or ()) > 1
    return several and PurePosixPath(place.name).suffix.lower() in EXPLAINS


def _of_part(place: Place, trouble: NotReadable) -> NotReadable:
    part = place.called.partition("/")[2] or place.called
    return NotReadable(say(f"{part}:{trouble.text.zh}", f"{part}: {trouble.text.en}"))
