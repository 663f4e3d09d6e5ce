"""Imports as jobs: two lines around the action."""

from datetime import UTC, datetime

from django.db import InterfaceError, OperationalError
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from siyu.core.home import folder

AWAY = (OperationalError, InterfaceError)
AGAIN = RetryStrategy(max_attempts=20, wait=3, retry_exceptions=AWAY)
"""The database was restarted underneath: nothing of the import is in, so it is simply done again."""


@app.task(name="files.run_import", retry=AGAIN)
def run_import(import_id: int) -> None:
    """Bring an import in; what cannot be read is written on the import itself."""
    from siyu.connectors.files import actions
    from siyu.core.refusals import Refusal

    try:
        actions.run_import(
            import_id=import_id, clock=now, rejects_folder=folder("rejects"), report=lambda _: None
        )
    except Refusal:
        return  # the import says so, and so does its page
    except AWAY:
        raise
    except Exception:
        # A mistake of ours, whatever it was: the page says that it ended, the log of the worker says why.
        actions.give_up_import(import_id=import_id, at=now())
        raise
    finally:
        actions.drop_spent_uploads(folder=folder("uploads"), at=now())


@app.task(name="files.try_import", retry=AGAIN)
def try_import(import_id: int) -> None:
    """Say what an import would do."""
    from siyu.connectors.files import actions
    from siyu.core.refusals import Refusal

    try:
        actions.try_import(
            import_id=import_id, clock=now, rejects_folder=folder("rejects"), report=lambda _: None
        )
    except Refusal as trouble:
        actions.note_problem(import_id=import_id, problem=str(trouble))
    except AWAY:
        raise
    except Exception:
        actions.give_up_import(import_id=import_id, at=now())
        raise


@app.task(name="files.withdraw_import", retry=AGAIN)
def withdraw_import(import_id: int, actor: str) -> None:
    """Take an import back; one that somebody else took back meanwhile stays as it is."""
    from siyu.connectors.files import actions
    from siyu.core.refusals import Refusal

    try:
        actions.withdraw_import(import_id=import_id, actor=actor, at=now())
    except Refusal:
        actions.give_up_withdrawal(import_id=import_id)
    except AWAY:
        raise
    except Exception:
        actions.give_up_withdrawal(import_id=import_id)
        raise


def now() -> datetime:
    """The clock of jobs."""
    return datetime.now(UTC)
