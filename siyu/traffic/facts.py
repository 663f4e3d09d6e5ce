"""What traffic states: placements, spend, entries, touches and costs."""

from siyu.facts.kinds import Act, Column, Kind
from siyu.traffic.codes import ACTIONS, APPS, COST_KINDS, FORMS, PLATFORMS, WAYS
from siyu.traffic.rules import wrong_target


def placement_columns(*, required: bool, key: bool = False) -> tuple[Column, ...]:
    """The four columns that name a placement, as every kind that names one writes them."""
    return (
        Column(
            "platform", "平台", "code", required=required, key=key, codes=PLATFORMS, aliases=("媒体", "渠道")
        ),
        Column("account", "账户", "text", required=required, key=key, aliases=("广告账户", "账户名称")),
        Column("campaign", "计划", "text", required=required, key=key, aliases=("广告计划", "计划名称")),
        Column("placement", "版位", "text", required=required, key=key, aliases=("广告版位", "版位名称")),
    )


FORM = Column("form", "形式", "code", codes=FORMS)

PLACEMENTS = Kind(
    name="placements",
    zh="版位",
    en="Placements",
    fact="placement.described",
    columns=(
        *placement_columns(required=True, key=True),
        FORM,
        Column("paid", "是否付费", "yesno", default="yes"),
    ),
)

SPEND = Kind(
    name="spend",
    zh="消耗",
    en="Spend",
    fact="spend.reported",
    columns=(
        Column("date", "日期", "date", required=True, key=True),
        *placement_columns(required=True, key=True),
        Column("cost", "消耗", "money", required=True, aliases=("花费", "总消耗")),
        Column("rebate", "返点", "money"),
        Column("impressions", "展示", "count", aliases=("展示数", "曝光", "展现")),
        Column("clicks", "点击", "count", aliases=("点击数", "点击量")),
    ),
)

ENTRIES = Kind(
    name="entries",
    zh="入口",
    en="Entries",
    fact="entry.described",
    columns=(
        Column("code", "入口码", "text", required=True, key=True),
        Column("title", "名称", "text", required=True),
        FORM,
        *placement_columns(required=False),
        Column("url", "目标链接", "url"),
    ),
)

TARGETS = Kind(
    name="targets",
    zh="去向",
    en="Targets",
    fact="target.set",
    whole=wrong_target,
    columns=(
        Column("code", "入口码", "text", required=True, key=True),
        Column("app", "应用", "code", required=True, key=True, codes=APPS),
        Column("way", "方式", "code", required=True, codes=WAYS),
        Column("url", "目标链接", "url"),
        Column("words", "口令或 App 链接", "text", aliases=("口令", "App 链接")),
        Column("expires", "到期", "time", aliases=("到期时间", "有效期至")),
    ),
)

TOUCHES = Kind(
    name="touches",
    zh="触点",
    en="Touches",
    fact="touch.recorded",
    identifiers="optional",
    restates=False,
    rank=1,
    columns=(
        Column("touch_id", "触点号", "text", required=True, key=True),
        Column("at", "时间", "time", required=True),
        Column("entry", "入口码", "text", required=True),
        Column("action", "动作", "code", codes=ACTIONS),
    ),
)

COSTS = Kind(
    name="costs",
    zh="费用",
    en="Costs",
    fact="cost.incurred",
    identifiers="optional",
    rank=5,
    columns=(
        Column("cost_id", "费用号", "text", required=True, key=True),
        Column("date", "日期", "date", required=True),
        Column("kind", "类型", "code", required=True, codes=COST_KINDS),
        Column("amount", "金额", "money", required=True),
        *placement_columns(required=False),
    ),
)

ENTRY_ATTACHED = Act(
    "entry.attached",
    "入口挂到版位",
    "Entry attached to a placement",
    ("entries", "platform", "account", "campaign", "placement", "form"),
)
ENTRY_DETACHED = Act("entry.detached", "入口从版位取下", "Entry taken from its placement", ("entries",))
FILE_PLACED = Act("root_file.placed", "验证文件已放好", "Verification file placed", ("name",))
FILE_REMOVED = Act("root_file.removed", "验证文件已移除", "Verification file removed", ("name",))
ADDRESS_SET = Act("link_address.set", "链接域名已设", "Address of links set", ("url", "url_before"))

ACTS = (ENTRY_ATTACHED, ENTRY_DETACHED, FILE_PLACED, FILE_REMOVED, ADDRESS_SET)
