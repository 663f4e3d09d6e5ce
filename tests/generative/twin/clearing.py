"""Forgetting one world before the next, faster than a new database."""

from collections.abc import Mapping
from decimal import Decimal

from django.apps import apps
from django.db import connection

from siyu.commerce.actions import set_gross_margin
from siyu.core.models import Brand
from tests.conftest import AT

ROOMS = ("facts", "people", "traffic", "pool", "commerce", "ledger")
STAYS = {"people_identifierkind"}


def clear_everything(*, zone: str, margins: Mapping[str, str]) -> None:
    """Empty all tables of what happened, and set the brand's zone and the shops' margins."""
    tables = [
        model._meta.db_table
        for room in ROOMS
        for model in apps.get_app_config(room).get_models()
        if model._meta.db_table not in STAYS
    ]
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(tables)} CASCADE")
    Brand.objects.update(zone=zone)
    for shop, margin in margins.items():
        set_gross_margin(shop=shop, margin=Decimal(margin), actor="test", at=AT)
