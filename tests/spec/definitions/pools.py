"""The pools and the ledger."""

from tests.spec.telling import Case, Definition

POOL = Definition(
    "pool",
    ("私域池", "Pools"),
    (
        "每个池和编号数成员关系:在池(as-of 时)、期内加入、期内离开;私域人数按人算。合计里一个人只算一次。"
        "已在池时再加入、不在池时离开,都不算。`--by seat` 再按导购分,`--by pool` 只按池分。"
        "`left_by_customer`、`left_by_staff`:离开里写明是谁结束的;两者之外的没写。",
        "Per pool and pool_id memberships are counted: live at as-of, begun and ended in the period; private people are people. "
        "Totals count people once. A join while live and a leave without a membership count nowhere. "
        "`--by seat` tells seats apart as well, `--by pool` pools alone. `left_by_customer`, `left_by_staff`: those that left whose "
        "leave says who ended it; the rest does not say.",
    ),
    (
        Case(
            ("两个导购、两个池、重复的加入", "Two seats, two pools, a join while live"),
            """
            joins
            at               | pool             | pool_id | seat | id.unionid
            2026-03-02 10:00 | wecom            | w-1     | Lin  | Mei
            2026-03-03 10:00 | wecom            | w-1     | Zhou | Mei
            2026-03-04 10:00 | wecom            | w-1     | Lin  | Mei
            2026-03-05 10:00 | official_account | gh-1    |      | Mei
            2026-02-05 10:00 | wecom            | w-2     | Lin  | Bo

            leaves
            at               | pool  | pool_id | seat | by       | id.unionid
            2026-03-20 10:00 | wecom | w-1     | Lin  | customer | Mei
            2026-03-21 10:00 | wecom | w-1     | Lin  | customer | Mei
            2026-03-21 10:00 | wecom | w-2     | Lin  | staff    | Bo
            2026-03-22 10:00 | group | g-1     |      | staff    | Bo
            """,
            {
                "pool": """pool | pool_id | live | joined | left | private_people
                wecom | w-1 | 1 | 2 | 1 | 1
                wecom | w-2 | 0 | 0 | 1 | 0
                official_account | gh-1 | 1 | 1 | 0 | 1
                group | (no row) | | | |
                totals | | 2 | 3 | 2 | 1""",
                "pool --by seat": """pool | pool_id | seat | live | joined | left | left_by_customer | left_by_staff
                wecom | w-1 | Lin | 0 | 1 | 1 | 1 | 0
                wecom | w-1 | Zhou | 1 | 1 | 0 | 0 | 0
                wecom | w-2 | Lin | 0 | 0 | 1 | 0 | 1
                official_account | gh-1 | null | 1 | 1 | 0 | 0 | 0
                totals | | | 2 | 3 | 2 | 1 | 1""",
                "pool --by pool": """pool | live | joined | left | private_people
                wecom | 1 | 2 | 2 | 1
                official_account | 1 | 1 | 0 | 1""",
            },
            (
                "Lin 那里的第二次加入和第二次离开不算;Mei 有两段还在,只是一个人;Bo 二月加入、三月离开。",
                "The second join with Lin and the second leave count nowhere; Mei has two live memberships and is one person; Bo "
                "came in February and left in March.",
            ),
        ),
    ),
    report="pool",
)

SURVIVAL = Definition(
    "survival",
    ("留存", "Survival"),
    (
        "期内开始的成员关系活过 30、90 整天的比例,Kaplan–Meier:逐日乘以 1 − 离开 ÷ 当天还在看的;as-of 时还在的到那天为止。"
        "同一天里先离开、后截止。没人被看那么久就为空(已经是 0 除外)。80 % 区间按 Greenwood(1926)的方差,在 log(−log) 尺度上取,"
        "所以总在 0 与 1 之间;比例是 1 或 0 时没有区间。",
        "The share of memberships begun in the period that outlive 30 and 90 whole days, by Kaplan–Meier: day by day × (1 − left ÷ at "
        "risk); who is live at as-of is seen until then. On one day leaving comes before censoring. Null when nobody was seen that "
        "long, unless it is 0 already. The 80 % interval takes Greenwood's (1926) variance on the log(−log) scale, so that it stays "
        "between 0 and 1; a share of 1 or 0 has none.",
    ),
    (
        Case(
            ("五段关系", "Five memberships"),
            """
            joins
            at               | pool_id | id.unionid
            2026-03-01 00:00 | w-1     | An
            2026-03-01 00:00 | w-1     | Bo
            2026-03-26 00:00 | w-1     | Mei
            2026-03-01 00:00 | w-1     | Yun
            2026-03-01 00:00 | w-1     | Kai
            2026-03-01 00:00 | w-2     | Kai
            2026-03-26 00:00 | w-3     | An
            2026-03-25 00:00 | w-3     | Bo

            leaves
            at               | pool_id | by       | id.unionid
            2026-03-11 00:00 | w-1     | customer | An
            2026-03-31 00:00 | w-1     | customer | Bo
            2026-03-04 00:00 | w-2     | customer | Kai
            2026-04-14 12:00 | w-3     | customer | Bo
            """,
            {
                "pool --as-of 2026-04-15": """pool_id | survival_30 | survival_30_interval.0 | survival_30_interval.1 | survival_90
                w-1 | 0.533333 | 0.197163 | 0.783989 | null
                w-2 | 0.0 | null | null | 0.0
                w-3 | null | null | null | null"""
            },
            (
                "w-1:第 10 天 5 个里走 1 个,× 4/5;Mei 看到第 20 天为止;第 30 天 3 个里走 1 个,× 2/3:0.5333。w-2 第 3 天就走光了:0。"
                "w-3 的两段,一段看到第 20 天,一段在第 20 天离开:没人被看到 30 天。"
                "区间:方差 1 ÷ (5 × 4) + 1 ÷ (3 × 2) = 0.2167,半宽 1.2816 × 0.4655 ÷ −ln 0.5333 = 0.949,0.5333 的 e^±0.949 次方。",
                "w-1: on day 10 one of 5 leaves, × 4/5; Mei is seen until day 20; on day 30 one of 3 leaves, × 2/3: 0.5333. w-2 is empty "
                "after day 3: 0. Of the two in w-3 one is seen until day 20 and one leaves on day 20: nobody was seen for 30 days. "
                "The interval: variance 1 ÷ (5 × 4) + 1 ÷ (3 × 2) = 0.2167, half width 1.2816 × 0.4655 ÷ −ln 0.5333 = 0.949, 0.5333 to "
                "the power of e^±0.949.",
            ),
        ),
    ),
)

LEDGER = Definition(
    "ledger",
    ("账本", "Ledger"),
    (
        "每一分钱一笔:收到的为正,付出的为负,记在它自己的日期上。更正另记一笔,从不改写。报表是这些分录的合计,按种类、日期、版位或客户。",
        "Every fen is an entry on its own date: what the brand receives is positive, what it pays negative. A correction is another "
        "entry, never an overwrite. The report sums them by kind, day, placement or person.",
    ),
    (
        Case(
            ("每一种", "Every kind"),
            """
            spend
            date       | placement | cost   | rebate
            2026-03-02 | feed      | 100.00 | 5.00

            costs
            date       | kind       | amount | placement | id.unionid
            2026-03-02 | reward     | 8.00   |           | Mei
            2026-03-02 | commission | 3.00   |           | Mei
            2026-03-02 | message    | 0.30   |           | Mei
            2026-03-02 | staff      | 500.00 |           |
            2026-03-02 | rent       | 90.00  | window    |
            2026-03-02 | other      | 20.00  | feed      |

            orders
            paid_at          | amount | cost_of_goods | shipping_cost | platform_fee | entry  | id.unionid
            2026-03-03 10:00 | 168.00 | 70.00         | 8.00          | 1.01         | e-feed | Mei
            2026-03-03 10:00 | 100.00 |               |               |              |        | Bo

            refunds
            order_id | at               | amount | cost_of_goods_back
            o-1      | 2026-03-04 10:00 | 20.00  | 7.00
            o-7      | 2026-03-04 10:00 | 11.00  |
            """,
            {
                "ledger": """kind | amount_fen
                spend | -10000
                rebate | 500
                reward | -800
                commission | -300
                message | -30
                staff | -50000
                rent | -9000
                other | -2000
                revenue | 26800
                cost_of_goods | -11000
                shipping_cost | -800
                platform_fee | -101
                refund | -2000
                cost_of_goods_back | 700
                totals | -58031""",
                "ledger --by day": "day | amount_fen\n2026-03-02 | -71630\n2026-03-03 | 14899\n2026-03-04 | -1300",
                "ledger --by placement": "placement | amount_fen\nfeed | -3901\nwindow | -9000\nnull | -45130",
            },
            (
                "没写的货品成本由店铺毛利率 0.6 给出:100 × 0.4 = 40,记为推定。o-7 的退款在等它的订单,不在账上。"
                "feed:−100 + 5 − 20 + 168 − 70 − 8 − 1.01 − 20 + 7。",
                "The missing cost of goods comes from the shop's gross margin of 0.6: 100 × 0.4 = 40, marked as assumed. The refund of o-7 "
                "waits and is in no ledger. feed: −100 + 5 − 20 + 168 − 70 − 8 − 1.01 − 20 + 7.",
            ),
            margins={"tea": "0.6"},
        ),
        Case(
            ("毛利率未设、期间与 as-of", "No gross margin; the period and as-of"),
            """
            orders
            paid_at          | amount | cost_of_goods
            2026-03-03 10:00 | 100.00 |
            2026-03-20 10:00 | 40.00  | 10.00
            2026-04-01 00:00 | 70.00  | 10.00
            """,
            {
                "ledger": "kind | amount_fen\nrevenue | 14000\ncost_of_goods | -1000\ntotals | 13000",
                "ledger --as-of 2026-03-10": "kind | amount_fen\nrevenue | 10000\ncost_of_goods | 0",
            },
            (
                "未知的货品成本不是分录;4 月的在期外;as-of 之后的还没发生。",
                "An unknown cost of goods is no entry; April is outside; what comes after as-of has not happened.",
            ),
        ),
        Case(
            ("改了日子", "A day corrected"),
            """
            costs
            cost_id | date       | kind  | amount | placement
            c-1     | 2026-03-02 | other | 20.00  | feed

            costs
            cost_id | date       | kind  | amount | placement
            c-1     | 2026-03-05 | other | 25.00  | video
            """,
            {
                "ledger --by day": "day | amount_fen\n2026-03-02 | 0\n2026-03-05 | -2500",
                "ledger --by placement": "placement | amount_fen\nfeed | 0\nvideo | -2500",
                "prices": "placement | cost_fen\nfeed | null\nvideo | null",
            },
            (
                "账本里有三笔:−20、冲回 +20、在 3 月 5 日 −25。",
                "Three entries: −20, the counter-entry +20, and −25 on 5 March.",
            ),
        ),
    ),
    report="ledger",
)

DEFINITIONS = (POOL, SURVIVAL, LEDGER)
