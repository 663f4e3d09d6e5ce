"""Did the click sell?"""

from tests.spec.telling import Case, Definition

SALE = Definition(
    "sale",
    ("成交与成交回报", "Sales and their return"),
    (
        "点击卖出去了吗?订单算给它写明的入口;没写,就算给同一个人付款前 7 天内(含两端)的最后一次触点;都没有,不算给谁。"
        "成交毛利:期内付款的这些订单的毛利,减去 as-of 之前的退款。成交回报 = 成交毛利 ÷ 消耗。",
        "Did the click sell? An order belongs to the entry it names; else to the last touch by the same person in the 7 days up "
        "to paid_at, both ends included; else to none. Sale margin: the margin of orders so attributed with paid_at in the "
        "period, net of their refunds before as-of. Return: sale margin ÷ spend.",
    ),
    (
        Case(
            ("入口、最后触点、谁也不是", "By entry, by last touch, by nobody"),
            """
            spend
            date       | placement | cost
            2026-03-02 | feed      | 100.00
            2026-03-02 | video     | 50.00

            touches
            touch_id | at                  | entry   | id.unionid
            t-1      | 2026-03-02 10:00:00 | e-feed  | Mei
            t-2      | 2026-03-08 10:00:00 | e-video | Mei
            t-3      | 2026-03-02 10:00:00 | e-feed  | Bo
            t-4      | 2026-03-02 10:00:00 | e-card  | An

            orders
            paid_at             | amount | cost_of_goods | entry   | id.unionid
            2026-03-02 10:00:00 | 30.00  | 10.00         |         | Mei
            2026-03-09 10:00:00 | 30.00  | 10.00         |         | Mei
            2026-03-09 10:00:00 | 30.00  | 10.00         | e-feed  | Mei
            2026-03-09 10:00:00 | 30.00  | 10.00         |         | Bo
            2026-03-09 10:00:01 | 30.00  | 10.00         |         | Bo
            2026-03-09 10:00:00 | 30.00  | 10.00         | e-video |
            2026-03-03 10:00:00 | 30.00  | 10.00         |         | An
            """,
            {
                "prices": """placement | sale_orders | sale_revenue_fen | sale_margin_fen | sale_return
                feed | 3 | 9000 | 6000 | 0.6
                video | 2 | 6000 | 4000 | 0.8
                unknown | 1 | 3000 | 2000 | null
                totals | 6 | 18000 | 12000 | 0.8"""
            },
            (
                "feed:Mei 与触点同一刻的一单、写明 e-feed 的一单、Bo 恰好 7 天的一单;Bo 晚一秒的那单不算给谁。"
                "没有人的订单凭入口算给 video。卡片的入口通向 unknown。合计 120 ÷ 150。",
                "feed: Mei's order of the touch's own moment, the one that names e-feed, Bo's after exactly 7 days; Bo's a second "
                "later belongs to none. The order without a person counts for video by its entry. The card leads to unknown. "
                "Totals: 120 ÷ 150.",
            ),
        ),
        Case(
            ("退款跟着订单走", "A refund goes where its order goes"),
            """
            spend
            date       | placement | cost
            2026-03-02 | feed      | 100.00

            refunds
            order_id | at               | amount | cost_of_goods_back
            o-1      | 2026-05-02 10:00 | 30.00  | 10.00
            o-2      | 2026-03-05 10:00 | 30.00  |

            orders
            paid_at          | amount | cost_of_goods | entry  | id.unionid
            2026-03-02 10:00 | 30.00  | 10.00         | e-feed | Mei
            2026-02-20 10:00 | 30.00  | 10.00         | e-feed | Mei
            """,
            {
                "prices": "placement | sale_orders | sale_margin_fen | sale_return\nfeed | 1 | 0 | 0.0",
                "prices --as-of 2026-05-02": "placement | sale_orders | sale_margin_fen | sale_return\nfeed | 1 | 2000 | 0.2",
            },
            (
                "o-1 在五月退了,货也回来了:毛利归 0;问五月退款之前,还是 20.00。o-2 的订单在期前,它的退款也不在期内。",
                "o-1 went back in May with its goods: 0; as of before that, 20.00. The order o-2 lies before the period, and so "
                "its refund is not counted either.",
            ),
        ),
        Case(
            ("两张表说的是不同的人", "Sold to people whom another placement won"),
            """
            spend
            date       | placement | cost
            2026-03-02 | search    | 40.00

            touches
            at               | entry    | id.unionid
            2026-03-20 10:00 | e-search | Mei

            joins
            at               | entry  | id.unionid
            2026-03-02 10:00 | e-feed | Mei

            orders
            paid_at          | amount | cost_of_goods | id.unionid
            2026-03-21 10:00 | 99.00  | 45.00         | Mei
            """,
            {
                "prices": """placement | won | sale_orders | sale_margin_fen | value_to_date_fen
                feed | 1 | 0 | 0 | 5400
                search | 0 | 1 | 5400 | 0"""
            },
            (
                "feed 赢得了 Mei,她的价值归 feed;她前一天点了 search,这一单的成交归 search。",
                "feed won Mei, so her value is feed's; she touched search the day before, so this sale is search's.",
            ),
        ),
    ),
)

DEFINITIONS = (SALE,)
