"""What commerce states: orders and refunds."""

from siyu.facts.kinds import Act, Column, Kind

SHOP = Column("shop", "店铺", "text", required=True, key=True, aliases=("店铺名称",))
ORDER_ID = Column("order_id", "订单号", "text", required=True, key=True, aliases=("订单编号",))

ORDERS = Kind(
    name="orders",
    zh="订单",
    en="Orders",
    fact="order.paid",
    identifiers="optional",
    rank=4,
    columns=(
        SHOP,
        ORDER_ID,
        Column("paid_at", "支付时间", "time", required=True, aliases=("付款时间",)),
        Column("amount", "实付", "money", required=True, aliases=("实付金额", "实付款")),
        Column("cost_of_goods", "成本", "money"),
        Column("shipping_cost", "运费成本", "money"),
        Column("platform_fee", "平台费", "money"),
        Column("entry", "入口码", "text"),
    ),
)

REFUNDS = Kind(
    name="refunds",
    zh="退款",
    en="Refunds",
    fact="order.refunded",
    columns=(
        SHOP,
        Column("refund_id", "退款号", "text", required=True, key=True, aliases=("退款编号",)),
        Column("order_id", "订单号", "text", required=True, aliases=("订单编号",)),
        Column("at", "时间", "time", required=True, aliases=("退款时间",)),
        Column("amount", "金额", "money", required=True, aliases=("退款金额",)),
        Column("cost_of_goods_back", "退回成本", "money"),
    ),
)

MARGIN_SET = Act("shop.margin_set", "店铺毛利率已设", "Gross margin set", ("shop", "gross_margin", "before"))

ACTS = (MARGIN_SET,)
