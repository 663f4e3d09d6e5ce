"""The presets that come with siyu: one TOML file a platform's export."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from siyu.connectors.files.reading.shape import KEYS, Shape
from siyu.connectors.files.reading.shape_keys import choice, known_keys, said, table, text, texts, wrong
from siyu.core.words import Say, say

FOLDER = Path(__file__).parents[1] / "presets"
ABOUT = (
    *("name", "kind", "title_zh", "title_en", "source"),
    *("telling", "remark_zh", "remark_en", "companion"),
)
"""What a file says of itself; the rest says how the platform's file is read."""
SURE = ("header seen in public material", "documented by the platform", "guessed")
"""How sure we are of a preset, as its file says it."""


@dataclass(frozen=True)
class BuiltIn:
    """A preset that comes with siyu, with how sure we are of it, of what month, and where that is from."""

    name: str
    kind: str
    title: Say
    sure: str
    as_of: str
    where: Say
    reading: Mapping[str, Any]
    """What it says of the file, as an own preset would keep it."""
    shape: Shape
    telling: tuple[str, ...] = ()
    """Headers that hardly any other platform writes: what a file is recognised by."""
    remark: Say | None = None
    """What somebody should know who brings such a file in."""
    companion: str = ""
    """Another preset that reads the same file for another kind: the refunds in a file of orders."""

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> "BuiltIn":
        """A preset from its TOML; raises NotReadable with the key that is wrong."""
        known_keys("", told, (*ABOUT, *KEYS))
        source = table("source", told.get("source"))
        known_keys("source", source, ("sure", "as_of", "where"))
        reading = {key: value for key, value in told.items() if key in KEYS}
        for key in ("name", "kind"):
            if not text(key, told.get(key)):
                raise wrong(key, say("不能为空", "is empty"))
        return cls(
            name=told["name"],
            kind=told["kind"],
            title=said("title", {"zh": told.get("title_zh", ""), "en": told.get("title_en", "")}),
            sure=choice("source.sure", source.get("sure"), SURE),
            as_of=text("source.as_of", source.get("as_of")),
            where=said("source.where", source.get("where")),
            reading=reading,
            shape=Shape.of(reading),
            telling=texts("telling", told.get("telling", [])),
            remark=_remark(told),
            companion=text("companion", told.get("companion", "")),
        )


def _remark(told: Mapping[str, Any]) -> Say | None:
    if "remark_zh" not in told and "remark_en" not in told:
        return None
    return said("remark", {"zh": told.get("remark_zh", ""), "en": told.get("remark_en", "")})


@cache
def built_in() -> Mapping[str, BuiltIn]:
    """Every preset that comes with siyu, by name."""
    found = {}
    for path in sorted(FOLDER.glob("*.toml")):
        preset = BuiltIn.of(tomllib.loads(path.read_text(encoding="utf-8")))
        if preset.name != path.stem:
            raise wrong("name", say(f"应与文件名 {path.stem} 相同", f"should be {path.stem}, as its file is"))
        found[preset.name] = preset
    return found
