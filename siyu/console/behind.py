"""The rows behind a figure as a listing, and their sums by day."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import batched
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from siyu.console.asking import remembered
from siyu.console.evidence import Shown, shown
from siyu.console.tables import Column
from siyu.console.tables.sources import CHUNK, Asked
from siyu.console.templatetags.rooms import in_brief
from siyu.console.templatetags.siyu import WHOLE, figure_of, instant
from siyu.core.words import say
from siyu.insight.behind import ORDERS, Behind, Wanted, behind, every_row
from siyu.insight.questions import Question

MOST_DAYS = 400
"""With more days than that a bar is thinner than a line."""


@dataclass(frozen=True)
class RowsBehind:
    """The rows of one part of a figure, of one day where that is asked; `skip` is where the page begins.

    They are read with one look at the data, and remembered while it does not change.
    """

    question: Question
    part: str
    place: Mapping[str, str]
    day: date | None
    skip: int
    take: int

    def found(self, asked: Asked) -> Behind:
        """The page, how many rows there are, and their sums."""
        return self._read(asked, self.skip, self.take)

    def count(self, asked: Asked) -> int:
        return self.found(asked).count

    def page(self, asked: Asked, skip: int, take: int) -> Sequence[Shown]:
        return shown(self._read(asked, skip, take).rows)

    def every(self, asked: Asked) -> Iterator[Shown]:
        rows = every_row(self.question, self.part, self.place, self._wanted(asked))
        for chunk in batched(rows, CHUNK):
            yield from shown(chunk)

    def _read(self, asked: Asked, skip: int, take: int) -> Behind:
        wanted = self._wanted(asked)
        name = f"behind {self.part} {sorted(self.place.items())} {wanted} {skip} {take}"
        told = remembered(
            name,
            self.question,
            lambda: {
                "found": behind(self.question, self.part, self.place, skip=skip, take=take, wanted=wanted)
            },
        )
        found: Behind = told["found"]
        return found

    def _wanted(self, asked: Asked) -> Wanted:
        sort = asked.sort.name if asked.sort and asked.sort.name in ORDERS else "at"
        return Wanted(self.day, sort, asked.down)


def columns_behind(part: str) -> tuple[Column, ...]:
    """When, what, where, who, from which row of which file, and how much of the part."""
    counted = part in WHOLE or part in ("linkable", "sale_orders")
    return (
        Column(
            name="at",
            heading=say("时间", "When"),
            kind="moment",
            show=lambda row: instant(row.at),
            under=lambda row: row.what,
        ),
        Column(name="name", heading=say("什么", "What"), sorts=False),
        Column(name="place", heading=say("版位", "Placement"), sorts=False),
        Column(
            name="person",
            heading=say("客户", "Person"),
            link=lambda row: f"/people/{row.person}" if row.person else None,
        ),
        Column(name="origin", heading=say("来自", "From"), of=_origin, show=_link, sorts=False),
        Column(
            name="amount",
            heading=say("数", "Count") if counted else say("元", "Yuan"),
            kind="count" if counted else "fen",
            show=lambda row: figure_of(part, row.amount),
            phone=True,
        ),
    )


def _origin(row: Shown) -> str | None:
    if row.origin is None:
        return None
    file, number = row.origin["file"], row.origin["row"]
    return str(say(f"{file} 第 {number} 行", f"{file} row {number}"))


def _link(row: Shown) -> SafeString | str:
    if row.origin is None:
        return "—"
    link = format_html('<a href="/imports/{}">{}</a>', row.origin["import_id"], in_brief(row.origin["file"]))
    return format_html("{} {}", link, say(f"第 {row.origin['row']} 行", f"row {row.origin['row']}"))


def day_chart(found: Behind, part: str, label: str) -> dict[str, Any]:
    """The sum of each day, for drawing: what is unknown stays a gap."""
    money = part not in WHOLE and part not in ("linkable", "sale_orders")
    days = found.days if 1 < len(found.days) <= MOST_DAYS else ()
    return {
        "series": [
            [day.isoformat(), None if amount is None else amount / 100 if money else amount]
            for day, amount in days
        ],
        "words": {"amount": label + (str(say("(元)", " (¥)")) if money else "")},
    }
