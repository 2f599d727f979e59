"""What happens without a person: deemed acceptance overnight and results that wait for the system. Called by the
worker.

Each case is its own transaction, so one that cannot be done stops nobody else; running twice changes nothing.
"""

from __future__ import annotations

import logging
from datetime import datetime

from tongban.cases.actions.accept import deem_accepted
from tongban.cases.actions.decide import issue_result
from tongban.cases.actions.doubting import NO_HOLDING, record_not_ours
from tongban.cases.queries.tasks import silent_cases, waiting_for_system
from tongban.kernel.actor import SYSTEM, Actor
from tongban.kernel.refusals import Refused

log = logging.getLogger(__name__)
BATCH = 200


def deem_silent_cases(*, at: datetime, by: Actor = SYSTEM) -> int:
    """Deems accepted every case whose acceptance limit has passed; returns how many (art. 32 para. 1 no. 4).

    One that went to a body without the power is recorded as not theirs, once, and left to be refused.
    """
    done = 0
    for case_id in silent_cases(at, BATCH):
        try:
            deem_accepted(case_id=case_id, by=by, at=at)
            done += 1
        except Refused as refused:
            log.warning("case %s not deemed accepted: %s", case_id, refused.refusal.code)
            if refused.refusal.code == "wrong_organ":
                record_not_ours(case_id=case_id, words=NO_HOLDING, by=by, at=at)
    return done


def issue_waiting_results(*, at: datetime, by: Actor = SYSTEM) -> int:
    """Makes the results of granted cases that still wait (a crash, a slow moment); returns how many."""
    done = 0
    for case_id in waiting_for_system(BATCH):
        try:
            issue_result(case_id=case_id, by=by, at=at)
            done += 1
        except Refused as refused:
            log.warning("result of case %s not issued: %s", case_id, refused.refusal.code)
    return done
