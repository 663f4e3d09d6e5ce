"""Joins: lists of customers, followers and members."""

from tests.presets.sample import Sample

WECOM = Sample(
    preset="wecom-customers",
    kind="joins",
    file="企业微信客户列表.xlsx",
    answers={"pool_id": "wc-forest"},
    rows=3,
    linked=1,
    text=(
        "客户名称,描述,添加人,添加人账号,添加人所属部门,添加时间,来源,手机,企业,邮箱,地址,职务,电话,标签组1(等级)\n"
        "Mei,,Lin,lin,门店一部,2026-03-01 10:00:00,扫描渠道二维码,13800138001,,,,,,新客\n"
        "Bo,,Lin,lin,门店一部,2026-03-01 11:00:00,扫描渠道二维码,,,,,,,\n"
        "Ah Qiang,,周,zhou,门店一部,2026-03-02 09:00:00,名片分享,,,,,,,\n"
    ),
    expected=(
        "pool,pool_id,seat,at,entry\n"
        "wecom,wc-forest,lin,2026-03-01T10:00:00+08:00,扫描渠道二维码\n"
        "wecom,wc-forest,lin,2026-03-01T11:00:00+08:00,扫描渠道二维码\n"
        "wecom,wc-forest,zhou,2026-03-02T09:00:00+08:00,名片分享\n"
    ),
)

PRESENT = Sample(
    preset="wecom-present",
    kind="presences",
    file="企业微信客户列表_20260308.xlsx",
    answers={"pool_id": "wp-forest"},
    rows=3,
    linked=1,
    text=WECOM.text,
    expected=(
        "day,pool,pool_id,seat,at,entry\n"
        "2026-03-08,wecom,wp-forest,lin,2026-03-01T10:00:00+08:00,扫描渠道二维码\n"
        "2026-03-08,wecom,wp-forest,lin,2026-03-01T11:00:00+08:00,扫描渠道二维码\n"
        "2026-03-08,wecom,wp-forest,zhou,2026-03-02T09:00:00+08:00,名片分享\n"
    ),
)

FOLLOWERS = Sample(
    preset="official-account-followers",
    kind="joins",
    file="粉丝列表.csv",
    answers={"pool_id": "oa-forest", "id.openid.app": "wx0forest"},
    rows=2,
    left_out=1,
    linked=2,
    text=(
        "openid,unionid,subscribe,subscribe_time,subscribe_scene,qr_scene_str,language\n"
        "oMei,uMei,1,2026-03-01 10:00:00,ADD_SCENE_QR_CODE,qr-parcel,zh_CN\n"
        "oBo,,1,2026-03-02 10:00:00,ADD_SCENE_SEARCH,,zh_CN\n"
        "oGone,uGone,0,2026-01-02 10:00:00,ADD_SCENE_SEARCH,,zh_CN\n"
    ),
    expected=(
        "pool,pool_id,seat,at,entry,id.unionid,id.openid,id.openid.app\n"
        "official_account,oa-forest,,2026-03-01T10:00:00+08:00,qr-parcel,uMei,oMei,wx0forest\n"
        "official_account,oa-forest,,2026-03-02T10:00:00+08:00,,,oBo,wx0forest\n"
    ),
)

MEMBERS = Sample(
    preset="shop-members",
    kind="joins",
    file="会员名单.csv",
    encoding="gb18030",
    answers={"pool_id": "sm-forest"},
    rows=2,
    left_out=1,
    linked=2,
    text=(
        "会员卡号,会员昵称,手机号,会员等级,会员状态,入会时间,入会渠道,专属导购\n"
        "M0001,Mei,13800138001,VIP1,正常,2026-03-01 10:00:00,订单页,Lin\n"
        "M0002,Bo,138****8002,VIP1,正常,2026-03-02 10:00:00,包裹卡,\n"
        "M0003,Q,138****8003,VIP1,已退会,2026-03-02 11:00:00,包裹卡,\n"
    ),
    expected=(
        "pool,pool_id,seat,at,entry,id.member,id.phone\n"
        "shop_member,sm-forest,Lin,2026-03-01T10:00:00+08:00,订单页,M0001,13800138001\n"
        "shop_member,sm-forest,,2026-03-02T10:00:00+08:00,包裹卡,M0002,\n"
    ),
)

SAMPLES = (WECOM, PRESENT, FOLLOWERS, MEMBERS)
