"""The identifier kinds we know."""

from django.db import migrations

OURS = (
    ("unionid", "unionid", "unionid", True, True, False, 10),
    ("external_userid", "外部联系人", "WeCom external user id", True, False, False, 20),
    ("openid", "openid", "openid", True, False, True, 30),
    ("member", "会员号", "Member number", True, True, False, 40),
    ("taobao", "淘宝", "Taobao", True, False, False, 50),
    ("douyin", "抖音", "Douyin", True, False, False, 51),
    ("jd", "京东", "JD", True, False, False, 52),
    ("xiaohongshu", "小红书", "Xiaohongshu", True, False, False, 53),
    ("youzan", "有赞", "Youzan", True, False, False, 54),
    ("phone", "手机号", "Phone", True, False, False, 60),
    ("email", "邮箱", "E-mail", True, False, False, 70),
    ("device", "设备", "Device", False, False, False, 1000),
)


def declare(apps, schema_editor):
    kinds = apps.get_model("people", "IdentifierKind")
    fields = ("name", "zh", "en", "strong", "single_valued", "scoped", "rank")
    kinds.objects.bulk_create([kinds(**dict(zip(fields, row, strict=True))) for row in OURS])


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]
    operations = [migrations.RunPython(declare, migrations.RunPython.noop)]
