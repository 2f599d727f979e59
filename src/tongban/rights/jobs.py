"""What this thing does without a person: at night it erases what was kept only because the law said so.

Hours of a round are read in UTC.
"""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from tongban.rights.actions.erasing import finish_erasures


@app.periodic(cron="50 19 * * *")
@app.task(queueing_lock="rights_finish")
def finish_round(timestamp: int) -> None:
    """At night: persons who asked to be erased and of whom the law keeps nothing any more."""
    finish_erasures(at=timezone.now())
