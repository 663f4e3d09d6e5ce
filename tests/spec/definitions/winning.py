"""Who was won, by what, and kept."""

from tests.spec.telling import Case, Definition

WON = Definition(
    "won",
    ("赢得", "Won"),
    (
        "一个人只被赢得一次:在他第一次入池时,由那一行的入口所在的版位;那一行没写入口,就由他此前 7 天内最后一次触点的版位;"
        "都没有,就是 `unknown`(单独一行,从不丢掉)。",
        "A person is won once, at their first join ever, by the placement of the entry on that join row; if that row names "
        "no entry, by the placement of their last touch in the 7 days before; else by `unknown`, a row of its own.",
    ),
    (
        Case(
            ("离开又回来,仍只赢得一次", "Who left and came back was won once"),
            """
            joins
            at               | entry   | id.unionid
            2026-03-02 10:00 | e-feed  | Mei
            2026-03-20 10:00 | e-video | Mei

            leaves
            at               | by       | id.unionid
            2026-03-10 10:00 | customer | Mei
            """,
            {
                "prices": "placement | won | kept\nfeed | 1 | 1\nvideo | 0 | 0\ntotals | 1 | 1",
                "prices --from 2026-03-15": "placement | won\nfeed | 0\nvideo | 0\ntotals | 0",
            },
            (
                "第一次入池在 3 月 2 日,由 feed;回来不算再赢得。",
                "The first join was on 2 March, by feed; coming back wins nobody.",
            ),
        ),
        Case(
            ("没写入口:7 天,两端都算,精确到秒", "No entry: 7 days, both ends included, to the second"),
            """
            touches
            at                  | entry   | id.unionid
            2026-03-02 10:00:00 | e-feed  | Mei
            2026-03-02 09:59:59 | e-feed  | Bo
            2026-03-09 10:00:00 | e-video | Yun
            2026-03-09 10:00:01 | e-video | Kai

            joins
            at                  | entry | id.unionid
            2026-03-09 10:00:00 |       | Mei
            2026-03-09 10:00:00 |       | Bo
            2026-03-09 10:00:00 |       | Yun
            2026-03-09 10:00:00 |       | Kai
            """,
            {"prices": "placement | won\nfeed | 1\nvideo | 1\nunknown | 2"},
            (
                "Mei 的触点恰在 168 小时前,算;Bo 的早了一秒,不算;Yun 的在同一刻,算;Kai 的晚了一秒,不算。",
                "Mei's touch is exactly 168 hours old and counts; Bo's is a second older and does not; Yun's is of the very "
                "moment and counts; Kai's came a second late.",
            ),
        ),
        Case(
            (
                "最后一次触点;同一刻里触点号大的在后",
                "The last touch; of two in one moment the greater id is the later",
            ),
            """
            touches
            touch_id | at               | entry   | id.unionid
            t-1      | 2026-03-02 09:00 | e-feed  | Mei
            t-2      | 2026-03-02 09:30 | e-video | Mei
            t-8      | 2026-03-02 09:30 | e-feed  | Bo
            t-9      | 2026-03-02 09:30 | e-share | Bo

            joins
            at               | entry | id.unionid
            2026-03-02 10:00 |       | Mei
            2026-03-02 10:00 |       | Bo
            """,
            {"prices": "placement | won\nfeed | 0\nvideo | 1\nshare | 1"},
            (
                "Mei:09:30 的 video。Bo:同一刻,t-9 在 t-8 之后。",
                "Mei: video at 09:30. Bo: of one moment, t-9 comes after t-8.",
            ),
        ),
        Case(
            ("同一刻的几次入池", "Several joins in one moment"),
            """
            joins
            at               | pool  | pool_id | seat | entry   | id.unionid
            2026-03-02 10:00 | group | g-1     |      |         | Mei
            2026-03-02 10:00 | wecom | w-1     | Lin  | e-video | Mei
            2026-03-02 10:00 | wecom | w-1     | Zhou | e-feed  | Mei
            """,
            {"prices": "placement | won\nfeed | 0\nvideo | 1\nunknown | 0"},
            (
                "先看写了入口的,再看池、编号、导购、入口的次序:Lin 在 Zhou 之前。",
                "The one that names an entry comes first, then the least pool, pool_id, seat, entry: Lin before Zhou.",
            ),
        ),
        Case(
            (
                "没有版位的入口、没人描述过的入口",
                "An entry without a placement, an entry that nobody described",
            ),
            """
            touches
            at               | entry  | id.unionid
            2026-03-02 09:00 | e-feed | Mei
            2026-03-02 09:00 | e-feed | Bo

            joins
            at               | entry  | id.unionid
            2026-03-02 10:00 | e-card | Mei
            2026-03-02 10:00 | e-new  | Bo
            """,
            {
                "prices": "placement | won | spend_fen | spend_known\nfeed | 0 | null | false\nunknown | 2 | null | false",
                "prices --by form": "form | won\nunknown | 2\nadd | 0",
            },
            (
                "写了入口,就不再看触点;入口不通向版位,就是 `unknown`。",
                "A row that names an entry does not ask the touches; an entry that leads to no placement is `unknown`.",
            ),
        ),
    ),
)

KEPT = Definition(
    "kept",
    ("留住 / 私域人数", "Kept, and private"),
    (
        "入池到同一个池、编号、导购的下一次离开是一段成员关系;有一段还没结束的人是私域的人,不论几个池都只算一次。"
        "留住:赢得,且在 as-of 时仍在私域。",
        "A membership lasts from a join to the next leave of the same pool, pool_id and seat. Who has a live one is private, "
        "once, however many pools hold them. Kept: won, and private at as-of.",
    ),
    (
        Case(
            (
                "两个池里的人算一次;离开了一个,还在另一个",
                "In two pools, counted once; gone from one, still in the other",
            ),
            """
            joins
            at               | pool  | pool_id | entry  | id.unionid
            2026-03-02 10:00 | wecom | w-1     | e-feed | Mei
            2026-03-03 10:00 | group | g-1     |        | Mei
            2026-03-02 11:00 | wecom | w-1     | e-feed | Bo

            leaves
            at               | pool  | pool_id | by       | id.unionid
            2026-03-05 10:00 | wecom | w-1     | customer | Mei
            2026-03-06 10:00 | wecom | w-1     | staff    | Bo
            """,
            {
                "prices": "placement | won | kept\nfeed | 2 | 1",
                "prices --as-of 2026-03-06": "placement | won | kept\nfeed | 2 | 2",
                "pool": """pool | live | joined | left | private_people
                wecom | 0 | 2 | 2 | 0
                group | 1 | 1 | 0 | 1
                totals | 1 | 3 | 2 | 1""",
            },
            (
                "Mei 离开了企微,仍在群里;Bo 在 3 月 6 日 10 点离开,那天零点时还在。",
                "Mei left WeCom and is still in the group; Bo left at ten on 6 March and was there at that midnight.",
            ),
        ),
        Case(
            ("同一刻的离开在入池之前", "A leave in the moment of a join comes before it"),
            """
            joins
            at               | seat | entry  | id.unionid
            2026-03-02 10:00 | Lin  | e-feed | Mei
            2026-03-04 10:00 | Lin  |        | Mei
            2026-03-02 10:00 | Lin  | e-feed | Bo

            leaves
            at               | seat | by       | id.unionid
            2026-03-04 10:00 | Lin  | customer | Mei
            2026-03-02 10:00 | Lin  | customer | Bo
            2026-03-05 10:00 | Zhou | customer | Bo
            """,
            {
                "prices": "placement | won | kept\nfeed | 2 | 2",
                "pool": "pool | live | joined | left\nwecom | 2 | 3 | 1",
            },
            (
                "Mei 在同一刻离开又回来:两段。Bo 的离开在入池之前,什么也没结束;Zhou 那里他本来就不在。",
                "Mei left and came back in one moment: two memberships. Bo's leave comes before his join and ends nothing; "
                "with Zhou he never was.",
            ),
        ),
    ),
)

DEFINITIONS = (WON, KEPT)
