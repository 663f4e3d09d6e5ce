"""The brand, its staff, and how they sign in."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower


class Brand(models.Model):
    """The one brand of this installation."""

    name = models.TextField(default="")
    zone = models.TextField(default="Asia/Shanghai")
    language = models.TextField(default="zh")
    linkable_gap = models.FloatField(default=0.2)
    """How far the linkable shares of two placements may differ before their comparison is undecided."""

    link_url = models.TextField(default="", blank=True)
    """The brand's own domain for links and codes; empty while nobody has said."""

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(id=1), name="brand_is_one"),
            models.CheckConstraint(condition=Q(language__in=["zh", "en"]), name="brand_language_known"),
            models.CheckConstraint(
                condition=Q(linkable_gap__gte=0, linkable_gap__lte=1), name="brand_gap_is_share"
            ),
        ]


class StaffQuery(BaseUserManager["Staff"]):
    """Finding staff by the name they sign in with."""

    def get_by_natural_key(self, username: str | None) -> "Staff":
        return self.get(email__iexact=username)


class Staff(AbstractBaseUser):
    """Somebody who may sign in to the console."""

    ROLES = ("owner", "buyer", "operator", "associate", "analyst")

    email = models.EmailField(unique=True)
    name = models.TextField(default="", blank=True)
    role = models.TextField(default="owner")
    language = models.TextField(default="zh")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = StaffQuery()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("email"), name="staff_email_once"),
            models.CheckConstraint(
                condition=Q(role__in=["owner", "buyer", "operator", "associate", "analyst"]),
                name="staff_role_known",
            ),
            models.CheckConstraint(condition=Q(language__in=["zh", "en"]), name="staff_language_known"),
        ]

    def __str__(self) -> str:
        return self.name or self.email


class LoginLink(models.Model):
    """A link that signs somebody in once. Only the digest of its token is kept."""

    digest = models.TextField(unique=True)
    staff = models.ForeignKey(Staff, on_delete=models.CASCADE)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class SignInAttempt(models.Model):
    """A wrong password, kept for a while so that guessing becomes slow."""

    email = models.TextField()
    address = models.TextField(default="")
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["email", "at"], name="attempt_by_email")]
