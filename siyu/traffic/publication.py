"""What the link process is told: every entry with where it leads, in one file, so that it needs no database.

Free of Django: the link process reads it. `traffic.actions.publish_entries` writes it.
"""

import os
import re
from pathlib import Path

import msgspec

from siyu.core.database.address import address_of_url
from siyu.core.home import folder


class Target(msgspec.Struct, frozen=True, array_like=True):
    """Where an entry leads in one app: the way, the link or words, and when they expire (epoch seconds)."""

    way: str
    to: str
    expires: float | None = None


class Door(msgspec.Struct, frozen=True):
    """An entry as its visitors meet it."""

    title: str
    url: str | None = None
    targets: dict[str, Target] = {}


class Published(msgspec.Struct, frozen=True):
    """Everything the link process knows. `files` stand at the root of the brand's domain."""

    brand: str = ""
    language: str = "zh"
    doors: dict[str, Door] = {}
    files: dict[str, str] = {}


def links_folder(database: str = "") -> Path:
    """Where the entries of a database are published and its touches spooled: never those of another one.

    `database` is its name; the one that `DATABASE_URL` names unless said.
    """
    url = os.environ.get("DATABASE_URL")
    name = database or (address_of_url(url).dbname if url else "siyu")
    place = folder("links") / re.sub(r"[^A-Za-z0-9_-]", "-", name)
    place.mkdir(mode=0o700, exist_ok=True)
    return place


PUBLISHED = "published.json"
"""The file in that folder which the link process reads."""


def write_published(published: Published, path: Path) -> None:
    """Replace the file as a whole, durably."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(msgspec.json.encode(published))
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
