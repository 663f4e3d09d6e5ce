"""Which preset reads a file that came in: an own one that remembers it, else a built-in one that knows it."""

from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from siyu.connectors.files.kinds import KINDS
from siyu.connectors.files.mapping import known_by
from siyu.connectors.files.queries import as_it_comes
from siyu.connectors.files.reading.built_in import BuiltIn, built_in
from siyu.connectors.files.reading.finding import TOP
from siyu.connectors.files.reading.header import base_of, folded
from siyu.connectors.files.reading.likeness import Likeness, likenesses
from siyu.connectors.files.reading.opening import open_source, titles_of
from siyu.connectors.files.reading.parts import File, members_of
from siyu.connectors.files.reading.text import DELIMITERS, TextSource
from siyu.core.refusals import Refusal
from siyu.facts.models import Preset

MOST_MEMBERS = 5
MOST_SHEETS = 5


def top_rows(file: File) -> list[list[str]]:
    """The first rows of a file's first tables, where its header stands; of a text, parted in each way."""
    found: list[list[str]] = []
    trouble: Refusal | None = None
    for member in members_of(file)[:MOST_MEMBERS]:
        try:
            found += _top_rows(member.path)
        except Refusal as one:
            trouble = trouble or one
    if not found and trouble is not None:
        raise trouble
    return found


def _top_rows(path: Path) -> list[list[str]]:
    titles = titles_of(path)
    if len(titles) > 1:
        sheets = (open_source(path, sheet=number) for number in range(1, min(len(titles), MOST_SHEETS) + 1))
        return [cells for sheet in sheets for _, cells in islice(sheet.records(), TOP)]
    source = open_source(path)
    if not isinstance(source, TextSource):
        return [cells for _, cells in islice(source.records(), TOP)]
    found, first = [], source.delimiter
    for delimiter in (first, *(one for one in DELIMITERS if one != first)):
        source.delimiter = delimiter
        found += [cells for _, cells in islice(source.records(), TOP)]
    return found


def likely_presets(top: Sequence[Sequence[str]], *, kind: str = "") -> list[Likeness]:
    """The built-in presets that these first rows may be read by, the likeliest first."""
    presets = [one for one in built_in().values() if not kind or one.kind == kind]
    return likenesses(top, presets=presets, kinds=KINDS)


def preset_of(top: Sequence[Sequence[str]], *, kind: str = "") -> Preset | None:
    """The preset for a file that begins like this; None when nobody knows it.

    An own preset comes first: of this very header, then one that was made from the built-in preset that
    knows the file, whatever columns the platform has added since.
    """
    own = Preset.objects.order_by("-created_at", "-id")
    if kind:
        own = own.filter(kind=kind)
    prints = {known_by([cell for cell in row if cell.strip()]) for row in top}
    same = own.filter(fingerprint__in=prints - {known_by([])}).first()
    if same is not None:
        return same
    for likeness in likely_presets(top, kind=kind):
        for remembered in own.filter(base=likeness.preset.name):
            if _still_fits(remembered, likeness, top):
                return remembered
        return as_it_comes(likeness.preset)
    return None


def others(preset: str, *, kind: str) -> list[BuiltIn]:
    """Built-in presets that a person may choose instead, those of the kind first."""
    order = {name: at for at, name in enumerate(KINDS)}
    return sorted(
        (one for one in built_in().values() if one.name != preset),
        key=lambda one: (one.kind != kind, order[one.kind], one.name),
    )


def _still_fits(remembered: Preset, likeness: Likeness, top: Sequence[Sequence[str]]) -> bool:
    """Whether every header that a person pointed to is there still, and gives what the file lacks."""
    there = {folded(cell) for row in top for cell in row}
    pointed = {ours for theirs, ours in remembered.mapping.items() if ours and folded(theirs) in there}
    wanted = {ours for ours in remembered.mapping.values() if ours}
    given = pointed | set(remembered.constants)
    return wanted <= pointed and {base_of(name) for name in given} >= set(likeness.missing)
