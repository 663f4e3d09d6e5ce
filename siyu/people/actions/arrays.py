"""Whole numbers between the database and arrays, in bounded memory."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
CHUNK = 50_000
"""Rows turned into an array at a time: text is large, arrays are small."""
MANY = 1000


def fetch_numbers(cursor: Any, *, query: str, width: int) -> Numbers:
    """What a query of whole numbers answers, as an array (n × width), streamed by COPY."""
    parts: list[Numbers] = []
    lines: list[bytes] = []
    with cursor.copy(f"COPY ({query}) TO STDOUT") as copy:
        for line in copy:
            lines.append(bytes(line))
            if len(lines) >= CHUNK:
                parts.append(_numbers(lines))
                lines.clear()
    parts.append(_numbers(lines))
    return np.concatenate(parts).reshape(-1, width)


def _numbers(lines: list[bytes]) -> Numbers:
    return np.array(b"".join(lines).split(), dtype=np.int64)


def store_numbers(cursor: Any, *, table: str, columns: Numbers) -> None:
    """Append an array (n × width) to a table, by COPY."""
    with cursor.copy(f"COPY {table} FROM STDIN") as copy:
        for start in range(0, len(columns), CHUNK):
            rows = columns[start : start + CHUNK].tolist()
            copy.write("".join("\t".join(map(str, row)) + "\n" for row in rows))


def look_again(cursor: Any, *, table: str, rows: int) -> None:
    """After many new rows, tell the planner of them: within one transaction nobody else does.

    What it believes of an empty table makes it walk a full one over and over.
    """
    if rows > MANY:
        cursor.execute(f"ANALYZE {table}")


def components(*, count: int, links: Numbers) -> Numbers:
    """A label for each of `count` positions: equal where links (n × 2 positions) connect them."""
    if not len(links):
        return np.arange(count, dtype=np.int64)
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    graph = coo_array((np.ones(len(links), dtype=bool), (links[:, 0], links[:, 1])), shape=(count, count))
    labels: Numbers = connected_components(graph, directed=False)[1].astype(np.int64)
    return labels
