"""How far a click stands from the sale."""

from tests.spec.telling import Case, Definition

DISTANCE = Definition(
    "distance-to-sale",
    ("离成交多远", "Distance to the sale"),
    (
        "从触点到付款要多久。期内每一次有客户的付款(同一刻的几单算一次),在每一行里找这个人付款时或付款前、上一次付款之后的最后一个触点,"
        "取两者相隔的天数;一行的数是它们的中位数,`sales_after_touch` 是有几次。80 % 区间取第 n ÷ 2 − 1.2816 × √n ÷ 2 个到第 "
        "1 + n ÷ 2 + 1.2816 × √n ÷ 2 个(四舍五入),不足 5 次没有区间。一次也没有就为空,并说明原因。",
        "How long it takes from a touch to the payment. For every payment of the period that has a person (orders of one moment are one "
        "payment) each row looks for that person's last touch on it at or before the payment and after the payment before; the figure is "
        "the median of the days between, `sales_after_touch` how many there are. The 80 % interval goes from the (n ÷ 2 − 1.2816 × "
        "√n ÷ 2)th to the (1 + n ÷ 2 + 1.2816 × √n ÷ 2)th, rounded; fewer than 5 have none. Null with a reason where there is none.",
    ),
    (
        Case(
            ("远处的朋友圈,近处的搜索", "A feed far away, a search close by"),
            """
            touches
            touch_id | at                  | entry    | id.unionid
            t-1      | 2026-03-01 10:00:00 | e-feed   | Mei
            t-2      | 2026-03-05 09:00:00 | e-search | Mei
            t-3      | 2026-03-06 10:00:00 | e-search | Mei
            t-4      | 2026-03-01 10:00:00 | e-feed   | Bo
            t-5      | 2026-02-01 10:00:00 | e-feed   | An
            t-6      | 2026-03-12 10:00:00 | e-video  | Mei
            t-7      | 2026-03-06 10:00:00 | e-card   | Bo

            orders
            paid_at             | amount | cost_of_goods | id.unionid
            2026-03-06 10:00:00 | 30.00  | 10.00         | Mei
            2026-03-06 10:00:00 | 10.00  | 5.00          | Mei
            2026-03-10 10:00:00 | 30.00  | 10.00         | Mei
            2026-03-07 10:00:00 | 30.00  | 10.00         | Bo
            2026-03-03 10:00:00 | 30.00  | 10.00         |
            """,
            {
                "prices": """placement | median_days_to_sale | median_days_to_sale_interval | sales_after_touch
                feed | 5.5 | null | 2
                search | 0.0 | null | 1
                video | null | null | 0
                unknown | 1.0 | null | 1
                totals | 0.5 | null | 2"""
            },
            (
                "Mei 3 月 6 日付款:feed 在 5 天前,search 就在那一刻(不看更早的 t-2),两单同一刻算一次;她 10 日的付款之前没有新的触点。"
                "Bo:feed 在 6 天前,卡片的入口在 1 天前。feed (5 + 6) ÷ 2。合计取每次付款前最后的触点:0 与 1。An 没有付款;t-6 之后没有付款。",
                "Mei pays on 6 March: feed 5 days before, search at that very moment (t-2, earlier, is not looked at), and two orders of one "
                "moment are one payment; before her payment of the 10th there is no new touch. Bo: feed 6 days before, the card's entry 1. "
                "feed: (5 + 6) ÷ 2. Totals take the last touch before each payment: 0 and 1. An never paid; nobody paid after t-6.",
            ),
        ),
        Case(
            ("六次付款的区间", "The interval of six payments"),
            """
            touches
            touch_id | at                  | entry  | id.unionid
            t-1      | 2026-03-01 00:00:00 | e-feed | A1
            t-2      | 2026-03-01 00:00:00 | e-feed | A2
            t-3      | 2026-03-01 00:00:00 | e-feed | A3
            t-4      | 2026-03-01 00:00:00 | e-feed | A4
            t-5      | 2026-03-01 00:00:00 | e-feed | A5
            t-6      | 2026-03-01 00:00:00 | e-feed | A6

            orders
            paid_at             | amount | cost_of_goods | id.unionid
            2026-03-02 00:00:00 | 30.00  | 10.00         | A1
            2026-03-03 00:00:00 | 30.00  | 10.00         | A2
            2026-03-04 12:00:00 | 30.00  | 10.00         | A3
            2026-03-06 00:00:00 | 30.00  | 10.00         | A4
            2026-03-11 00:00:00 | 30.00  | 10.00         | A5
            2026-03-21 00:00:00 | 30.00  | 10.00         | A6
            """,
            {
                "prices": """placement | median_days_to_sale | median_days_to_sale_interval.0 | median_days_to_sale_interval.1 | sales_after_touch
                feed | 4.25 | 1.0 | 20.0 | 6"""
            },
            (
                "1、2、3.5、5、10、20 天:中位 (3.5 + 5) ÷ 2;1.2816 × √6 ÷ 2 = 1.57,第 3 − 1.57 ≈ 1 个到第 4 + 1.57 ≈ 6 个。",
                "1, 2, 3.5, 5, 10, 20 days: median (3.5 + 5) ÷ 2; 1.2816 × √6 ÷ 2 = 1.57, from the 3 − 1.57 ≈ 1st to the 4 + 1.57 ≈ 6th.",
            ),
        ),
    ),
)

DEFINITIONS = (DISTANCE,)
