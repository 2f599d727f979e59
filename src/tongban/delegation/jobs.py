"""What delegation does without a person: a power that changed hands is handed over when its moment has come."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from tongban.delegation.actions.handover import hand_over_due


@app.periodic(cron="* * * * *")
@app.task(name="delegation.handover", queueing_lock="delegation_handover")
def handover_round(timestamp: int) -> None:
    """Every minute: records of handovers that are due, with the open cases that go along."""
    hand_over_due(at=timezone.now())
