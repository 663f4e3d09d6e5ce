"""What every test may use: a brand, a way to import text as a file, the worked example."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from siyu.core.words import speak

settings.register_profile("siyu", deadline=None)  # a timing never decides a test
settings.load_profile("siyu")

EXAMPLE = Path(__file__).parents[1] / "examples" / "tea"
AT = datetime(2026, 7, 15, 4, tzinfo=UTC)


@pytest.fixture(autouse=True)
def in_chinese() -> Iterator[None]:
    """Every test begins in Chinese."""
    speak("zh")
    yield
    speak("zh")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whoever asks for a database is repeated on PostgreSQL 15."""
    for item in items:
        names = getattr(item, "fixturenames", ())
        if {"db", "transactional_db", "brand"} & set(names):
            item.add_marker(pytest.mark.database)


@pytest.fixture
def brand(transactional_db: None) -> Any:
    """One brand, as on the first start. Reports read over a connection of their own, so rows are committed."""
    from django.db import connection

    from siyu.core.actions import ensure_brand
    from siyu.people.models import IdentifierKind
    from tests.cast import IDENTIFIER_KINDS

    with connection.cursor() as cursor:
        # Its models are not managed by Django, so the flush between tests leaves jobs of other tests behind.
        cursor.execute("TRUNCATE procrastinate_jobs CASCADE")
    if not IdentifierKind.objects.exists():
        IdentifierKind.objects.bulk_create([IdentifierKind(**kind) for kind in IDENTIFIER_KINDS])
    return ensure_brand(at=AT)


@pytest.fixture
def queue(brand: Any) -> Iterator[Any]:
    """A cursor to put jobs on the queue with; its tables are procrastinate's, so nobody else empties them."""
    from django.db import connection

    with connection.cursor() as cursor:
        yield cursor
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers RESTART IDENTITY CASCADE")


@pytest.fixture
def bring_in(brand: Any, tmp_path: Path) -> Callable[..., Any]:
    """Import text as a file of a kind: `bring_in("spend", "date,…\\n…")` answers the Import."""
    from tests.cast import import_file, import_text

    def bring(kind: str, text: str | Path, **more: Any) -> Any:
        if isinstance(text, Path):
            return import_file(kind, text, rejects=tmp_path, **more)
        return import_text(kind, text, folder=tmp_path, **more)

    return bring
