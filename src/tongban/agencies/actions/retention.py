"""The access log is kept as long as the rulebook says and then removed, in batches, each batch with its event."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.utils import timezone

from tongban.agencies.events import AccessLogSwept
from tongban.agencies.rules.keeping import days_kept
from tongban.kernel.actor import SYSTEM
from tongban.ledger.actions import append
from tongban.ledger.queries import head_seq
from tongban.rulebook.lookup import number

BATCH: Final = 10_000
SWEPT: Final = UUID("01900000-0000-7000-8000-0000000acce5")


def kept_since(at: datetime) -> datetime:
    """From which moment on entries of the access log are kept, as the rulebook of that day says."""
    today = timezone.localdate(at)
    return at - timedelta(days=days_kept(number("access_log.keep_days", today), number("access_log.least_days", today)))


def sweep_access_log(*, at: datetime, most: int = BATCH) -> int:
    """Removes what is over, `most` rows at a time; answers how many went. A night without such rows leaves no event."""
    before, gone = kept_since(at), 0
    while removed := _one_batch(before, most, at):
        gone += removed
    return gone


@transaction.atomic
def _one_batch(before: datetime, most: int, at: datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT agencies_sweep_access(%s, %s)", [before, most])
        removed = int(cursor.fetchone()[0])
    if removed:
        event = AccessLogSwept(rows=removed, before=before)
        append(event=event, subject=SWEPT, seq=head_seq("access_log", SWEPT) + 1, by=SYSTEM, at=at)
    return removed


def sweep_sessions(*, at: datetime) -> int:
    """Removes sessions that have ended and what they held; answers how many."""
    return Session.objects.filter(expire_date__lt=at).delete()[0]
