"""Where the rows of a listing come from: a report that is already calculated, or a query of the database."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import batched
from typing import Any, Protocol

from django.db.models import F, Q, QuerySet

from siyu.console.tables.columns import Column

CHUNK = 2000


@dataclass(frozen=True)
class Asked:
    """What an address asks of a listing: a text, choices, the column to sort by and whether downwards."""

    columns: Sequence[Column]
    find: str = ""
    chosen: Mapping[str, str] = field(default_factory=dict)
    sort: Column | None = None
    down: bool = False


class Source(Protocol):
    """Rows that can be counted, read a page at a time, and all one after the other."""

    def count(self, asked: Asked) -> int: ...

    def page(self, asked: Asked, skip: int, take: int) -> Sequence[Any]: ...

    def every(self, asked: Asked) -> Iterator[Any]: ...


@dataclass(frozen=True)
class Rows:
    """Rows in hand, such as those of a report. Unknown values stay at the end, however it is sorted."""

    rows: Sequence[Any]
    present: Callable[[list[Any]], Iterable[Any]] = iter
    """Joins the rows of one page with what they are shown with."""

    def count(self, asked: Asked) -> int:
        return len(self._found(asked))

    def page(self, asked: Asked, skip: int, take: int) -> Sequence[Any]:
        return list(self.present(list(self._found(asked)[skip : skip + take])))

    def every(self, asked: Asked) -> Iterator[Any]:
        for chunk in batched(self._found(asked), CHUNK):
            yield from self.present(list(chunk))

    def _found(self, asked: Asked) -> Sequence[Any]:
        narrowed = asked.find or asked.chosen
        found = [row for row in self.rows if _fits(row, asked)] if narrowed else self.rows
        if asked.sort is None:
            return found
        column = asked.sort
        known = [row for row in found if column.value(row) is not None]
        known.sort(key=lambda row: _order(column.value(row)), reverse=asked.down)
        return known + [row for row in found if column.value(row) is None]


@dataclass(frozen=True)
class Query:
    """Rows of the database: sorted, filtered and paged there.

    `present` joins the rows of one page with what they are shown with. `find` says what a text means where
    that is more than a part of a searched column.
    """

    rows: QuerySet[Any]
    present: Callable[[list[Any]], Iterable[Any]] = iter
    find: Callable[[str], Q] | None = None
    ties: str = "-pk"
    """The order of rows that are alike, so that no page repeats or drops one."""

    def count(self, asked: Asked) -> int:
        return self.found(asked).count()

    def page(self, asked: Asked, skip: int, take: int) -> Sequence[Any]:
        return list(self.present(list(self._sorted(asked)[skip : skip + take])))

    def every(self, asked: Asked) -> Iterator[Any]:
        for chunk in batched(self._sorted(asked).iterator(chunk_size=CHUNK), CHUNK):
            yield from self.present(list(chunk))

    def found(self, asked: Asked) -> QuerySet[Any]:
        """The rows that the filters leave, so that a page can sum them."""
        found = self.rows
        for column in asked.columns:
            if asked.chosen.get(column.name):
                found = found.filter(**{column.lookup: asked.chosen[column.name]})
        if not asked.find:
            return found
        if self.find is not None:
            return found.filter(self.find(asked.find))
        wanted = Q()
        for column in asked.columns:
            if column.searched:
                wanted |= Q(**{f"{column.lookup}__icontains": asked.find})
        return found.filter(wanted)

    def _sorted(self, asked: Asked) -> QuerySet[Any]:
        found = self.found(asked)
        if asked.sort is None:
            return found
        by = F(asked.sort.lookup)
        order = by.desc(nulls_last=True) if asked.down else by.asc(nulls_last=True)
        return found.order_by(order, self.ties)


def _fits(row: Any, asked: Asked) -> bool:
    for column in asked.columns:
        wanted = asked.chosen.get(column.name)
        if wanted and str(column.value(row)) != wanted:
            return False
    if not asked.find:
        return True
    text = asked.find.casefold()
    return any(text in _words(column, row).casefold() for column in asked.columns if column.searched)


def _words(column: Column, row: Any) -> str:
    """What a reader sees in the cell, and the value itself."""
    shown = column.show(row) if column.show is not None else ""
    return f"{column.value(row)} {shown} {column.under(row) if column.under is not None else ''}"


def _order(value: Any) -> Any:
    return (
        str(value).casefold() if not isinstance(value, int | float) and not hasattr(value, "year") else value
    )
