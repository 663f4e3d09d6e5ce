"""What was said, by whom, in which import."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q


class Import(models.Model):
    """One coming-in of one or more files of a kind. A withdrawn one counts nowhere, and may come again."""

    STATES = ("waiting", "running", "done", "failed", "cancelled", "withdrawn")

    kind = models.TextField()
    state = models.TextField(default="waiting")
    files = models.JSONField(default=list)
    """[{"name", "path", "sha256"}]: what the person called it, where it lies, what was in it."""
    mapping = models.JSONField(null=True)
    """{header of theirs: column of ours, or null for an extra}; null: recognise by name."""
    constants = models.JSONField(default=dict)
    reading = models.JSONField(default=dict)
    """The shape in which the files are read, as the preset said it then; empty: as they stand."""
    preset = models.TextField(default="", blank=True)
    language = models.TextField(default="zh")
    actor = models.TextField(default="")
    rows = models.BigIntegerField(default=0)
    accepted = models.BigIntegerField(default=0)
    duplicate = models.BigIntegerField(default=0)
    restated = models.BigIntegerField(default=0)
    rejected = models.BigIntegerField(default=0)
    left_out = models.BigIntegerField(default=0)
    """Rows that are no rows (totals, unpaid, closed): in none of the counts above."""
    combined_from = models.BigIntegerField(default=0)
    """How many rows of the files were added up into those counted; 0 where nothing was."""
    clashed = models.BigIntegerField(default=0)
    """Of those refused, how many share a key with another row of their file that says something else."""
    rejects_file = models.TextField(null=True)
    reasons = models.JSONField(default=list)
    """The commonest reasons of refusal: [{"column", "why", "rows"}]."""
    progress_done = models.BigIntegerField(default=0)
    progress_total = models.BigIntegerField(default=0)
    stage = models.TextField(default="")
    problem = models.TextField(default="", blank=True)
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.TextField(default="", blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "running", "done", "failed", "cancelled", "withdrawn"]),
                name="import_state_known",
            ),
            models.CheckConstraint(
                condition=~Q(state="done")
                | Q(rows=F("accepted") + F("duplicate") + F("restated") + F("rejected")),
                name="import_counts_add_up",
            ),
            models.CheckConstraint(
                condition=Q(state="withdrawn", withdrawn_at__isnull=False)
                | (~Q(state="withdrawn") & Q(withdrawn_at__isnull=True)),
                name="import_withdrawn_at_with_state",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["-created_at"], name="import_newest")]


class Fact(models.Model):
    """Something that happened or was said. Never changed, never removed."""

    id = models.BigAutoField(primary_key=True)
    name = models.TextField()
    key = models.UUIDField(null=True)
    """For facts that state a row of a kind: which row."""
    import_id = models.BigIntegerField(null=True)
    row = models.BigIntegerField(null=True)
    data = models.JSONField()
    extras = models.JSONField(null=True)
    actor = models.TextField(default="")
    recorded_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["key"], name="fact_by_key", condition=Q(key__isnull=False)),
            models.Index(fields=["import_id"], name="fact_by_import", condition=Q(import_id__isnull=False)),
            models.Index(fields=["name", "-id"], name="fact_of_people", condition=Q(key__isnull=True)),
        ]


class Preset(models.Model):
    """A remembered way to read a platform's file: their headers, our columns, what it does not say."""

    name = models.TextField()
    kind = models.TextField()
    mapping = models.JSONField(default=dict)
    constants = models.JSONField(default=dict)
    reading = models.JSONField(default=dict)
    """The shape of the file, in the words of a built-in preset."""
    base = models.TextField(default="", blank=True)
    """The built-in preset it was made from; empty when a person made it from the header alone."""
    fingerprint = models.TextField(default="", blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["name"], name="preset_name_once")]
        indexes: ClassVar = [models.Index(fields=["kind", "fingerprint"], name="preset_by_header")]
