"""Taking a whole import back."""

from datetime import datetime

from django.db import transaction

from siyu.connectors.files.actions.applying import apply_touched
from siyu.core.refusals import Refusal
from siyu.core.words import say
from siyu.facts.actions import one_writer, record, touch_import
from siyu.facts.facts import IMPORT_WITHDRAWN
from siyu.facts.models import Import


def withdraw_import(*, import_id: int, actor: str, at: datetime) -> Import:
    """Take an import back as a whole: figures become what they are without it, the ledger by counter-entries.

    Refuses an import that does not exist, is not done, or is withdrawn already.
    """
    with transaction.atomic():
        one_writer()
        taken = Import.objects.select_for_update().filter(id=import_id).first()
        if taken is None:
            raise Refusal(say(f"没有导入 {import_id}", f"There is no import {import_id}"))
        if taken.state == "withdrawn":
            raise Refusal(say(f"导入 {import_id} 已经撤回", f"Import {import_id} is withdrawn already"))
        if taken.state != "done":
            raise Refusal(
                say(
                    f"导入 {import_id} 没有完成,没有可撤回的",
                    f"Import {import_id} is not done: nothing to withdraw",
                )
            )
        taken.state = "withdrawn"
        taken.stage = ""
        taken.withdrawn_at = at
        taken.withdrawn_by = actor
        taken.save(update_fields=["state", "stage", "withdrawn_at", "withdrawn_by"])
        touch_import(import_id=import_id)
        apply_touched(kind=taken.kind, import_id=import_id, at=at)
        record(
            name=IMPORT_WITHDRAWN.name,
            data={"import": import_id, "kind": taken.kind, "rows": taken.accepted + taken.restated},
            actor=actor,
            at=at,
        )
    return taken


def queue_withdrawal(*, import_id: int) -> None:
    """Say that a done import is about to be taken back; refuses one that is not done, or being taken back."""
    queued = Import.objects.filter(id=import_id, state="done", stage="").update(stage="withdrawing")
    if not queued:
        raise Refusal(
            say(
                "这次导入没有完成,或已在撤回、已撤回",
                "This import is not done, or is being withdrawn, or is withdrawn already",
            )
        )


def give_up_withdrawal(*, import_id: int) -> None:
    """A withdrawal that was refused leaves the import as it was."""
    Import.objects.filter(id=import_id, state="done").update(stage="")
