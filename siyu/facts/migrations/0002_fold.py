"""The aggregate that folds what was said of a key: later columns replace earlier ones."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("facts", "0001_initial")]
    operations = [
        migrations.RunSQL(
            "CREATE AGGREGATE facts_fold(jsonb) (SFUNC = jsonb_concat, STYPE = jsonb, INITCOND = '{}')",
            "DROP AGGREGATE facts_fold(jsonb)",
        )
    ]
