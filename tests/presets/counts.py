"""Daily totals, where a platform names nobody."""

from tests.presets.sample import Sample

ACCOUNT = Sample(
    preset="official-account-daily",
    kind="pool_counts",
    file="用户分析数据.csv",
    encoding="gb18030",
    answers={"pool_id": "od-forest"},
    rows=2,
    left_out=1,
    text=(
        "时间,用户渠道,新关注人数,取消关注人数,净增关注人数,累积关注人数\n"
        "2026-03-01,全部,50,7,43,10043\n"
        "2026-03-01,扫描二维码,32,5,27,-\n"
        "2026-03-01,文章内账号名称,18,2,16,-\n"
    ),
    expected=(
        "date,pool,pool_id,entry,joined,left\n"
        "2026-03-01,official_account,od-forest,扫描二维码,32,5\n"
        "2026-03-01,official_account,od-forest,文章内账号名称,18,2\n"
    ),
)

WECOM = Sample(
    preset="wecom-daily",
    kind="pool_counts",
    file="联系客户统计.xlsx",
    answers={"pool_id": "wd-forest"},
    rows=2,
    left_out=1,
    combined_from=3,
    text=(
        "时间,成员,发起申请数,新增客户数,聊天总数,发送消息数,已回复聊天占比,平均首次回复时长,删除/拉黑成员的客户数\n"
        "2026-03-01,Lin,12,9,40,130,95.00%,3,1\n"
        "2026-03-01,Zhou,5,4,22,60,90.00%,5,-\n"
        "2026-03-02,Lin,10,8,38,120,96.00%,2,2\n"
        "合计,,27,21,100,310,94.00%,3,3\n"
    ),
    expected=(
        "date,pool,pool_id,joined,left\n2026-03-01,wecom,wd-forest,13,1\n2026-03-02,wecom,wd-forest,8,2\n"
    ),
)

SAMPLES = (ACCOUNT, WECOM)
