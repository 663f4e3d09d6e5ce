"""What a tired owner should look at next. Pure."""

from dataclasses import dataclass

from siyu.core.words import Say, say


@dataclass(frozen=True)
class Situation:
    """What is known of the brand at a glance."""

    placements_without_spend: int
    orders_linked: float | None
    conflicts: int
    waiting_refunds: int
    won_by_unknown: int
    won: int
    unknown_value: bool
    depressions: tuple[str, ...]
    orders: int
    expiring_targets: int = 0


@dataclass(frozen=True)
class Step:
    """One thing to do: what, why, and where."""

    text: Say
    why: Say
    href: str
    good: bool = False


def next_steps(now: Situation) -> list[Step]:
    """What to do next, most useful first."""
    steps = []
    if now.depressions:
        names = "、".join(now.depressions)
        steps.append(
            Step(
                say(f"{names} 的流量被低估", f"Traffic of {', '.join(now.depressions)} is under-priced"),
                say(
                    "80% 区间都高于平均,可以考虑加投",
                    "Its whole 80 % interval lies above the mean: consider buying more",
                ),
                "/prices",
                good=True,
            )
        )
    if now.expiring_targets:
        n = now.expiring_targets
        steps.append(
            Step(
                say(f"{n} 个入口去向快到期或已到期", f"{n} targets of entries expire soon or have expired"),
                say("到期后客户会照入口的目标链接走", "Then visitors follow the entry's own link"),
                "/entries",
            )
        )
    if now.placements_without_spend:
        n = now.placements_without_spend
        steps.append(
            Step(
                say(f"{n} 个付费版位没有消耗数据", f"{n} paid placements have no spend"),
                say("不知道花了多少,就算不出获客成本", "Without it the acquisition cost is unknown"),
                "/imports/new?kind=spend",
            )
        )
    if now.unknown_value:
        steps.append(
            Step(
                say("有订单缺货品成本", "Some orders do not say what their goods cost"),
                say(
                    "在设置里给店铺填毛利率,价值就能算出来",
                    "Set the shop's gross margin, and value becomes known",
                ),
                "/settings#shops",
            )
        )
    if now.orders_linked is not None and now.orders_linked < 0.8:
        steps.append(
            Step(
                say(
                    f"只有 {now.orders_linked:.0%} 的订单认得出客户",
                    f"Only {now.orders_linked:.0%} of orders have a person",
                ),
                say("导出订单时带上手机号或会员号", "Export orders with a phone or member number"),
                "/imports/new?kind=orders",
            )
        )
    if now.won and now.won_by_unknown / now.won > 0.2:
        steps.append(
            Step(
                say(
                    f"{now.won_by_unknown} 位客户不知道从哪里来",
                    f"{now.won_by_unknown} people came from nobody knows where",
                ),
                say("给入口写明版位,或导入触点", "Say on which placement entries stand, or import touches"),
                "/imports/new?kind=entries",
            )
        )
    if now.conflicts:
        steps.append(
            Step(
                say(
                    f"{now.conflicts} 处标识冲突等人判断",
                    f"{now.conflicts} conflicts of identifiers wait for a human",
                ),
                say("同一手机号对着两个 unionid 之类", "Such as one phone with two unionids"),
                "/people/conflicts",
            )
        )
    if now.waiting_refunds:
        steps.append(
            Step(
                say(
                    f"{now.waiting_refunds} 笔退款在等它的订单",
                    f"{now.waiting_refunds} refunds wait for their order",
                ),
                say("补导入那些订单,退款就会入账", "Import those orders, and the refunds are booked"),
                "/orders#waiting",
            )
        )
    return steps


def change(now: float | None, before: float | None) -> float | None:
    """The relative change to the period before; None when either is unknown or there was nothing before."""
    return None if now is None or not before else now / before - 1
