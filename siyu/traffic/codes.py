"""The closed lists of traffic: platforms, forms, actions, kinds of cost."""

from collections.abc import Mapping

from siyu.core.words import Say, say

PLATFORMS: Mapping[str, Say] = {
    "tencent": say("腾讯", "Tencent"),
    "alibaba": say("阿里", "Alibaba"),
    "bytedance": say("字节", "ByteDance"),
    "baidu": say("百度", "Baidu"),
    "xiaohongshu": say("小红书", "Xiaohongshu"),
    "bilibili": say("B站", "Bilibili"),
    "kuaishou": say("快手", "Kuaishou"),
    "jd": say("京东", "JD"),
    "weibo": say("微博", "Weibo"),
    "offline": say("线下", "Offline"),
    "referral": say("裂变", "Referral"),
    "own": say("自有", "Own"),
    "other": say("其他", "Other"),
}

FREE_PLATFORMS = frozenset({"referral", "own"})
"""Their traffic costs nothing to place: spend is 0, and known."""

FORMS: Mapping[str, Say] = {
    "commercial": say("商业化", "Commercial"),
    "follow": say("关注公众号", "Follow the account"),
    "add": say("加企微", "Add in WeCom"),
    "group": say("进群", "Join a group"),
    "buy_and_join": say("购买并落地页加私域", "Buy and join"),
    "join_after_buy": say("购买后引导", "Join after buying"),
}

ACTIONS: Mapping[str, Say] = {"click": say("点击", "Click"), "scan": say("扫码", "Scan")}

COST_KINDS: Mapping[str, Say] = {
    "reward": say("奖励", "Reward"),
    "commission": say("佣金", "Commission"),
    "message": say("消息", "Message"),
    "staff": say("人工", "Staff"),
    "rent": say("租金", "Rent"),
    "other": say("其他", "Other"),
}

APPS: Mapping[str, Say] = {
    "any": say("任何应用", "Any app"),
    "wechat": say("微信", "WeChat"),
    "wecom": say("企业微信", "WeCom"),
    "alibaba": say("淘宝/天猫", "Taobao/Tmall"),
    "alipay": say("支付宝", "Alipay"),
    "douyin": say("抖音", "Douyin"),
    "xiaohongshu": say("小红书", "Xiaohongshu"),
    "weibo": say("微博", "Weibo"),
    "kuaishou": say("快手", "Kuaishou"),
    "bilibili": say("B站", "Bilibili"),
    "jd": say("京东", "JD"),
    "baidu": say("百度", "Baidu"),
    "qq": say("QQ", "QQ"),
    "browser": say("浏览器", "Browser"),
}
"""Where a link may be opened: the in-app browsers we know, the system's, and all of them at once."""

WAYS: Mapping[str, Say] = {
    "link": say("网页链接", "Web link"),
    "mini_program": say("小程序 URL Link", "Mini-program URL Link"),
    "scheme": say("App 链接", "App scheme"),
    "copy": say("口令", "Words to copy"),
    "ended": say("已结束", "Ended"),
    "default": say("照入口本身", "As the entry says"),
}
"""How an entry leads somebody on in an app. `default` takes an earlier target back."""
