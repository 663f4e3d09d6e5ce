"""From joins, leaves and lists of who is there to memberships, of one person. Pure.

What `insight/sql/came.sql`, `missing.sql` and `membership.sql` say of everybody, said of one.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

STATED, BETWEEN, BEFORE = 0, 1, 2
"""When somebody came: at a time that is stated; between two lists; nobody knows when before the first."""
Row = Mapping[str, Any]
Place = tuple[Any, ...]
Lists = Mapping[Place, Sequence[datetime]]
"""The beginnings of the days on which there is a list of a pool, pool_id and seat, in order."""


def place_of(row: Row) -> Place:
    """What a membership belongs to beside its person."""
    return (row["pool"], row["pool_id"], row["seat"] or "")


def comings(joins: Iterable[Row], presences: Iterable[Row], lists: Lists) -> list[dict[str, Any]]:
    """Every moment (`at`) at which the person came, or is known to be there; `since` says how well.

    A presence has `begins` and `ends` of its day, and `at` where its list says since when.
    """
    came = [{**row, "since": STATED} for row in joins]
    exact = {place: [row["at"] for row in came if place_of(row) == place] for place in map(place_of, came)}
    for row in presences:
        if row["at"] is not None:
            came.append({**row, "since": STATED})
        if not any(row["begins"] <= at < row["ends"] for at in exact.get(place_of(row), ())):
            first = row["begins"] == lists[place_of(row)][0]
            seen_at = max(row["at"] or row["begins"], row["begins"])
            came.append({**row, "at": seen_at, "since": BEFORE if first else BETWEEN})
    return sorted(came, key=lambda row: (row["at"], row["since"]))


def missing(came: Iterable[Row], presences: Iterable[Row], lists: Lists) -> list[dict[str, Any]]:
    """Leaves that nobody tells: the person came, and the next list of the place lacks them.

    A later list that says they have been there since before outweighs it.
    """
    here: dict[Place, list[Row]] = {}
    for row in presences:
        here.setdefault(place_of(row), []).append(row)
    gone: dict[tuple[Place, datetime], dict[str, Any]] = {}
    for row in came:
        place = place_of(row)
        days = lists.get(place, ())
        next_one = bisect_right(days, row["at"])
        if next_one == len(days):
            continue
        at = days[next_one]
        there = any(
            one["begins"] == at or (one["begins"] > at and one["at"] is not None and one["at"] <= at)
            for one in here.get(place, ())
        )
        if not there:
            named = {name: row[name] for name in ("pool", "pool_id", "seat")}
            gone[place, at] = {**named, "at": at, "by": None, "by_list": True}
    return list(gone.values())


def memberships(came: Iterable[Row], leaves: Iterable[Row]) -> list[dict[str, Any]]:
    """From a coming to the next leave of the same place; a leave in the moment of a coming comes first."""
    events = sorted(
        [
            *((row["at"], 1, row.get("since", STATED), row) for row in came),
            *((row["at"], 0, 1 if row.get("by_list") else 0, row) for row in leaves),
        ],
        key=lambda event: event[:3],
    )
    live: dict[Place, dict[str, Any]] = {}
    told: list[dict[str, Any]] = []
    for at, is_coming, _, row in events:
        place = place_of(row)
        if is_coming and place not in live:
            live[place] = {
                "pool": row["pool"],
                "pool_id": row["pool_id"],
                "seat": row["seat"],
                "joined_at": at,
                "since": row.get("since", STATED),
                "left_at": None,
                "left_by_list": False,
            }
            told.append(live[place])
        elif not is_coming and place in live:
            gone = live.pop(place)
            gone["left_at"], gone["left_by_list"] = at, bool(row.get("by_list"))
    return told
