"""Value by age: the mean cumulative function, day by day, with its robust variance."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import duckdb
import numpy as np

from siyu.insight.relations import build, statement
from siyu.lake.snapshot import hand_over


@dataclass(frozen=True)
class Curve:
    """M(a) of one group for a = 0 … `lived` (the greatest age whose day is over for somebody).

    `known` is how many days are known: from the first margin that is not, M is unknown.
    """

    mean: np.ndarray
    people: np.ndarray
    known: int

    def at(self, age: int) -> float | None:
        """M(age) in fen per won person; None where nobody has lived past that age, or it is unknown."""
        return float(self.mean[age]) if age < self.known else None

    def reaches(self, cost: float) -> int | None:
        """The least age at which M is at least this; None while not reached."""
        hair = 1e-12 * max(1.0, abs(cost))  # sums of fractions are off by less than that, and never by a fen
        reached = np.flatnonzero(self.mean[: self.known] >= cost - hair)
        return int(reached[0]) if len(reached) else None

    @property
    def unknown_from(self) -> int | None:
        """The age from which M is unknown although somebody has lived past it."""
        return self.known if self.known < len(self.mean) else None


NOBODY = Curve(np.empty(0), np.empty(0, dtype=np.int64), 0)


def curves(duck: duckdb.DuckDBPyConnection) -> dict[int, Curve]:
    """The curve of every group in `groups`, and of all the won as group -1."""
    build(duck, ("grouped_people", "ages", "daily"))
    ages: dict[int, list[tuple[int, int]]] = {}
    for group, age, people in duck.execute("SELECT grp, age, people FROM ages ORDER BY grp, age").fetchall():
        ages.setdefault(group, []).append((age, people))
    sums: dict[int, list[tuple[int, int, int]]] = {}
    for group, day, margin, unknown in duck.execute(
        "SELECT grp, day, margin_fen, unknown FROM daily"
    ).fetchall():
        sums.setdefault(group, []).append((day, margin or 0, unknown))
    return {group: _curve(lived, sums.get(group, ())) for group, lived in ages.items()}


def _curve(ages: Sequence[tuple[int, int]], sums: Sequence[tuple[int, int, int]]) -> Curve:
    lived = max(age for age, _ in ages)
    if lived <= 0:
        return NOBODY
    ended = np.zeros(lived + 1, dtype=np.int64)
    for age, many in ages:
        ended[max(age, 0)] += many
    # n(d): those whose age is greater than d.
    people = ended[::-1].cumsum()[::-1][1:]
    margin = np.zeros(lived)
    known = lived
    for day, fen, unknown in sums:
        margin[day] += float(fen)
        if unknown:
            known = min(known, day)
    return Curve((margin / people).cumsum(), people, known)


def variances(
    duck: duckdb.DuckDBPyConnection, found: Mapping[int, Curve], ages: Sequence[int]
) -> dict[tuple[int, int], float]:
    """The variance of M(a) for each (group, age): Lawless and Nadeau (1995)."""
    duck.execute("CREATE TABLE curve (grp bigint, day bigint, people bigint, drift double)")
    duck.execute("CREATE TABLE asked (age bigint)")
    hand_over(duck, "asked", [(age,) for age in sorted(set(ages))])
    for group, curve in found.items():
        if not len(curve.mean):
            continue
        daily = np.diff(curve.mean, prepend=0.0)
        columns = {
            "day": np.arange(len(curve.mean), dtype=np.int64),
            "people": curve.people,
            "drift": (daily / curve.people).cumsum(),
        }
        duck.register("fresh", columns)
        duck.execute("INSERT INTO curve SELECT ?, day, people, drift FROM fresh", [group])
        duck.unregister("fresh")
    rows = duck.execute(statement("variance")).fetchall()
    return {(group, age): float(variance) for group, age, variance in rows if variance is not None}
