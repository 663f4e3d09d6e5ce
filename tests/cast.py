"""Builders of worlds. They go through actions, so that only possible worlds are built."""

import itertools
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from siyu.people.kinds import OURS

IDENTIFIER_KINDS = [asdict(kind) for kind in OURS]
NOW = datetime(2026, 7, 15, 4, tzinfo=UTC)
_numbers = itertools.count(1)


def import_text(kind: str, text: str, *, folder: Path, **more: Any) -> Any:
    """Import a text as a CSV file."""
    path = folder / f"{kind}-{next(_numbers)}.csv"
    path.write_text(text, encoding="utf-8")
    return import_file(kind, path, rejects=folder, **more)


def import_file(
    kind: str, path: Path, *, rejects: Path, at: datetime = NOW, dry: bool = False, **more: Any
) -> Any:
    """Import a file the way every door does."""
    from siyu.connectors.files import actions

    taken = actions.start_import(
        kind=kind, files=[{"name": path.name, "path": str(path)}], actor="test", at=at, **more
    )
    act = actions.try_import if dry else actions.run_import
    return act(import_id=taken.id, clock=lambda: at, rejects_folder=rejects, report=lambda progress: None)


def question(
    name: str, *, since: str = "2026-03-02", until: str = "2026-04-13", as_of: str = "2026-07-15", **more: Any
) -> Any:
    """A question to a report; of the worked example's period unless said."""
    from siyu.core.queries import brand_zone
    from siyu.insight.questions import ask

    asked: dict[str, Any] = {"by": None, "horizon": None, **more}
    day = NOW.date()
    return ask(
        name, since=since, until=until, as_of=as_of, first_day=day, today=day, zone=brand_zone(), **asked
    )


def report(name: str, **asked: Any) -> Any:
    """A report's document."""
    from siyu.market.reports import answer

    return answer(name, question(name, **asked))
