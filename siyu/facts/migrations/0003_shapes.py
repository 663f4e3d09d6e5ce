"""The shape in which a preset and an import read a file; rows left out, and rows that were added up."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("facts", "0002_fold")]
    operations = [
        migrations.AddField("import", "reading", models.JSONField(default=dict)),
        migrations.AddField("import", "left_out", models.BigIntegerField(default=0)),
        migrations.AddField("import", "combined_from", models.BigIntegerField(default=0)),
        migrations.AddField("preset", "reading", models.JSONField(default=dict)),
    ]
