"""What was only counted."""

from tests.spec.telling import Case, Definition

POOL_COUNTS = Definition(
    "pool-counts",
    ("平台的计数", "Counts by the platform"),
    (
        "有的平台每天只给总数:加入多少、离开多少(可以按来源分)。这些数单独成列,与具体的人并列,从不相加,也不改变别的数字。"
        "没有一行写过就是空,不是 0。只有计数的池,在池、私域人数、留存都未知。每次计数加入的成本 = 获客成本 ÷ 计数的加入,"
        "只在这一行没有赢得任何具体的人时给出。",
        "Some platforms give totals a day only: how many joined and left, by source at best. They stand in columns of their own beside "
        "people, are never added to them and change no other number. What no row states is null, not 0. Of a pool that is only counted, "
        "live, private people and survival are unknown. The cost of a counted join = acquisition cost ÷ joins counted, given only where "
        "the row won nobody we know.",
    ),
    (
        Case(
            ("公众号按来源计数,企业微信有名有姓", "An official account counted by source, WeCom with names"),
            """
            pool_counts
            date       | pool             | pool_id | entry    | joined | left
            2026-03-02 | official_account | gh-1    | e-search | 12     | 1
            2026-03-03 | official_account | gh-1    | e-search | 8      |
            2026-03-03 | official_account | gh-1    | e-feed   | 5      | 0
            2026-03-03 | official_account | gh-1    |          | 3      | 4
            2026-04-01 | official_account | gh-1    | e-search | 100    | 100
            2026-03-05 | fan_group        | f-1     |          |        | 2

            spend
            date       | placement | cost
            2026-03-02 | search    | 60.00
            2026-03-02 | feed      | 30.00

            joins
            at               | pool  | pool_id | entry  | id.unionid
            2026-03-03 10:00 | wecom | w-1     | e-feed | Mei
            """,
            {
                "pool": """pool | pool_id | live | joined | left | private_people | survival_30 | counted_joined | counted_left
                fan_group | f-1 | null | null | null | null | null | null | 2
                official_account | gh-1 | null | null | null | null | null | 28 | 5
                wecom | w-1 | 1 | 1 | 0 | 1 | 1.0 | null | null
                totals | | 1 | 1 | 0 | 1 | 1.0 | 28 | 7""",
                "prices": """placement | won | cost_fen | cost_per_won_fen | counted_joined | counted_left | cost_per_counted_join_fen
                search | 0 | 6000 | null | 20 | 1 | 300.0
                feed | 1 | 3000 | 3000.0 | 5 | 0 | null
                video | 0 | null | null | null | null | null
                unknown | 0 | null | null | 3 | 6 | null
                totals | 1 | 9000 | 9000.0 | 28 | 7 | null""",
            },
            (
                "公众号三月计 12 + 8 + 5 + 3 = 28 次加入、1 + 0 + 4 = 5 次离开(四月一日不在期内;8 那行没写离开);粉丝群只写了离开 2。"
                "搜索 60 元 ÷ 20 次 = 每次 3 元;信息流赢得了 Mei,价格按人算,30 元一位,它的 5 次计数只并列。计数没有让合计里多出一个人。",
                "In March 12 + 8 + 5 + 3 = 28 joined the account and 1 + 0 + 4 = 5 left (1 April is outside; the row of 8 states no leaves); "
                "the fan group states 2 leaves alone. Search: ¥60 ÷ 20 = ¥3 a join. Feed won Mei, so its price is by person, ¥30, and its 5 "
                "counted joins stand beside her. The totals have no person more because of counts.",
            ),
        ),
        Case(
            ("同一天的人和计数", "People and counts of one day"),
            """
            pool_counts
            date       | pool  | pool_id | joined | left
            2026-03-03 | wecom | w-1     | 7      | 1

            joins
            at               | entry  | id.unionid
            2026-03-03 10:00 | e-feed | Mei
            2026-03-03 23:59 | e-feed | Bo

            leaves
            at               | id.unionid
            2026-03-04 10:00 | Bo
            """,
            {
                "pool": """pool | pool_id | live | joined | left | counted_joined | counted_left
                wecom | w-1 | 1 | 2 | 1 | 7 | 1
                totals | | 1 | 2 | 1 | 7 | 1""",
            },
            (
                "两个人是两个人,7 是平台说的 7:不加成 9,报表的说明里写着这一天两者都有。",
                "Two people are two people, and 7 is what the platform says: never 9. A note of the report says that the day has both.",
            ),
        ),
    ),
)

DEFINITIONS = (POOL_COUNTS,)
