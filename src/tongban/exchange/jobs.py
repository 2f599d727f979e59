"""What the exchange does by itself: fetch what systems have put out, and send what waits."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from procrastinate.contrib.django import app

from tongban.exchange.actions.fetching import fetch_all
from tongban.exchange.actions.sending import send_waiting


@app.periodic(cron="* * * * *")
@app.task(name="exchange.send", queueing_lock="exchange.send")
def send(timestamp: int) -> int:
    """Sends what is due; answers how many records were taken."""
    return sum(send_waiting(at=_now()).values())


@app.periodic(cron="*/2 * * * *")
@app.task(name="exchange.fetch", queueing_lock="exchange.fetch")
def fetch(timestamp: int) -> int:
    """Reads every system that gives cases; answers how many cases were new or moved."""
    return fetch_all(at=_now())


def _now() -> datetime:
    return timezone.now()
