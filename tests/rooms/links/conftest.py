"""A table of entries on the disk, and the doors that answer from it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from siyu.connectors.links.door import Answer, Doors, Request
from siyu.connectors.links.table import Table
from siyu.traffic.publication import PUBLISHED, Door, Published, write_published
from tests.rooms.links import agents

AT = 1_780_000_000_000_000_000


@pytest.fixture
def publish(tmp_path: Path) -> Callable[..., None]:
    """`publish(tea=Door(…), files={…})` replaces what is published."""

    def write(files: dict[str, str] | None = None, brand: str = "林间茶", **doors: Door) -> None:
        write_published(Published(brand=brand, doors=doors, files=files or {}), tmp_path / PUBLISHED)

    return write


@pytest.fixture
def doors(tmp_path: Path) -> Doors:
    return Doors(Table(tmp_path), secret="a secret", secure=False)


@pytest.fixture
def ask(doors: Doors) -> Callable[..., Answer]:
    """`ask("/l/tea", agent=…, cookie=…)` answers what a visitor gets."""

    def come(
        path: str,
        *,
        agent: str = agents.SAFARI,
        method: str = "GET",
        at: int = AT,
        peer: str = "127.0.0.1",
        **headers: Any,
    ) -> Answer:
        place, _, query = path.partition("?")
        told = {"user-agent": agent, "host": "go.forest.example"}
        told |= {name.replace("_", "-"): value for name, value in headers.items()}
        return doors.answer(Request(method, place, query, told, peer, at))

    return come
