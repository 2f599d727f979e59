"""即办: a complete application is received, accepted and decided in one act at the window (licence law art. 34).

Nothing is left out: the steps are the same as those of a longer way, each with its event and its document. They happen
together or not at all; the result is made right afterwards, and what a crash leaves the worker makes good.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from tongban.cases.actions.accept import accept_case
from tongban.cases.actions.committing import make_commitment
from tongban.cases.actions.decide import decide_case, deliver_case, issue_result
from tongban.cases.actions.papers import basis_of
from tongban.cases.actions.receive import Given, Receipt, receive_case
from tongban.cases.permissions import may_decide_at_once
from tongban.cases.queries.at_once import at_once_lacks
from tongban.cases.queries.tasks import open_tasks
from tongban.cases.rules.committing import commitment_problem, promised_papers
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refused, refuse
from tongban.powerlist.queries import holding_at, version
from tongban.powerlist.rules.content import ItemContent

AUTHORITY: Final = frozenset({"receive", "accept", "deliver"})
"""What the authority to decide at once includes: the steps before and after the decision, in this act only."""


@dataclass(frozen=True, slots=True)
class AtOnce:
    """What the applicant takes home: the receipt, the notice of acceptance, the decision, certificate and record."""

    receipt: Receipt
    acceptance_id: UUID
    decision_id: UUID
    certificate_id: UUID | None
    delivery_id: UUID | None


def decide_at_once(
    *,
    version_id: UUID,
    applicant_id: UUID,
    place_id: UUID,
    answers: Mapping[str, Any],
    materials: Sequence[Given],
    by: Actor,
    at: datetime,
    case_id: UUID | None = None,
    corrected: Collection[str] = (),
    committed: bool = False,
) -> AtOnce:
    """Receives, accepts and grants a complete application of an on-the-spot item; hands the result over.

    `committed`: on the applicant's commitment (告知承诺), which stands for the papers it names. `by` is an official of
    the competent body whose post decides. Refused when the item is not decided on the spot, when papers or answers are
    lacking (all are named), when its flow asks for a review first.
    """
    ref = version(version_id)
    holding = holding_at(ref.item_id, place_id, "decide", at)
    _refuse_other_items(ref.content, committed)
    papers = {given.key for given in materials}
    papers |= {paper.key for paper in promised_papers(ref.content)} if committed else set()
    problem = may_decide_at_once(by, body_id=holding.body_id) if holding else None
    problem = problem or at_once_lacks(ref.content, answers, papers)
    if problem is not None:
        raise Refused(problem)
    official = replace(by, duties=by.duties | AUTHORITY)
    with transaction.atomic():
        receipt = receive_case(
            version_id=version_id, applicant_id=applicant_id, place_id=place_id, channel="window", answers=answers,
            materials=materials, by=official, at=at, case_id=case_id, corrected=corrected, at_once=True,
        )  # fmt: skip
        if committed:
            make_commitment(case_id=receipt.case_id, by=official, at=at)
        acceptance, decision = _granted(receipt.case_id, basis_of(ref.content), official, at)
    certificate = issue_result(case_id=receipt.case_id, at=at)
    return AtOnce(receipt, acceptance, decision, certificate, _handed_over(receipt.case_id, official, at))


@transaction.atomic
def receive_promised(
    *,
    version_id: UUID,
    applicant_id: UUID,
    place_id: UUID,
    answers: Mapping[str, Any],
    materials: Sequence[Given],
    by: Actor,
    at: datetime,
    case_id: UUID | None = None,
    corrected: Collection[str] = (),
) -> Receipt:
    """Receives an application at the window together with the applicant's commitment; the competent body goes on."""
    receipt = receive_case(
        version_id=version_id, applicant_id=applicant_id, place_id=place_id, channel="window", answers=answers,
        materials=materials, by=by, at=at, case_id=case_id, corrected=corrected,
    )  # fmt: skip
    make_commitment(case_id=receipt.case_id, by=by, at=at)
    return receipt


def _refuse_other_items(content: ItemContent, committed: bool) -> None:
    problem = commitment_problem(content) if committed else None
    if problem is not None:
        raise Refused(problem)
    if not committed and content.case_type != "on_the_spot":
        raise refuse(
            "not_on_the_spot",
            zh="这个事项不是即办件，不能当场决定。请先收件。",
            en="This item is not decided on the spot. Receive the application first.",
        )


def _granted(case_id: UUID, basis: Sequence[str], official: Actor, at: datetime) -> tuple[UUID, UUID]:
    acceptance = accept_case(case_id=case_id, by=official, at=at, promise="signed")
    if [task.act for task in open_tasks(case_id)] != ["decide"]:
        raise refuse(
            "review_first",
            zh="这个事项要先审查再决定，不能当场决定。请先收件。",
            en="This item is reviewed before it is decided, so not on the spot. Receive the application first.",
        )
    decision = decide_case(case_id=case_id, decision="grant", reasons="", basis=basis, by=official, at=at)
    return acceptance, decision


def _handed_over(case_id: UUID, official: Actor, at: datetime) -> UUID | None:
    """The record of delivery, where this very post delivers; otherwise the result waits where its flow says."""
    mine = [task for task in open_tasks(case_id) if task.act == "deliver" and task.post_id == official.post_id]
    return deliver_case(case_id=case_id, method="window", by=official, at=at) if mine else None
