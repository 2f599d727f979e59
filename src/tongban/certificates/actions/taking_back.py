"""Ending a certificate: revoking 撤销, cancelling 注销, and making room for a newer one 换发.

An official decides with reasons and a numbered document in the deciding body's name; what follows from a granted case
needs no second decision and has the case's.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tongban.agencies.queries import seal, sealing_key
from tongban.certificates.events import CertificateTakenBack
from tongban.certificates.models import Certificate
from tongban.certificates.permissions import may_take_back
from tongban.certificates.queries import CertificateRef, certificate
from tongban.certificates.rules import GROUNDS, State, move_problem
from tongban.documents.actions.issue import issue_document
from tongban.documents.queries.remedies import remedies_against, superiors_of
from tongban.kernel.actor import Actor
from tongban.kernel.ids import uuid7
from tongban.kernel.refusals import Refused, refuse
from tongban.ledger.actions import append

PAPERS = {State.REVOKED: "revocation", State.CANCELLED: "cancellation"}


@transaction.atomic
def revoke_certificate(
    *, certificate_id: UUID, ground: str, reasons: str, by: Actor, at: datetime
) -> tuple[CertificateRef, UUID]:
    """Revokes or cancels a certificate: `ground` is one of `rules.GROUNDS`; answers the record and the document's id.

    By a deciding post of the issuing body; revoking also by the body above it (licence law art. 69), whose document it
    then is. `reasons` are printed. Refused: `certificate_not_issuer`, `certificate_ground`, `certificate_reasons`,
    `certificate_not_active`, `certificate_not_expired`, `document_mark_missing`, `stale`.
    """
    known = certificate(certificate_id)
    _allowed(known, ground, reasons, by, at)
    state, body_id, document_id = GROUNDS[ground].state, by.body_id or known.body_id, uuid7()
    after = end_certificate(known, ground=ground, document_id=document_id, by=by, at=at)
    issue_document(
        kind=PAPERS[state], body_id=body_id, subject_id=known.id, subject_kind="certificate", seq=after.seq,
        data=_paper(known, ground, reasons, body_id, at), sealed=None, at=at, by=by, document_id=document_id,
        seal=lambda words: seal(sealing_key(known.holder), words),
    )  # fmt: skip
    return after, document_id


def _allowed(known: CertificateRef, ground: str, reasons: str, by: Actor, at: datetime) -> None:
    today = timezone.localdate(at)
    expired = known.valid_to is not None and today > known.valid_to
    revokes = ground in GROUNDS and GROUNDS[ground].state is State.REVOKED
    above = superiors_of(known.body_id, today) if revokes else frozenset()
    problem = may_take_back(by, known.body_id, above) or move_problem(known.state, ground, expired=expired)
    if problem is not None:
        raise Refused(problem)
    if GROUNDS[ground].act != "decision":
        raise refuse(
            "certificate_by_case",
            zh="延续、变更、补发和持证人申请注销，要由持证人提出申请，按办件办理。",
            en="Renewal, change, replacement and surrender are asked for by the holder and handled as a case.",
        )
    if not reasons.strip():
        raise refuse(
            "certificate_reasons",
            zh="请写明认定的事实和理由，会印在决定书上。",
            en="Give the facts and reasons; they are printed in the decision.",
        )


def _paper(known: CertificateRef, ground: str, reasons: str, body_id: UUID, at: datetime) -> dict[str, Any]:
    why = GROUNDS[ground]
    return {
        "certificate": known.title,
        "certificate_number": known.number,
        "issued_on": timezone.localdate(known.issued_at).isoformat(),
        "ground": why.zh,
        "reasons": reasons.strip(),
        "basis": [why.article],
        "after": why.after_zh,
        "remedies": remedies_against(body_id, act="licence", on=timezone.localdate(at)),
    }


def end_certificate(
    known: CertificateRef,
    *,
    ground: str,
    by: Actor,
    at: datetime,
    document_id: UUID | None = None,
    successor: UUID | None = None,
) -> CertificateRef:
    """Writes the end of a certificate with its event; who may and why has been asked by the caller.

    Refused: `certificate_not_active`, `stale`.
    """
    problem = move_problem(known.state, ground)
    if problem is not None:
        raise Refused(problem)
    why, seq = GROUNDS[ground], known.seq + 1
    event = CertificateTakenBack(
        state=why.state.value, ground=ground, article=why.article, reason_document=document_id, successor=successor
    )
    append(event=event, subject=known.id, seq=seq, by=by, at=at)
    Certificate.objects.filter(id=known.id).update(state=why.state.value, state_from=at, ground=ground, seq=seq)
    return replace(known, state=why.state, state_from=at, ground=ground, seq=seq)
