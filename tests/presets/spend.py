"""Spend: reports of ad consoles, with their totals, notes, dashes and lines finer than a placement's day."""

from tests.presets.sample import Sample

OCEAN = Sample(
    preset="ocean-engine",
    kind="spend",
    file="林间茶-信息流_单元报表_20260301-20260302.csv",
    answers={"account": "oc-forest"},
    rows=3,
    left_out=1,
    combined_from=4,
    text=(
        "时间-天,项目ID,项目名称,单元ID,单元名称,转化目标,消耗,展示数,平均千次展现费用(元),点击数,点击率%,转化数\n"
        '2026-03-01,\t7001,试饮,\t8001,视频A,加企微,"1,200.50","30,000",40.02,600,2.00%,12\n'
        "2026-03-01,\t7001,试饮,\t8001,视频A,关注,99.50,2000,49.75,40,2.00%,--\n"
        "2026-03-01,\t7001,试饮,\t8002,视频B,加企微,0.00,--,--,--,--,--\n"
        "2026-03-02,\t7001,试饮,\t8001,视频A,加企微,310.00,8000,38.75,--,--,3\n"
        '总计,,,,,,"1,610.00","40,000",40.25,640,1.60%,15\n'
    ),
    expected=(
        "date,platform,account,campaign,placement,cost,impressions,clicks\n"
        "2026-03-01,bytedance,oc-forest,试饮,视频A,1300.00,32000,640\n"
        "2026-03-01,bytedance,oc-forest,试饮,视频B,0.00,,\n"
        "2026-03-02,bytedance,oc-forest,试饮,视频A,310.00,8000,\n"
    ),
)

QIANCHUAN = Sample(
    preset="qianchuan",
    kind="spend",
    file="全域推广数据-直播间-2026-03-01.xlsx",
    answers={"account": "qc-forest", "placement": "直播间"},
    rows=2,
    left_out=1,
    text=(
        "抖音号名称,日期,净成交ROI,净成交金额,整体消耗,整体支付ROI,整体成交金额,整体成交订单数,直播间整体曝光次数\n"
        "林间茶旗舰店,全部,1.90,1000.00,530.00,2.10,1113.00,20,9000\n"
        "林间茶旗舰店,2026-03-01,2.00,600.00,300.00,2.20,660.00,12,5000\n"
        "林间茶旗舰店,2026-03-02,1.74,400.00,230.00,1.97,453.00,8,4000\n"
    ),
    expected=(
        "date,platform,account,campaign,placement,cost,impressions,clicks\n"
        "2026-03-01,bytedance,qc-forest,林间茶旗舰店,直播间,300.00,5000,\n"
        "2026-03-02,bytedance,qc-forest,林间茶旗舰店,直播间,230.00,4000,\n"
    ),
)

DOU = Sample(
    preset="dou-plus",
    kind="spend",
    file="DOU+订单明细.csv",
    answers={"account": "dou-forest"},
    rows=2,
    left_out=1,
    combined_from=3,
    text=(
        "DOU+订单号,下单时间,投放视频,投放目标,订单状态,实际消耗,播放量\n"
        "D1,2026-03-01 09:30:00,春茶开采,点赞评论,已完成,100.00,5200\n"
        "D2,2026-03-01 21:00:00,春茶开采,点赞评论,投放中,50.00,2600\n"
        "D3,2026-03-02 08:00:00,春茶开采,粉丝增长,已完成,80.00,3000\n"
        "D4,2026-03-02 08:05:00,春茶开采,粉丝增长,待支付,-,-\n"
    ),
    expected=(
        "date,platform,account,campaign,placement,cost,impressions\n"
        "2026-03-01,bytedance,dou-forest,点赞评论,春茶开采,150.00,7800\n"
        "2026-03-02,bytedance,dou-forest,粉丝增长,春茶开采,80.00,3000\n"
    ),
)

TENCENT = Sample(
    preset="tencent-ads",
    kind="spend",
    file="腾讯广告_广告报表.xlsx",
    rows=3,
    left_out=1,
    combined_from=4,
    text=(
        "日期,账户ID,账户名称,广告ID,广告名称,版位,花费(元),曝光次数,千次展现均价,点击次数,目标转化量,目标转化成本\n"
        "2026-03-01,31001,tx-forest,501,朋友圈加粉,微信朋友圈,500.00,20000,25.00,400,20,25.00\n"
        "2026-03-01,31001,tx-forest,502,朋友圈加粉,微信朋友圈,100.00,4000,25.00,60,4,25.00\n"
        "2026-03-01,31001,tx-forest,501,朋友圈加粉,微信视频号,88.80,-,-,-,-,-\n"
        "2026-03-02,31001,tx-forest,501,朋友圈加粉,微信朋友圈,450.00,18000,25.00,350,17,26.47\n"
        '合计,,,,,,"1,138.80",42000,27.11,810,41,27.78\n'
    ),
    expected=(
        "date,platform,account,campaign,placement,cost,impressions,clicks\n"
        "2026-03-01,tencent,tx-forest,朋友圈加粉,微信朋友圈,600.00,24000,460\n"
        "2026-03-01,tencent,tx-forest,朋友圈加粉,微信视频号,88.80,,\n"
        "2026-03-02,tencent,tx-forest,朋友圈加粉,微信朋友圈,450.00,18000,350\n"
    ),
)

CHANNELS = Sample(
    preset="wechat-channels-boost",
    kind="spend",
    file="视频号加热数据.csv",
    answers={"campaign": "视频号加热"},
    rows=2,
    text=(
        "订单日期,订单号,视频作者,视频标题,视频id,安卓消耗,消耗金额,消耗微信豆金额,播放,商品点击数,爱心赞数\n"
        "2026年03月04日 14:28,17801,boost-forest,三分钟泡茶,export/a,￥29.57,83.68,836.8,388,23,—\n"
        "2026年03月05日 00:00,17802,boost-forest,三分钟泡茶,export/a,￥0.00,20.00,200,90,1,2\n"
    ),
    expected=(
        "date,platform,account,campaign,placement,cost,impressions,clicks\n"
        "2026-03-04,tencent,boost-forest,视频号加热,三分钟泡茶,83.68,388,23\n"
        "2026-03-05,tencent,boost-forest,视频号加热,三分钟泡茶,20.00,90,1\n"
    ),
)

WANXIANG = Sample(
    preset="alimama-wanxiang",
    kind="spend",
    file="商品报表_20260308.csv",
    encoding="gb18030",
    answers={"account": "wx-forest"},
    rows=2,
    combined_from=3,
    text=(
        "日期,场景ID,场景名字,原二级场景ID,原二级场景名字,计划ID,计划名字,主体ID,主体类型,主体名称,展现量,点击量,花费,点击率,千次展现花费,总成交金额\n"
        "2026-03-01,371,关键词推广,371,关键词推广,824093,小叶控成交,106836,商品,龙井50克,8225,274,159.9,0.03331,19.44,2040.85\n"
        "2026-03-01,371,关键词推广,371,关键词推广,824093,小叶控成交,106837,商品,龙井100克,110,15,25.85,0.13636,235,0\n"
        "2026-03-01,372,人群推广,372,人群推广,824094,老客,106836,商品,龙井50克,500,0,12,0,24,\n"
    ),
    expected=(
        "date,platform,account,campaign,placement,cost,impressions,clicks\n"
        "2026-03-01,alibaba,wx-forest,小叶控成交,关键词推广,185.75,8335,289\n"
        "2026-03-01,alibaba,wx-forest,老客,人群推广,12.00,500,0\n"
    ),
)

ZHITONGCHE = Sample(
    preset="alimama-zhitongche",
    kind="spend",
    file="直通车关键词报表.csv",
    encoding="gb18030",
    answers={"account": "ztc-forest"},
    rows=1,
    left_out=1,
    combined_from=2,
    text=(
        "日期,推广计划名称,推广单元名称,关键词,展现量,点击量,花费(元),点击率(%),平均点击花费(元),宝贝收藏数\n"
        "2026-03-01,茶叶,龙井50克,龙井茶,1000,50,75.00,5.00,1.50,3\n"
        "2026-03-01,茶叶,龙井50克,绿茶,400,10,25.00,2.50,2.50,0\n"
        "合计,,,,1400,60,100.00,4.29,1.67,3\n"
    ),
    expected=(
        "date,platform,account,campaign,placement,cost,impressions,clicks\n"
        "2026-03-01,alibaba,ztc-forest,茶叶,龙井50克,100.00,1400,60\n"
    ),
)

BAIDU = Sample(
    preset="baidu",
    kind="spend",
    file="计划报告_林间茶.csv",
    encoding="gb18030",
    answers={"placement": "搜索"},
    rows=2,
    left_out=1,
    text=(
        "数据生成时间:2026-03-03 16:28\n数据生成条件:\n1. 时间范围:20260301-20260302\n2. 时间单位:分日\n"
        "3. 推广设备:移动设备,计算机\n4. 投放网络:全部\n\n"
        "日期,推广计划,账户,展现,点击,消费,点击率,平均点击价格,网页转化,商桥转化,电话转化\n"
        "2026-03-01,品牌词,bd-forest,2100,120,240.00,5.71%,2.00,6,2,0\n"
        "2026-03-02,品牌词,bd-forest,1900,100,205.50,5.26%,2.06,5,-,-\n"
        "总计,,,4000,220,445.50,5.50%,2.03,11,2,0\n"
    ),
    expected=(
        "date,platform,account,campaign,placement,cost,impressions,clicks\n"
        "2026-03-01,baidu,bd-forest,品牌词,搜索,240.00,2100,120\n"
        "2026-03-02,baidu,bd-forest,品牌词,搜索,205.50,1900,100\n"
    ),
)

JUGUANG = Sample(
    preset="xiaohongshu-juguang",
    kind="spend",
    file="聚光-创意报表-20260301.xlsx",
    answers={"account": "jg-forest"},
    rows=2,
    left_out=1,
    combined_from=3,
    text=(
        "时间,创意名称,创意ID,笔记ID,单元名称,单元ID,计划名称,计划ID,消费,展现量,点击量,点击率,平均点击成本,平均千次展示费用,互动量\n"
        "2026-03-01,c1,91,n1,种草单元,81,春茶,71,66.60,3000,90,3.00%,0.74,22.20,12\n"
        "2026-03-01,c2,92,n2,种草单元,81,春茶,71,33.40,1500,40,2.67%,0.84,22.27,5\n"
        "2026-03-02,c1,91,n1,种草单元,81,春茶,71,70.00,3200,96,3.00%,0.73,21.88,-\n"
        "合计,,,,,,,,170.00,7700,226,2.94%,0.75,22.08,17\n"
    ),
    expected=(
        "date,platform,account,campaign,placement,cost,impressions,clicks\n"
        "2026-03-01,xiaohongshu,jg-forest,春茶,种草单元,100.00,4500,130\n"
        "2026-03-02,xiaohongshu,jg-forest,春茶,种草单元,70.00,3200,96\n"
    ),
)

BILIBILI = Sample(
    preset="bilibili-ads",
    kind="spend",
    file="三连推广_单元数据.csv",
    rows=1,
    left_out=1,
    text=(
        "日期,账户名称,计划名称,单元名称,花费(元),展示量,点击量,点击单价(元),千次展示成本(元),涨粉数\n"
        "2026-03-01,bl-forest,必选春茶,评论区蓝链,420.00,30000,500,0.84,14.00,33\n"
        "合计,--,--,--,420.00,30000,500,0.84,14.00,33\n"
    ),
    expected=(
        "date,platform,account,campaign,placement,cost,impressions,clicks\n"
        "2026-03-01,bilibili,bl-forest,必选春茶,评论区蓝链,420.00,30000,500\n"
    ),
)

HUAHUO = Sample(
    preset="bilibili-huahuo",
    kind="spend",
    file="花火合作任务.xlsx",
    answers={"account": "hh-forest"},
    rows=2,
    left_out=2,
    text=(
        "任务名称,UP主昵称,UP主MID,合作类型,任务状态,上线时间,任务金额,播放量\n"
        "春茶测评,阿茶,12001,定制视频,已完成,2026-03-06 18:00,8000.00,120000\n"
        "春茶测评,老周,12002,植入视频,已上线,2026-03-07 12:00,3000.00,-\n"
        "春茶测评,小北,12003,植入视频,已取消,,3000.00,-\n"
        "春茶测评,南风,12004,植入视频,创作中,,5000.00,-\n"
    ),
    expected=(
        "date,platform,account,campaign,placement,cost,impressions\n"
        "2026-03-06,bilibili,hh-forest,春茶测评,阿茶,8000.00,120000\n"
        "2026-03-07,bilibili,hh-forest,春茶测评,老周,3000.00,\n"
    ),
)

KUAISHOU = Sample(
    preset="kuaishou-engine",
    kind="spend",
    file="磁力智投_广告组数据.xlsx",
    rows=2,
    left_out=1,
    text=(
        "日期,账户ID,账户名称,广告计划名称,广告组名称,花费（元）,封面曝光数,封面点击数,素材曝光数,行为数,平均千次曝光花费（元）\n"
        "2026-03-01,9001,ks-forest,拉新,短视频组,180.00,6000,300,5800,120,30.00\n"
        "2026-03-02,9001,ks-forest,拉新,短视频组,90.00,-,-,-,-,-\n"
        "总计,,,,,270.00,6000,300,5800,120,45.00\n"
    ),
    expected=(
        "date,platform,account,campaign,placement,cost,impressions,clicks\n"
        "2026-03-01,kuaishou,ks-forest,拉新,短视频组,180.00,6000,120\n"
        "2026-03-02,kuaishou,ks-forest,拉新,短视频组,90.00,,\n"
    ),
)

JINNIU = Sample(
    preset="kuaishou-jinniu",
    kind="spend",
    file="磁力金牛数据.csv",
    answers={"placement": "直播间"},
    rows=1,
    combined_from=2,
    text=(
        "日期,快手号,计划名称,花费(元),曝光数,点击数,当日累计ROI,当日累计GMV,直播间支付订单数\n"
        "2026-03-01,jn-forest,全站推广,70.00,2000,80,2.00,140.00,3\n"
        "2026-03-01,jn-forest,全站推广,30.00,1000,20,1.00,30.00,1\n"
    ),
    expected=(
        "date,platform,account,campaign,placement,cost,impressions,clicks\n"
        "2026-03-01,kuaishou,jn-forest,全站推广,直播间,100.00,3000,100\n"
    ),
)

SAMPLES = (
    *(OCEAN, QIANCHUAN, DOU, TENCENT, CHANNELS, WANXIANG, ZHITONGCHE),
    *(BAIDU, JUGUANG, BILIBILI, HUAHUO, KUAISHOU, JINNIU),
)
