"""What centres do without a person: coming days open, bookings of past days close."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from tongban.centres.actions.bookings import close_past_bookings
from tongban.centres.actions.days import open_days


@app.periodic(cron="*/10 * * * *")
@app.task(name="centres.days", queueing_lock="centres_days")
def days_round(timestamp: int) -> None:
    """Every ten minutes: the coming working days are open, yesterday's bookings are closed."""
    open_days(at=timezone.now())
    close_past_bookings(at=timezone.now())
