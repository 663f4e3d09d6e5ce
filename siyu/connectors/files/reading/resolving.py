"""Which column is what when a preset says so: theirs beside ours, and what the file's cells do not say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from siyu.connectors.files.reading.header import (
    ALONE_NAME,
    ENTRY_TEXT,
    STAND_ALONE,
    WHY,
    Recognised,
    Slot,
    base_of,
    folded,
    known_names,
    target_names,
    there_twice,
    unknown_column,
)
from siyu.connectors.files.reading.shape import Shape
from siyu.connectors.files.reading.trouble import NotReadable
from siyu.core.words import Say, say
from siyu.facts.kinds import Column, IdentifierKind, Kind

LONGEST_NOTE = 2000
"""Characters of a line above the header that a pattern looks at."""


class Unanswered(NotReadable):
    """The preset asks something of the user that nobody has answered yet."""

    def __init__(self, asked: Mapping[str, Say]) -> None:
        questions = "".join(f"{question.zh}(--set {name}=…)" for name, question in asked.items())
        asking = " ".join(f"{question.en} (--set {name}=…)" for name, question in asked.items())
        super().__init__(
            say(f"文件里没有写,请回答:{questions}", f"The file does not say; please answer: {asking}")
        )
        self.asked = asked


@dataclass(frozen=True)
class Resolved:
    """The columns of a file, and the values of ours that hold for all its rows."""

    recognised: Recognised
    values: Mapping[str, str]


class Resolver:
    """Knows what a preset and a kind look for in a header."""

    def __init__(
        self,
        *,
        kind: Kind,
        identifiers: Sequence[IdentifierKind],
        shape: Shape,
        mapping: Mapping[str, str | None] | None,
        constants: Mapping[str, str] | None,
    ) -> None:
        self.kind = kind
        self.shape = shape
        self.names = target_names(kind, identifiers)
        shape.judge({name: column for name, (column, _, _) in self.names.items()})
        self.known = known_names(kind, self.names)
        self.told = {folded(theirs): ours for theirs, ours in (mapping or {}).items()}
        self.constants = dict(constants or {})
        for name in (*self.constants, *filter(None, self.told.values())):
            if name not in self.names:
                raise unknown_column(name, self.names)

    def columns(self, header: Sequence[str]) -> dict[str, int]:
        """Ours to the place of theirs: what was said, what the preset looks for, then what it is called."""
        places: dict[str, int] = {}
        for at, theirs in enumerate(header):
            places.setdefault(folded(theirs), at)
        found: dict[str, int] = {}
        taken: dict[str, str] = {base_of(name): name for name in self.constants}
        for at, theirs in enumerate(header):
            target = self.told.get(folded(theirs))
            if target is not None and places[folded(theirs)] == at:
                self._take(target, theirs, taken)
                found[target] = at
        for target, names in self.shape.columns.items():
            sought = (folded(name) for name in names)
            first = next((name for name in sought if name in places and self._may(name, target)), None)
            if first is not None and base_of(target) not in taken:
                taken[base_of(target)] = header[places[first]]
                found[target] = places[first]
        stated = {base_of(name) for name in self.shape.fixed}
        stated |= {base_of(name) for name, names in self.shape.columns.items() if not names}
        named: dict[str, str] = {}
        used = set(found.values())
        for at, theirs in enumerate(header):
            plain = folded(theirs)
            target = self.known.get(plain)
            if target is None or at in used or plain in self.told or plain in WHY:
                continue
            if base_of(target) in named:
                raise there_twice(base_of(target), named[base_of(target)], theirs)
            if base_of(target) not in taken and (base_of(target) not in stated):
                named[base_of(target)] = theirs
                found[target] = at
        sought = (folded(name) for name in self.shape.entry.get("from", ()))
        text = next((places[name] for name in sought if name in places and name not in self.told), None)
        if text is not None and text not in found.values() and "entry" not in map(base_of, (*found, *taken)):
            found[ENTRY_TEXT] = text
        sought = (folded(name) for name in self.shape.present.get("name", ()))
        name = next((places[one] for one in sought if one in places and one not in self.told), None)
        if name is not None and name not in found.values() and ALONE_NAME not in found:
            found[ALONE_NAME] = name
        return found

    def resolve(self, header: Sequence[str], *, name: str, notes: Sequence[str]) -> Resolved:
        """Every column of a file; refuses one that lacks what is needed, and says what was looked for."""
        found = self.columns(header)
        values = self.values(found, name=name, notes=notes)
        self._judge({base_of(target) for target in (*found, *values)}, header)
        self._judge_rows(header, found)
        return Resolved(self.slots(header, found), values)

    def slots(self, header: Sequence[str], found: Mapping[str, int]) -> Recognised:
        """The columns of the file in its order; what is none of ours is an extra."""
        slots = [Slot(at, header[at], target, *self.names[target]) for target, at in found.items()]
        used = set(found.values())
        slots += [
            Slot(at, theirs, "")
            for at, theirs in enumerate(header)
            if at not in used and folded(theirs) not in WHY
        ]
        return Recognised(tuple(sorted(slots, key=lambda slot: slot.at)))

    def needed(self) -> set[str]:
        """The required columns that only the file's cells can say."""
        elsewhere = {*self.constants, *self.shape.fixed, *self.shape.ask}
        elsewhere |= {*self.shape.from_name, *self.shape.from_note}
        said = {base_of(name) for name in elsewhere}
        return {column.name for column in self.kind.required} - said

    def fits(self, header: Sequence[str]) -> bool:
        """Whether a row names all that is needed: then it is the header."""
        try:
            found = self.columns(header)
        except NotReadable:
            # Two columns for one of ours: it is a header all the same, and will be told so.
            return True
        return bool(found) and self.needed() <= set(map(base_of, found))

    def _may(self, plain: str, target: str) -> bool:
        """Whether the preset may take a column of theirs: a person's word about it goes first."""
        if plain not in self.told:
            return True
        other = self.told[plain]
        return other is not None and plain in map(folded, self.shape.columns.get(other, ()))

    @staticmethod
    def _take(target: str, theirs: str, taken: dict[str, str]) -> None:
        if base_of(target) in taken:
            raise there_twice(base_of(target), taken[base_of(target)], theirs)
        taken[base_of(target)] = theirs

    def values(self, found: Mapping[str, int], *, name: str, notes: Sequence[str]) -> dict[str, str]:
        """What holds for the whole file: answers, then what the notes, its name and the preset say."""
        values = dict(self.constants)
        there = {base_of(target) for target in (*found, *values)}

        def add(target: str, value: str) -> None:
            if value and base_of(target) not in there:
                there.add(base_of(target))
                values[target] = value

        for target, pattern in self.shape.from_note.items():
            hits = (pattern.search(note[:LONGEST_NOTE]) for note in notes)
            add(target, next((hit[1] or "" for hit in hits if hit), "").strip())
        for target, pattern in self.shape.from_name.items():
            # A table of an archive is called after itself first, then after the archive.
            hits = (pattern.search(part[:LONGEST_NOTE]) for part in reversed(name.split("/")))
            add(target, next((hit[1] or "" for hit in hits if hit), "").strip())
        for target, value in self.shape.fixed.items():
            add(target, value)
        return values

    def _judge(self, there: set[str], header: Sequence[str]) -> None:
        asked = {n: question for n, question in self.shape.ask.items() if base_of(n) not in there}
        missing = [c for c in self.kind.required if c.name not in there and c.name not in map(base_of, asked)]
        if missing:
            zh = ", ".join(f"{column.zh} {column.name}{self._sought(column).zh}" for column in missing)
            en = ", ".join(f"{column.name}{self._sought(column).en}" for column in missing)
            has = ", ".join(header)
            raise NotReadable(
                say(
                    f"缺少必需的列:{zh}。文件里的列是:{has}",
                    f"Required columns are missing: {en}. The file has: {has}",
                )
            )
        if asked:
            raise Unanswered(asked)
        alone = self.kind.name in STAND_ALONE and self.shape.present.get("alone")
        named = alone or ALONE_NAME in there
        if (
            self.kind.identifiers == "required"
            and not named
            and not any(name.startswith("id.") for name in there)
        ):
            raise NotReadable(
                say(
                    "至少要有一列标识,如 id.unionid、id.phone",
                    "At least one identifier column is needed, such as id.unionid or id.phone",
                )
            )

    def _sought(self, column: Column) -> Say:
        """Where a column was looked for, in brackets."""
        zh = [f"“{name}”" for name in self.shape.columns.get(column.name, ())]
        en = list(zh)
        if column.name in self.shape.from_name:
            zh.append("文件名")
            en.append("the file's name")
        if column.name in self.shape.from_note:
            zh.append("表头上方")
            en.append("the lines above the header")
        if not zh:
            return say("", "")
        return say(f"(找过:{'、'.join(zh)})", f" (looked for: {', '.join(en)})")

    def _judge_rows(self, header: Sequence[str], found: Mapping[str, int]) -> None:
        """Without the column that tells which rows count, unpaid and closed ones would be taken for sales."""
        there = {folded(theirs) for theirs in header}
        for rule in self.shape.leave_out:
            if rule.needed and not any(folded(name) in there or name in found for name in rule.headers):
                names = "、".join(f"“{name}”" for name in rule.headers)
                has = ", ".join(header)
                raise NotReadable(
                    say(
                        f"要靠列{names}判断哪些行算数,文件里没有。文件里的列是:{has}",
                        f"Column {names} tells which rows count, and is missing. The file has: {has}",
                    )
                )
