"""What came through one entry: by day and app, with a click id or not, and what was no touch."""

from typing import Any

from django.db import connection

from siyu.insight.questions import Question
from siyu.traffic.models import Entry

BY_DAY = """
    SELECT (at AT TIME ZONE %(zone)s)::date AS day, count(*) AS touches,
           count(*) FILTER (WHERE action = 'scan') AS scans
    FROM traffic_touch WHERE entry_id = %(entry)s AND at >= %(since)s AND at < %(until)s
    GROUP BY 1 ORDER BY 1
"""
ARRIVED = """
    SELECT count(*) FILTER (WHERE why = '') AS seen,
           count(*) FILTER (WHERE why = '' AND clicks <> '{}'::jsonb) AS with_click,
           count(*) FILTER (WHERE why NOT IN ('', 'continued')) AS machines,
           count(*) FILTER (WHERE why = '' AND outcome = 'browser') AS sent,
           count(*) FILTER (WHERE why = 'continued') AS continued
    FROM traffic_arrival WHERE entry_id = %(entry)s AND at >= %(since)s AND at < %(until)s
"""
BY_APP = """
    SELECT app, count(*) AS touches, count(*) FILTER (WHERE device = 'phone') AS phones
    FROM traffic_arrival
    WHERE entry_id = %(entry)s AND at >= %(since)s AND at < %(until)s AND why = ''
    GROUP BY app ORDER BY touches DESC, app
"""
FIRST = """
    SELECT count(*) AS joins, count(DISTINCT i.person_id) AS people
    FROM pool_join j LEFT JOIN people_identifier i ON i.id = j.identifier_id
    WHERE j.entry_id = %(entry)s AND j.at >= %(since)s AND j.at < %(until)s
"""


def figures_of(entry: Entry, question: Question) -> dict[str, Any]:
    """The figures of one entry in the period."""
    asked = {
        "entry": entry.id,
        "since": question.midnight(question.since),
        "until": question.midnight(question.until),
        "zone": question.zone.key,
    }
    days = _rows(BY_DAY, asked)
    most = max((one["touches"] for one in days), default=0)
    return {
        "touches": sum(one["touches"] for one in days),
        "scans": sum(one["scans"] for one in days),
        "days": [{**one, "tenth": -(-10 * one["touches"] // most)} for one in days],
        "apps": _rows(BY_APP, asked),
        **_rows(ARRIVED, asked)[0],
        **_rows(FIRST, asked)[0],
    }


def _rows(query: str, values: dict[str, Any]) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
