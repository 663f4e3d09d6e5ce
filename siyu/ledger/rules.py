"""The kinds of the ledger, in the order in which they are shown."""

from collections.abc import Mapping

from siyu.core.words import Say, say

KINDS: Mapping[str, Say] = {
    "spend": say("消耗", "Spend"),
    "rebate": say("返点", "Rebate"),
    "reward": say("奖励", "Reward"),
    "commission": say("佣金", "Commission"),
    "message": say("消息", "Message"),
    "staff": say("人工", "Staff"),
    "rent": say("租金", "Rent"),
    "other": say("其他费用", "Other"),
    "revenue": say("收入", "Revenue"),
    "cost_of_goods": say("货品成本", "Cost of goods"),
    "shipping_cost": say("运费", "Shipping cost"),
    "platform_fee": say("平台费", "Platform fee"),
    "refund": say("退款", "Refund"),
    "cost_of_goods_back": say("退回成本", "Cost of goods back"),
}
"""What the brand receives is positive, what it pays negative."""
