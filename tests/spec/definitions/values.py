"""What the won were worth since."""

from tests.spec.telling import Case, Definition

THREE = """
            joins
            at               | entry  | id.unionid
            2026-03-01 12:00 | e-feed | Mei
            2026-03-11 12:00 | e-feed | Bo

            orders
            paid_at          | amount | cost_of_goods | id.unionid
            2026-03-01 12:00 | 10.00  | 0             | Mei
            2026-03-06 12:00 | 20.00  | 0             | Mei
            2026-03-16 11:00 | 40.00  | 0             | Bo
            2026-03-26 12:00 | 60.00  | 0             | Mei
"""

VALUE = Definition(
    "value",
    ("价值", "Value at age"),
    (
        "人均价值 M(a) 是平均累积函数(Nelson 1988):对每一天 d = 0…a,把当天已过完的人在那天的毛利之和除以这些人数,再相加。"
        "天按入池起每 24 小时算;入池之前的毛利不算;没有人活过 a 天时为空。",
        "The value per won person M(a) is the mean cumulative function (Nelson 1988): over days d = 0 … a, the margins at age d "
        "of those whose day d is over, divided by their number. A day of age is 24 hours from the join; only margins at or after "
        "it count; null where nobody has lived past age a.",
    ),
    (
        Case(
            ("还年轻的人不拉低平均", "The young do not pull the mean down"),
            THREE,
            {
                "loops --as-of 2026-03-21": "placement | value_at.7 | value_at.30\nfeed | 3500.0 | null",
                "loops --as-of 2026-04-02": "placement | value_at.7 | value_at.30\nfeed | 3500.0 | 9500.0",
                "loops --as-of 2026-04-11": "placement | value_at.7 | value_at.30\nfeed | 3500.0 | 6500.0",
            },
            (
                "第 0 天 10 ÷ 2,第 4 天(Bo 差一小时满 5 天)40 ÷ 2,第 5 天 20 ÷ 2:M(7) = 35。4 月 2 日时只有 Mei 过完了第 25 天:"
                "再加 60 ÷ 1;4 月 11 日时两人都过完了:60 ÷ 2。3 月 21 日时没有人活过 30 天。",
                "Day 0: 10 ÷ 2; day 4 (Bo is an hour short of 5 days): 40 ÷ 2; day 5: 20 ÷ 2: M(7) = 35. On 2 April only Mei has "
                "day 25 behind her: 60 ÷ 1 more; on 11 April both have: 60 ÷ 2. On 21 March nobody has lived past 30 days.",
            ),
        ),
        Case(
            ("被赢得的那一单算,此前的不算", "The order that won counts, earlier ones do not"),
            """
            joins
            at                  | entry   | id.unionid
            2026-03-03 12:10:00 | e-video | An

            orders
            paid_at             | amount | cost_of_goods | id.unionid
            2026-03-03 12:09:59 | 90.00  | 30.00         | An
            2026-03-03 12:10:00 | 59.90  | 32.99         | An
            2026-03-04 12:09:59 | 10.00  | 0             | An
            2026-03-04 12:10:00 | 20.00  | 0             | An
            """,
            {
                "prices": "placement | value_to_date_fen | value_at.30 | value_at.180\nvideo | 5691 | 5691.0 | null",
                "prices --horizon 1 --as-of 2026-03-05": "placement | value_to_date_fen\nvideo | 5691",
                "loops --as-of 2026-03-05": "placement | value_at.7 | won\nvideo | null | 1",
            },
            (
                "同一刻付款的 26.91 在第 0 天,差一秒满一天的 10.00 也是;20.00 在第 1 天。早一秒的 60.00 不算。",
                "The 26.91 paid in the very moment is of day 0, and so is the 10.00 a second short of a day; the 20.00 is of day "
                "1. The 60.00 of a second before does not count.",
            ),
        ),
    ),
)

TO_DATE = Definition(
    "value-to-date",
    ("至今价值", "Value to date"),
    (
        "期内赢得的人从被赢得到 as-of 的毛利之和:简单相加,不除人数。没有赢得人是 0;有一单毛利未知就未知。",
        "The plain sum of the margins that the won of the period brought from then until as-of. Nobody won: 0; one order of "
        "unknown margin: unknown.",
    ),
    (
        Case(
            ("还没过完的一天也算", "Also of a day that is not over"),
            THREE,
            {
                "prices --as-of 2026-03-07": "placement | won | value_to_date_fen\nfeed | 1 | 3000",
                "prices": "placement | won | value_to_date_fen\nfeed | 2 | 13000\nvideo | 0 | 0",
            },
            (
                "3 月 7 日零点:Mei 10 + 20(她的第 5 天还没完,至今价值照算)。后来:130。",
                "At the midnight of 7 March: Mei's 10 + 20, though her day 5 is not over. Later: 130.",
            ),
        ),
        Case(
            ("退款和它的订单同去同留", "A refund comes and goes with its order"),
            """
            joins
            at               | entry  | id.unionid
            2026-03-02 10:00 | e-feed | Jun

            orders
            paid_at          | amount | cost_of_goods | id.unionid
            2026-02-20 10:00 | 75.00  | 33.00         | Jun

            refunds
            order_id | at               | amount | cost_of_goods_back
            o-1      | 2026-03-20 10:00 | 75.00  | 33.00
            """,
            {
                "prices": "placement | value_to_date_fen | value_at.30\nfeed | 0 | 0.0",
                "ledger": "kind | amount_fen\nrevenue | 0\nrefund | -7500\ncost_of_goods_back | 3300\ntotals | -4200",
            },
            (
                "订单在 Jun 被赢得之前,于是它的退款也不算给他;账本按日期记:退款在三月。",
                "The order came before Jun was won, so what its refund undid is not his value either; the ledger goes by dates: "
                "the refund is of March.",
            ),
        ),
    ),
)

INTERVAL = Definition(
    "value-interval",
    ("价值的区间", "The interval of a value"),
    (
        "M(a) 的 80% 区间:M(a) ± 1.2816 × 标准误。方差是 Lawless 和 Nadeau(1995)的稳健方差:对每个人,把他过完的每一天的"
        "(毛利 − 当天平均)÷ 当天人数相加,再平方,再对所有人相加。只有一个人活过那天时没有区间:一个人说明不了人与人差多少。",
        "The 80 % interval of M(a): M(a) ± 1.2816 standard errors. The variance is the robust one of Lawless and Nadeau (1995): "
        "for each person the sum, over the days behind them, of (margin − mean of the day) ÷ people of the day; squared; summed. "
        "Where a single person lived past the age there is none: one says nothing of how people differ.",
    ),
    (
        Case(
            ("两个人的区间", "The interval of two people"),
            THREE,
            {
                "prices": """placement | value_at.30 | value_interval.30.0 | value_interval.30.1
            feed | 6500.0 | 4234.52 | 8765.48"""
            },
            (
                "Mei:2.5 − 10 + 5 + 15 = 12.5;Bo:−2.5 + 10 − 5 − 15 = −12.5。方差 2 × 156.25 = 312.5,标准误 17.678;"
                "65 ± 1.2816 × 17.678 = 65 ± 22.65。",
                "Mei: 2.5 − 10 + 5 + 15 = 12.5; Bo: −2.5 + 10 − 5 − 15 = −12.5. Variance 2 × 156.25 = 312.5, standard error 17.678; "
                "65 ± 1.2816 × 17.678 = 65 ± 22.65.",
            ),
        ),
    ),
)

PAYBACK = Definition(
    "payback",
    ("回本日", "Payback day"),
    (
        "M(a) 首次不小于每个私域用户成本的那个 a;还没到就为空;成本未知也为空。最多找到有人活过的最大年龄。",
        "The least a with M(a) ≥ the cost per private user; null while not reached, or when the cost is unknown. Looked for up to "
        "the greatest age anybody has lived through.",
    ),
    (
        Case(
            ("恰好相等就是回本", "Equal is enough"),
            THREE
            + """
            spend
            date       | placement | cost
            2026-03-02 | feed      | 70.00
            """,
            {
                "prices": "placement | cost_per_won_fen | payback_day\nfeed | 3500.0 | 5",
                "prices --as-of 2026-03-15": "placement | payback_day\nfeed | null",
            },
            (
                "70 ÷ 2 = 35;M(0) = 5,M(4) = 25,M(5) = 35:第 5 天。3 月 15 日时还没有第 16 日的订单。",
                "70 ÷ 2 = 35; M(0) = 5, M(4) = 25, M(5) = 35: day 5. On 15 March the order of the 16th had not come.",
            ),
        ),
        Case(
            ("成本为 0,以及还没到", "A cost of 0, and not reached yet"),
            """
            joins
            at               | entry    | id.unionid
            2026-03-02 10:00 | e-share  | Gao
            2026-03-02 10:00 | e-window | Kai
            2026-03-02 10:00 | e-feed   | Mei
            2026-03-02 10:00 | e-search | Bo

            costs
            date       | kind    | amount | id.unionid
            2026-03-02 | message | 0.30   | Gao

            orders
            paid_at          | amount | cost_of_goods | id.unionid
            2026-03-06 09:00 | 10.00  | 5.00          | Gao

            spend
            date       | placement | cost
            2026-03-02 | feed      | 70.00
            """,
            {
                "prices": """placement | cost_per_won_fen | payback_day
                share | 0.0 | 3
                window | 0.0 | 0
                feed | 7000.0 | null
                search | null | null"""
            },
            (
                "Gao:第 0 天 −0.30,第 3 天 4.70 ≥ 0。Kai:M(0) = 0 ≥ 0。Mei 什么也没买。Bo 的成本未知。",
                "Gao: −0.30 on day 0, 4.70 ≥ 0 on day 3. Kai: M(0) = 0 ≥ 0. Mei bought nothing. Bo's cost is unknown.",
            ),
        ),
    ),
)

RETURN = Definition(
    "return",
    ("回报倍数", "Return at the horizon"),
    (
        "r = M(H) ÷ 每个私域用户的成本,未收缩;H 是 `--horizon`(90 天,除非另说)。没有人活过 H 天,或成本未知、为 0 时为空。",
        "r = M(H) ÷ cost per private user, unshrunk; H is `--horizon`, 90 days unless said. Null where nobody has lived past H, or "
        "the cost is unknown or 0.",
    ),
    (
        Case(
            ("三个 H", "Three horizons"),
            THREE
            + """
            spend
            date       | placement | cost
            2026-03-02 | feed      | 70.00
            """,
            {
                "prices": "placement | return_at_horizon\nfeed | 1.857143",
                "prices --horizon 7": "placement | return_at_horizon\nfeed | 1.0",
                "prices --horizon 365": "placement | return_at_horizon\nfeed | null",
            },
            ("65 ÷ 35;35 ÷ 35;还没有人活过 365 天。", "65 ÷ 35; 35 ÷ 35; nobody has lived past 365 days."),
        ),
    ),
)

DEFINITIONS = (VALUE, TO_DATE, INTERVAL, PAYBACK, RETURN)
