"""An import is stopped before it has ended."""

from datetime import datetime

from django.db import transaction

from siyu.core.words import say, speaking
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


def give_up_import(*, import_id: int, at: datetime) -> None:
    """A mistake of ours ended an import on its way: nothing of it came in, and it says so."""
    with speaking(Import.objects.values_list("language", flat=True).get(id=import_id)):
        Import.objects.filter(id=import_id, state__in=["waiting", "running"]).update(
            state="failed",
            stage="",
            finished_at=at,
            problem=str(
                say(
                    "siyu 自己出错了,没有做完,详情在日志 log/siyu.jsonl",
                    "siyu made a mistake and did not finish; log/siyu.jsonl tells more",
                )
            ),
        )
