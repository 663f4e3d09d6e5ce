"""What staff do in the console that is no other room's business."""

from datetime import datetime

from django.db import transaction

from siyu.commerce.actions import settle_everything
from siyu.console.facts import (
    BRAND_CHANGED,
    LANGUAGE_CHOSEN,
    PASSWORD_SET,
    SIGNED_IN,
    STAFF_INVITED,
    STAFF_LINKED,
)
from siyu.core import actions as core
from siyu.core.models import Brand, Staff
from siyu.core.queries import brand
from siyu.core.refusals import Refusal
from siyu.core.sample import keep_apart
from siyu.core.words import say
from siyu.core.zones import zone_exists
from siyu.facts.actions import one_writer, record


def invite_staff(*, email: str, role: str, name: str, actor: str, at: datetime) -> Staff:
    """Somebody new who may sign in."""
    keep_apart()
    with transaction.atomic():
        staff = core.add_staff(email=email, role=role, name=name, at=at)
        record(name=STAFF_INVITED.name, data={"email": staff.email, "role": role}, actor=actor, at=at)
    return staff


def link_staff(*, email: str, actor: str, at: datetime) -> str:
    """Another one-time link for somebody of the staff; answers its token, which is kept nowhere."""
    keep_apart()
    with transaction.atomic():
        token = core.issue_login_link(email=email.strip(), at=at)
        record(name=STAFF_LINKED.name, data={"email": email.strip().lower()}, actor=actor, at=at)
    return token


def note_sign_in(*, staff: Staff, by: str, at: datetime) -> None:
    """Somebody came in, by `password` or by `link`."""
    record(name=SIGNED_IN.name, data={"staff": staff.id, "by": by}, actor=staff.email, at=at)


def set_password(*, staff: Staff, password: str, at: datetime) -> None:
    """A password to sign in with, hashed by Argon2."""
    keep_apart()
    with transaction.atomic():
        staff.set_password(password)
        staff.save(update_fields=["password"])
        record(name=PASSWORD_SET.name, data={"staff": staff.id}, actor=staff.email, at=at)


def choose_language(*, staff: Staff, language: str, at: datetime) -> None:
    """The language in which somebody reads the console."""
    with transaction.atomic():
        Staff.objects.filter(id=staff.id).update(language=language)
        record(
            name=LANGUAGE_CHOSEN.name,
            data={"staff": staff.id, "language": language},
            actor=staff.email,
            at=at,
        )


def change_brand(
    *, name: str, zone: str, language: str, linkable_gap: float, actor: str, at: datetime
) -> Brand:
    """What the brand is called, where its days begin, when a comparison is undecided.

    A new zone moves the days of the ledger by entries. Times that were imported without an offset stay the
    moments that they were understood as.
    """
    if not zone_exists(zone):
        raise Refusal(
            say(f"没有时区“{zone}”,如 Asia/Shanghai", f"There is no zone “{zone}”, such as Asia/Shanghai")
        )
    if not 0 <= linkable_gap <= 1:
        raise Refusal(say("可追溯差距在 0 到 1 之间", "The linkable gap lies between 0 and 1"))
    with transaction.atomic():
        one_writer()
        before = brand()
        changed = core.change_brand(
            name=name.strip()[:100], zone=zone, language=language, linkable_gap=linkable_gap
        )
        record(
            name=BRAND_CHANGED.name,
            data={
                "name": changed.name,
                "zone": zone,
                "zone_before": before.zone,
                "linkable_gap": linkable_gap,
            },
            actor=actor,
            at=at,
        )
        if before.zone != zone:
            settle_everything(at=at)
    return changed
