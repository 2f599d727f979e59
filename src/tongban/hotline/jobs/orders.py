"""The worker's round of orders: what nobody objected to is closed, what nobody did in time becomes an alarm."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from tongban.hotline.actions import alarms, closing


@app.periodic(cron="* * * * *")
@app.task(name="hotline.orders", queueing_lock="hotline_orders")
def orders_round(timestamp: int) -> None:
    """Every minute: answered orders whose days for an objection are over, then steps over their time."""
    now = timezone.now()
    while closing.close_silent(at=now) >= closing.BATCH:
        pass
    while alarms.raise_alarms(at=now) >= alarms.BATCH:
        pass
