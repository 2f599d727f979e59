"""What this thing does without a person: publishing the official calendar, and at night clearing what is over.

Hours of a round are read in UTC.
"""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from tongban.agencies.actions import publish_calendar
from tongban.agencies.actions.answers import sweep_answers
from tongban.agencies.actions.retention import sweep_access_log, sweep_sessions
from tongban.kernel.actor import SYSTEM
from tongban.rulebook.calendar_seed import SEED_VERSION, seed_rows

SEED_SOURCE = "国务院办公厅关于部分节假日安排的通知（历年）"


def seed_calendar() -> None:
    """Publishes the rulebook's calendar once; the same version again changes nothing."""
    publish_calendar(version=SEED_VERSION, days=dict(seed_rows()), source=SEED_SOURCE, by=SYSTEM, at=timezone.now())


@app.periodic(cron="20 19 * * *")
@app.task(queueing_lock="agencies_answers")
def answers_round(timestamp: int) -> None:
    """At night: answers kept for repeated requests, past their time."""
    sweep_answers(at=timezone.now())


@app.periodic(cron="30 19 * * *")
@app.task(queueing_lock="agencies_access_log")
def access_log_round(timestamp: int) -> None:
    """At night: who opened whose data, once it was kept as long as the rulebook says; and ended sessions."""
    sweep_access_log(at=timezone.now())
    sweep_sessions(at=timezone.now())
