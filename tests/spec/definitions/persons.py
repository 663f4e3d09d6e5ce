"""Who is one person."""

from tests.spec.telling import Case, Definition

PERSON = Definition(
    "person",
    ("客户", "Person"),
    (
        "一个客户是由强标识连起来的一组标识:同一行里的标识属于同一个人。数字总按**现在**认定的人来算。",
        "A person is what strong identifiers hold together: the identifiers of one row belong to one person. "
        "Every number speaks of people as they are resolved *now*.",
    ),
    (
        Case(
            ("一行里的标识属于一个人", "The identifiers of one row are one person's"),
            """
            joins
            at               | entry  | id.unionid | id.phone
            2026-03-02 10:00 | e-feed | Mei        | 13900000001
            2026-03-02 11:00 | e-feed |            | 13900000001
            2026-03-02 12:00 | e-feed | Bo         |
            """,
            {
                "people": "people | identifiers | identifiers_per_person | merges | conflicts\n2 | 3 | 1.5 | 1 | 0",
                "prices": "placement | won\nfeed | 2",
            },
            (
                "Mei 与手机号在一行里;第二行只有手机号,仍是 Mei。强标识 3 个 − 2 人 = 归并 1 次。",
                "Mei and the phone share a row; the second row shows the phone alone and is Mei again. "
                "3 strong identifiers − 2 people = 1 merge.",
            ),
        ),
        Case(
            ("后来才连起来的两个人,从来就是一个人", "Two people united later have always been one"),
            """
            joins
            at               | entry   | id.unionid | id.phone
            2026-03-02 10:00 | e-feed  | Mei        |
            2026-03-03 10:00 | e-video |            | 13900000001

            orders
            paid_at          | amount | cost_of_goods | id.unionid | id.phone
            2026-05-20 10:00 | 100    | 60            | Mei        | 13900000001
            """,
            {
                "prices": "placement | won | value_to_date_fen\nfeed | 1 | 4000\nvideo | 0 | 0\ntotals | 1 | 4000",
            },
            (
                "5 月的订单同时带着两个标识:于是 3 月 3 日的入池也是 Mei 的,她早一天已被 feed 赢得。",
                "The order of May shows both identifiers: so the join of 3 March was Mei's, whom feed had won a day before.",
            ),
        ),
        Case(
            ("弱标识只跟一个人", "A weak identifier follows one person, or nobody"),
            """
            touches
            at               | entry   | id.device
            2026-03-02 09:00 | e-feed  | d-1
            2026-03-02 09:00 | e-video | d-2

            joins
            at               | entry | id.unionid | id.device
            2026-03-02 10:00 |       | Mei        | d-1
            2026-03-02 11:00 |       | Bo         | d-2
            2026-03-02 12:00 |       | Yun        | d-2
            """,
            {
                "prices": "placement | touches | won\nfeed | 1 | 1\nvideo | 1 | 0\nunknown | 0 | 2",
                "people": "people | identifiers | identifiers_per_person | merges | conflicts\n3 | 5 | 1.333333 | 0 | 0",
            },
            (
                "d-1 只和 Mei 同行,它先前的触点是 Mei 的;d-2 和两个人同行,谁也不是,它的触点没有人。人均标识 (3+1) ÷ 3。",
                "d-1 was seen with Mei alone, so its earlier touch is hers; d-2 was seen with two people and belongs to "
                "neither. Identifiers per person: (3 + 1) ÷ 3.",
            ),
        ),
        Case(
            ("一个人只有一个 unionid", "One person has one unionid"),
            """
            joins
            at               | entry  | id.unionid | id.phone
            2026-03-02 10:00 | e-feed | Mei        | 13900000001
            2026-03-02 11:00 | e-feed | Bo         | 13900000001
            """,
            {
                "people": "people | identifiers | merges | conflicts\n2 | 3 | 1 | 1",
                "prices": "placement | won\nfeed | 2",
            },
            (
                "第二行会让一个人有两个 unionid:这条连接不成立,记为冲突;那一行算给它最强的标识 Bo。",
                "The second row would give one person two unionids: the link is refused and waits as a conflict; the row "
                "counts for its strongest identifier, Bo.",
            ),
        ),
        Case(
            ("没有应用的 openid 自成一个标识", "An openid without an app is an identifier of its own"),
            """
            joins
            at               | id.openid | id.openid.app
            2026-03-02 10:00 | o-1       | wx-mini
            2026-03-02 11:00 | o-1       |
            2026-03-02 12:00 | O-1       | wx-mini
            """,
            {"people": "people | identifiers | merges\n3 | 3 | 0"},
            (
                "openid 分大小写,也分应用。",
                "An openid tells upper from lower case, and one app from another.",
            ),
        ),
    ),
)

PEOPLE = Definition(
    "people",
    ("客户数与标识", "People and identifiers"),
    (
        "人数、标识数、人均标识、归并(强标识 − 人数)、冲突(被拒绝的标识对)。所有已导入的都算,不受日期限制。",
        "People, identifiers, identifiers per person, merges (strong identifiers − people), conflicts (distinct pairs "
        "refused). All that has been imported counts; no date narrows it.",
    ),
    (
        Case(
            ("日期不限制人数", "No date narrows it"),
            """
            touches
            at               | entry  | id.device
            2026-03-02 10:00 | e-feed | d-9

            orders
            paid_at          | amount | id.phone
            2026-12-24 18:00 | 10     | 13900000001
            2026-12-24 19:00 | 10     |
            """,
            {
                "people --as-of 2026-03-03": """people | identifiers | identifiers_per_person | merges | conflicts
                1 | 2 | 1.0 | 0 | 0"""
            },
            (
                "一个手机号是一个人;只在触点上出现过的设备是一个标识,但不是一个人;没有标识的订单没有人。",
                "A phone is a person; a device seen on nothing but a touch is an identifier, but nobody; an order without "
                "identifiers has no person.",
            ),
        ),
    ),
    report="people",
)

LINKABLE = Definition(
    "linkable",
    ("可追溯", "Linkable"),
    (
        "一行赢得的人里,带有订单会带的那种标识的比例(品牌在 as-of 之前任一订单带过的种类)。看不见的购买不是没有购买。",
        "The share of a row's won who carry an identifier of a kind that orders carry (any order of the brand before "
        "as-of). Purchases that cannot be linked are not seen, which is not the same as not made.",
    ),
    (
        Case(
            ("订单只带手机号时", "When orders carry phones only"),
            """
            joins
            at               | entry   | id.unionid | id.phone
            2026-03-02 10:00 | e-feed  | Mei        | 13900000001
            2026-03-02 11:00 | e-feed  | Bo         |
            2026-03-02 12:00 | e-video | An         | 13900000002

            orders
            paid_at          | amount | cost_of_goods | id.phone
            2026-04-02 10:00 | 100    | 60            | 13900000003
            """,
            {
                "prices": "placement | won | linkable\nfeed | 2 | 0.5\nvideo | 1 | 1.0\nsearch | 0 | null\ntotals | 3 | 0.666667",
                "prices --as-of 2026-04-02": "placement | won | linkable\nfeed | 2 | 0.0",
            },
            (
                "手机号是订单带的种类:feed 的两人里一人有。as-of 在订单之前时,还没有订单带过任何种类。",
                "Phones are what orders carry: one of feed's two has one. As of a day before the order, orders had carried "
                "nothing yet.",
            ),
        ),
    ),
)

ORDERS_LINKED = Definition(
    "orders-linked",
    ("有主的订单", "Orders linked"),
    (
        "期内订单里有客户的比例;没有订单时为空。",
        "The share of the period's orders that have a person; null without orders.",
    ),
    (
        Case(
            ("掩码不是标识", "A masked value is no identifier"),
            """
            orders
            paid_at          | amount | id.phone
            2026-03-02 10:00 | 10     | 13900000001
            2026-03-02 11:00 | 10     | 139****0002
            2026-03-02 12:00 | 10     |
            2026-03-02 13:00 | 10     | 13900000001
            """,
            {
                "prices": "placement | orders_linked\ntotals | 0.5",
                "prices --from 2026-02-01 --to 2026-03-01": "placement | orders_linked\ntotals | null",
            },
            ("四单里两单有人。二月没有订单。", "Two of four have a person. February has no orders."),
        ),
    ),
)

DEFINITIONS = (PERSON, PEOPLE, LINKABLE, ORDERS_LINKED)
