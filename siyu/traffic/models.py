"""Platforms, placements, what they cost, and the touches they brought."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import MD5

from siyu.traffic.codes import ACTIONS, APPS, COST_KINDS, FORMS, PLATFORMS, WAYS


class Placement(models.Model):
    """A place of public traffic by its four names. A dimension: it exists when something names it."""

    platform = models.TextField()
    account = models.TextField()
    campaign = models.TextField()
    placement = models.TextField()

    class Meta:
        constraints: ClassVar = [
            # Four names of 255 wide characters are more than an index holds: the last is a digest in it.
            models.UniqueConstraint(
                "platform", "account", "campaign", MD5("placement"), name="placement_once"
            ),
            models.CheckConstraint(
                condition=Q(platform__in=list(PLATFORMS)), name="placement_platform_known"
            ),
        ]


class PlacementTerms(models.Model):
    """What the brand said of a placement: how its clicks are used, and whether it is paid for."""

    key = models.UUIDField(primary_key=True)
    placement = models.OneToOneField(Placement, on_delete=models.PROTECT)
    form = models.TextField(null=True)
    paid = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(form__isnull=True) | Q(form__in=list(FORMS)), name="placementterms_form_known"
            ),
        ]


class Entry(models.Model):
    """A door of the brand by its code. A dimension."""

    code = models.TextField(unique=True)
    from_text = models.BooleanField(default=False, db_default=False)
    """Some file had no code but a text (a source, a tag) that stands for the entry."""


class EntryDescription(models.Model):
    """What the brand said of an entry: its name, where it stands, where it leads."""

    key = models.UUIDField(primary_key=True)
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT)
    title = models.TextField()
    form = models.TextField(null=True)
    placement = models.ForeignKey(Placement, on_delete=models.PROTECT, null=True)
    url = models.TextField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(form__isnull=True) | Q(form__in=list(FORMS)), name="entrydescription_form_known"
            ),
        ]


class Target(models.Model):
    """Where an entry leads in one app, until it expires."""

    key = models.UUIDField(primary_key=True)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT)
    app = models.TextField()
    way = models.TextField()
    url = models.TextField(null=True)
    words = models.TextField(null=True)
    expires_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["entry", "app"], name="target_once_an_app"),
            models.CheckConstraint(condition=Q(app__in=list(APPS)), name="target_app_known"),
            models.CheckConstraint(condition=Q(way__in=list(WAYS)), name="target_way_known"),
        ]


class RootFile(models.Model):
    """A platform's verification file at the root of the brand's link domain."""

    name = models.TextField(primary_key=True)
    content = models.TextField()
    placed_at = models.DateTimeField()


class Spend(models.Model):
    """What a placement cost on a day, as the platform last reported it."""

    key = models.UUIDField(primary_key=True)
    date = models.DateField()
    placement = models.ForeignKey(Placement, on_delete=models.PROTECT)
    cost_fen = models.BigIntegerField()
    rebate_fen = models.BigIntegerField(null=True)
    impressions = models.BigIntegerField(null=True)
    clicks = models.BigIntegerField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["placement", "date"], name="spend_once_a_day"),
            models.CheckConstraint(condition=Q(cost_fen__gte=0), name="spend_cost_not_negative"),
        ]


class Touch(models.Model):
    """Somebody clicked or scanned an entry."""

    key = models.UUIDField(primary_key=True)
    touch_id = models.TextField()
    at = models.DateTimeField()
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, db_constraint=False)
    """Dimensions are never removed; a deferred check a row would hold millions of events in memory."""
    action = models.TextField(null=True)
    identifier_id = models.BigIntegerField(null=True)
    others = ArrayField(models.BigIntegerField(), default=list)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(action__isnull=True) | Q(action__in=list(ACTIONS)), name="touch_action_known"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["identifier_id"], name="touch_by_identifier", condition=Q(identifier_id__isnull=False)
            )
        ]


class Cost(models.Model):
    """Money spent on something other than the traffic itself."""

    key = models.UUIDField(primary_key=True)
    cost_id = models.TextField()
    date = models.DateField()
    kind = models.TextField()
    amount_fen = models.BigIntegerField()
    placement = models.ForeignKey(Placement, on_delete=models.PROTECT, null=True)
    identifier_id = models.BigIntegerField(null=True)
    others = ArrayField(models.BigIntegerField(), default=list)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=list(COST_KINDS)), name="cost_kind_known"),
            models.CheckConstraint(condition=Q(amount_fen__gte=0), name="cost_not_negative"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["identifier_id"], name="cost_by_identifier", condition=Q(identifier_id__isnull=False)
            )
        ]


class Arrival(models.Model):
    """What the link process saw of one coming to an entry, machines among them. Kept as it came.

    `why` is empty for a touch; else it says why it is none (a crawler, a preview, a prefetch …).
    """

    id = models.BigAutoField(primary_key=True)
    touch_id = models.TextField(unique=True)
    at = models.DateTimeField()
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, db_constraint=False)
    action = models.TextField()
    app = models.TextField()
    device = models.TextField()
    why = models.TextField(default="")
    outcome = models.TextField(default="")
    clicks = models.JSONField(default=dict)
    referrer = models.TextField(default="")
    query = models.TextField(default="")
    agent = models.TextField(default="")
    address = models.TextField(default="")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["entry", "at"], name="arrival_by_entry")]


class Spool(models.Model):
    """How far a segment of a link process's spool has come in; kept in the transaction that took it."""

    segment = models.TextField(primary_key=True)
    position = models.BigIntegerField(default=0)
