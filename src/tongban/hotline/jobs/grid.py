"""The worker's round of grid events: whoever stayed silent past the hours is escalated."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from tongban.hotline.actions.grid import escalate_silent


@app.periodic(cron="* * * * *")
@app.task(name="hotline.grid", queueing_lock="hotline_grid")
def grid_round(timestamp: int) -> None:
    """Every minute: bodies that have not answered in their hours."""
    escalate_silent(at=timezone.now())
