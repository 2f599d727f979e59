"""What delegation does without a person: powers are handed over when their moment has come; long acts are done."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from tongban.delegation.actions.handover import hand_over_due
from tongban.delegation.actions.longacts import LONG_TASK, carry_out


@app.periodic(cron="* * * * *")
@app.task(name="delegation.handover", queueing_lock="delegation_handover")
def handover_round(timestamp: int) -> None:
    """Every minute: records of handovers that are due, with the open cases that go along."""
    hand_over_due(at=timezone.now())


@app.task(name=LONG_TASK)
def long_act(long_id: str) -> None:
    """An activation or a draft of very many lines; harmless when it was taken already."""
    carry_out(long_id=UUID(long_id), at=timezone.now())
