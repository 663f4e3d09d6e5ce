"""What traffic cost."""

from tests.spec.telling import Case, Definition

SPEND = Definition(
    "spend",
    ("消耗", "Spend"),
    (
        "版位在一段时间里的消耗 = 各日消耗 − 返点 + 租金(`rent`)。平台是 `referral`、`own` 或 `paid` 为 `no` 的版位免费,"
        "没有数据就是 0;付费版位没有数据,就是未知,不是 0。",
        "Spend of a placement in a period: cost − rebate of its spend rows, plus its `rent`. A placement whose platform is "
        "`referral` or `own`, or whose `paid` is `no`, is free: nothing stated is 0. A paid one with nothing stated has "
        "unknown spend, never 0.",
    ),
    (
        Case(
            ("返点、租金、免费、未知", "Rebate, rent, free, unknown"),
            """
            spend
            date       | placement | cost   | rebate
            2026-03-01 | feed      | 100.00 | 10.00
            2026-03-31 | feed      | 50.00  |
            2026-04-01 | feed      | 70.00  |

            costs
            date       | kind | amount | placement
            2026-03-05 | rent | 30.00  | video

            joins
            at               | entry    | id.unionid
            2026-03-02 10:00 | e-search | Mei
            2026-03-02 10:00 | e-window | Bo
            """,
            {
                "prices": """placement | spend_fen | spend_known | cost_fen
                feed | 14000 | true | 14000
                video | 3000 | true | 3000
                search | null | false | null
                share | 0 | true | 0
                window | 0 | true | 0
                totals | 17000 | false | null"""
            },
            (
                "feed:100 − 10 + 50;4 月 1 日在期外。video 只有租金。search 是付费的,期内赢得了人却没有消耗:未知,合计也随之未知。",
                "feed: 100 − 10 + 50; 1 April is outside. video has rent alone. search is paid, won somebody and states "
                "nothing: unknown, and so are the totals.",
            ),
        ),
        Case(
            ("什么也没发生的版位不使合计未知", "A placement where nothing happened makes nothing unknown"),
            """
            placements
            platform | account | campaign | placement | form | paid
            tencent  | ta-1    | tea      | quiet     | add  | yes

            spend
            date       | placement | cost
            2026-03-01 | feed      | 10.00
            """,
            {
                "prices": "placement | spend_fen | spend_known\nquiet | null | false\nfeed | 1000 | true\ntotals | 1000 | true",
                "prices --by platform": """platform | spend_fen | spend_known | cost_fen
                tencent | 1000 | true | 1000
                baidu | null | false | null
                referral | 0 | true | 0""",
            },
            (
                "quiet 在期内什么也没有:它自己那行未知,腾讯和合计照样已知。百度整行都没有事,按它的(付费)版位判断:未知。",
                "Nothing happened on quiet: its own row is unknown, Tencent and the totals are not. Nothing at all happened "
                "on Baidu, so its (paid) placement decides: unknown.",
            ),
        ),
        Case(
            ("一组里有一个未知", "One unknown in a group"),
            """
            placements
            platform | account | campaign | placement | form | paid
            tencent  | ta-1    | tea      | story     | add  | yes

            entries
            code    | platform | account | campaign | placement
            e-story | tencent  | ta-1    | tea      | story

            spend
            date       | placement | cost  | clicks | impressions
            2026-03-01 | feed      | 10.00 | 20     | 400

            touches
            at               | entry
            2026-03-03 10:00 | e-story
            """,
            {
                "prices --by account": """account | spend_fen | spend_known | cost_fen | clicks | cost_per_click_fen | cost_per_mille_fen
                ta-1 | 1000 | false | null | 20 | null | null
                totals | 1000 | false | null | 20 | null | null""",
                "prices": "placement | spend_fen | cost_per_click_fen | cost_per_mille_fen\nfeed | 1000 | 50.0 | 2500.0",
            },
            (
                "story 有触点却没有消耗:账户的消耗是已知部分之和 10.00,凡是除以它的都未知。",
                "story was touched and states no spend: the account sums what is known, 10.00, and whatever divides by it is "
                "null.",
            ),
        ),
        Case(
            ("报过的日子又报了一次", "A day that is reported again"),
            """
            spend
            date       | placement | cost   | rebate
            2026-03-02 | feed      | 100.00 | 5.00

            spend
            date       | placement | cost
            2026-03-02 | feed      | 80.00
            """,
            {
                "prices": "placement | spend_fen\nfeed | 7500",
                "ledger": "kind | amount_fen\nspend | -8000\nrebate | 500\ntotals | -7500",
                "ledger --by day": "day | amount_fen\n2026-03-02 | -7500",
            },
            (
                "后来的文件没有返点一列,返点保持 5.00:80 − 5。账本另记 +20.00,记在同一天。",
                "The later file has no column of rebates, so 5.00 stays: 80 − 5. The ledger books +20.00 on the same day.",
            ),
        ),
        Case(
            ("没有任何事的一段时间", "A period in which nothing happened"),
            """
            spend
            date       | placement | cost
            2026-03-02 | feed      | 100.00
            """,
            {
                "prices --from 2026-01-01 --to 2026-02-01": """placement | spend_fen | won | sale_margin_fen | value_to_date_fen | value_at.30 | cost_per_won_fen
                feed | null | 0 | 0 | 0 | null | null
                totals | 0 | 0 | 0 | 0 | null | null"""
            },
            (
                "付费的 feed 未知;合计里没有事发生,是已知的 0。没有订单,毛利是 0;没有人,人均价值未知。",
                "Paid feed is unknown; totals in which nothing happened are known and 0. No orders: margin 0; nobody won: "
                "no value per person.",
            ),
        ),
    ),
)

ACQUISITION = Definition(
    "acquisition-cost",
    ("获客成本 / 每个私域用户", "Acquisition cost, and per private user"),
    (
        "获客成本 = 消耗 + 期内写明该版位的其他费用 + 期内只写人的奖励和佣金(算给赢得此人的版位,不论何时赢得)。"
        "除以赢得的人数,就是每个私域用户的成本。消耗未知,它就未知。",
        "Acquisition cost: spend, plus every other cost dated in the period that names the placement, plus `reward` and "
        "`commission` costs dated in the period that name only a person whom the placement won, whenever. Divided by the won "
        "it is the cost per private user. Unknown when the spend is.",
    ),
    (
        Case(
            ("写版位的、只写人的、谁也没写的", "Costs that name a placement, only a person, or nobody"),
            """
            spend
            date       | placement | cost
            2026-03-02 | feed      | 100.00

            joins
            at               | entry  | id.unionid
            2026-02-10 10:00 | e-feed | Old
            2026-03-02 10:00 | e-feed | Mei
            2026-03-02 11:00 | e-feed | Bo
            2026-03-02 12:00 | e-card | Xin

            costs
            date       | kind       | amount  | placement | id.unionid
            2026-03-05 | other      | 20.00   | feed      |
            2026-03-05 | message    | 1.00    | feed      | Mei
            2026-03-06 | reward     | 8.00    |           | Mei
            2026-03-06 | commission | 3.00    |           | Old
            2026-03-06 | message    | 0.50    |           | Mei
            2026-03-06 | reward     | 6.00    |           | Xin
            2026-03-06 | reward     | 9.00    |           | Nobody
            2026-03-06 | staff      | 3000.00 |           |
            2026-04-06 | reward     | 7.00    |           | Mei
            """,
            {
                "prices": """placement | spend_fen | cost_fen | won | cost_per_won_fen
                feed | 10000 | 13200 | 2 | 6600.0
                unknown | null | null | 1 | null
                totals | 10000 | 13800 | 3 | 4600.0"""
            },
            (
                "feed:100 + 20 + 1 + 8(Mei)+ 3(Old,二月由 feed 赢得)= 132;÷ 2。消息 0.50 只写人,是 Mei 的毛利减少。"
                "Xin 的奖励在 unknown 那行不显示,但在合计里。从未赢得的人的奖励、谁也没写的人工,不在任何获客成本里;4 月的在期外。",
                "feed: 100 + 20 + 1 + 8 (Mei) + 3 (Old, won by feed in February) = 132, ÷ 2. The message of 0.50 names only "
                "Mei and lowers her margin. Xin's reward stands in no row but in the totals. The reward of somebody never won "
                "and the staff's wages are in no acquisition cost; April is outside.",
            ),
        ),
        Case(
            ("免费版位也有成本", "A free placement has a cost, too"),
            """
            joins
            at               | entry   | id.unionid
            2026-03-02 10:00 | e-share | Gao

            costs
            date       | kind   | amount | id.unionid
            2026-03-06 | reward | 8.80   | Gao
            """,
            {
                "prices": "placement | spend_fen | cost_fen | cost_per_won_fen | sale_return\nshare | 0 | 880 | 880.0 | null",
            },
            ("裂变的消耗是 0;奖励 8.80 是它的成本。", "Referral spends 0; the reward of 8.80 is its cost."),
        ),
        Case(
            ("没赢得人,就没有每人成本", "Nobody won, no cost per person"),
            """
            spend
            date       | placement | cost
            2026-03-02 | feed      | 100.00
            """,
            {"prices": "placement | cost_fen | won | cost_per_won_fen\nfeed | 10000 | 0 | null"},
            ("100.00 ÷ 0 不是数。", "100.00 ÷ 0 is no number."),
        ),
    ),
)

CLICKS = Definition(
    "clicks",
    ("展示、点击、触点", "Impressions, clicks, touches"),
    (
        "展示和点击是平台报的,没有行写过就未知;触点是我们自己记到的。每次点击 = 消耗 ÷ 点击;千次展示 = 1000 × 消耗 ÷ 展示;"
        "任一未知或为 0 时为空。",
        "Impressions and clicks are the platform's, null when no row states them; touches are those we recorded ourselves. "
        "Per click: spend ÷ clicks; per mille: 1,000 × spend ÷ impressions; null where either is unknown or 0.",
    ),
    (
        Case(
            ("写了、没写、写了 0", "Stated, not stated, stated as 0"),
            """
            spend
            date       | placement | cost  | impressions | clicks
            2026-03-02 | feed      | 60.00 | 4000        | 80
            2026-03-03 | feed      | 40.00 |             | 20
            2026-03-02 | search    | 10.00 |             |
            2026-03-02 | video     | 10.00 | 100         | 0

            touches
            at                  | entry
            2026-03-02 10:00:00 | e-feed
            2026-03-31 23:59:59 | e-feed
            2026-04-01 00:00:00 | e-feed
            """,
            {
                "prices": """placement | impressions | clicks | touches | cost_per_click_fen | cost_per_mille_fen
                feed | 4000 | 100 | 2 | 100.0 | 2500.0
                search | null | null | 0 | null | null
                video | 100 | 0 | 0 | null | 10000.0"""
            },
            (
                "feed:100.00 ÷ 100 次;100.00 × 1000 ÷ 4000。期末的零点属于下一段。",
                "feed: 100.00 ÷ 100; 100.00 × 1,000 ÷ 4,000. The midnight at the end belongs to the next period.",
            ),
        ),
    ),
)

DEFINITIONS = (SPEND, ACQUISITION, CLICKS)
