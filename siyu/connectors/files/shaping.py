"""An import's file in the shape of its preset: what the page of its mapping asks."""

from collections.abc import Mapping, Sequence

from siyu.connectors.files.queries import declared_kind, identifier_kinds
from siyu.connectors.files.questions import Asked, asked_about, differences
from siyu.connectors.files.reading import NotReadable, Shape
from siyu.connectors.files.reading.finding import Head
from siyu.connectors.files.reading.header import Recognised
from siyu.connectors.files.reading.parts import look_at
from siyu.connectors.files.reading.resolving import Resolver
from siyu.facts.models import Import


def resolver_of(taken: Import, *, alone: bool = False) -> Resolver | None:
    """What the import's preset looks for, `alone` without what a person chose; None without a preset."""
    shape = Shape.of(taken.reading)
    if not shape.stated:
        return None
    return Resolver(
        kind=declared_kind(taken.kind),
        identifiers=identifier_kinds(),
        shape=shape,
        mapping=None if alone else taken.mapping,
        constants=None if alone else taken.constants,
    )


def resolved(taken: Import, header: Sequence[str], resolver: Resolver) -> tuple[Recognised, str]:
    """The columns of an import's file as its preset reads them, and what is wrong with them if anything."""
    try:
        head = _head(taken, resolver)
        return resolver.resolve(head.names, name=taken.files[0]["name"], notes=head.notes).recognised, ""
    except NotReadable as trouble:
        try:
            return resolver.slots(header, resolver.columns(header)), str(trouble)
        except NotReadable:
            return Recognised(()), str(trouble)


def open_questions(taken: Import) -> Asked | None:
    """What a person is asked about the file; None without a preset, or while two columns are one of ours."""
    resolver = resolver_of(taken)
    if resolver is None:
        return None
    try:
        return asked_about(taken, _head(taken, resolver), resolver)
    except NotReadable:
        return None


def worth_remembering(taken: Import, posted: Mapping[str, str | None]) -> dict[str, str | None]:
    """Of the columns that a person chose, those that the preset would not have chosen by itself."""
    resolver = resolver_of(taken, alone=True)
    if resolver is None:
        return dict(posted)
    return differences(posted, _head(taken, resolver_of(taken) or resolver), resolver)


def _head(taken: Import, resolver: Resolver) -> Head:
    return look_at(taken.files[0], limit=1, resolver=resolver)[0]
