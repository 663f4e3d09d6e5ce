"""What browsers call themselves, one of each kind."""

IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
ANDROID = "Mozilla/5.0 (Linux; Android 14; V2301A; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/126.0 "
SAFARI = IPHONE + "Version/18.1 Mobile/15E148 Safari/604.1"
CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36"
WECHAT = IPHONE + "Mobile/15E148 MicroMessenger/8.0.54(0x18003630) NetType/WIFI Language/zh_CN"
WECOM = ANDROID + "Mobile Safari/537.36 wxwork/4.1.30 MicroMessenger/7.0.1 NetType/WIFI Language/zh"
TAOBAO = IPHONE + "Mobile/15E148 AliApp(TB/10.41.10) WindVane/8.7.2 1170x2532"
ALIPAY = IPHONE + "Mobile/15E148 Ariver/1.0 AliApp(AP/10.6.60) AlipayClient/10.6.60 Nebula"
DOUYIN = (
    ANDROID
    + "Mobile Safari/537.36 aweme_320100 JsSdk/1.0 NetType/WIFI AppName/aweme BytedanceWebview/d8a21c6"
)
XIAOHONGSHU = IPHONE + "Mobile/15E148 discover/8.60.1 NetType/WiFi XHS"
WEIBO = IPHONE + "Mobile/15E148 Weibo (iPhone16,1__weibo__14.11.0__iphone__os18.1)"
QQ = ANDROID + "MQQBrowser/6.2 TBS/046 Mobile Safari/537.36 V1_AND_SQ_9.1.0 QQ/9.1.0.20120 NetType/WIFI"
QQ_BROWSER = ANDROID + "MQQBrowser/15.1 Mobile Safari/537.36"
KUAISHOU = ANDROID + "Mobile Safari/537.36 Kwai/12.8.40 OS_PRO_BIT/64"
CUBOT = "Mozilla/5.0 (Linux; Android 12; CUBOT NOTE 30) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36"
IPAD = "Mozilla/5.0 (iPad; CPU OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Version/17.0 Mobile/15E148 Safari/604.1"
BAIDU_SPIDER = "Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)"
SLACK = "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)"
