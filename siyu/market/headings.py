"""What the fields of reports are called."""

from collections.abc import Mapping

from siyu.core.words import Say, say

HEADINGS: Mapping[str, Say] = {
    "platform": say("平台", "Platform"),
    "account": say("账户", "Account"),
    "campaign": say("计划", "Campaign"),
    "placement": say("版位", "Placement"),
    "form": say("形式", "Form"),
    "spend_fen": say("消耗", "Spend"),
    "spend_known": say("消耗已知", "Spend known"),
    "cost_fen": say("获客成本", "Acquisition cost"),
    "impressions": say("展示", "Impressions"),
    "clicks": say("点击", "Clicks"),
    "touches": say("触点", "Touches"),
    "won": say("赢得", "Won"),
    "kept": say("留住", "Kept"),
    "cost_per_won_fen": say("每个私域用户", "Per private user"),
    "cost_per_click_fen": say("每次点击", "Per click"),
    "cost_per_mille_fen": say("千次展示", "Per mille"),
    "linkable": say("可追溯", "Linkable"),
    "sale_orders": say("成交订单", "Orders sold"),
    "sale_revenue_fen": say("成交额", "Revenue sold"),
    "sale_margin_fen": say("成交毛利", "Margin sold"),
    "sale_return": say("成交回报", "Sale return"),
    "value_to_date_fen": say("至今价值", "Value to date"),
    "value_at_30": say("30 天价值", "Value at 30"),
    "value_at_90": say("90 天价值", "Value at 90"),
    "value_at_180": say("180 天价值", "Value at 180"),
    "payback_day": say("回本日", "Payback day"),
    "return_at_horizon": say("回报倍数", "Return"),
    "index": say("洼地指数", "Index"),
    "index_low": say("指数下限", "Index low"),
    "index_high": say("指数上限", "Index high"),
    "p_best": say("最优概率", "P(best)"),
    "pool": say("私域池", "Pool"),
    "pool_id": say("池编号", "Pool id"),
    "seat": say("导购", "Seat"),
    "live": say("在池", "Live"),
    "joined": say("加入", "Joined"),
    "left": say("离开", "Left"),
    "left_by_customer": say("客户离开", "Left by customer"),
    "left_by_staff": say("员工移除", "Removed by staff"),
    "private_people": say("私域人数", "Private people"),
    "counted_joined": say("平台计加入", "Joins counted"),
    "counted_left": say("平台计离开", "Leaves counted"),
    "cost_per_counted_join_fen": say("每次计数加入", "Per counted join"),
    "survival_30": say("30 天留存", "Survival 30"),
    "survival_90": say("90 天留存", "Survival 90"),
    "survival_30_interval": say("30 天留存区间", "Survival 30, interval"),
    "survival_90_interval": say("90 天留存区间", "Survival 90, interval"),
    "kind": say("类型", "Kind"),
    "amount_fen": say("金额", "Amount"),
    "day": say("日期", "Day"),
    "person": say("客户", "Person"),
    "people": say("人数", "People"),
    "identifiers": say("标识", "Identifiers"),
    "identifiers_per_person": say("人均标识", "Identifiers per person"),
    "merges": say("归并", "Merges"),
    "conflicts": say("冲突", "Conflicts"),
    "shop": say("店铺", "Shop"),
    "orders": say("订单", "Orders"),
    "margin_fen": say("毛利", "Margin"),
    "week": say("周", "Week"),
    "sale_return_interval": say("成交回报区间", "Sale return, interval"),
    "crossing_day": say("交叉日", "Crossing day"),
    **{
        f"privatised_return_at_{age}": say(f"{age} 天私域回报", f"Privatised return, {age} d")
        for age in (7, 30, 90, 180)
    },
    **{f"better_at_{age}": say(f"{age} 天哪种更值", f"Better at {age} d") for age in (7, 30, 90, 180)},
    "orders_linked": say("订单对得上人", "Orders with a person"),
}


def heading(name: str) -> Say | str:
    """The heading of a field; its own name where it has none."""
    return HEADINGS.get(name, name)
