"""Identifiers, and the people they belong to."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q


class IdentifierKind(models.Model):
    """A kind of identifier; more can be declared."""

    name = models.TextField(unique=True)
    zh = models.TextField()
    en = models.TextField()
    strong = models.BooleanField(default=True)
    single_valued = models.BooleanField(default=False)
    scoped = models.BooleanField(default=False)
    rank = models.IntegerField()
    """Strongest first."""
    declared = models.BooleanField(default=False)
    """Declared by the brand, rather than ours."""


class Person(models.Model):
    """Somebody, whatever names they go by. The id is opaque, and never removed: an empty one may be filled
    again."""

    id = models.BigAutoField(primary_key=True)
    created_at = models.DateTimeField()
    anchor = models.BigIntegerField(null=True)
    """The identifier by which the person was first known. Whoever holds it now is meant by this id: so the
    older of two merged people keeps the id, an un-merge gives the younger one back, and an old address
    finds the living."""
    in_doubt = models.BooleanField(default=False)
    """A link to one of the identifiers is refused, or a human ruled on one: new evidence is judged link by
    link."""

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["anchor"], name="person_anchor_once")]


class Identifier(models.Model):
    """A name under which a platform or shop knows somebody. Never removed; its id stays."""

    id = models.BigAutoField(primary_key=True)
    kind = models.TextField()
    app = models.TextField(default="", blank=True)
    value = models.TextField()
    person_id = models.BigIntegerField(null=True)
    seen = models.BooleanField(default=True)
    """Some row names it now; false when every row that did was withdrawn or restated."""

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "app", "value"], name="identifier_once")
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["person_id", "kind"],
                name="identifier_by_person",
                condition=Q(person_id__isnull=False),
            ),
            models.Index(fields=["value"], name="identifier_by_value"),
        ]


class Sighting(models.Model):
    """Two identifiers shown by one row: the evidence that they belong together."""

    id = models.BigAutoField(primary_key=True)
    source_key = models.UUIDField()
    rank = models.SmallIntegerField()
    at = models.DateTimeField()
    row_key = models.TextField(db_collation="C")
    a = models.BigIntegerField()
    b = models.BigIntegerField()
    idx = models.SmallIntegerField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["source_key", "idx"], name="sighting_once")]
        indexes: ClassVar = [
            models.Index(fields=["a", "b"], name="sighting_by_a"),
            models.Index(fields=["b"], name="sighting_by_b"),
        ]


class Link(models.Model):
    """A pair of identifiers, with the sighting that first showed it and what was judged of it."""

    id = models.BigAutoField(primary_key=True)
    a = models.BigIntegerField()
    b = models.BigIntegerField()
    at = models.DateTimeField()
    rank = models.SmallIntegerField()
    row_key = models.TextField(db_collation="C")
    idx = models.SmallIntegerField()
    standing = models.TextField(default="joined")
    reason = models.TextField(default="", blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["a", "b"], name="link_once"),
            models.CheckConstraint(condition=Q(a__lt=F("b")), name="link_is_ordered"),
            models.CheckConstraint(
                condition=Q(standing__in=["joined", "refused"]), name="link_standing_known"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["b"], name="link_by_b"),
            models.Index(fields=["a"], name="link_refused_by_a", condition=Q(standing="refused")),
            models.Index(fields=["b"], name="link_refused_by_b", condition=Q(standing="refused")),
        ]


class Ruling(models.Model):
    """What a human decided of two identifiers: one person, or two."""

    act = models.TextField()
    a = models.BigIntegerField()
    b = models.BigIntegerField()
    actor = models.TextField()
    at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    decision = models.BigIntegerField(null=True)
    """The fact of the act that this ruling is part of; one act may rule on many pairs."""

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(act__in=["merge", "split"]), name="ruling_act_known"),
            models.CheckConstraint(condition=~Q(a=F("b")), name="ruling_of_two"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["a"], name="ruling_by_a"),
            models.Index(fields=["b"], name="ruling_by_b"),
            models.Index(fields=["decision"], name="ruling_by_decision"),
        ]
