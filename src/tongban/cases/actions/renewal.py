"""视为准予延续: what silence does to a renewal asked in time (licence law art. 50 para. 2), without any person.

Case and certificate move in one transaction. Running twice changes nothing; after an outage the next run finds every
day that was missed, and each renewal counts from the day after expiry all the same.
"""

from __future__ import annotations

import logging
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db import transaction

from tongban.cases.actions.step import Step, add_document, begin_step, retrying
from tongban.cases.events import CaseRenewedByLaw
from tongban.cases.queries.limits import ZONE
from tongban.cases.queries.situations import About, about, lapsed_renewals
from tongban.cases.queries.step import step_by_case
from tongban.cases.rules import Act, State
from tongban.cases.rules.situations import lapsed
from tongban.certificates.actions import deem_certificate_renewed
from tongban.certificates.queries import CertificateRef
from tongban.kernel.actor import SYSTEM, Actor
from tongban.kernel.ids import uuid7
from tongban.kernel.refusals import Refused, refuse

log = logging.getLogger(__name__)
BATCH = 200
OUTCOME = "renewed_by_law"


def deem_renewals(*, at: datetime, by: Actor = SYSTEM) -> int:
    """Renews by law every certificate whose renewal nobody decided before it expired; returns how many."""
    done = 0
    for case_id in lapsed_renewals(at, BATCH):
        try:
            deem_renewed(case_id=case_id, by=by, at=at)
            done += 1
        except Refused as refused:
            log.warning("case %s not renewed by law: %s", case_id, refused.refusal.code)
    return done


def deem_renewed(*, case_id: UUID, at: datetime, by: Actor = SYSTEM) -> UUID:
    """Ends one case as renewed by law: the certificate holds on, the holder gets a notice. Returns the notice's id.

    Refused (`not_due`) for a case that is no renewal asked in time or whose certificate has not expired.
    """

    def attempt() -> UUID:
        with transaction.atomic():
            step = begin_step(step_by_case(case_id, ""), Act.DEEM_RENEWAL, by=by, at=at)
            found = about(case_id)
            today = at.astimezone(ZONE).date()
            if found is None or not lapsed(found.expires_on, asked_in_time=found.in_time, today=today):
                raise refuse("not_due", zh="原证还没有期满，不能视为准予延续。", en="Nothing is deemed yet.")
            renewed = deem_certificate_renewed(certificate_id=found.certificate_id, case_id=case_id, by=by, at=at)
            return _write(step, found, renewed)

    return retrying(attempt)


def _write(step: Step, found: About, renewed: CertificateRef) -> UUID:
    document_id, expired = uuid7(), found.expires_on
    assert renewed.valid_to is not None  # a deemed period has an end
    assert expired is not None  # asked by the caller
    _close(step, renewed.valid_from_now)
    event = CaseRenewedByLaw(
        certificate=str(renewed.id),
        expired=expired.isoformat(),
        counts_from=renewed.valid_from_now.isoformat(),
        valid_to=renewed.valid_to.isoformat(),
        document=str(document_id),
        **step.notes(),
    )
    statement = step.statement(event)
    statement.update_where(
        "cases_task",
        "t.case_id = %s::uuid AND t.closed_at IS NULL",
        [step.view.case_id],
        {"closed_at": step.at, "closed_by": step.by.ref, "outcome": OUTCOME},
    )
    add_document(
        statement,
        step,
        document_id=document_id,
        kind="deemed_renewal",
        body_id=step.view.body_id,
        data=_paper(step, expired, renewed),
        sealed=None,
    )
    statement.run()
    return document_id


def _close(step: Step, counts_from: date) -> None:
    """The case is done; it was decided by law when the day turned, whenever this runs."""
    view = step.view
    turn = datetime.combine(counts_from, time(), ZONE)
    if view.state == State.RECEIVED:
        step.columns |= {"origin": "deemed", "accepted_at": step.at, "counted_from": view.received_last_at}
    step.state, step.marking = State.CLOSED, ()
    step.columns |= {"decision": "deemed", "decided_at": turn, "closed_at": step.at, "paused": False}


def _paper(step: Step, expired: date, renewed: CertificateRef) -> dict[str, Any]:
    assert renewed.valid_to is not None  # a deemed period has an end
    return {
        "item": step.ref.content.name.zh,
        "case_number": step.view.number,
        "applied_on": step.view.received_at.astimezone(ZONE).date().isoformat(),
        "certificate": renewed.title,
        "certificate_number": renewed.number,
        "expired_on": expired.isoformat(),
        "valid_from": renewed.valid_from_now.isoformat(),
        "valid_to": renewed.valid_to.isoformat(),
    }
