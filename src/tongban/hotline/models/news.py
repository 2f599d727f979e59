"""What happened to orders that other platforms sent, in the order of the ledger: a projection, read from a mark."""

from __future__ import annotations

from django.db import models

from tongban.hotline.models.orders import Order


class OrderNews(models.Model):
    """One event of an order, for the platform whose number it bears. `no` grows as a single follower writes, so who
    asks from a mark misses nothing; `event` is the order that it happened to, another one where orders were joined."""

    no = models.BigAutoField(primary_key=True)
    origin = models.CharField(max_length=40)
    order = models.ForeignKey(Order, models.PROTECT, related_name="+", db_index=False)
    event = models.UUIDField()
    seq = models.IntegerField()
    what = models.CharField(max_length=16)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["order", "event", "seq"], name="order_news_once")]
        indexes = [models.Index(fields=["origin", "no"], name="order_news_since")]

    def __str__(self) -> str:
        return f"{self.no} {self.what}"
