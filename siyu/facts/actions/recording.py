"""Facts that somebody's act leaves behind."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import connection

from siyu.facts.models import Fact

WRITER_LOCK = 0x73697975
"""The advisory lock ("siyu") that whoever changes rows, people or the ledger holds until commit."""


def record(*, name: str, data: Mapping[str, Any], actor: str, at: datetime) -> Fact:
    """Keep that something happened, in the transaction that made it happen."""
    return Fact.objects.create(name=name, data=dict(data), actor=actor, recorded_at=at)


def one_writer() -> None:
    """Wait until nobody else applies rows, merges or settles; held until the transaction ends.

    Identification and settlement work on whole components and sources. One writer at a time cannot deadlock,
    and what it finds when it looks is still so when it writes.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [WRITER_LOCK])
