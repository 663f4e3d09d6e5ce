"""The only writers of imports."""

from siyu.connectors.files.actions.attaching import attach_entries, detach_entries
from siyu.connectors.files.actions.importing import bury_killed_imports, run_import, try_import
from siyu.connectors.files.actions.presets import forget_preset, remember_preset, rename_preset
from siyu.connectors.files.actions.stating import state_rows
from siyu.connectors.files.actions.stopping import cancel_import, give_up_import
from siyu.connectors.files.actions.uploads import drop_spent_uploads, keep_members, keep_upload
from siyu.connectors.files.actions.waiting import (
    change_mapping,
    drop_import,
    note_problem,
    queue_import,
    start_import,
)
from siyu.connectors.files.actions.withdrawing import give_up_withdrawal, queue_withdrawal, withdraw_import

__all__ = [
    "attach_entries",
    "bury_killed_imports",
    "cancel_import",
    "change_mapping",
    "detach_entries",
    "drop_import",
    "drop_spent_uploads",
    "forget_preset",
    "give_up_import",
    "give_up_withdrawal",
    "keep_members",
    "keep_upload",
    "note_problem",
    "queue_import",
    "queue_withdrawal",
    "remember_preset",
    "rename_preset",
    "run_import",
    "start_import",
    "state_rows",
    "try_import",
    "withdraw_import",
]
