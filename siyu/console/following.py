"""How much of an import can be followed to a person, and what would raise it: one sentence."""

from django.db import connection

from siyu.connectors.files.kinds import KINDS
from siyu.core.words import Say, say
from siyu.facts.models import Import

TABLES = {
    "orders": "commerce_order",
    "touches": "traffic_touch",
    "joins": "pool_join",
    "leaves": "pool_leave",
    "presences": "pool_presence",
}
OF_LISTS = say(
    "要更多:请导购备注手机号,从接口取外部联系人或 unionid,或让客户留会员号",
    "More would be: phones noted by associates, external user ids or unionids from the API, "
    "or a member number that customers leave",
)
RAISE = {
    "orders": say(
        "要更多:按平台的规则导出解密后的手机号,在包裹卡上印会员号,或让订单带上入口码",
        "More would be: phones decrypted under the platform's rules, a member number in the parcel card, "
        "or an entry code on the order",
    ),
    "joins": OF_LISTS,
    "presences": OF_LISTS,
    "touches": say(
        "要更多:让落地页带上会员号,或请客户在小程序登录",
        "More would be: a member number on the landing page, or customers who sign in to the mini-program",
    ),
}
"""What would let more rows of a kind be followed to a person."""


def can_be_followed(taken: Import) -> bool:
    """Whether the rows of an import mean somebody, and stand."""
    return taken.state == "done" and KINDS[taken.kind].identifiers != "none" and taken.kind in TABLES


def followed(taken: Import) -> Say | None:
    """The sentence for an import that is done; None where nobody is meant by its rows."""
    if not can_be_followed(taken):
        return None
    rows, known, kept = _counted(taken)
    if not rows:
        return None
    share = round(100 * known / rows) if known in (0, rows) else min(99, max(1, round(100 * known / rows)))
    told = say(
        f"{rows:,} 行里 {known:,} 行({share}%)能跟到客户",
        f"{known:,} of {rows:,} rows ({share} %) can be followed to a person",
    )
    if taken.kind == "orders" and known:
        told = told + say(
            f",其中 {kept:,} 行的客户进过私域", f", {kept:,} of them to somebody who was won for a pool"
        )
    if known == rows:
        return told + say("。", ".")
    raised = RAISE.get(taken.kind)
    if raised is None:
        return told + say(";其余不知道是谁。", "; of the others nobody knows whose they are.")
    return told + say(
        f";其余不知道是谁,{raised.zh}。", f"; of the others nobody knows whose they are. {raised.en}."
    )


def _counted(taken: Import) -> tuple[int, int, int]:
    """Rows of the import that stand, those with a person, and those whose person ever joined a pool."""
    table = TABLES[taken.kind]
    joined = "FALSE"
    if taken.kind == "orders":
        joined = """EXISTS (SELECT 1 FROM pool_join j JOIN people_identifier n ON n.id = j.identifier_id
                            WHERE n.person_id = i.person_id)"""
    # Who stands for itself alone is counted as somebody, and can be followed nowhere.
    query = f"""SELECT count(*), count(i.person_id) FILTER (WHERE i.kind <> 'alone'),
                       count(*) FILTER (WHERE i.person_id IS NOT NULL AND {joined})
                FROM (SELECT DISTINCT key FROM facts_fact WHERE import_id = %s AND key IS NOT NULL) f
                JOIN {table} x USING (key) LEFT JOIN people_identifier i ON i.id = x.identifier_id"""
    with connection.cursor() as cursor:
        cursor.execute(query, [taken.id])
        rows, known, kept = cursor.fetchone()
    return int(rows), int(known), int(kept)
