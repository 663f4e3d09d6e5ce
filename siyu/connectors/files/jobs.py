"""Imports as jobs: two lines around the action."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from siyu.connectors.files import actions
from siyu.connectors.files.reading import NotReadable
from siyu.core.home import folder


@app.task(name="files.run_import", queueing_lock=None)
def run_import(import_id: int) -> None:
    """Bring an import in; what cannot be read is written on the import itself."""
    try:
        actions.run_import(import_id=import_id, clock=now, rejects_folder=folder("rejects"), report=lambda _: None)
    except NotReadable:
        return  # the import says so, and so does its page


@app.task(name="files.try_import")
def try_import(import_id: int) -> None:
    """Say what an import would do."""
    try:
        actions.try_import(import_id=import_id, clock=now, rejects_folder=folder("rejects"), report=lambda _: None)
    except NotReadable as trouble:
        actions.note_problem(import_id=import_id, problem=str(trouble))


def now() -> datetime:
    """The clock of jobs."""
    return datetime.now(UTC)
