"""Days, zones and placements."""

from tests.spec.telling import Case, Definition

PERIODS = Definition(
    "periods",
    ("期间与日子", "Periods and days"),
    (
        "`from` 当天算,`to` 当天不算;as-of 是那天零点之前知道的一切。日子是品牌时区的日子;人的年龄按每 24 小时算,不按日历。",
        "`from` is included, `to` is not; as-of is everything strictly before that midnight. Days are the brand's; the age of a "
        "person goes by 24 hours, not by the calendar.",
    ),
    (
        Case(
            ("零点", "Midnights"),
            """
            joins
            at                  | entry  | id.unionid
            2026-02-28 23:59:59 | e-feed | An
            2026-03-01 00:00:00 | e-feed | Bo
            2026-03-31 23:59:59 | e-feed | Mei
            2026-04-01 00:00:00 | e-feed | Yun

            orders
            paid_at             | amount | cost_of_goods | id.unionid
            2026-06-30 23:59:59 | 10.00  | 0             | Bo
            2026-07-01 00:00:00 | 90.00  | 0             | Bo
            """,
            {"prices": "placement | won | value_to_date_fen\nfeed | 2 | 1000"},
            (
                "期首的零点算,期末的零点不算;as-of 那一刻的 90.00 还没发生。",
                "The first midnight counts, the last does not; the 90.00 of the moment of as-of has not happened yet.",
            ),
        ),
        Case(
            ("夏令时的时区", "A zone that changes its clocks"),
            """
            joins
            at                        | entry  | id.unionid
            2026-03-28 23:30:00       | e-feed | An
            2026-03-28T22:59:59+00:00 | e-feed | Bo
            2026-03-28T23:00:00+00:00 | e-feed | Mei
            2026-03-29T21:59:59+00:00 | e-feed | Yun
            2026-03-29T22:00:00+00:00 | e-feed | Kai

            orders
            paid_at             | amount | cost_of_goods | id.unionid
            2026-03-29 23:30:00 | 10.00  | 0             | An
            """,
            {
                "prices --from 2026-03-29 --to 2026-03-30": "placement | won\nfeed | 2",
                "prices --from 2026-03-28 --to 2026-03-29": "placement | won | value_to_date_fen\nfeed | 2 | 1000",
                "loops --from 2026-03-28 --to 2026-03-29 --as-of 2026-04-07": "placement | value_at.7\nfeed | 500.0",
                "ledger --from 2026-03-29 --to 2026-03-30 --by day": "day | amount_fen\n2026-03-29 | 1000",
            },
            (
                "柏林的 3 月 29 日只有 23 小时:UTC 前一天 23:00 到当天 22:00,Mei 和 Yun 在内。An 从 23:30 到次日 23:30 只过了 23 小时:第 0 天。",
                "29 March in Berlin has 23 hours: from 23:00 UTC of the day before to 22:00 UTC; Mei and Yun are in it. From 23:30 to "
                "23:30 only 23 hours have passed for An: day 0.",
            ),
            zone="Europe/Berlin",
        ),
        Case(
            ("as-of 在期间之中,以及在它之前", "As-of within the period, and before it"),
            """
            spend
            date       | placement | cost
            2026-03-02 | feed      | 10.00
            2026-03-20 | feed      | 10.00

            joins
            at               | entry  | id.unionid
            2026-03-02 10:00 | e-feed | Mei
            2026-03-20 10:00 | e-feed | Bo
            """,
            {
                "prices --to 2027-04-01 --as-of 2026-03-10": "placement | spend_fen | won\nfeed | 1000 | 1",
                "prices --as-of 2026-02-01": "placement | spend_fen | won | value_to_date_fen\nfeed | null | 0 | 0",
                "prices --from 2026-03-02 --to 2026-03-02": "placement | spend_fen | won\nfeed | null | 0",
            },
            (
                "一段到将来才结束的期间,只数到 as-of 为止;as-of 在期间之前,什么也还没发生;空的期间也是。",
                "A period that ends in the future is counted up to as-of; as of a day before the period nothing has happened; nor has "
                "anything in an empty period.",
            ),
        ),
    ),
)

PLACEMENT = Definition(
    "placement",
    ("版位与分组", "Placements and groupings"),
    (
        "版位是 `placements`、消耗、入口或费用提到过的全部;形式以 `placements` 里写的为准。按平台、账户、计划、形式分组时,只填分组的字段。",
        "Placements are all that `placements`, spend, entries or costs name; their form is the one in `placements`. Grouped, a row "
        "fills only the fields of the grouping.",
    ),
    (
        Case(
            ("提到过就在", "Whoever is named is there"),
            """
            spend
            date       | platform | account | campaign | placement | cost
            2026-03-02 | weibo    | wb-1    | tea      | hot       | 10.00

            costs
            date       | kind  | amount | platform | account | campaign | placement
            2026-03-02 | other | 5.00   | kuaishou | ks-1    | tea      | live

            entries
            code    | platform | account | campaign | placement
            e-guide | jd       | jd-1    | tea      | guide
            """,
            {
                "prices": """placement | platform | form | spend_fen | cost_fen
                hot | weibo | null | 1000 | 1000
                live | kuaishou | null | null | null
                guide | jd | null | null | null
                feed | tencent | add | null | null""",
                "prices --by form": "form | spend_fen | spend_known\nnull | 1000 | false\nadd | null | false",
                "prices --by campaign": "platform | account | campaign | placement | spend_fen\nweibo | wb-1 | tea | null | 1000",
            },
            (
                "费用也算一件事,live 是付费的却没有消耗:没有形式的那一行(hot、live、guide、window)未知,已知部分 10.00。",
                "A cost is something that happened, and live is paid and states no spend: the row without a form (hot, live, guide, "
                "window) is unknown; 10.00 of it is known.",
            ),
        ),
    ),
)

UNKNOWN = Definition(
    "unknown",
    ("未知与原因", "Unknown, and why"),
    (
        "不能知道的数是空的,附原因,从不是 0。没有指数、消耗未知的行,`reasons` 里总有一句话。",
        "A number that cannot be known is null, with a reason, never 0. A row without an index, or of unknown spend, always says why "
        "in `reasons`.",
    ),
    (
        Case(
            ("原因", "Reasons"),
            """
            joins
            at               | entry   | id.unionid
            2026-03-02 10:00 | e-feed  | Mei
            2026-03-02 10:00 | e-share | Bo

            orders
            paid_at          | amount | id.unionid
            2026-03-05 10:00 | 50.00  | Mei
            """,
            {
                "prices": """placement | spend_fen | reasons.0 | reasons.1
                feed | null | 这段时间没有消耗数据:tencent / ta-1 / tea / feed | 获客成本未知
                share | 0 | 获客成本为 0,没有价格可比 | 活过 90 天的只有 1 人,少于 5 人
                unknown | null | 没有可追溯的入口,不知道花了多少 | 未知来源不参与比较"""
            },
            (
                "feed 是付费的,却没有消耗;share 免费,没有价格;`unknown` 谁也没为它付过钱。",
                "feed is paid and states no spend; share is free and has no price; nobody paid for `unknown`. (The sentences are "
                "asked here in 中文.)",
            ),
        ),
    ),
)

DEFINITIONS = (PERIODS, PLACEMENT, UNKNOWN)
