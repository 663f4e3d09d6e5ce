"""Texts in both languages, made where they are used.

The console and the commands speak Chinese first and English completely. A text is written once, as a pair;
`str()` gives the language of the moment, so that one process can answer readers of both.
"""

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

LANGUAGES = ("zh", "en")
_language: ContextVar[str] = ContextVar("language", default="zh")


@dataclass(frozen=True, slots=True)
class Say:
    """A text a person reads: `zh` and `en` say the same."""

    zh: str
    en: str

    def in_language(self, language: str) -> str:
        return self.en if language == "en" else self.zh

    def __str__(self) -> str:
        return self.in_language(_language.get())

    def __add__(self, other: object) -> "Say":
        if isinstance(other, Say):
            return Say(self.zh + other.zh, self.en + other.en)
        return Say(f"{self.zh}{other}", f"{self.en}{other}")


def say(zh: str, en: str) -> Say:
    """A text in both languages."""
    return Say(zh, en)


def language() -> str:
    """The language spoken at this moment, `zh` or `en`."""
    return _language.get()


def speak(chosen: str) -> None:
    """Speak this language from now on in this context; anything but `en` is Chinese."""
    _language.set("en" if chosen.lower().startswith("en") else "zh")


@contextmanager
def speaking(chosen: str) -> "Iterator[None]":
    """Speak this language for a while."""
    token = _language.set("en" if chosen.lower().startswith("en") else "zh")
    try:
        yield
    finally:
        _language.reset(token)
