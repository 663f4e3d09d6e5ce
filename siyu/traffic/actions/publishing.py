"""Telling the link process what entries there are, and keeping what it saw."""

import fcntl
import os
from collections.abc import Sequence
from typing import Any

import msgspec
from django.db import connection, transaction

from siyu.core.models import Brand
from siyu.traffic.models import EntryDescription, RootFile, Spool, Target
from siyu.traffic.publication import PUBLISHED, Door, Published, links_folder, write_published
from siyu.traffic.publication import Target as Leading

CHANNEL = "siyu_entries"
"""Where link processes of other machines hear that entries have changed."""


def announce_entries() -> None:
    """Once this transaction stands, publish the entries here, and tell the other machines to."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, '')", [CHANNEL])
    transaction.on_commit(publish_entries, robust=True)


def publish_entries() -> None:
    """Write down for the link process where every entry leads now. Two at once: the later reads later."""
    folder = links_folder(connection.settings_dict["NAME"])
    lock = os.open(folder / "publish.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        write_published(_present(), folder / PUBLISHED)
    finally:
        os.close(lock)


def _present() -> Published:
    brand = Brand.objects.filter(id=1).first()
    described = EntryDescription.objects.select_related("entry").order_by("entry__code")
    targets: dict[int, dict[str, Leading]] = {}
    for one in Target.objects.exclude(way="default"):
        expires = one.expires_at.timestamp() if one.expires_at else None
        to = (one.url if one.way in ("link", "mini_program") else one.words) or ""
        targets.setdefault(one.entry_id, {})[one.app] = Leading(one.way, to, expires)
    return Published(
        brand=brand.name if brand else "",
        language=brand.language if brand else "zh",
        doors={
            one.entry.code: Door(title=one.title, url=one.url, targets=targets.get(one.entry_id, {}))
            for one in described
        },
        files=dict(RootFile.objects.values_list("name", "content")),
    )


def keep_arrivals(*, arrivals: Sequence[dict[str, Any]]) -> None:
    """Keep what the link process saw (the columns of `traffic_arrival`, `entry` by its code), each once."""
    if not arrivals:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO traffic_entry (code) SELECT DISTINCT unnest(%s::text[])
               EXCEPT SELECT code FROM traffic_entry ON CONFLICT DO NOTHING""",
            [[one["entry"] for one in arrivals]],
        )
        cursor.execute(
            """
            INSERT INTO traffic_arrival (touch_id, at, entry_id, action, app, device, why, outcome, clicks,
                                         referrer, query, agent, address)
            SELECT a->>'touch_id', to_timestamp(0) + (a->>'at')::bigint * interval '1 microsecond', e.id,
                   a->>'action', a->>'app', a->>'device', a->>'why', a->>'outcome', a->'clicks',
                   a->>'referrer', a->>'query', a->>'agent', a->>'address'
            FROM jsonb_array_elements(%s::jsonb) WITH ORDINALITY AS came(a, place)
            JOIN traffic_entry e ON e.code = a->>'entry'
            ORDER BY place ON CONFLICT (touch_id) DO NOTHING
            """,
            [msgspec.json.encode(arrivals).decode()],
        )


def note_spool(*, segment: str, position: int) -> None:
    """Say how far a segment has come in, in the transaction that took it."""
    Spool.objects.update_or_create(segment=segment, defaults={"position": position})


def forget_spool(*, segment: str) -> None:
    """A segment that is gone from the disk needs no position."""
    Spool.objects.filter(segment=segment).delete()
