"""Making a process ready to work: the database there, its tables there, one brand there."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import django
from django.core.management import call_command
from django.db import OperationalError, connection

from siyu.core import sample
from siyu.core.database import Address, using_database
from siyu.core.output import note
from siyu.core.refusals import Refusal
from siyu.core.words import say

OLDEST = 150000


@contextmanager
def working(*, own: bool = False) -> Iterator[None]:
    """A database with all its tables and one brand, for a while; closes its connections at the end.

    While the console shows the sample town, so does a command; with `own` it means the brand's own data.
    """
    with using_database() as address, _beside_the_sample(address, own=own):
        set_up()
        try:
            yield
        finally:
            connection.close()


@contextmanager
def _beside_the_sample(address: Address, *, own: bool) -> Iterator[None]:
    """The environment of the sample for a while, where it is what is to be looked at."""
    found = None if own or sample.showing() or not sample.wanted() else sample.filled()
    if found is None:
        yield
        return
    before = dict(os.environ)
    os.environ.update(sample.environment(address, found))
    note(say("这是样例小镇的数据,不是自己的", "These are the data of the sample town, not your own"))
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def set_up() -> None:
    """Django ready, tables made or brought up to date, one brand. Quick when nothing is to be done."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "siyu.config.settings")
    django.setup()
    try:
        with connection.cursor() as cursor:
            cursor.execute("SHOW server_version_num")
            if int(cursor.fetchone()[0]) < OLDEST:
                raise Refusal(say("需要 PostgreSQL 15 或更新", "PostgreSQL 15 or newer is needed"))
            cursor.execute(
                "SELECT to_regclass('core_brand') IS NOT NULL AND to_regclass('siyu_stamp') IS NOT NULL"
            )
            if cursor.fetchone()[0]:
                cursor.execute("SELECT stamp FROM siyu_stamp")
                found = cursor.fetchone()
                if found and found[0] == migrations_stamp():
                    return
    except OperationalError as trouble:
        raise Refusal(
            say(
                f"连不上数据库:{str(trouble).strip()}",
                f"The database cannot be reached: {str(trouble).strip()}",
            )
        ) from trouble
    migrate()


def migrate() -> None:
    """Bring the tables up to date; two processes at once do it one after the other."""
    from siyu.core.actions import ensure_brand

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [MIGRATION_LOCK])
        try:
            call_command("migrate", verbosity=0, interactive=False)
            ensure_brand(at=datetime.now(UTC))
            cursor.execute("CREATE TABLE IF NOT EXISTS siyu_stamp (stamp text NOT NULL)")
            cursor.execute("DELETE FROM siyu_stamp")
            cursor.execute("INSERT INTO siyu_stamp VALUES (%s)", [migrations_stamp()])
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [MIGRATION_LOCK])


MIGRATION_LOCK = 0x6D696772


def migrations_stamp() -> str:
    """The names of all our migrations, shortened: when it is unchanged there is nothing to migrate."""
    rooms = Path(__file__).resolve().parents[1]
    names = sorted(str(path.relative_to(rooms)) for path in rooms.glob("**/migrations/0*.py"))
    return hashlib.sha256("\n".join([django.__version__, *names]).encode()).hexdigest()
