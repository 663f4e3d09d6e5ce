"""One person, everything that is known of them: for the page and for `siyu person show`."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db import connection

from siyu.core.queries import brand_zone
from siyu.people.queries import evidence_of, identifiers_of
from siyu.pool.rules import BEFORE, comings, memberships, missing

BYTES = 'COLLATE "C"'
"""Text is ordered by its bytes, whatever the server's language."""
MINE = "JOIN people_identifier i ON i.id = x.identifier_id AND i.person_id = %(person)s"
PLACED = """LEFT JOIN traffic_entry e ON e.id = x.entry_id LEFT JOIN traffic_entrydescription d ON
d.entry_id = x.entry_id
            LEFT JOIN traffic_placement p ON p.id = d.placement_id"""
PLACEMENT = ("platform", "account", "campaign", "placement")
MARGIN = """x.amount_fen - coalesce(x.cost_of_goods_fen, round(x.amount_fen * (1 - h.gross_margin))::bigint)
            - coalesce(x.shipping_cost_fen, 0) - coalesce(x.platform_fee_fen, 0)"""
QUERIES = {
    "touches": f"""SELECT x.at, x.touch_id, e.code AS entry, x.action, p.platform, p.account, p.campaign,
        p.placement
                   FROM traffic_touch x {MINE} {PLACED} ORDER BY x.at, x.touch_id {BYTES}""",
    # Of several joins in one moment: the one that names an entry, then the least pool, pool_id, seat, entry.
    "joins": f"""SELECT x.at, x.pool, x.pool_id, x.seat, e.code AS entry, p.platform, p.account, p.campaign,
        p.placement
                 FROM pool_join x {MINE} {PLACED}
                 ORDER BY x.at, (x.entry_id IS NULL), x.pool {BYTES}, x.pool_id {BYTES},
                          coalesce(x.seat, '') {BYTES}, e.code {BYTES}""",
    "presences": f"""SELECT x.day, x.at, x.pool, x.pool_id, x.seat, e.code AS entry, p.platform, p.account,
        p.campaign, p.placement
                     FROM pool_presence x {MINE} {PLACED} ORDER BY x.day, x.key""",
    "leaves": f"""SELECT x.at, x.pool, x.pool_id, x.seat, x.by FROM pool_leave x {MINE} ORDER BY x.at""",
    "orders": f"""SELECT x.paid_at AS at, h.name AS shop, x.order_id, x.amount_fen, {MARGIN} AS margin_fen,
        e.code AS entry
                  FROM commerce_order x {MINE} JOIN commerce_shop h ON h.id = x.shop_id
                  LEFT JOIN traffic_entry e ON e.id = x.entry_id ORDER BY x.paid_at, h.name {BYTES},
                      x.order_id {BYTES}""",
    "refunds": f"""SELECT r.at, h.name AS shop, r.order_id, r.refund_id, r.amount_fen, x.paid_at,
                          coalesce(r.cost_of_goods_back_fen, 0) - r.amount_fen AS margin_fen
                   FROM commerce_order x {MINE} JOIN commerce_refund r ON r.order_key = x.key
                   JOIN commerce_shop h ON h.id = x.shop_id ORDER BY r.at, h.name {BYTES},
                       r.refund_id {BYTES}""",
    "costs": f"""SELECT x.date, x.kind, x.amount_fen, x.cost_id, x.placement_id IS NULL AS alone
        FROM traffic_cost x {MINE}
                 ORDER BY x.date, x.cost_id {BYTES}""",
}
LISTS = f"""
    WITH RECURSIVE places AS (
        SELECT x.pool, x.pool_id, x.seat FROM pool_join x {MINE}
        UNION SELECT x.pool, x.pool_id, x.seat FROM pool_presence x {MINE}
    ), days AS (
        SELECT p.pool, p.pool_id, p.seat, (SELECT min(l.day) FROM pool_presence l
               WHERE l.pool = p.pool AND l.pool_id = p.pool_id AND l.seat IS NOT DISTINCT FROM p.seat) AS day
        FROM places p
        UNION ALL
        SELECT d.pool, d.pool_id, d.seat, (SELECT min(l.day) FROM pool_presence l
               WHERE l.pool = d.pool AND l.pool_id = d.pool_id AND l.seat IS NOT DISTINCT FROM d.seat
                 AND l.day > d.day)
        FROM days d WHERE d.day IS NOT NULL
    )
    SELECT pool, pool_id, coalesce(seat, '') AS seat, day FROM days WHERE day IS NOT NULL ORDER BY 1, 2, 3, 4
"""
"""The days on which there is a list of a place, one after the other by the index."""
BOOKED = f"""
    WITH mine AS (
        SELECT x.key FROM commerce_order x {MINE}
        UNION SELECT r.key FROM commerce_order x {MINE} JOIN commerce_refund r ON r.order_key = x.key
        UNION SELECT x.key FROM traffic_cost x {MINE}
    )
    SELECT x.id, x.day, x.kind, x.amount_fen, x.assumed
    FROM mine m JOIN ledger_entry x ON x.source_key = m.key {MINE}
"""
"""The entries of a person's rows. What was booked of rows that are theirs no more has been taken back, and
sums to 0."""
LEDGER = f"SELECT day, kind, amount_fen, assumed FROM ({BOOKED}) AS b ORDER BY day, id LIMIT 500"
WON_WITHIN = timedelta(days=7)


def person_document(person_id: int) -> dict[str, Any]:
    """Identifiers with evidence, memberships, touches, orders, refunds, costs, value and ledger of one
    person."""
    found: dict[str, Any] = {name: _rows(query, person_id) for name, query in QUERIES.items()}
    joins, leaves, lists = found.pop("joins"), found.pop("leaves"), lists_of(person_id)
    presences = [_of_day(row) for row in found.pop("presences")]
    came = sorted(comings(joins, presences, lists), key=_first)
    value, why = _value(came, found)
    identifiers = identifiers_of(person_id)
    if came and all(one["kind"] == "alone" for one in identifiers if one["strong"]):
        value, why = None, "without identifier"
    return {
        "person": person_id,
        "identifiers": identifiers,
        "evidence": evidence_of(person_id),
        "won_at": came[0]["at"] if came else None,
        "won_at_known": bool(came) and came[0]["since"] != BEFORE,
        "won_by_entry": came[0]["entry"] if came else None,
        "won_by": won_by(came[0], found["touches"]) if came else None,
        "memberships": memberships(came, [*leaves, *missing(came, presences, lists)]),
        **found,
        "ledger": _rows(LEDGER, person_id),
        "ledger_sum_fen": _rows(
            f"SELECT coalesce(sum(amount_fen), 0)::bigint AS fen FROM ({BOOKED}) AS b", person_id
        )[0]["fen"],
        "value_fen": value,
        "value_unknown_because": why,
    }


def counts_of(person_id: int) -> dict[str, Any]:
    """How much hangs on a person: what a merge or a split is about, in numbers."""
    counted = {
        "identifiers": "SELECT count(*) AS n FROM people_identifier WHERE person_id = %(person)s",
        "joins": f"SELECT count(*) AS n FROM pool_join x {MINE}",
        "orders": f"SELECT count(*) AS n FROM commerce_order x {MINE}",
    }
    return {"person": person_id} | {name: _rows(query, person_id)[0]["n"] for name, query in counted.items()}


def won_by(join: dict[str, Any], touches: list[dict[str, Any]]) -> dict[str, Any]:
    """The placement that won the person: of the join's entry; if it names none, of the last touch in the 7
    days before.

    `by` is `entry`, `touch` or `unknown`; an entry that nobody has described leads to `unknown` placements.
    """
    near = [one for one in touches if join["at"] - WON_WITHIN <= one["at"] <= join["at"]]
    if join["entry"] is not None:
        source, by = join, "entry"
    elif near:
        source, by = near[-1], "touch"
    else:
        source, by = {}, "unknown"
    return {
        "by": by,
        "entry": source.get("entry"),
        **{name: source.get(name) or "unknown" for name in PLACEMENT},
    }


def living_person(person_id: int) -> int | None:
    """The person whom this id means now: itself, or whoever holds the identifier it was first known by."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT i.person_id FROM people_person p JOIN people_identifier i ON i.id = p.anchor
                WHERE p.id = %s""",
            [person_id],
        )
        row = cursor.fetchone()
    return row[0] if row else None


def lists_of(person_id: int) -> dict[tuple[Any, ...], list[datetime]]:
    """The days of the lists of every place that this person was ever in, as moments."""
    found: dict[tuple[Any, ...], list[datetime]] = {}
    for row in _rows(LISTS, person_id):
        found.setdefault((row["pool"], row["pool_id"], row["seat"]), []).append(midnight(row["day"]))
    return found


def midnight(day: date) -> datetime:
    """The moment at which a day of the brand begins."""
    return datetime.combine(day, time(), tzinfo=brand_zone()).astimezone(UTC)


def _of_day(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "begins": midnight(row["day"]), "ends": midnight(row["day"] + timedelta(days=1))}


def _first(row: dict[str, Any]) -> tuple[Any, ...]:
    """Of several in one moment: a time that is stated, one that names an entry, then the least names."""
    names = (row["pool"], row["pool_id"], row["seat"] or "", row["entry"] or "")
    return (row["at"], row["since"], row["entry"] is None, *(name.encode() for name in names))


def _value(came: list[dict[str, Any]], found: dict[str, Any]) -> tuple[int | None, str | None]:
    """Margins at or after the moment won, as the reports count them; None with a reason when unknown."""
    if not came:
        return None, "not won"
    if came[0]["since"] == BEFORE:
        return None, "not known since when"
    won = came[0]["at"]
    zone = brand_zone()
    margins = [row["margin_fen"] for row in found["orders"] if row["at"] >= won]
    margins += [row["margin_fen"] for row in found["refunds"] if row["paid_at"] >= won and row["at"] >= won]
    margins += [
        -row["amount_fen"]
        for row in found["costs"]
        if row["alone"]
        and row["kind"] in ("message", "staff", "other")
        and datetime.combine(row["date"], time(12), tzinfo=zone).astimezone(UTC) >= won
    ]
    if any(margin is None for margin in margins):
        return None, "cost of goods unknown"
    return sum(int(margin) for margin in margins), None


def _rows(query: str, person_id: int) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(query, {"person": person_id})
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
