"""Refunds: those that shops export by themselves, and those that stand in a file of orders."""

from dataclasses import replace

from tests.presets import orders
from tests.presets.sample import Sample

TMALL = Sample(
    preset="tmall-refunds",
    kind="refunds",
    file="退款管理_20260308.xlsx",
    answers={"shop": "tr-forest"},
    rows=1,
    left_out=2,
    text=(
        "订单编号,退款编号,支付宝交易号,订单付款时间,商品id,退款完结时间,买家实际支付金额,宝贝标题,退款总额,退给买家金额,退给平台金额,手工退款/系统退款,售后类型,退款的申请时间,退款状态,货物状态,买家退款原因\n"
        "2839017746420001,1290001,2026030122,2026-03-01 10:02:11,601,2026-03-05 09:00:00,188.00,龙井50克,90.00,88.00,2.00,手工退款,仅退款,2026-03-04 09:00:00,退款成功,买家已收到货,不喜欢\n"
        "2839017746420002,1290002,2026030123,2026-03-01 11:00:40,601,2026-03-05 10:00:00,99.00,龙井30克,0.00,0.00,0.00,手工退款,换货,2026-03-04 10:00:00,退款成功,买家已收到货,换货\n"
        "2839017746420003,1290003,2026030124,2026-03-01 12:00:40,601,-,99.00,龙井30克,99.00,99.00,0.00,手工退款,仅退款,2026-03-04 11:00:00,退款关闭,买家已收到货,撤销\n"
    ),
    expected=(
        "shop,refund_id,order_id,at,amount\n"
        "tr-forest,1290001,2839017746420001,2026-03-05T09:00:00+08:00,88.00\n"
    ),
)

DOUYIN = Sample(
    preset="douyin-shop-refunds",
    kind="refunds",
    file="售后单.xlsx",
    answers={"shop": "dr-forest"},
    rows=2,
    left_out=2,
    text=(
        "售后单号,订单号,商品单号,商品名称,应付金额（元）,售后类型,退商品金额（元）,退运费金额（元）,售后状态,售后申请时间,商家退款时间,用户到账时间,售后完结时间,仲裁状态\n"
        "7001,6917926768823640001,6917926768823640001,龙井50克,28.90,仅退款,28.90,0.00,同意退款，退款成功,2026-03-02 08:00:00,2026-03-02 09:00:00,2026-03-02 09:05:00,2026-03-02 09:05:00,-\n"
        "7002,6917926768823640002,6917926768823640003,随身杯,30.00,退货退款,15.00,3.00,同意退款，退款成功,2026-03-03 08:00:00,2026-03-06 09:00:00,2026-03-06 09:05:00,2026-03-06 09:05:00,-\n"
        "7003,6917926768823640004,6917926768823640004,随身杯,30.00,退货退款,30.00,0.00,售后关闭,2026-03-03 08:00:00,,,2026-03-04 09:05:00,-\n"
        "7004,6917926768823640005,6917926768823640005,随身杯,30.00,换货,0.00,0.00,换货成功,2026-03-03 08:00:00,,,2026-03-04 09:05:00,-\n"
    ),
    expected=(
        "shop,refund_id,order_id,at,amount\n"
        "dr-forest,7001,6917926768823640001,2026-03-02T09:00:00+08:00,28.90\n"
        "dr-forest,7002,6917926768823640002,2026-03-06T09:00:00+08:00,15.00\n"
    ),
)

JD = Sample(
    preset="jd-refunds",
    kind="refunds",
    file="退款单导出.csv",
    encoding="gb18030",
    answers={"shop": "jr-forest"},
    rows=1,
    left_out=1,
    text=(
        "退款单号,订单号,客户账号,申请退款金额,退款金额,退款状态,申请时间,退款完成时间\n"
        "R1,301000000011,jd_mei,50.00,49.50,退款成功,2026-03-04 10:00:00,2026-03-05 10:00:00\n"
        "R2,301000000012,jd_bo,99.00,99.00,审核不通过,2026-03-04 11:00:00,--\n"
    ),
    expected=(
        "shop,refund_id,order_id,at,amount\njr-forest,R1,301000000011,2026-03-05T10:00:00+08:00,49.50\n"
    ),
)

OF_TMALL_ORDERS = replace(
    orders.TMALL,
    preset="tmall-order-refunds",
    kind="refunds",
    file="ExportOrderList202603081651.csv",
    text=orders.TMALL.text.replace("tm-forest", "to-forest"),
    rows=2,
    left_out=3,
    linked=None,
    expected=(
        "shop,refund_id,order_id,at,amount\n"
        "to-forest,2839017746410003,2839017746410003,2026-03-02T11:03:00+08:00,20.00\n"
        "to-forest,2839017746410005,2839017746410005,2026-03-02T13:01:00+08:00,45.00\n"
    ),
)

OF_YOUZAN_ORDERS = replace(
    orders.YOUZAN,
    preset="youzan-order-refunds",
    kind="refunds",
    text=orders.YOUZAN.text.replace("yz-forest", "yo-forest"),
    rows=1,
    left_out=3,
    linked=None,
    expected=(
        "shop,refund_id,order_id,at,amount\n"
        "yo-forest,E2026030211000002,E2026030211000002,2026-03-02T11:01:00+08:00,18.00\n"
    ),
)

OF_WECHAT_ORDERS = replace(
    orders.WECHAT,
    preset="wechat-shop-order-refunds",
    kind="refunds",
    answers={"shop": "wo-forest"},
    rows=2,
    left_out=3,
    combined_from=0,
    linked=None,
    expected=(
        "shop,refund_id,order_id,at,amount\n"
        "wo-forest,3720000000000000001,3720000000000000001,2026-03-01T20:00:30+08:00,30.00\n"
        "wo-forest,3720000000000000004,3720000000000000004,2026-03-02T22:00:09+08:00,99.00\n"
    ),
)

SAMPLES = (TMALL, DOUYIN, JD, OF_TMALL_ORDERS, OF_YOUZAN_ORDERS, OF_WECHAT_ORDERS)
