"""Where the header is: among notes, over two rows, behind any delimiter."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product

from siyu.connectors.files.reading.resolving import Resolver
from siyu.connectors.files.reading.source import Source
from siyu.connectors.files.reading.text import DELIMITERS, Broken, TextSource
from siyu.connectors.files.reading.trouble import NotReadable
from siyu.core.words import say

MOST_COLUMNS = 16_384
TOP = 30
"""Rows among which a preset's header is looked for."""


@dataclass(frozen=True)
class Head:
    """The header of a file: its names, the number of its last row, and the lines above it."""

    names: list[str]
    row: int
    notes: tuple[str, ...] = ()


def first_row(source: Source) -> Head:
    """The first row that is not blank."""
    for number, cells in source.records():
        if isinstance(cells, Broken):
            break
        return Head(_names(cells), number)
    raise _no_header()


def find_header(source: Source, *, resolver: Resolver) -> Head:
    """The first of the top rows that names all that is needed, else the one that names most.

    A header over two rows may also stand in one, as it does in a file of refused rows.
    """
    best: tuple[int, Head] | None = None
    delimiters = [""]
    if isinstance(source, TextSource):
        delimiters = [source.delimiter, *(one for one in DELIMITERS if one != source.delimiter)]
    for rows, delimiter in product(dict.fromkeys((resolver.shape.header_rows, 1)), delimiters):
        if isinstance(source, TextSource):
            source.delimiter = delimiter
        for head in _candidates(source, rows=rows):
            if resolver.fits(head.names):
                return head
            found = len(resolver.columns(head.names))
            if best is None or found > best[0]:
                best, chosen = (found, head), delimiter
    if best is None:
        raise _no_header()
    if isinstance(source, TextSource):
        source.delimiter = chosen
    return best[1]


def _candidates(source: Source, *, rows: int) -> Iterator[Head]:
    notes: list[str] = []
    top = list(islice(source.records(), TOP + rows - 1))
    for at, (_, cells) in enumerate(top[: len(top) - rows + 1]):
        number = top[at + rows - 1][0]
        if not any(isinstance(row, Broken) for _, row in top[at : at + rows]):
            yield Head(_joined([row for _, row in top[at : at + rows]]), number, tuple(notes))
        notes.append(" ".join(cell.strip() for cell in cells if cell.strip()))


def _joined(rows: Sequence[Sequence[str]]) -> list[str]:
    """One name a column; the upper cell of two reaches to the right until the next one."""
    if len(rows) == 1:
        return _names(rows[0])
    upper, lower = (_names(row) for row in rows)
    names, above = [], ""
    for at in range(max(len(upper), len(lower))):
        above = upper[at] if at < len(upper) and upper[at] else above
        below = lower[at] if at < len(lower) else ""
        names.append("/".join(dict.fromkeys(part for part in (above, below) if part)))
    return names


def _names(cells: Sequence[str]) -> list[str]:
    names = [_bare(cell) for cell in cells]
    while names and not names[-1]:
        names.pop()
    if len(names) > MOST_COLUMNS:
        raise NotReadable(
            say(
                f"表头有 {len(names):,} 列,最多 {MOST_COLUMNS:,} 列",
                f"The header has {len(names):,} columns; {MOST_COLUMNS:,} is the most",
            )
        )
    if any("\0" in name for name in names):
        raise NotReadable(say("这不是文本文件(含零字节)", "This is not a text file (it holds zero bytes)"))
    return names


def _bare(cell: str) -> str:
    name = cell.strip().lstrip("\ufeff")
    return name[2:-1].strip() if name.startswith('="') and name.endswith('"') and len(name) > 2 else name


def _no_header() -> NotReadable:
    return NotReadable(say("没有表头", "There is no header"))
