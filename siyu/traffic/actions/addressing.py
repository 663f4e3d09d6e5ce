"""The brand's own domain: its address, and the files that platforms want at its root."""

from datetime import datetime

from django.db import transaction

from siyu.core.actions import set_link_url
from siyu.core.queries import brand
from siyu.core.refusals import Refusal
from siyu.core.words import say
from siyu.facts.actions import record
from siyu.traffic.actions.publishing import announce_entries
from siyu.traffic.facts import ADDRESS_SET, FILE_PLACED, FILE_REMOVED
from siyu.traffic.models import RootFile
from siyu.traffic.rules import address_of, wrong_root_file


def set_address(*, url: str, actor: str, at: datetime) -> str:
    """Set the address of links; empty takes it away. Refuses what is no address."""
    address = address_of(url) if url.strip() else ""
    if address is None:
        raise Refusal(
            say(
                f"“{url}”不是域名地址,如 https://go.example.com(不带路径)",
                f"“{url}” is no address such as https://go.example.com (without a path)",
            )
        )
    with transaction.atomic():
        before = brand().link_url
        set_link_url(url=address)
        record(name=ADDRESS_SET.name, data={"url": address, "url_before": before}, actor=actor, at=at)
    return address


def place_root_file(*, name: str, content: str, actor: str, at: datetime) -> None:
    """Put a platform's verification file at the root of the link domain; the same name replaces it."""
    wrong = wrong_root_file(name, content)
    if wrong is not None:
        raise Refusal(wrong)
    with transaction.atomic():
        RootFile.objects.update_or_create(name=name, defaults={"content": content, "placed_at": at})
        record(name=FILE_PLACED.name, data={"name": name}, actor=actor, at=at)
        announce_entries()


def remove_root_file(*, name: str, actor: str, at: datetime) -> None:
    """Take a verification file away; one that is not there stays so."""
    with transaction.atomic():
        removed, _ = RootFile.objects.filter(name=name).delete()
        if removed:
            record(name=FILE_REMOVED.name, data={"name": name}, actor=actor, at=at)
            announce_entries()
