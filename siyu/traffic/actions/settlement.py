"""Booking what traffic cost."""

from datetime import datetime

from django.db import connection

from siyu.ledger.actions import open_settlement, settle
from siyu.traffic.queries import COSTS_DUE, SPEND_DUE


def settle_spend(*, import_id: int | None, at: datetime) -> None:
    """Bring the ledger in line with the touched spend rows."""
    _settle(SPEND_DUE, import_id=import_id, at=at)


def settle_costs(*, import_id: int | None, at: datetime) -> None:
    """Bring the ledger in line with the touched costs."""
    _settle(COSTS_DUE, import_id=import_id, at=at)


def _settle(due: str, *, import_id: int | None, at: datetime) -> None:
    open_settlement()
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO settling SELECT key FROM touched")
    settle(due=due, parameters={}, import_id=import_id, at=at)
