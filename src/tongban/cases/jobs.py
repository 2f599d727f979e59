"""The worker's regular rounds over cases: deemed acceptance, waiting results, expired drafts."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from tongban.cases.actions.drafts import sweep_drafts
from tongban.cases.actions.sweeps import deem_silent_cases, issue_waiting_results
from tongban.kernel.actor import SYSTEM


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="cases_deem")
def deem_round(timestamp: int) -> None:
    """Every minute: five days that passed in silence."""
    deem_silent_cases(at=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="cases_issue")
def issue_round(timestamp: int) -> None:
    """Every minute: results that wait for the system."""
    issue_waiting_results(at=timezone.now())


@app.periodic(cron="10 3 * * *")
@app.task(queueing_lock="cases_drafts")
def drafts_round(timestamp: int) -> None:
    """At night: drafts past their day."""
    sweep_drafts(at=timezone.now(), by=SYSTEM)
