"""What a tired owner should look at next. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from siyu.core.words import Say, say

FEW_LINKED = 0.8
MANY_UNKNOWN = 0.2


@dataclass(frozen=True, kw_only=True)
class Situation:
    """What is known of the brand at a glance."""

    placements_without_spend: int = 0
    orders_linked: float | None = None
    conflicts: int = 0
    waiting_refunds: int = 0
    won_by_unknown: int = 0
    won: int = 0
    unknown_value: bool = False
    refused_rows: int = 0
    refused_import: int | None = None
    failed_import: int | None = None
    undescribed: int = 0
    unlinkable: tuple[str, ...] = ()
    expiring: int = 0
    depressions: tuple[str, ...] = ()
    dear: tuple[str, ...] = ()
    slow: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    """Kinds of file of which nothing has come: `spend`, `joins`, `orders`."""


@dataclass(frozen=True)
class Step:
    """One thing to do: what, why, and where."""

    text: Say
    why: Say
    href: str
    good: bool = False


def attention(now: Situation) -> list[Step]:
    """What is wrong or waits for somebody, the worst first."""
    told: list[Step | None] = [
        _failed(now.failed_import),
        _some(
            now.refused_rows,
            "最近 30 天有 {} 行被拒收",
            "Rows refused in the last 30 days: {}",
            "下载拒收的行,照“为什么”一列改好再导入",
            "Download the refused rows, mend them by their “why”, and import them again",
            f"/imports/{now.refused_import}",
        ),
        _some(
            now.placements_without_spend,
            "{} 个付费版位没有消耗数据",
            "Paid placements without spend: {}",
            "不知道花了多少,就算不出获客成本",
            "Without it the acquisition cost is unknown",
            "/imports/new?kind=spend",
        ),
        _some(
            now.undescribed,
            "{} 个入口没人描述过",
            "Entries that nobody described: {}",
            "说明它们在哪个版位,由它们来的人和订单才有来路",
            "Say on which placement they stand, and their people and orders have a source",
            "/entries?standing=undescribed",
        ),
        _came_from_nowhere(now),
        Step(
            say("有订单缺货品成本", "Some orders do not say what their goods cost"),
            say("给店铺填毛利率,价值就能算出来", "Set the shop's gross margin, and value becomes known"),
            "/settings#shops",
        )
        if now.unknown_value
        else None,
        _unlinked(now.orders_linked),
        Step(
            say(
                f"{_and(now.unlinkable)} 带来的人很少能对上订单",
                f"Few people of {_and(now.unlinkable)} can be linked to orders",
            ),
            say(
                "它们的价值看上去偏低;让入池时留下手机号或会员号",
                "Their value looks lower than it is; have joins leave a phone or member number",
            ),
            "/prices",
        )
        if now.unlinkable
        else None,
        _some(
            now.expiring,
            "{} 个入口去向已到期或 7 天内到期",
            "Targets of entries that have expired or will in 7 days: {}",
            "到期后扫码的人会走到死路,换上新的链接或口令",
            "After that whoever scans comes to a dead end: put new links or words in",
            "/entries?standing=expiring",
        ),
        _some(
            now.conflicts,
            "{} 处标识冲突等人判断",
            "Conflicts of identifiers that wait for a human: {}",
            "同一手机号对着两个 unionid 之类",
            "Such as one phone with two unionids",
            "/people/conflicts",
        ),
        _some(
            now.waiting_refunds,
            "{} 笔退款在等它的订单",
            "Refunds that wait for their order: {}",
            "补导入那些订单,退款就会入账",
            "Import those orders, and the refunds are booked",
            "/orders#waiting",
        ),
    ]
    return [step for step in told if step is not None]


def next_steps(now: Situation) -> list[Step]:
    """What can be done now, most useful first."""
    steps = []
    if now.depressions:
        steps.append(
            Step(
                say(
                    f"{_and(now.depressions)} 的流量被低估",
                    f"Traffic of {_and(now.depressions)} is under-priced",
                ),
                say(
                    "80% 区间都高于平均,可以考虑加投",
                    "Its whole 80 % interval lies above the mean: consider buying more",
                ),
                "/prices",
                good=True,
            )
        )
    if now.dear:
        steps.append(
            Step(
                say(
                    f"{_and(now.dear)} 买贵了",
                    f"{_and(now.dear)} cost more than they bring beside the rest",
                ),
                say(
                    "80% 区间都低于平均,可以先减投",
                    "Their whole 80 % intervals lie below the mean: buy less there first",
                ),
                "/prices",
            )
        )
    if now.slow:
        steps.append(
            Step(
                say(f"{_and(now.slow)} 当场亏、长期赚", f"{_and(now.slow)} lost on the click, won over time"),
                say(
                    "别只看当场成交就停掉;赢得的人到 90 天已带回本钱",
                    "Do not stop them for what the click sold: by day 90 the people won have paid it back",
                ),
                "/loops",
            )
        )
    steps += [MISSING[kind] for kind in now.missing]
    return steps


MISSING = {
    "spend": Step(
        say("还没有消耗", "No spend yet"),
        say("有了消耗,才知道每个客户花了多少", "With it you know what each customer cost"),
        "/imports/new?kind=spend",
    ),
    "joins": Step(
        say("还没有入池", "No joins yet"),
        say("有了入池,才知道赢得了谁", "With them you know who was won"),
        "/imports/new?kind=joins",
    ),
    "orders": Step(
        say("还没有订单", "No orders yet"),
        say("有了订单,才知道客户值多少", "With them you know what customers are worth"),
        "/imports/new?kind=orders",
    ),
}


def _some(count: int, zh: str, en: str, why_zh: str, why_en: str, href: str) -> Step | None:
    if not count:
        return None
    return Step(say(zh.format(f"{count:,}"), en.format(f"{count:,}")), say(why_zh, why_en), href)


def _failed(number: int | None) -> Step | None:
    if number is None:
        return None
    return Step(
        say("最近一次导入没有成功", "The latest import did not succeed"),
        say("什么都没有进来;看看它说了什么", "Nothing of it came in: see what it says"),
        f"/imports/{number}",
    )


def _came_from_nowhere(now: Situation) -> Step | None:
    if not now.won or now.won_by_unknown / now.won <= MANY_UNKNOWN:
        return None
    return _some(
        now.won_by_unknown,
        "{} 位客户不知道从哪里来",
        "People who came from nobody knows where: {}",
        "给入口写明版位,或导入触点",
        "Say on which placement entries stand, or import touches",
        "/entries",
    )


def _unlinked(linked: float | None) -> Step | None:
    if linked is None or linked >= FEW_LINKED:
        return None
    return Step(
        say(f"只有 {linked:.0%} 的订单认得出客户", f"Only {linked:.0%} of orders have a person"),
        say("导出订单时带上手机号或会员号", "Export orders with a phone or member number"),
        "/orders?person=no",
    )


def _and(names: Sequence[str]) -> str:
    return "、".join(names)


def change(now: float | None, before: float | None) -> float | None:
    """The relative change to the period before; None when either is unknown or there was nothing before."""
    return None if now is None or not before else now / before - 1
