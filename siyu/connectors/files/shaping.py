"""An import's file in the shape of its preset: what the page of its mapping asks."""

from collections.abc import Sequence

from siyu.connectors.files.queries import declared_kind, identifier_kinds
from siyu.connectors.files.reading import NotReadable, Shape
from siyu.connectors.files.reading.header import Recognised
from siyu.connectors.files.reading.plan import preview
from siyu.connectors.files.reading.resolving import Resolver
from siyu.facts.models import Import


def resolver_of(taken: Import) -> Resolver | None:
    """What the import's preset looks for; None when its file is read as it stands."""
    shape = Shape.of(taken.reading)
    if not shape.stated:
        return None
    return Resolver(
        kind=declared_kind(taken.kind),
        identifiers=identifier_kinds(),
        shape=shape,
        mapping=taken.mapping,
        constants=taken.constants,
    )


def resolved(taken: Import, header: Sequence[str], resolver: Resolver) -> tuple[Recognised, str]:
    """The columns of an import's file as its preset reads them, and what is wrong with them if anything."""
    try:
        head, _ = preview(taken.files[0]["path"], limit=1, resolver=resolver)
        return resolver.resolve(head.names, name=taken.files[0]["name"], notes=head.notes).recognised, ""
    except NotReadable as trouble:
        try:
            return resolver.slots(header, resolver.columns(header)), str(trouble)
        except NotReadable:
            return Recognised(()), str(trouble)
