"""The only writers of the log."""

from siyu.facts.actions.projecting import replace_rows
from siyu.facts.actions.recording import one_writer, record
from siyu.facts.actions.staging import stage_rows
from siyu.facts.actions.stating import Outcome, classify, fold_touched, open_stage, state_staged, touch_import

__all__ = [
    "Outcome",
    "classify",
    "fold_touched",
    "one_writer",
    "open_stage",
    "record",
    "replace_rows",
    "stage_rows",
    "state_staged",
    "touch_import",
]
