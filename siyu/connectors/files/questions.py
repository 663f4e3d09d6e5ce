"""What the page of an import asks about a file that a preset reads: answers, and columns it did not find."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from siyu.connectors.files.reading.finding import Head
from siyu.connectors.files.reading.header import base_of
from siyu.connectors.files.reading.resolving import Resolver
from siyu.core.words import Say, say
from siyu.facts.kinds import Column
from siyu.facts.models import Import


@dataclass(frozen=True)
class Question:
    """Something that the file does not say, and a person says once."""

    name: str
    text: Say
    value: str
    codes: tuple[tuple[str, Say], ...] = ()


@dataclass(frozen=True)
class Missing:
    """A column that is needed and was not found, with what was looked for."""

    name: str
    title: Say
    sought: tuple[str, ...]


@dataclass(frozen=True)
class Asked:
    """All that is open about a file, and what the preset says of it by itself."""

    questions: tuple[Question, ...]
    missing: tuple[Missing, ...]
    given: tuple[tuple[str, str], ...]
    """Columns of ours whose value the preset, the file's name or the lines above the header say."""

    @property
    def open(self) -> bool:
        return bool(self.missing) or any(not one.value for one in self.questions)


def asked_about(taken: Import, head: Head, resolver: Resolver) -> Asked:
    """What is open about the file of an import. Raises NotReadable where two columns are one of ours."""
    found = resolver.columns(head.names)
    values = resolver.values(found, name=taken.files[0]["name"], notes=head.notes)
    there = {base_of(name) for name in found}
    columns = {column.name: column for column in resolver.kind.columns}
    asked = [name for name in resolver.shape.ask if base_of(name) not in there]
    questions = tuple(
        Question(name, resolver.shape.ask[name], taken.constants.get(name, ""), _codes(columns.get(name)))
        for name in asked
        if name in taken.constants or base_of(name) not in map(base_of, values)
    )
    known = there | {base_of(name) for name in (*values, *asked)}
    missing = tuple(
        Missing(column.name, say(column.zh, column.name), resolver.shape.columns.get(column.name, ()))
        for column in resolver.kind.required
        if column.name not in known
    )
    given = tuple((name, value) for name, value in values.items() if name not in taken.constants)
    return Asked(questions, missing, given)


def differences(posted: Mapping[str, str | None], head: Head, resolver: Resolver) -> dict[str, str | None]:
    """Of what a person chose, what the preset would not have chosen by itself: that alone is remembered."""
    alone = {at: target for target, at in resolver.columns(head.names).items()}
    return {
        theirs: posted[theirs]
        for at, theirs in enumerate(head.names)
        if theirs in posted and (posted[theirs] or None) != alone.get(at)
    }


def pointed(posted: Mapping[str, str], header: Sequence[str]) -> dict[str, str]:
    """Their columns that a person pointed to for what was not found: {theirs: ours}."""
    found = {}
    for name, at in posted.items():
        if name.startswith("point-") and at.isdigit() and int(at) < len(header):
            found[header[int(at)]] = name.removeprefix("point-")
    return found


def _codes(column: Column | None) -> tuple[tuple[str, Say], ...]:
    return tuple(column.codes.items()) if column is not None else ()
