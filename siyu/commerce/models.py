"""Shops, orders, refunds."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q


class Shop(models.Model):
    """A shop by its name; its gross margin stands in where orders do not say what the goods cost."""

    name = models.TextField(unique=True)
    gross_margin = models.DecimalField(max_digits=5, decimal_places=4, null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(gross_margin__isnull=True) | Q(gross_margin__gte=0, gross_margin__lte=1),
                name="shop_margin_is_share",
            )
        ]


class Order(models.Model):
    """A paid order."""

    key = models.UUIDField(primary_key=True)
    order_id = models.TextField()
    shop = models.ForeignKey(Shop, on_delete=models.PROTECT, db_constraint=False)
    paid_at = models.DateTimeField()
    amount_fen = models.BigIntegerField()
    cost_of_goods_fen = models.BigIntegerField(null=True)
    shipping_cost_fen = models.BigIntegerField(null=True)
    platform_fee_fen = models.BigIntegerField(null=True)
    entry_id = models.BigIntegerField(null=True)
    identifier_id = models.BigIntegerField(null=True)
    others = ArrayField(models.BigIntegerField(), default=list)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(amount_fen__gte=0), name="order_amount_not_negative")
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["identifier_id"], name="order_by_identifier", condition=Q(identifier_id__isnull=False)
            ),
            models.Index(fields=["entry_id"], name="order_by_entry", condition=Q(entry_id__isnull=False)),
        ]


class Refund(models.Model):
    """Money given back. One whose order has not come waits: it is in no number."""

    key = models.UUIDField(primary_key=True)
    refund_id = models.TextField()
    shop = models.ForeignKey(Shop, on_delete=models.PROTECT, db_constraint=False)
    order_id = models.TextField()
    order_key = models.UUIDField()
    at = models.DateTimeField()
    amount_fen = models.BigIntegerField()
    cost_of_goods_back_fen = models.BigIntegerField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(amount_fen__gte=0), name="refund_amount_not_negative")
        ]
        indexes: ClassVar = [models.Index(fields=["order_key"], name="refund_by_order")]
