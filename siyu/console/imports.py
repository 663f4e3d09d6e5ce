"""What the page of an import tells beside its counts."""

from pathlib import Path
from typing import Any

from django.db.models import Count, Q, Sum

from siyu.connectors.files.reading import NotReadable
from siyu.connectors.files.reading.plan import preview
from siyu.core.home import folder
from siyu.core.words import Say, say
from siyu.facts.models import Import
from siyu.ledger.models import Entry

SHOWN_REFUSED = 20


def figures_of(taken: Import) -> list[tuple[Say, int]]:
    """The counts of an import, which add up to its rows."""
    return [
        (say("行", "Rows"), taken.rows),
        (say("新", "New"), taken.accepted),
        (say("重复", "Duplicate"), taken.duplicate),
        (say("更正", "Restated"), taken.restated),
        (say("拒收", "Refused"), taken.rejected),
    ]


def refused_rows(taken: Import) -> dict[str, Any] | None:
    """The first refused rows, the reason in front of each."""
    path = Path(taken.rejects_file or "")
    if not taken.rejects_file or path.parent != folder("rejects") or not path.exists():
        return None
    try:
        head, rows = preview(path, limit=SHOWN_REFUSED)
    except NotReadable:
        return None
    header = head.names
    order = [len(header) - 1, *range(len(header) - 1)]
    wide = [[*row, *[""] * (len(header) - len(row))] for row in rows]
    return {
        "header": [header[at] for at in order],
        "rows": [[row[at] for at in order] for row in wide],
        "shown": len(rows),
    }


def brought(taken: Import) -> dict[str, Any]:
    """The entries that came into the ledger with an import, and their sum: what a withdrawal answers."""
    counted: dict[str, Any] = Entry.objects.filter(import_id=taken.id).aggregate(
        entries=Count("id"), sum_fen=Sum("amount_fen")
    )
    counted["rows"] = taken.accepted + taken.restated
    return counted


def came_before(taken: Import) -> Import | None:
    """The latest import of the very same bytes."""
    digest = taken.files[0].get("sha256")
    if not digest:
        return None
    same = Import.objects.filter(Q(state="done") | Q(state__in=["waiting", "running"]))
    return same.filter(files__contains=[{"sha256": digest}]).exclude(id=taken.id).order_by("-id").first()
