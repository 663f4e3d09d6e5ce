"""The closed lists of the pools. More pools can be declared (`pool_kind`)."""

from collections.abc import Mapping

from siyu.core.words import Say, say

POOLS: Mapping[str, Say] = {
    "official_account": say("公众号", "Official account"),
    "wecom": say("企业微信", "WeCom"),
    "group": say("微信群", "Group"),
    "mini_program": say("小程序", "Mini-program"),
    "shop_member": say("店铺会员", "Shop members"),
    "fan_group": say("粉丝群", "Fan group"),
}

LEFT_BY: Mapping[str, Say] = {"customer": say("客户", "Customer"), "staff": say("员工", "Staff")}
