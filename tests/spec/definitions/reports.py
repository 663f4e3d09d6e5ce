"""The reports that put several numbers side by side."""

from tests.spec.telling import Case, Definition

PRICES = Definition(
    "prices",
    ("流量价格:每一列", "Prices of traffic: every column"),
    (
        "每个版位(或平台、账户、计划、形式)花了多少、赢得了谁、他们值多少。合计里每个人、每一单只算一次,也含 `unknown`。",
        "What each placement (or platform, account, campaign, form) cost, whom it won, what they were worth. Totals count every "
        "person and order once and include `unknown`.",
    ),
    (
        Case(
            ("一个小例子", "A small example"),
            """
            spend
            date       | placement | cost  | impressions | clicks
            2026-03-02 | feed      | 40.00 | 1000        | 20

            touches
            at               | entry  | id.unionid
            2026-03-02 09:00 | e-feed | Mei

            joins
            at               | entry  | id.unionid
            2026-03-02 10:00 |        | Mei
            2026-03-02 11:00 | e-feed | Bo
            2026-03-02 12:00 | e-card | Xin

            orders
            paid_at          | amount | cost_of_goods | id.unionid
            2026-03-04 10:00 | 90.00  | 30.00         | Mei
            2026-05-04 10:00 | 50.00  | 20.00         | Xin
            """,
            {
                "prices": """placement | spend_fen | won | kept | cost_per_won_fen | cost_per_click_fen | sale_orders | sale_return | value_to_date_fen | value_at.90 | payback_day | return_at_horizon
                feed | 4000 | 2 | 2 | 2000.0 | 200.0 | 1 | 1.5 | 6000 | 3000.0 | 2 | 1.5
                unknown | null | 1 | 1 | null | null | 0 | null | 3000 | 3000.0 | null | null
                totals | 4000 | 3 | 3 | 1333.33 | 200.0 | 1 | 1.5 | 9000 | 3000.0 | 2 | 2.25""",
            },
            (
                "feed:40 ÷ 2 人 = 20;成交 60 ÷ 40 = 1.5;M(90) = 60 ÷ 2 = 30,÷ 20 = 1.5,第 1 天(满 48 小时那天)起就够。合计:90 ÷ 3 = 30,÷ 13.33。",
                "feed: 40 ÷ 2 people = 20; sold 60 ÷ 40 = 1.5; M(90) = 60 ÷ 2 = 30, ÷ 20 = 1.5, reached with the order of 48 hours after the "
                "join. Totals: 90 ÷ 3 = 30, ÷ 13.33.",
            ),
        ),
    ),
    report="prices",
)

LOOPS = Definition(
    "loops",
    ("两个循环", "The two loops"),
    (
        "同一笔消耗的两种看法:点击当下卖出的(成交毛利 ÷ 消耗),和赢得的人后来带来的(M(a) × 人数 ÷ 消耗);7、30、90、180 天时哪个更划算,哪一天交叉。"
        "两边都有 80 % 区间。成交回报的:± 1.2816 × √Σ(每位买家的成交毛利)² ÷ 消耗,一位客户是一位买家,没有客户的订单各算一位;"
        "没有人买就没有区间。后来带来的:M(a) 的区间 × 人数 ÷ 消耗。",
        "Two views of the same spend: what the click sold at once (sale margin ÷ spend), and what the people won brought later (M(a) × "
        "won ÷ spend); which pays more at 7, 30, 90 and 180 days, and the day on which the second overtakes the first. "
        "Both have 80 % intervals. That of the sale return: ± 1.2816 × √Σ(sale margin of each buyer)² ÷ spend, a person being one buyer "
        "and an order without a person one each; none where nobody bought. That of what came later: the interval of M(a) × won ÷ "
        "spend.",
    ),
    (
        Case(
            ("点击当下亏,人后来赚", "The click loses, the people pay"),
            """
            spend
            date       | placement | cost
            2026-03-02 | feed      | 100.00

            joins
            at               | entry  | id.unionid
            2026-03-02 10:00 | e-feed | Mei
            2026-03-02 11:00 | e-feed | Bo

            orders
            paid_at          | amount | cost_of_goods | entry  | id.unionid
            2026-03-02 10:30 | 40.00  | 0             | e-feed | Mei
            2026-03-12 11:00 | 20.00  | 0             | e-feed | Stranger
            2026-03-22 11:00 | 60.00  | 0             |        | Bo
            2026-06-22 11:00 | 50.00  | 0             |        | Bo
            """,
            {
                "loops": """placement | sale_return | privatised_return_at.7 | better_at.7 | privatised_return_at.30 | better_at.30 | better_at.180 | crossing_day
                feed | 0.6 | 0.4 | commercial | 1.0 | privatised | null | 20
                share | null | null | null | null | null | null | null""",
                "loops --horizon 30": """placement | sale_return_interval.0 | sale_return_interval.1 | privatised_interval_at.30.0 | privatised_interval_at.30.1
                feed | 0.026873 | 1.173127 | 0.818762 | 1.181238
                share | null | null | null | null""",
            },
            (
                "成交 40 + 20 = 60,÷ 100。M(7) = 40 ÷ 2 = 20,× 2 ÷ 100 = 0.4;M(30) = 50:1.0。M ≥ 60 ÷ 2 从第 20 天起。没有人活过 180 天。"
                "share 没有消耗,无从除。买家两位:√(40² + 20²) = 44.72,× 1.2816 ÷ 100 = 0.5731。M(30) 的方差 (10 ÷ 2)² × 2 = 50:± 9.06 元,× 2 ÷ 100 = 0.1812。",
                "Sold 40 + 20 = 60, ÷ 100. M(7) = 40 ÷ 2 = 20, × 2 ÷ 100 = 0.4; M(30) = 50: 1.0. M ≥ 60 ÷ 2 from day 20 on. Nobody has lived "
                "past 180 days. share spent nothing to divide by. Two buyers: √(40² + 20²) = 44.72, × 1.2816 ÷ 100 = 0.5731. The variance of "
                "M(30): (10 ÷ 2)² × 2 = 50, ± 9.06 yuan, × 2 ÷ 100 = 0.1812.",
            ),
        ),
    ),
    report="loops",
)

CROSSINGS = Definition(
    "crossings",
    ("交叉", "Crossings"),
    (
        "期内赢得的人:哪个平台赢得 × 留在哪个池 × 在哪家店买过;人数、单数、毛利。在两个池的人两行都有,合计里每人一次。",
        "The won of the period: won on which platform × kept in which pool × bought in which shop; people, orders, margin. Who is in two "
        "pools stands in both rows; totals count everybody once.",
    ),
    (
        Case(
            ("一人两池,一人不留", "One in two pools, one kept nowhere"),
            """
            joins
            at               | pool  | pool_id | entry  | id.unionid
            2026-03-02 10:00 | wecom | w-1     | e-feed | Mei
            2026-03-03 10:00 | group | g-1     |        | Mei
            2026-03-02 11:00 | wecom | w-1     | e-card | Bo

            leaves
            at               | pool  | pool_id | by       | id.unionid
            2026-03-10 10:00 | wecom | w-1     | customer | Bo

            orders
            shop | paid_at          | amount | cost_of_goods | id.unionid
            tea  | 2026-03-05 10:00 | 90.00  | 30.00         | Mei
            tea  | 2026-03-06 10:00 | 10.00  | 5.00          | Mei
            mall | 2026-03-01 10:00 | 10.00  | 5.00          | Mei
            """,
            {
                "crossings": """platform | pool | shop | people | orders | margin_fen
                tencent | wecom | tea | 1 | 2 | 6500
                tencent | group | tea | 1 | 2 | 6500
                unknown | null | null | 1 | 0 | 0
                totals | | | 2 | 2 | 6500"""
            },
            (
                "mall 的那单在 Mei 被赢得之前。Bo 走了,也没买。",
                "The order at the mall came before Mei was won. Bo left, and bought nothing.",
            ),
        ),
    ),
    report="crossings",
)

LEVELLING = Definition(
    "levelling",
    ("拉平", "Levelling"),
    (
        "每个 ISO 周(周一起,切在期间的边上)每个版位或平台的三个价格:一次点击、千次展示、一个私域用户;以及它们在那周的离散度。",
        "For each ISO week (from Monday, cut at the ends of the period) and placement or platform three prices: of a click, of a thousand "
        "impressions, of a private user; and the dispersion of each in that week.",
    ),
    (
        Case(
            ("两周", "Two weeks"),
            """
            spend
            date       | placement | cost  | impressions | clicks
            2026-03-02 | feed      | 40.00 | 1000        | 20
            2026-03-08 | feed      | 20.00 |             |
            2026-03-02 | search    | 90.00 | 500         | 30
            2026-03-09 | feed      | 30.00 | 1000        | 10

            joins
            at                  | entry    | id.unionid
            2026-03-08 23:59:59 | e-feed   | Mei
            2026-03-02 10:00:00 | e-feed   | Bo
            2026-03-03 10:00:00 | e-search | An
            2026-03-09 00:00:00 | e-feed   | Kai
            """,
            {
                "levelling": """week | placement | spend_fen | won | cost_per_click_fen | cost_per_mille_fen | cost_per_won_fen
                2026-W10 | feed | 6000 | 2 | 300.0 | 6000.0 | 3000.0
                2026-W10 | search | 9000 | 1 | 300.0 | 18000.0 | 9000.0
                2026-W11 | feed | 3000 | 1 | 300.0 | 3000.0 | 3000.0""",
                "levelling --by platform": "week | platform | cost_per_won_fen\n2026-W10 | tencent | 3000.0",
            },
            (
                "第 10 周:feed (40 + 20) ÷ 20 次 = 3.00,÷ 2 人 = 30;Mei 在周日最后一秒,Kai 在周一零点。",
                "Week 10: feed (40 + 20) ÷ 20 clicks = 3.00, ÷ 2 people = 30; Mei came in Sunday's last second, Kai at Monday's midnight.",
            ),
        ),
    ),
    report="levelling",
)

DISPERSION = Definition(
    "dispersion",
    ("价格离散度", "Price dispersion"),
    (
        "一周里各版位价格的变异系数,按获客成本加权;拉平时它下降。少于两个价格就为空。",
        "The cost-weighted coefficient of variation of a week's prices over placements; it falls as traffic levels out. Null for fewer "
        "than two prices.",
    ),
    (
        Case(
            ("两个价格", "Two prices"),
            """
            spend
            date       | placement | cost  | clicks
            2026-03-02 | feed      | 60.00 | 20
            2026-03-02 | search    | 90.00 | 30
            2026-03-09 | feed      | 30.00 | 10

            joins
            at               | entry    | id.unionid
            2026-03-02 10:00 | e-feed   | Mei
            2026-03-02 10:00 | e-feed   | Bo
            2026-03-03 10:00 | e-search | An
            """,
            {
                "levelling": """week | dispersion | cost_per_click_dispersion | cost_per_mille_dispersion
                2026-W10 | 0.445362 | 0.0 | null
                2026-W11 | null | null | null"""
            },
            (
                "价格 30(成本 60)和 90(成本 90):平均 (60×30 + 90×90) ÷ 150 = 66;方差 (60×36² + 90×24²) ÷ 150 = 864;29.394 ÷ 66 = 0.4454。"
                "点击都是 3.00:0。",
                "Prices 30 (cost 60) and 90 (cost 90): mean (60×30 + 90×90) ÷ 150 = 66; variance (60×36² + 90×24²) ÷ 150 = 864; 29.394 ÷ 66 = "
                "0.4454. A click cost 3.00 on both: 0.",
            ),
        ),
    ),
)

DEFINITIONS = (PRICES, LOOPS, CROSSINGS, LEVELLING, DISPERSION)
