"""The kind of identifier that is made of a row which shows nobody."""

from django.db import migrations


def declare(apps, schema_editor):
    kinds = apps.get_model("people", "IdentifierKind")
    if not kinds.objects.filter(name="alone").exists():
        kinds.objects.create(name="alone", zh="一行一人", en="A row of its own", strong=True, rank=90)


class Migration(migrations.Migration):
    dependencies = [("people", "0003_the_anchor_of_a_person")]
    operations = [migrations.RunPython(declare, migrations.RunPython.noop)]
