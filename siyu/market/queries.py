"""Reading what a question needs before it can be asked."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import connection

FIRST_DAY = """
    SELECT min(day) FROM (
        SELECT min(date) AS day FROM traffic_spend
        UNION ALL SELECT min(date) FROM traffic_cost
        UNION ALL SELECT (min(at) AT TIME ZONE %(zone)s)::date FROM traffic_touch
        UNION ALL SELECT (min(at) AT TIME ZONE %(zone)s)::date FROM pool_join
        UNION ALL SELECT min(day) FROM pool_presence
        UNION ALL SELECT (min(at) AT TIME ZONE %(zone)s)::date FROM pool_presence
        UNION ALL SELECT min(date) FROM pool_count
        UNION ALL SELECT (min(paid_at) AT TIME ZONE %(zone)s)::date FROM commerce_order
    ) AS days
"""


def first_day(zone: ZoneInfo, *, today: date) -> date:
    """The first day on which anything happened; today when nothing did."""
    with connection.cursor() as cursor:
        cursor.execute(FIRST_DAY, {"zone": zone.key})
        found = cursor.fetchone()[0]
    return found or today


def today_in(zone: ZoneInfo, at: datetime) -> date:
    """The brand's day at a moment."""
    return at.astimezone(zone).date()
