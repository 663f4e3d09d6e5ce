"""Lists of who is there, and rows that stand each for somebody of their own."""

from tests.spec.telling import Case, Definition

PRESENCES = Definition(
    "presences",
    ("在池名单", "Lists of who is there"),
    (
        "一份名单说:这一天在池的就是这些人。下一份(同一池、编号、导购)里不见的,就是期间离开了,记在那一天的零点,没写由谁。"
        "第一份名单里没写加入时间的人,不知何时来的:在池、人数照算,不算期内加入,不算进任何时间赢得的人,也不计入留存;后来的名单里新出现的,记在那份名单的日子。"
        "写了加入时间的按那时算;名单只留下了还在的人,所以留存从名单那天的天数起才看着他(Kaplan–Meier 的延迟进入)。"
        "没有标识的行各算一个人,由池、编号、导购、名字、时间区分:人数对,他们买了什么看不到,价值未知,从不是 0。",
        "A list says: these are the people who are there on this day. Whoever is missing in the next one of the same pool, pool_id and seat "
        "has left between the two: dated on the beginning of that day, by nobody known. Those of the first list whose time of joining is not "
        "stated came nobody knows when: they are live and private, but joined in no period, are among the won of none, and are in no "
        "survival; whoever appears in a later list is dated on its day. A stated time counts; since a list shows only those who have stayed, "
        "survival watches them from the age they had on its day (Kaplan–Meier with late entry). A row without an identifier stands for "
        "somebody of its own, told apart by pool, pool_id, seat, name and time: counts are right, what they buy cannot be seen, and their "
        "value is unknown, never 0.",
    ),
    (
        Case(
            ("三份没写时间的名单", "Three lists without times"),
            """
            presences
            day        | id.unionid
            2026-03-01 | An
            2026-03-01 | Bo
            2026-03-01 | Mei
            2026-03-15 | An
            2026-03-15 | Mei
            2026-03-15 | Yun
            2026-03-29 | An
            2026-03-29 | Yun

            leaves
            at               | by       | id.unionid
            2026-03-20 10:00 | customer | Mei
            """,
            {
                "pool": """pool | pool_id | live | private_people | joined | joined_unknown | left | left_by_list | left_by_customer | survival_30
                wecom | w-1 | 2 | 2 | 1 | 3 | 2 | 1 | 1 | null""",
                "prices": """platform | won | kept
                unknown | 1 | 1""",
                "pool --as-of 2026-03-15": """pool | pool_id | live | joined | joined_unknown | left
                wecom | w-1 | 3 | 0 | 3 | 0""",
            },
            (
                "Bo 在 3 月 15 日的名单里不见了:那天零点离开。Mei 有写明的离开,29 日的名单不再添一次。Yun 在两份名单之间来,记在 15 日:期内加入 1,"
                "赢得 1。An、Bo、Mei 在第一份名单之前就在:不知何时来,不算赢得。没人的加入时间是写明的:留存未知,不是 100%。",
                "Bo is missing on 15 March and left at its beginning. Mei's leave is stated; the list of the 29th adds none. Yun came between two "
                "lists, dated on the 15th: 1 joined, 1 won. An, Bo and Mei were there before the first list, nobody knows since when, and are "
                "not won. No time of joining is stated: survival is unknown, not 100 %.",
            ),
        ),
        Case(
            (
                "名单写了加入时间:留存从名单那天看起",
                "A list with times of joining: survival watches from its day",
            ),
            """
            joins
            at               | id.unionid
            2026-03-01 00:00 | Kai
            2026-03-01 00:00 | Mei
            2026-03-01 00:00 | Yun

            leaves
            at               | by       | id.unionid
            2026-03-05 00:00 | customer | Kai

            presences
            day        | at               | pool_id | id.unionid
            2026-03-11 | 2026-03-01 00:00 | w-1     | An
            2026-03-11 | 2026-03-06 00:00 | w-1     | Bo
            2026-03-11 |                  | w-1     | Mei
            2026-03-11 |                  | w-1     | Yun
            2026-03-21 | 2026-03-01 00:00 | w-1     | An
            2026-03-21 |                  | w-1     | Mei
            2026-03-11 | 2026-03-02 00:00 | w-2     | Li
            """,
            {
                "pool --as-of 2026-04-10": """pool_id | live | joined | joined_unknown | left | left_by_list | survival_30 | survival_90
                w-1 | 2 | 5 | 0 | 3 | 2 | 0.333333 | null
                w-2 | 1 | 1 | 0 | 0 | 0 | null | null""",
            },
            (
                "w-1:An 从第 10 天起被看到,Bo 从第 5 天起。第 4 天 3 人里走 1 个(An、Bo 还没被看到),× 2/3;第 15 天 4 人里走 1 个(Bo),× 3/4;"
                "第 20 天 3 人里走 1 个(Yun),× 2/3:0.3333。若把 An、Bo 从第 0 天算起会得 0.4:名单里当然没有早走的人。w-2 只有从第 9 天起被看到的 Li:未知。",
                "w-1: An is watched from day 10, Bo from day 5. On day 4 one of 3 leaves (An and Bo were not watched yet), × 2/3; on day 15 one of 4 "
                "(Bo), × 3/4; on day 20 one of 3 (Yun), × 2/3: 0.3333. Had An and Bo counted from day 0 it would be 0.4: of course a list holds "
                "nobody who left early. In w-2 there is only Li, watched from day 9: unknown.",
            ),
        ),
        Case(
            ("没有标识的行", "Rows without an identifier"),
            """
            spend
            date       | placement | cost
            2026-03-01 | feed      | 90.00
            2026-03-01 | search    | 40.00

            joins
            at               | entry    | alone.name | id.phone
            2026-03-02 10:00 | e-feed   | 小明       |
            2026-03-02 10:00 | e-feed   | 小红       |
            2026-03-03 10:00 | e-feed   | 小明       |
            2026-03-03 10:00 | e-search | 小红       | 13800138000

            orders
            paid_at          | amount | cost_of_goods | id.phone
            2026-03-04 10:00 | 50.00  | 20.00         | 13800138000
            """,
            {
                "prices": """placement | won | won_alone | kept | cost_per_won_fen | linkable | value_to_date_fen | value_at.30
                feed | 3 | 3 | 3 | 3000.0 | 0.0 | null | null
                search | 1 | 0 | 1 | 4000.0 | 1.0 | 3000 | 3000.0
                totals | 4 | 3 | 4 | 3250.0 | 0.25 | null | null""",
                "pool": """pool | pool_id | live | joined | private_people
                wecom | w-1 | 4 | 4 | 4""",
                "crossings": """platform | shop | people | orders | margin_fen
                tencent | null | 3 | 0 | null
                baidu | tea | 1 | 1 | 3000
                totals | | 4 | 1 | null""",
            },
            (
                "同名不同时的两个小明是两个人;有手机号的小红是手机号那位。信息流 90 ÷ 3 = 30 元一位,价格照给;他们买了什么看不到,价值未知。",
                "Two of one name at two times are two people; the one with a phone is the phone's. Feed costs ¥90 ÷ 3 = ¥30 a person, and that price "
                "stands; what they buy cannot be seen, and their value is unknown.",
            ),
        ),
    ),
)

DEFINITIONS = (PRESENCES,)
