"""Who joined which pool, who left it, who is there, and what was only counted."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q


class PoolKind(models.Model):
    """A kind of pool the brand declared beside ours."""

    code = models.TextField(unique=True)
    zh = models.TextField()
    en = models.TextField()


class Join(models.Model):
    """Somebody came into a pool."""

    key = models.UUIDField(primary_key=True)
    at = models.DateTimeField()
    pool = models.TextField()
    pool_id = models.TextField()
    seat = models.TextField(null=True)
    entry_id = models.BigIntegerField(null=True)
    identifier_id = models.BigIntegerField()
    others = ArrayField(models.BigIntegerField(), default=list)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["identifier_id"], name="join_by_identifier"),
            models.Index(fields=["entry_id"], name="join_by_entry", condition=Q(entry_id__isnull=False)),
        ]


class Leave(models.Model):
    """Somebody left a pool."""

    key = models.UUIDField(primary_key=True)
    at = models.DateTimeField()
    pool = models.TextField()
    pool_id = models.TextField()
    seat = models.TextField(null=True)
    by = models.TextField(null=True)
    identifier_id = models.BigIntegerField()
    others = ArrayField(models.BigIntegerField(), default=list)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["identifier_id"], name="leave_by_identifier")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(by__isnull=True) | Q(by__in=["customer", "staff"]), name="leave_by_known"
            )
        ]


class Presence(models.Model):
    """Somebody stands in a list of everybody who is in a pool on a day."""

    key = models.UUIDField(primary_key=True)
    day = models.DateField()
    pool = models.TextField()
    pool_id = models.TextField()
    seat = models.TextField(null=True)
    at = models.DateTimeField(null=True)
    """When they joined, where the list says so."""
    entry_id = models.BigIntegerField(null=True)
    identifier_id = models.BigIntegerField()
    others = ArrayField(models.BigIntegerField(), default=list)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["identifier_id"], name="presence_by_identifier"),
            models.Index(fields=["pool", "pool_id", "seat", "day"], name="presence_by_list"),
            models.Index(fields=["entry_id"], name="presence_by_entry", condition=Q(entry_id__isnull=False)),
        ]


class Count(models.Model):
    """How many came to and left a pool on a day, by entry, where a platform only counts them."""

    key = models.UUIDField(primary_key=True)
    date = models.DateField()
    pool = models.TextField()
    pool_id = models.TextField()
    entry_id = models.BigIntegerField(null=True)
    joined = models.BigIntegerField(null=True)
    """Null: not stated, which is not 0."""
    departed = models.BigIntegerField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(joined__gte=0), name="count_joined_not_negative"),
            models.CheckConstraint(condition=Q(departed__gte=0), name="count_departed_not_negative"),
            models.UniqueConstraint(
                fields=["date", "pool", "pool_id", "entry_id"],
                name="count_once_a_day",
                nulls_distinct=False,
            ),
        ]
