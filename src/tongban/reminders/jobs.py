"""The worker's rounds over the outbox."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from tongban.reminders.actions.sending import BATCH, send_due


@app.periodic(cron="* * * * *")
@app.task(name="reminders.send", queueing_lock="reminders_send")
def send_round(timestamp: int) -> None:
    """Every minute: what is due goes out, batch by batch."""
    while send_due(at=timezone.now()) == BATCH:
        pass
