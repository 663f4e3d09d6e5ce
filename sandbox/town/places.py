"""The placements of Forest Tea, and the story each of them tells. Every figure of the town starts here.

Money is in yuan. A *price* is what one person won costs; it goes from `price_first` to `price_last` in the
year, and all prices come closer to each other: traffic levels out. `rate` is how often somebody won there
buys in thirty days while they stay, on average; who buys much and who never does differ by a gamma of this
`shape`.
"""

from dataclasses import dataclass

MINI, TMALL, DOUYIN, JD, KUAISHOU, STORE = (
    "林间茶小程序",
    "林间茶天猫旗舰店",
    "林间茶抖音店",
    "林间茶京东店",
    "林间茶快手店",
    "林间茶春熙路店",
)
FEES = {MINI: 0.006, TMALL: 0.05, DOUYIN: 0.05, JD: 0.06, KUAISHOU: 0.05, STORE: 0.0}
"""What the shop's platform keeps of an order."""
GOODS = 0.42
"""Cost of goods as a share of the price."""
SHIPPING = 6.0
SPREAD = 0.4
"""Sigma of the lognormal of what one order costs."""


@dataclass(frozen=True)
class Place:
    """One placement: what it costs, whom it wins, how long they stay, what they buy."""

    code: str
    platform: str
    account: str
    campaign: str
    placement: str
    form: str
    pool: str
    pool_id: str
    people: int
    """People won in the year."""
    price_first: float
    price_last: float
    click_wins: float
    """Share of clicks that win somebody."""
    shown_clicks: float
    """Share of impressions that are clicked."""
    leaves: float
    """Chance of leaving the pool, a day."""
    rate: float
    shape: float
    basket: float
    refunded: float
    shops: tuple[tuple[str, float], ...]
    sells: float = 0.0
    """Share of the won who buy in the moment they are won."""
    only_buy: float = 0.0
    """People who buy at the click and are not won, for each one who is."""
    story: tuple[str, str] = ("", "")
    role: str = ""
    paid: str = "yes"


WECHAT = ((MINI, 0.7), (TMALL, 0.2), (STORE, 0.1))

PLACES: tuple[Place, ...] = (
    Place(
        "pyq", "tencent", "林间茶-腾讯广告", "本地好茶", "朋友圈", "add", "wecom", "ww-林间茶", 640,
        15.0, 36.0, 0.042, 0.013, 0.0035, 1.15, 0.8, 78.0, 0.03, WECHAT,
        story=(
            "真洼地:离成交远,点击便宜;加了导购的人留得久、买得多。一年里价格翻了一倍多,仍然便宜",
            "The depression: far from the sale, so clicks are cheap; those who add an associate stay and "
            "buy. Its price more than doubled within the year and is still low",
        ),
        role="depression",
    ),
    Place(
        "sph", "tencent", "林间茶-腾讯广告", "制茶视频", "视频号信息流", "follow", "official_account",
        "gh-林间茶", 460, 24.0, 42.0, 0.034, 0.011, 0.004, 0.62, 0.7, 72.0, 0.03, WECHAT,
        story=("平常:关注便宜,买得也少", "Ordinary: a follower is cheap and buys little"),
    ),
    Place(
        "ztc", "alibaba", "林间茶-直通车", "龙井关键词", "搜索", "buy_and_join", "shop_member",
        "tmall-林间茶", 420, 150.0, 72.0, 0.030, 0.045, 0.005, 0.62, 0.8, 92.0, 0.05,
        ((TMALL, 0.75), (MINI, 0.25)), sells=1.0, only_buy=1.1,
        story=(
            "离成交近:点击最贵,当场就卖;价格一年降了一半",
            "Close to the sale: the dearest click, and it sells at once; its price has halved in the year",
        ),
    ),
    Place(
        "ks", "kuaishou", "林间茶-磁力金牛", "商品推广", "发现页", "commercial", "", "", 0,
        2.1, 1.7, 0.062, 0.02, 0.0, 0.0, 1.0, 88.0, 0.06, ((KUAISHOU, 1.0),),
        story=(
            "只卖货,不留人:当场就赚,没有私域;订单里手机号打了码,认不出是谁",
            "Sells and keeps nobody: earns at once, owns nothing; its orders mask the phone",
        ),
        role="commercial",
    ),
    Place(
        "xxl", "bytedance", "林间茶-巨量引擎", "九块九试饮", "抖音信息流", "add", "wecom", "ww-林间茶", 620,
        13.0, 27.0, 0.055, 0.018, 0.030, 0.50, 0.6, 52.0, 0.12,
        ((DOUYIN, 0.5), (MINI, 0.5)),
        story=(
            "看着便宜其实不便宜:加一个人最便宜,可三周走掉一半,退货多",
            "Looks cheap and is not: nobody is cheaper to add, but half have left after three weeks, "
            "and much is sent back",
        ),
        role="looks_cheap",
    ),
    Place(
        "qc", "bytedance", "林间茶-千川", "主播专场", "直播间", "join_after_buy", "fan_group",
        "douyin-茶友会", 400, 100.0, 60.0, 0.026, 0.03, 0.006, 0.95, 0.8, 79.0, 0.09,
        ((DOUYIN, 0.8), (TMALL, 0.2)), only_buy=0.8,
        story=(
            "先买后进群:入会之前的那一单不算私域价值",
            "Buy first, join after: what was bought before joining is no private value",
        ),
    ),
    Place(
        "jg", "xiaohongshu", "林间茶-聚光", "围炉煮茶", "笔记", "group", "group", "茶友群", 460,
        64.0, 53.0, 0.024, 0.021, 0.0022, 0.86, 1.0, 76.0, 0.03, WECHAT, sells=0.08,
        story=(
            "点击上亏,长期赢:当场卖不回本,群里的人留得最久,半年翻倍",
            "Loses on the click and wins over a lifetime: sells little at once; nobody stays longer than "
            "this group, which doubles its price in half a year",
        ),
        role="patient",
    ),
    Place(
        "bd", "baidu", "林间茶-百度", "品牌词", "搜索", "add", "wecom", "ww-林间茶", 240,
        165.0, 80.0, 0.031, 0.05, 0.004, 1.0, 0.8, 80.0, 0.04, WECHAT, sells=0.1,
        story=("贵,人不差:品牌词谁都在抢", "Dear, though the people are fine: everybody bids for the name"),
    ),
    Place(
        "hh", "bilibili", "林间茶-花火", "茶博士", "UP主口播", "follow", "official_account", "gh-林间茶", 250,
        86.0, 52.0, 0.02, 0.009, 0.0045, 0.66, 0.7, 70.0, 0.03, WECHAT,
        story=("年轻人爱看,不常买", "Young people like to watch and seldom buy"),
    ),
    Place(
        "jdkc", "jd", "林间茶-京东快车", "送礼", "搜索", "buy_and_join", "shop_member", "jd-林间茶", 270,
        145.0, 72.0, 0.028, 0.04, 0.006, 0.45, 0.8, 118.0, 0.05, ((JD, 0.85), (MINI, 0.15)),
        sells=1.0, only_buy=0.9,
        story=("送礼的人,一年来两回", "People who buy presents, twice a year"),
    ),
    Place(
        "mdsm", "offline", "春熙路店", "收银台", "桌卡二维码", "add", "wecom", "ww-林间茶", 300,
        66.0, 66.0, 0.35, 1.0, 0.003, 0.98, 0.9, 84.0, 0.01, ((STORE, 0.6), (MINI, 0.4)),
        story=("进店的人,花的是房租", "People who walked in; what they cost is rent"),
        role="rent",
    ),
    Place(
        "lb", "referral", "裂变", "老带新", "红包", "group", "group", "茶友群", 500,
        30.0, 30.0, 0.2, 1.0, 0.005, 0.84, 0.8, 68.0, 0.03, WECHAT, paid="no",
        story=("老客带来的人:不花广告费,花红包", "People brought by people: no advertising, but red packets"),
        role="reward",
    ),
    Place(
        "bgk", "own", "自有", "包裹卡", "包裹卡", "join_after_buy", "mini_program", "wx-林间茶", 380,
        0.0, 0.0, 0.3, 1.0, 0.004, 0.8, 0.8, 74.0, 0.03, ((MINI, 0.7), (TMALL, 0.3)), paid="no",
        story=(
            "包裹里的一张卡:不花钱,所以没有洼地指数",
            "A card in the parcel: costs nothing, so it has no index",
        ),
        role="free",
    ),
)  # fmt: skip

UNKNOWN = 90
"""People who join without anybody knowing where they came from."""
