"""Counting stored deadlines anew, after another work calendar was published and each night.

A stored deadline is a projection of the clock: it moves without an event of the case, and only while the case is as it
was read. Whoever acts meanwhile stores a deadline that is counted already.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import connection, transaction
from procrastinate.contrib.django import app

from tongban.agencies.queries import calendar
from tongban.cases.queries.recounted import Recounted, recounted

RECOUNT_TASK: Final = "cases.recount"

_CASE = """
UPDATE cases_case SET due_at = %s, promised_due_at = %s, provisional = %s, calendar_version = %s
 WHERE id = %s AND seq = %s
"""
_TASK = "UPDATE cases_task SET due_at = %s, provisional = %s WHERE id = %s AND seq = %s AND closed_at IS NULL"


def recount_deadlines(*, at: datetime) -> int:
    """Stores the deadlines of all open cases under the present calendar; answers how many cases moved.

    The same again moves nothing.
    """
    present, moved = calendar(), 0
    for batch in recounted(present, at):
        wanted = [case for case in batch if case.moves]
        if wanted:
            with transaction.atomic():
                for case in wanted:
                    _store(case, present.version)
        moved += len(wanted)
    return moved


def _store(case: Recounted, version: str) -> None:
    with connection.cursor() as cursor:
        if case.whole_moves:
            due = case.due.at if case.due else case.due_before
            promised = case.promised.at if case.promised else case.promised_before
            unsure = any(found.provisional for found in (case.due, case.promised) if found is not None)
            cursor.execute(_CASE, [due, promised, unsure, version, case.case_id, case.seq])
        for task in case.tasks:
            cursor.execute(_TASK, [task.after, task.provisional, task.id, task.seq])


def recount_later() -> None:
    """Leaves the recounting to the worker; asked for twice, the second time moves nothing."""
    app.configure_task(RECOUNT_TASK, allow_unknown=True).defer(timestamp=0)
