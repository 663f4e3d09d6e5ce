"""What an order leaves."""

from tests.spec.telling import Case, Definition

MARGIN = Definition(
    "margin",
    ("毛利", "Margin"),
    (
        "订单的毛利 = 实付 − 货品成本 − 运费成本 − 平台费。没写的运费、平台费、返点、退回成本是 0;没写的货品成本 = 实付 ×(1 − 店铺毛利率),"
        "没设毛利率就未知。退款:−金额 + 退回成本,记在退款那天。只写人的 `message`、`staff`、`other`:−金额,记在当天正午。",
        "Margin of an order: amount − cost_of_goods − shipping_cost − platform_fee. A missing shipping_cost, platform_fee, "
        "rebate or cost_of_goods_back is 0; a missing cost_of_goods is amount × (1 − the shop's gross margin), and unknown when "
        "that is not set. A refund: −amount + cost_of_goods_back, on its own day. A `message`, `staff` or `other` cost that "
        "names only a person: −amount, at noon of its date.",
    ),
    (
        Case(
            ("写全的、没写的、设了毛利率的", "In full, in part, and by the shop's setting"),
            """
            joins
            at               | entry   | id.unionid
            2026-03-02 10:00 | e-feed  | Mei
            2026-03-02 10:00 | e-video | Bo

            orders
            shop | paid_at          | amount | cost_of_goods | shipping_cost | platform_fee | id.unionid
            tea  | 2026-03-05 10:00 | 168.00 | 70.00         | 8.00          | 1.01         | Mei
            tea  | 2026-03-06 10:00 | 100.00 | 60.00         |               |              | Mei
            mall | 2026-03-06 10:00 | 99.99  |               | 5.00          |              | Bo
            """,
            {"prices": "placement | value_to_date_fen\nfeed | 12899\nvideo | 4999\ntotals | 17898"},
            (
                "Mei:168 − 70 − 8 − 1.01 = 88.99,加 100 − 60。Bo:货品成本 99.99 × 0.45 = 44.9955 → 45.00;99.99 − 45.00 − 5.00 = 49.99。",
                "Mei: 168 − 70 − 8 − 1.01 = 88.99, and 100 − 60. Bo: goods 99.99 × 0.45 = 44.9955 → 45.00; 99.99 − 45.00 − 5.00 = 49.99.",
            ),
            margins={"mall": "0.55"},
        ),
        Case(
            ("货品成本未知", "Cost of goods unknown"),
            """
            joins
            at               | entry   | id.unionid
            2026-03-02 10:00 | e-feed  | Mei
            2026-03-02 10:00 | e-video | Bo

            orders
            paid_at          | amount | cost_of_goods | entry  | id.unionid
            2026-03-05 10:00 | 50.00  | 20.00         | e-feed | Mei
            2026-03-12 10:00 | 50.00  |               | e-feed | Mei
            2026-03-05 10:00 | 50.00  | 20.00         |        | Bo
            """,
            {
                "prices": """placement | sale_orders | sale_revenue_fen | sale_margin_fen | value_to_date_fen | value_at.30
                feed | 2 | 10000 | null | null | null
                video | 0 | 0 | 0 | 3000 | 3000.0
                totals | 2 | 10000 | null | null | null""",
                "loops": "placement | value_at.7 | value_at.30 | crossing_day\nfeed | 3000.0 | null | null",
            },
            (
                "Mei 第 10 天的订单毛利未知:feed 的成交毛利、至今价值、从第 10 天起的人均价值都未知,之前的(7 天:30.00)仍已知。",
                "Mei's order on day 10 has an unknown margin: so have feed's sale margin, its value to date, and its value per "
                "person from day 10 on; before that (day 7: 30.00) it is known.",
            ),
        ),
        Case(
            ("退款、给人的费用", "A refund, and costs that name only a person"),
            """
            joins
            at               | entry  | id.unionid
            2026-03-02 10:00 | e-feed | Mei

            refunds
            order_id | at               | amount | cost_of_goods_back
            o-1      | 2026-03-12 10:00 | 40.00  | 15.00
            o-9      | 2026-03-12 10:00 | 10.00  |

            orders
            paid_at          | amount | cost_of_goods | id.unionid
            2026-03-05 10:00 | 100.00 | 60.00         | Mei

            costs
            date       | kind    | amount | id.unionid
            2026-03-02 | message | 0.30   | Mei
            2026-03-01 | message | 0.70   | Mei
            """,
            {
                "prices": "placement | value_to_date_fen\nfeed | 1470",
                "loops": "placement | value_at.7 | value_at.30\nfeed | 3970.0 | 1470.0",
            },
            (
                "40.00 − 25.00(退款,第 10 天)− 0.30 = 14.70。0.30 在 3 月 2 日正午,入池之后;0.70 在前一天,不算。"
                "o-9 的订单没有来:退款在等。",
                "40.00 − 25.00 (the refund, on day 10) − 0.30 = 14.70. The 0.30 is of noon on 2 March, after the join; the 0.70 "
                "of the day before does not count. The order o-9 never came: its refund waits.",
            ),
        ),
    ),
)

DEFINITIONS = (MARGIN,)
