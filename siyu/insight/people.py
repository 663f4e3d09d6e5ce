"""How many people, known by how many identifiers."""

from typing import Any

import duckdb

from siyu.insight.prices import rounded, share
from siyu.insight.questions import Question

RELATIONS = ("all_identifiers", "refused_links")


def calculate(duck: duckdb.DuckDBPyConnection, question: Question) -> dict[str, Any]:
    """Totals over all that was imported, whatever the question's days."""
    del question  # no date narrows these numbers
    identifiers, strong, owned, people = duck.execute(
        """SELECT count(*), coalesce(sum(strong::int), 0)::bigint, count(person),
                  count(DISTINCT CASE WHEN strong THEN person END)
           FROM all_identifiers"""
    ).fetchall()[0]
    conflicts = duck.execute("SELECT conflicts FROM refused_links").fetchall()[0][0]
    return {
        "rows": [],
        "totals": {
            "people": people,
            "identifiers": identifiers,
            "identifiers_per_person": rounded(share(owned, people), 6),
            "merges": strong - people,
            "conflicts": conflicts,
        },
    }
