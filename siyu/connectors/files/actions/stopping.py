"""An import is stopped before it has ended."""

from datetime import datetime

from django.db import transaction

from siyu.facts.actions import record
from siyu.facts.facts import IMPORT_CANCELLED
from siyu.facts.models import Import


def cancel_import(*, import_id: int, actor: str, at: datetime) -> bool:
    """Stop an import that waits or runs; nothing of it stays. Answers whether it was still to be stopped."""
    with transaction.atomic():
        stopped = Import.objects.filter(id=import_id, state__in=["waiting", "running"]).update(
            state="cancelled", stage="", finished_at=at
        )
        if stopped:
            record(name=IMPORT_CANCELLED.name, data={"import": import_id}, actor=actor, at=at)
    return stopped > 0
