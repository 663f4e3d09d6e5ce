"""Where traffic is under-priced."""

from tests.spec.telling import Case, Definition


def people(entry: str, names: str, values: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """Five people won at one moment, each with one order at once."""
    joins = [f"2026-03-02 10:00 | {entry} | {names}-{n}" for n in range(len(values))]
    orders = [f"2026-03-02 10:00 | {value} | 0 | {names}-{n}" for n, value in enumerate(values)]
    return joins, orders


def world(spend: str, *groups: tuple[str, str, tuple[str, ...]]) -> str:
    """Joins, orders and spend of such groups."""
    told = [people(*group) for group in groups]
    joins = "\n".join(["joins", "at | entry | id.unionid", *(line for one, _ in told for line in one)])
    orders = "\n".join(
        [
            "orders",
            "paid_at | amount | cost_of_goods | id.unionid",
            *(line for _, two in told for line in two),
        ]
    )
    return f"{joins}\n\n{orders}\n\nspend\ndate | placement | cost\n{spend}"


FEED = ("e-feed", "f", ("10", "20", "30", "40", "50"))
VIDEO = ("e-video", "v", ("4", "8", "12", "16", "20"))

INDEX = Definition(
    "depression-index",
    ("洼地指数", "Depression index"),
    (
        "r = M(H) ÷ 每个私域用户的成本。先把各版位的 log r 按其误差向共同的中心收缩(正态–正态模型,版位间方差用 DerSimonian–Laird),"
        "取后验均值的指数,再除以按成本加权的平均。大于 1 就是洼地:便宜了。区间 80%;最优概率来自 10,000 次后验抽样(固定种子,误差约 0.005)。",
        "r = M(H) ÷ cost per private user, shrunk across placements: a normal–normal model on log r, standard error by the delta "
        "method, between-placement variance by DerSimonian–Laird; the exponential of the posterior mean, divided by its "
        "cost-weighted mean. Above 1: under-priced. Interval 80 %; P(best) from 10,000 posterior draws of a fixed seed, whose own "
        "error is about 0.005.",
    ),
    (
        Case(
            ("两个版位", "Two placements"),
            world("2026-03-02 | feed | 50.00\n2026-03-02 | video | 50.00", FEED, VIDEO),
            {
                "prices --horizon 7": """placement | return_at_horizon | index | index_low | index_high
                feed | 3.0 | 1.388167 | 1.075205 | 1.792224
                video | 1.2 | 0.611833 | 0.473895 | 0.78992
                share | null | null | null | null"""
            },
            (
                "M(7) 是 30 和 12,各花 10:r = 3 和 1.2。方差 40 和 6.4(元²):log r 的方差都是 0.0444。Q = 22.5 × 2 × 0.4581² = 9.445;"
                "版位间方差 (9.445 − 1) ÷ 22.5 = 0.3754;收缩 0.8941:log r 0.6405 ± 0.4097;exp 2.858 和 1.260,平均 2.059:1.388 和 0.612。",
                "M(7) is 30 and 12 at a cost of 10 each: r = 3 and 1.2. Variances 40 and 6.4 (¥²): 0.0444 on log r, both. Q = 22.5 × 2 × "
                "0.4581² = 9.445; between-placement variance (9.445 − 1) ÷ 22.5 = 0.3754; shrinkage 0.8941: log r 0.6405 ± 0.4097; exp 2.858 "
                "and 1.260, mean 2.059: 1.388 and 0.612.",
            ),
        ),
        Case(
            ("版位间方差为 0:都是 1", "A between-placement variance of 0: every index is 1"),
            world(
                "2026-03-02 | feed | 50.00\n2026-03-02 | video | 45.00",
                FEED,
                ("e-video", "v", ("11", "19", "30", "41", "49")),
            ),
            {
                "prices --horizon 7": """placement | return_at_horizon | index | index_low | index_high | p_best
                feed | 3.0 | 1.0 | 1.0 | 1.0 | 0.5
                video | 3.333333 | 1.0 | 1.0 | 1.0 | 0.5"""
            },
            (
                "3 与 3.33 的差别小于误差:分不出高下。",
                "3 and 3.33 differ by less than their errors: nothing tells them apart.",
            ),
        ),
        Case(
            ("没有指数的各种情形", "Who has no index"),
            world(
                "2026-03-02 | feed | 50.00\n2026-03-02 | video | 50.00\n2026-03-02 | search | 0",
                ("e-feed", "f", ("10", "20", "30", "40")),
                ("e-video", "v", ("10", "10", "10", "10", "10")),
                ("e-search", "s", ("10", "20", "30", "40", "50")),
                ("e-card", "c", ("10", "20", "30", "40", "50")),
            ),
            {
                "prices --horizon 7": """placement | return_at_horizon | index | reasons.0
                feed | 2.0 | null | 活过 7 天的只有 4 人,少于 5 人
                video | 1.0 | null | 人均毛利没有波动,无从估计误差
                search | null | null | 获客成本为 0,没有价格可比
                unknown | null | null | 没有可追溯的入口,不知道花了多少""",
                "prices --horizon 365": "placement | index | reasons.0\nvideo | null | 活过 365 天的只有 0 人,少于 5 人",
            },
            (
                "少于 5 人、没有波动、成本为 0、来源未知;也没有人活过 365 天。",
                "Fewer than 5, no variance, a cost of 0, unknown traffic; nor has anybody lived past 365 days.",
            ),
        ),
        Case(
            ("只有一个版位", "One placement alone"),
            world("2026-03-02 | feed | 50.00", FEED),
            {"prices --horizon 7": "placement | index | p_best\nfeed | 1.0 | 1.0"},
            ("和自己比,总是 1。", "Compared with itself it is 1."),
        ),
        Case(
            ("人均毛利不大于 0", "A value not above 0"),
            world("2026-03-02 | feed | 50.00", FEED)
            + """

            costs
            date | kind | amount | id.unionid
            2026-03-02 | message | 150.00 | f-0
            """,
            {
                "prices --horizon 7": "placement | value_to_date_fen | index | reasons.0\nfeed | 0 | null | 7 天的人均毛利不大于 0"
            },
            ("150 − 150 = 0:没有对数。", "150 − 150 = 0 has no logarithm."),
        ),
    ),
)

DEFINITIONS = (INDEX,)
