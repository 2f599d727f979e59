"""The worker's rounds with 110: every minute, and at once when something was handed over."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from tongban.hotline.actions.carrying import carry
from tongban.hotline.actions.police import NOW_TASK


@app.periodic(cron="* * * * *")
@app.task(name="hotline.police", queueing_lock="hotline_police")
def police_round(timestamp: int) -> None:
    """Every minute: what waits to be told, and what 110 has put out."""
    carry(at=timezone.now())


@app.task(name=NOW_TASK)
def police_now(timestamp: int) -> None:
    """At once, for a transfer; what cannot be carried now is in the next round."""
    carry(at=timezone.now())
