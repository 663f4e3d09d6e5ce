"""The columns of the ledger's entries, on the page and in a file."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.html import format_html
from django.utils.safestring import SafeString

from siyu.console.ledger.entries import shown
from siyu.console.tables import Column, Query
from siyu.console.templatetags.rooms import in_brief, spoken
from siyu.core.words import say
from siyu.ledger.models import Entry
from siyu.ledger.rules import KINDS
from siyu.market.headings import HEADINGS
from siyu.people.queries import find_identifiers
from siyu.traffic.codes import PLATFORMS
from siyu.traffic.models import Placement

Row = Mapping[str, Any]
CORRECTION, ASSUMED = say("更正", "correction"), say("按毛利率估", "by the margin")


def entries_of(rows: QuerySet[Entry]) -> Query:
    """These entries as the rows of a listing."""
    return Query(rows, present=shown, find=_meant, ties="-id")


def _meant(text: str) -> Q:
    """A person's identifier in any writing, or a part of a placement's names."""
    place = Q()
    for name in ("account", "campaign", "placement"):
        place |= Q(**{f"{name}__icontains": text})
    return Q(identifier_id__in=[one.id for one in find_identifiers(text)]) | Q(
        placement_id__in=Placement.objects.filter(place).values("id")
    )


def _entry(name: str) -> Callable[[Row], Any]:
    return lambda row: getattr(row["entry"], name)


def _place(name: str) -> Callable[[Row], Any]:
    return lambda row: getattr(row["placement"], name, None)


def _who(name: str) -> Callable[[Row], Any]:
    return lambda row: getattr(row["identifier"], name, None)


def _from(name: str) -> Callable[[Row], Any]:
    return lambda row: row["row"] and row["row"][name]


def _kind(row: Row) -> SafeString:
    told = format_html("{}", KINDS[row["entry"].kind])
    for said, pill in ((row["corrects"], CORRECTION), (row["entry"].assumed, ASSUMED)):
        if said:
            told += format_html(' <span class="pill">{}</span>', pill)
    return told


def _under_place(row: Row) -> str:
    place = row["placement"]
    return f"{PLATFORMS[place.platform]} / {place.account}" if place else ""


def _person(row: Row) -> str | None:
    person = _who("person_id")(row)
    return f"/people/{person}" if person else None


def _origin(row: Row) -> SafeString | str:
    told = row["row"]
    if told is None:
        return "—"
    link = format_html('<a href="/imports/{}">{}</a>', told["import_id"], in_brief(told["file"]))
    return format_html("{} {}", link, say(f"第 {told['row']} 行", f"row {told['row']}"))


def _made_by(row: Row) -> SafeString:
    """The kind of file, and what booked the entry where that was another import, or nobody's file."""
    origin, by = row["row"], row["entry"].import_id
    told = format_html("{}", spoken(row["source"]) if row["source"] else row["entry"].source)
    if not by:
        return told + format_html(" · {}", say("由设置的改动", "by a change of settings"))
    if origin is None or by != origin["import_id"]:
        link = format_html('<a href="/imports/{}">{}</a>', by, say(f"导入 {by}", f"import {by}"))
        told += format_html(" · {} {}", say("由", "by"), link)
    return told


COLUMNS = (
    Column(name="day", heading=say("日期", "Day"), kind="day", of=_entry("day")),
    Column(
        name="kind",
        heading=say("类型", "Kind"),
        of=_entry("kind"),
        show=_kind,
        choices=KINDS,
        phone=True,
    ),
    Column(
        name="amount_fen",
        heading=say("金额(元)", "Amount (¥)"),
        kind="fen",
        of=_entry("amount_fen"),
        phone=True,
    ),
    Column(
        name="assumed",
        heading=say("按毛利率估", "By the margin"),
        of=_entry("assumed"),
        sorts=False,
        only="file",
    ),
    Column(name="corrects", heading=say("更正", "Correction"), sorts=False, only="file"),
    *(
        Column(name=name, heading=HEADINGS[name], of=_place(name), sorts=False, only="file")
        for name in ("platform", "account", "campaign")
    ),
    Column(
        name="placement",
        heading=HEADINGS["placement"],
        of=_place("placement"),
        under=_under_place,
        sorts=False,
        searched=True,
    ),
    Column(
        name="identifier_kind",
        heading=say("标识类型", "Identifier kind"),
        of=_who("kind"),
        sorts=False,
        only="file",
    ),
    Column(name="identifier", heading=say("客户", "Person"), of=_who("value"), link=_person, sorts=False),
    Column(
        name="person", heading=say("客户编号", "Person id"), of=_who("person_id"), sorts=False, only="file"
    ),
    Column(
        name="origin",
        heading=say("来自哪一行", "From which row"),
        of=_from("file"),
        show=_origin,
        under=_made_by,
        sorts=False,
        only="page",
    ),
    Column(
        name="source", heading=say("文件种类", "Kind of file"), of=_entry("source"), sorts=False, only="file"
    ),
    Column(name="import", heading=say("导入", "Import"), of=_entry("import_id"), sorts=False, only="file"),
    Column(name="file", heading=say("文件", "File"), of=_from("file"), sorts=False, only="file"),
    Column(name="row", heading=say("行", "Row"), of=_from("row"), sorts=False, only="file"),
    Column(
        name="recorded_at",
        heading=say("记账时间", "Recorded"),
        of=_entry("recorded_at"),
        sorts=False,
        only="file",
    ),
)
