"""The worker's regular rounds over cases: what time alone does to them, filing, what is left to be told.

Hours of a round are read in UTC: 19:10 there is ten past three at night in China.
"""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from tongban.cases.actions.archive import archive_closed
from tongban.cases.actions.bundles import go_on_bundles
from tongban.cases.actions.deferring import remind_of_supplies as remind_of_deferrals
from tongban.cases.actions.drafts import sweep_drafts
from tongban.cases.actions.recount import RECOUNT_TASK, recount_deadlines
from tongban.cases.actions.reminding import leave_digests, remind_of_supplies
from tongban.cases.actions.renewal import deem_renewals
from tongban.cases.actions.sweeps import deem_silent_cases, issue_waiting_results
from tongban.cases.actions.waits import end_waits
from tongban.kernel.actor import SYSTEM


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="cases_deem")
def deem_round(timestamp: int) -> None:
    """Every minute: five days that passed in silence."""
    deem_silent_cases(at=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="cases_renewals")
def renewals_round(timestamp: int) -> None:
    """Every minute, so also when the day turns: renewals whose certificate expired undecided (art. 50)."""
    deem_renewals(at=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="cases_waits")
def waits_round(timestamp: int) -> None:
    """Every minute: notices in villages whose days have passed."""
    end_waits(at=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="cases_issue")
def issue_round(timestamp: int) -> None:
    """Every minute: results that wait for the system."""
    issue_waiting_results(at=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="cases_bundles")
def bundles_round(timestamp: int) -> None:
    """Every minute: members of bundles whose turn has come."""
    go_on_bundles(at=timezone.now())


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="cases_archive")
def archive_round(timestamp: int) -> None:
    """Every five minutes: ended cases that are not filed yet."""
    archive_closed(at=timezone.now())


@app.periodic(cron="10 19 * * *")
@app.task(queueing_lock="cases_drafts")
def drafts_round(timestamp: int) -> None:
    """At night: drafts past their day."""
    sweep_drafts(at=timezone.now(), by=SYSTEM)


@app.periodic(cron="40 19 * * *")
@app.task(name=RECOUNT_TASK)
def recount_round(timestamp: int) -> None:
    """At night, and when another work calendar was published: the stored deadlines of open cases counted anew."""
    recount_deadlines(at=timezone.now())


@app.periodic(cron="*/5 * * * *")
@app.task(name="cases.digest", queueing_lock="cases_digest")
def digest_round(timestamp: int) -> None:
    """Every five minutes: the morning's one message for each official, and papers that are nearly due."""
    leave_digests(at=timezone.now())
    remind_of_supplies(at=timezone.now())


@app.periodic(cron="0 1 * * *")
@app.task(queueing_lock="cases_follow")
def following_round(timestamp: int) -> None:
    """In the morning: applicants whose papers are to follow soon."""
    remind_of_deferrals(at=timezone.now())
