"""The only writers of imports."""

from siyu.connectors.files.actions.importing import (
    bury_killed_imports,
    cancel_import,
    change_mapping,
    drop_import,
    note_problem,
    queue_import,
    run_import,
    start_import,
    try_import,
)
from siyu.connectors.files.actions.presets import forget_preset, remember_preset
from siyu.connectors.files.actions.withdrawing import withdraw_import

__all__ = [
    "bury_killed_imports",
    "cancel_import",
    "change_mapping",
    "drop_import",
    "forget_preset",
    "note_problem",
    "queue_import",
    "remember_preset",
    "run_import",
    "start_import",
    "try_import",
    "withdraw_import",
]
