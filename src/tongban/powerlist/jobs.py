"""What the list does without a person: a practice that nobody answered in time goes to the county government."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from tongban.powerlist.actions.practices import escalate_practices


@app.periodic(cron="20 17 * * *")
@app.task(name="powerlist.practices", queueing_lock="powerlist_practices")
def practices_round(timestamp: int) -> None:
    """At night: practices over their day."""
    escalate_practices(at=timezone.now())
