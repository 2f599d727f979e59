"""What applicants are told when their case moves: the follower leaves a reminder in the outbox for the news.

It runs beside the acts, so a fault here never delays one. Old news is passed over: nobody is told today of what
happened weeks ago because a follower begins or catches up.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final
from uuid import UUID

from django.utils import timezone

from tongban.cases.actions.reminding import (
    tell_kept_back,
    tell_noticed,
    tell_outcome,
    tell_promise_broken,
    tell_published_again,
)
from tongban.ledger.events import Entry
from tongban.ledger.followers import register
from tongban.rulebook.lookup import number

PROMISE: Final = "due.promise"


def tell_applicants(entry: Entry) -> None:
    """One event of a case: whoever applied is told of a notice, a decision, a non-acceptance, of keeping it back.

    And of the red card that supervision raises when the time promised for a case has passed (S-17).
    """
    if entry.type == "card.raised" and entry.data["rule"] == PROMISE and _news(entry):
        tell_promise_broken(case_id=UUID(str(entry.data["subject"])), at=entry.at)
    if entry.kind == "withholding" and _news(entry):
        _tell_of_withholding(entry)
    if entry.kind != "case" or not _news(entry):
        return
    case_id: UUID = entry.subject
    if entry.type == "case.notified":
        tell_noticed(case_id=case_id, no=int(entry.data["no"]), points=len(entry.data["points"]), at=entry.at)
    elif entry.type == "case.not_accepted":
        tell_outcome(case_id=case_id, kind="not_accepted", at=entry.at)
    elif entry.type == "case.decided":
        granted = entry.data["decision"] == "grant"
        tell_outcome(case_id=case_id, kind="granted" if granted else "refused", at=entry.at)
        if granted:  # it may have been decided before that the licence stays out of the register
            tell_kept_back(case_id=case_id, at=entry.at)


def _tell_of_withholding(entry: Entry) -> None:
    case_id = UUID(str(entry.data["case"]))
    if entry.type == "withholding.decided" and entry.data["kept"]:
        tell_kept_back(case_id=case_id, at=entry.at)
    elif entry.type == "withholding.ended":
        tell_published_again(case_id=case_id, withholding_id=entry.subject, at=entry.at)


def _news(entry: Entry) -> bool:
    keep = number("reminders.news_days", timezone.localdate(entry.at))
    return entry.recorded_at > timezone.now() - timedelta(days=keep)


register("applicant_reminders", tell_applicants)
