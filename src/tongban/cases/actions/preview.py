"""Letters of a case before they are sent, and the paper of those that were: the same words, nothing written.

A preview begins the very step that will write the letter, so it is refused when and as the act would be.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from tongban.cases.actions.accept import NoticePoint, begin_acceptance
from tongban.cases.actions.decide import begin_decision
from tongban.cases.actions.papers import decision_paper, non_acceptance_paper, notice_paper
from tongban.cases.actions.printing import Sheet, document_pdf
from tongban.cases.actions.step import Step, issuer_of, worded
from tongban.cases.queries.limits import ZONE
from tongban.cases.queries.special import deciding
from tongban.cases.queries.step import NOTICES
from tongban.cases.rules import Act
from tongban.documents.actions.issue import frozen_content
from tongban.documents.queries.papers import document
from tongban.documents.rules.wording import Letter, compose_letter
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import refuse

UNNUMBERED: Final = "（签发时编号）"


def _letter(kind: str, step: Step, data: Mapping[str, Any], addressee: str) -> Letter:
    body_id, (kind, data) = issuer_of(step, kind, step.view.body_id), worded(step, kind, data)
    content = frozen_content(kind=kind, body_id=body_id, data=data, at=step.at)
    issued_on = step.at.astimezone(ZONE).date().isoformat()
    return compose_letter(kind, number=UNNUMBERED, issued_on=issued_on, data=content, addressee=addressee)


def preview_notice(
    *, case_id: UUID, points: Sequence[NoticePoint], addressee: str, by: Actor, at: datetime
) -> Letter | None:
    """The one-time notice as it will go; None while it has no point. Refused as `notify_once` is."""
    step = begin_acceptance(case_id, Act.NOTIFY, by, at, extra=NOTICES)
    return _letter("one_time_notice", step, notice_paper(step, points), addressee) if points else None


def preview_non_acceptance(
    *, case_id: UUID, reasons: str, right_body: str, addressee: str, by: Actor, at: datetime
) -> Letter | None:
    """The letter of non-acceptance as it will go; None while it has no reasons. Refused as the act is."""
    step = begin_acceptance(case_id, Act.REJECT, by, at)
    if not reasons.strip():
        return None
    return _letter("non_acceptance", step, non_acceptance_paper(step, reasons, right_body), addressee)


def preview_decision(
    *, case_id: UUID, decision: str, reasons: str, basis: Sequence[str], addressee: str, by: Actor, at: datetime
) -> Letter | None:
    """The decision as it will go; None while it is not chosen, or a refusal has no reasons. Refused as the act is."""
    step = begin_decision(case_id, by, at)
    if decision not in ("grant", "refuse") or (decision == "refuse" and not reasons.strip()):
        return None
    kind = "grant" if decision == "grant" else "refusal"
    gate = deciding(step.view.extra).gate
    return _letter(kind, step, decision_paper(step, decision, reasons, basis, gate), addressee)


def case_document_pdf(
    *, case_id: UUID, document_id: UUID, applicant_id: UUID, number: str, by: Actor, at: datetime
) -> bytes:
    """The PDF of one document of a case with its addressee, whose reading is logged.

    The caller has decided that `by` may see the case. Refused (`document_unknown`) when it is another case's.
    """
    view = document(document_id)
    if view.subject_id != case_id:
        raise refuse("document_unknown", zh="没有这份文书。", en="There is no such document.")
    return document_pdf(Sheet(view, applicant_id, number), by=by, at=at)
