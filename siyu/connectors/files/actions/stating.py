"""Rows of a kind that somebody's act states: an entry described in the console, a link that was followed."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from siyu.connectors.files.actions.applying import apply_touched
from siyu.connectors.files.queries import declared_kind
from siyu.core.refusals import Refusal
from siyu.core.words import say
from siyu.facts.actions import Outcome, classify, one_writer, stage_rows, state_staged


def state_rows(*, kind: str, rows: Iterable[Mapping[str, Any]], actor: str, at: datetime) -> Outcome:
    """State rows ({field: value}, already judged by their door), and let tables, people and ledger follow.

    The facts fold with those of imports, so that exports, rebuilds and later files agree with them.
    Refuses two rows of one key that differ.
    """
    declared = declared_kind(kind)
    if declared.identifiers == "required":
        raise ValueError(f"the key of {kind} is made of identifiers, which a file alone spells out")
    with transaction.atomic():
        one_writer()
        stage_rows(kind=declared, rows=rows)
        outcome = classify(kind=declared)
        if outcome.clashed:
            raise Refusal(say("同一个键写了两次,内容不同", "One key is written twice and differs"))
        state_staged(kind=declared, import_id=None, actor=actor, at=at)
        apply_touched(kind=kind, import_id=None, at=at)
    return outcome
