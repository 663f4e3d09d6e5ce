"""Whose export a file seems to be: its first rows beside what each preset looks for. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from siyu.connectors.files.reading.built_in import BuiltIn
from siyu.connectors.files.reading.header import base_of, folded
from siyu.facts.kinds import Kind

LEAST_TELLING = 2
"""Headers of a platform's own by which a file is recognised: one alone may stand anywhere."""
SECOND = ("refunds", "presences")
"""A file of orders that holds refunds is one of orders first, a list of customers one of joins."""
LEAST_SHARE = 0.5
"""The share of a header that a preset must know to be proposed without enough of them."""


@dataclass(frozen=True)
class Likeness:
    """How well a header fits a preset."""

    preset: BuiltIn
    telling: int
    """Headers that hardly any other platform writes."""
    known: int
    """Headers that the preset has a use for."""
    width: int
    missing: tuple[str, ...]
    """Columns of ours that are required, and that nothing gives: neither file nor preset nor answer."""

    @property
    def whole(self) -> bool:
        """Whether the file could come in by this preset, once its questions are answered."""
        return not self.missing

    @property
    def likely(self) -> bool:
        """Whether it is proposed: recognised, even with one column renamed; or nearly all of it known."""
        if not self.whole:
            return self.telling > LEAST_TELLING and len(self.missing) == 1
        if self.telling >= LEAST_TELLING:
            return True
        return self.telling > 0 and self.known / max(1, self.width) >= LEAST_SHARE

    @property
    def rank(self) -> tuple[int, bool, int, bool]:
        """Best first when sorted downwards."""
        return self.telling, self.whole, self.known, self.preset.kind not in SECOND


def likenesses(
    top: Iterable[Sequence[str]], *, presets: Iterable[BuiltIn], kinds: Mapping[str, Kind]
) -> list[Likeness]:
    """The presets that the first rows of a file may be read by, the likeliest first.

    The header may stand below notes, or over two rows: each of the rows is looked at as if it were it.
    """
    rows = [{folded(cell) for cell in row if cell.strip()} for row in top]
    found = []
    for preset in presets:
        kind = kinds.get(preset.kind)
        if kind is None:
            continue
        best = max((_beside(row, preset, kind) for row in rows), key=lambda one: one.rank, default=None)
        if best is not None and best.likely:
            found.append(best)
    return sorted(found, key=lambda one: one.rank, reverse=True)


def _beside(header: set[str], preset: BuiltIn, kind: Kind) -> Likeness:
    shape = preset.shape
    given = {
        base_of(name)
        for name, theirs in shape.columns.items()
        if any(folded(one) in header for one in theirs)
    }
    given |= {*shape.fixed, *shape.ask, *shape.from_name, *shape.from_note}
    used = {folded(one) for theirs in shape.columns.values() for one in theirs} & header
    telling = {folded(one) for one in preset.telling} & header
    return Likeness(
        preset=preset,
        telling=len(telling),
        known=len(used | telling),
        width=len(header),
        missing=tuple(column.name for column in kind.required if column.name not in given),
    )
