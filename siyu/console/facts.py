"""The facts of the console."""

from siyu.facts.kinds import Act

STAFF_INVITED = Act("staff.invited", "邀请成员", "Staff invited", ("email", "role"))
STAFF_LINKED = Act("staff.linked", "发登录链接", "Sign-in link issued", ("email",))
SIGNED_IN = Act("staff.signed_in", "登录", "Signed in", ("staff", "by"))
PASSWORD_SET = Act("staff.password_set", "设置密码", "Password set", ("staff",))
LANGUAGE_CHOSEN = Act("staff.language_chosen", "选择语言", "Language chosen", ("staff", "language"))
BRAND_CHANGED = Act(
    "brand.changed", "品牌设置已改", "Brand changed", ("name", "zone", "zone_before", "linkable_gap")
)

ACTS = (STAFF_INVITED, STAFF_LINKED, SIGNED_IN, PASSWORD_SET, LANGUAGE_CHOSEN, BRAND_CHANGED)
