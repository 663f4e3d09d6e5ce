"""The brand and its staff: the acts every other room may need."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction

from siyu.core.models import Brand, LoginLink, SignInAttempt, Staff
from siyu.core.refusals import Refusal
from siyu.core.words import say

LINK_LIFETIME = timedelta(hours=24)
OWNER_EMAIL = "owner@siyu.local"
"""The account behind the sign-in link of `siyu up`, until the owner puts their own address there."""


def digest_of(token: str) -> str:
    """What is kept of a one-time token: never the token itself."""
    return hashlib.sha256(token.encode()).hexdigest()


def ensure_brand(*, at: datetime) -> Brand:
    """The brand of this installation, made on the first call: zone Asia/Shanghai, Chinese first."""
    Brand.objects.bulk_create([Brand(id=1)], ignore_conflicts=True)
    Staff.objects.bulk_create([Staff(email=OWNER_EMAIL, password="!", created_at=at)], ignore_conflicts=True)
    return Brand.objects.get(id=1)


def change_brand(*, name: str, zone: str, language: str, linkable_gap: float) -> Brand:
    """Set what the brand is called, its zone, its first language and when a comparison is undecided."""
    Brand.objects.filter(id=1).update(name=name, zone=zone, language=language, linkable_gap=linkable_gap)
    return Brand.objects.get(id=1)


def set_link_url(*, url: str) -> None:
    """Set the brand's own address of links."""
    Brand.objects.filter(id=1).update(link_url=url)


def add_staff(*, email: str, role: str, name: str = "", at: datetime) -> Staff:
    """Somebody who may sign in; refuses an unknown role and an address that is taken."""
    if role not in Staff.ROLES:
        known = ", ".join(Staff.ROLES)
        raise Refusal(
            say(f"没有角色“{role}”,可选:{known}", f"There is no role “{role}”; choose one of {known}")
        )
    address = email.strip().lower()
    if "@" not in address or address.startswith("@") or address.endswith("@"):
        raise Refusal(say(f"“{email}”不是邮箱地址", f"“{email}” is no e-mail address"))
    if Staff.objects.filter(email__iexact=address).exists():
        raise Refusal(say(f"{address} 已经在了", f"{address} is already there"))
    return Staff.objects.create(email=address, role=role, name=name, password="!", created_at=at)


def issue_login_link(*, email: str | None, at: datetime) -> str:
    """A token that signs this person (or the owner) in once, within a day. Returned once, kept never."""
    with transaction.atomic():
        LoginLink.objects.filter(expires_at__lt=at).delete()
        people = Staff.objects.filter(is_active=True)
        staff = (
            people.filter(email__iexact=email).first()
            if email
            else people.filter(role="owner").order_by("id").first()
        )
        if staff is None:
            raise Refusal(say(f"没有这个人:{email}", f"There is nobody called {email}"))
        token = secrets.token_urlsafe(24)
        LoginLink.objects.create(
            digest=digest_of(token), staff=staff, created_at=at, expires_at=at + LINK_LIFETIME
        )
    return token


def spend_login_link(*, token: str, at: datetime) -> Staff | None:
    """Whom the link signs in; None when it is unknown, used or too old. Two at once: one gets it."""
    spent = LoginLink.objects.filter(
        digest=digest_of(token), used_at__isnull=True, expires_at__gt=at, staff__is_active=True
    ).update(used_at=at)
    return LoginLink.objects.get(digest=digest_of(token)).staff if spent else None


def note_wrong_password(*, email: str, address: str, at: datetime) -> None:
    """Keep a wrong guess, so that guessing becomes slow; old ones go."""
    SignInAttempt.objects.filter(at__lt=at - timedelta(days=1)).delete()
    SignInAttempt.objects.create(email=email.strip().lower()[:254], address=address, at=at)
