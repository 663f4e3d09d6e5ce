"""The identifier kinds we know, strongest first. Pure."""

from siyu.facts.kinds import IdentifierKind

OURS: tuple[IdentifierKind, ...] = (
    IdentifierKind("unionid", "unionid", "unionid", single_valued=True, rank=10),
    IdentifierKind("external_userid", "外部联系人", "WeCom external user id", rank=20),
    IdentifierKind("openid", "openid", "openid", scoped=True, rank=30),
    IdentifierKind("member", "会员号", "Member number", single_valued=True, rank=40),
    IdentifierKind("taobao", "淘宝", "Taobao", rank=50),
    IdentifierKind("douyin", "抖音", "Douyin", rank=51),
    IdentifierKind("jd", "京东", "JD", rank=52),
    IdentifierKind("xiaohongshu", "小红书", "Xiaohongshu", rank=53),
    IdentifierKind("youzan", "有赞", "Youzan", rank=54),
    IdentifierKind("phone", "手机号", "Phone", rank=60),
    IdentifierKind("email", "邮箱", "E-mail", rank=70),
    IdentifierKind("alone", "一行一人", "A row of its own", rank=90),
    IdentifierKind("device", "设备", "Device", strong=False, rank=1000),
)
"""Declared kinds rank after `email` (100 and on), weak ones after 1000. `alone` is made by us of a row that
shows nobody: it tells apart, and links to nothing."""
