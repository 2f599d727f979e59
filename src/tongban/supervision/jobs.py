"""The worker's rounds of supervision: what time alone has broken, and the morning's message."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from tongban.supervision.actions.telling import leave_card_digests
from tongban.supervision.actions.watching import BATCH, fire_due


@app.periodic(cron="* * * * *")
@app.task(name="supervision.due", queueing_lock="supervision_due")
def due_round(timestamp: int) -> None:
    """Every minute: limits that have passed."""
    while fire_due(at=timezone.now()) >= BATCH:
        pass


@app.periodic(cron="*/5 * * * *")
@app.task(name="supervision.digest", queueing_lock="supervision_digest")
def digest_round(timestamp: int) -> None:
    """Every five minutes: the morning's message with new yellow and blue cards, once."""
    leave_card_digests(at=timezone.now())
