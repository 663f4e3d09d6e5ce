"""What humans decided of a person, how it stands now, and what would undo it."""

from collections.abc import Sequence
from typing import Any

from siyu.console.tracing import decisions_about
from siyu.people.models import Identifier, IdentifierKind


def clash_between(one: int, other: int) -> IdentifierKind | None:
    """The single-valued kind of which two people have different values: they cannot be one."""
    for kind in IdentifierKind.objects.filter(single_valued=True).order_by("rank"):
        held = [
            set(Identifier.objects.filter(person_id=person, kind=kind.name, seen=True).values_list("value"))
            for person in (one, other)
        ]
        if all(held) and held[0] != held[1]:
            return kind
    return None


def told_decisions(person_id: int, identifiers: Sequence[int]) -> list[dict[str, Any]]:
    """Each merge and split of these identifiers; `undo` says with what act it can be taken back now."""
    decided = decisions_about(identifiers)
    named = {one for row in decided for one in _ids(row["data"])}
    known = Identifier.objects.in_bulk(named)
    told = []
    seen_undo = set()
    for row in decided:
        data = row["data"]
        merged = row["name"] == "person.merged"
        sides = ([data["a"]], [data["b"]]) if merged else (data["identifiers"], data.get("remaining", []))
        owners = [{known[one].person_id for one in side if one in known} for side in sides]
        undo: dict[str, Any] | None = None
        if merged and owners[0] == owners[1] == {person_id}:
            undo = {"act": "split", "identifier": data["b"]}
        elif not merged and person_id in owners[0] | owners[1] and not owners[0] & owners[1]:
            other = next(iter((owners[0] | owners[1]) - {person_id, None}), None)
            undo = {"act": "merge", "other": other} if other else None
        # Only the latest decision about the same two sides can be undone.
        if undo is not None and str(undo) in seen_undo:
            undo = None
        seen_undo.add(str(undo))
        told.append(
            {
                "at": row["recorded_at"],
                "actor": row["actor"],
                "merged": merged,
                "sides": [[known[one] for one in side if one in known] for side in sides],
                "undo": undo,
            }
        )
    return told


def _ids(data: dict[str, Any]) -> list[int]:
    return [
        *data["identifiers"],
        *data.get("remaining", []),
        *(data[name] for name in ("a", "b") if name in data),
    ]
