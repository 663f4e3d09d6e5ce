"""Money, entry by entry."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from siyu.ledger.rules import KINDS


class Entry(models.Model):
    """One sum of one kind on one day, with its source row. Never changed: a correction is another entry."""

    id = models.BigAutoField(primary_key=True)
    day = models.DateField()
    kind = models.TextField()
    amount_fen = models.BigIntegerField()
    """What the brand receives is positive, what it pays negative."""
    source = models.TextField()
    source_key = models.UUIDField()
    placement_id = models.BigIntegerField(null=True)
    identifier_id = models.BigIntegerField(null=True)
    assumed = models.BooleanField(default=False)
    """A cost of goods that the shop's margin setting supplies."""
    import_id = models.BigIntegerField(null=True)
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "entries"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=list(KINDS)), name="entry_kind_known"),
            models.CheckConstraint(condition=~Q(amount_fen=0), name="entry_is_of_something"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["source_key"], name="entry_by_source"),
            models.Index(fields=["day"], name="entry_by_day"),
        ]
