"""What a kind of file says: its columns, its key, and the fact that each of its rows states.

Pure declarations. Rooms declare their kinds in their `facts.py`; the file connector, the exports,
the documentation and the projections all read the same declaration.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Literal

from siyu.core.words import Say

Type = Literal["text", "code", "time", "date", "money", "count", "yesno", "url"]


@dataclass(frozen=True)
class Column:
    """One column of ours. `codes` maps each allowed code to its name, for type `code`."""

    name: str
    zh: str
    type: Type
    required: bool = False
    key: bool = False
    codes: Mapping[str, Say] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()
    default: str | None = None
    """What an empty cell means, where it means something (`paid`: yes)."""

    @property
    def field(self) -> str:
        """The name under which facts and tables keep the value (money in fen)."""
        return f"{self.name}_fen" if self.type == "money" else self.name


@dataclass(frozen=True)
class IdentifierKind:
    """A kind of identifier: how strong it is, and whether one person has just one."""

    name: str
    zh: str
    en: str
    strong: bool = True
    single_valued: bool = False
    scoped: bool = False
    """Scoped identifiers belong to an app (`id.openid.app`)."""
    rank: int = 100
    """Strongest first; declared kinds come after ours."""


@dataclass(frozen=True)
class Kind:
    """A kind of file. `identifiers`: may or must a row carry some? `restates`: may later files correct it?"""

    name: str
    zh: str
    en: str
    fact: str
    columns: tuple[Column, ...]
    identifiers: Literal["none", "optional", "required"] = "none"
    restates: bool = True
    rank: int = 0
    """The place of this kind when evidence of one moment is judged (touches 1 … costs 5)."""
    whole: Callable[[Mapping[str, Any]], Say | None] = lambda row: None
    """What is wrong with a row ({field: value}) that only the row as a whole can get wrong."""

    @property
    def key(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.key)

    @property
    def required(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.required)

    def column(self, name: str) -> Column:
        """The column of this name; raises KeyError."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)


@dataclass(frozen=True)
class Act:
    """A fact that states no row of a file: somebody did something. `fields` are the names in its data."""

    name: str
    zh: str
    en: str
    fields: tuple[str, ...]


def key_of(kind: str, key_text: str) -> bytes:
    """The 16 bytes that stand for a row's key: SHA-256 over kind and normalised key columns, shortened."""
    return sha256(f"{kind}\x1f{key_text}".encode()).digest()[:16]
