"""The entries of the brand, with what each brought in a period: the rows of their listing."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from siyu.console.asking import answered, remembered
from siyu.console.ladder import path_of
from siyu.console.tables import Column
from siyu.console.templatetags import siyu as writing
from siyu.core.words import Say, say
from siyu.insight.entries import won_by_entry
from siyu.insight.questions import Question
from siyu.traffic.codes import FORMS, PLATFORMS

SOON = timedelta(days=7)
"""How long before its end a target is told of."""
STANDINGS: Mapping[str, Say] = {
    "open": say("开着", "open"),
    "expiring": say("去向将到期", "a target expires soon"),
    "expired": say("去向已到期", "a target has expired"),
    "nowhere": say("没有目标链接", "leads nowhere"),
    "undescribed": say("没人描述过", "not described"),
    "ended": say("已结束", "ended"),
}
PLACE = ("platform", "account", "campaign", "placement")

ENTRIES = """
    WITH touched AS (
        SELECT entry_id, count(*) FILTER (WHERE at >= %(since)s AND at < %(until)s) AS touches,
               max(at) AS last_at
        FROM traffic_touch GROUP BY entry_id
    ), pointed AS (
        SELECT entry_id, bool_or(app = 'any' AND way = 'ended') AS ended,
               min(expires_at) FILTER (WHERE way NOT IN ('ended', 'default')) AS expires_at,
               bool_or(way NOT IN ('ended', 'default')) AS leads
        FROM traffic_target GROUP BY entry_id
    )
    SELECT e.id, e.code, d.title, d.form, d.url, p.id AS placement_id, p.platform, p.account, p.campaign,
           p.placement, coalesce(t.touches, 0) AS touches, t.last_at, coalesce(g.ended, false) AS ended,
           g.expires_at, coalesce(g.leads, false) OR d.url IS NOT NULL AS leads,
           d.key IS NOT NULL AS described
    FROM traffic_entry e
    LEFT JOIN traffic_entrydescription d ON d.entry_id = e.id
    LEFT JOIN traffic_placement p ON p.id = d.placement_id
    LEFT JOIN touched t ON t.entry_id = e.id
    LEFT JOIN pointed g ON g.entry_id = e.id
    WHERE d.key IS NOT NULL OR t.entry_id IS NOT NULL
       OR EXISTS (SELECT 1 FROM pool_join j WHERE j.entry_id = e.id)
       OR EXISTS (SELECT 1 FROM commerce_order o WHERE o.entry_id = e.id)
    ORDER BY e.id DESC
"""
"""An entry is there when something describes or names it; touches are those of the period."""


def entry_rows(question: Question, *, at: datetime) -> list[dict[str, Any]]:
    """Every entry with its placement, touches, people won and the cost of its placement in the period."""
    with connection.cursor() as cursor:
        cursor.execute(
            ENTRIES,
            {"since": question.midnight(question.since), "until": question.midnight(question.until)},
        )
        names = [column[0] for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    won: dict[int, int] = remembered("entries", question, lambda: {"won": won_by_entry(question)})["won"]
    priced = {tuple(one[name] for name in PLACE): one for one in answered("prices", question)["rows"]}
    sharing: dict[int, int] = {}
    for row in rows:
        if row["placement_id"]:
            sharing[row["placement_id"]] = sharing.get(row["placement_id"], 0) + 1
    for row in rows:
        price = priced.get(tuple(row[name] for name in PLACE))
        row["won"] = won.get(row["id"], 0)
        row["cost_fen"] = price["cost_fen"] if price else None
        row["sharing"] = sharing.get(row["placement_id"], 0)
        row["standing"] = standing(row, at=at)
    return rows


def standing(row: Mapping[str, Any], *, at: datetime) -> str:
    """What is to be known of an entry first."""
    if not row["described"]:
        return "undescribed"
    if row["ended"]:
        return "ended"
    if row["expires_at"] is not None and row["expires_at"] <= at:
        return "expired"
    if row["expires_at"] is not None and row["expires_at"] <= at + SOON:
        return "expiring"
    return "open" if row["leads"] else "nowhere"


def columns() -> list[Column]:
    """The columns of the listing."""
    return [
        Column(
            name="title",
            heading=say("入口", "Entry"),
            of=lambda row: row["title"] or row["code"],
            link=lambda row: f"/entries/{row['id']}",
            searched=True,
        ),
        Column(name="code", heading=say("入口码", "Code"), searched=True),
        Column(
            name="platform",
            heading=say("版位", "Placement"),
            of=lambda row: row["platform"],
            show=lambda row: row["placement"] or "—",
            under=lambda row: path_of(row, "placement") if row["platform"] else None,
            choices=PLATFORMS,
        ),
        Column(
            name="form",
            heading=say("形式", "Form"),
            show=lambda row: str(FORMS[row["form"]]) if row["form"] else "—",
            choices=FORMS,
        ),
        Column(name="touches", heading=say("触点", "Touches"), kind="count", phone=True),
        Column(name="won", heading=say("赢得的人", "People won"), kind="count", phone=True),
        Column(
            name="cost_fen",
            heading=say("版位成本(元)", "Placement's cost (¥)"),
            kind="yuan",
            under=lambda row: (
                str(say(f"{row['sharing']} 个入口共用", f"shared by {row['sharing']} entries"))
                if row["sharing"] > 1
                else None
            ),
        ),
        Column(
            name="last_at",
            heading=say("最近触点", "Last touch"),
            kind="moment",
            show=lambda row: writing.moment(row["last_at"]) or "—",
        ),
        Column(
            name="standing",
            heading=say("现状", "Standing"),
            show=lambda row: str(STANDINGS[row["standing"]]),
            choices=STANDINGS,
        ),
    ]
