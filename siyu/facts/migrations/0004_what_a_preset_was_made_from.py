"""Which preset of ours an own one was made from; how many rows were refused as finer than our key."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("facts", "0003_shapes")]
    operations = [
        migrations.AddField("preset", "base", models.TextField(blank=True, default="")),
        migrations.AddField("import", "clashed", models.BigIntegerField(default=0)),
    ]
