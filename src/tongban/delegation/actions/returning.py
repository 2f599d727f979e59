"""收回: the county takes back what it gave; for what the province gave it reports upward (D-16, D-17)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tongban.agencies.actions.recording import go_on, stop
from tongban.delegation.actions.decisions import of_county
from tongban.delegation.events.decisions import DelegationReported, DelegationTakenBack
from tongban.delegation.models import Decision, Line
from tongban.delegation.permissions.decisions import NOT_FOUND, may_approve
from tongban.delegation.rules import decisions as rules
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refused, refuse
from tongban.powerlist.actions.handing import Return, hand_back


@transaction.atomic
def take_back(
    *, line_id: UUID, moment: datetime, document: str, moves_cases: bool, by: Actor, at: datetime
) -> UUID | None:
    """Takes a power back from a moment on; what stood there before stands again. Answers the holding in force then.

    Open cases stay with the township that accepted them, or go along with `moves_cases`; no clock is touched. Refused
    for a provincial transfer, for a power not in force, without a document, and before `at`.
    """
    row, line = _found(line_id)
    stop(may_approve(by, of_county=of_county(by)))
    stop(rules.take_back_problem(line.state, chosen_by_county=rules.county_chooses(row.authority_level)))
    _need(document)
    event = DelegationTakenBack(
        line=line.pk, item_id=line.item_id, place_id=line.place_id, moment=moment, document=document.strip()
    )
    old, new = line.holding_id, None
    if old is not None:
        returns = [Return(old, line.before_id)]
        new = hand_back(returns=returns, moment=moment, basis_doc=document.strip(), closes=moves_cases, by=by, at=at)[
            old
        ]
    elif moment <= at:
        raise refuse("holding.past", zh="收回应从以后的时间起生效。", en="It is taken back from a later moment on.")
    line.seq = go_on(row, event, by=by, at=at)
    line.state, line.ends_at, line.end_document = rules.TAKEN_BACK, moment, document.strip()
    line.moves_back = moves_cases
    line.save(update_fields=["state", "ends_at", "end_document", "moves_back", "seq"])
    return new


@transaction.atomic
def report_upward(*, line_id: UUID, document: str, by: Actor, at: datetime) -> None:
    """Reports to the province that a power it gave should be taken back; the power stays where it is until then."""
    row, line = _found(line_id)
    stop(may_approve(by, of_county=of_county(by)))
    if rules.county_chooses(row.authority_level) or line.state not in rules.IN_FORCE:
        raise refuse(
            "line.county", zh="县里自己下放的权力，直接办理收回。", en="What the county gave the county takes back."
        )
    _need(document)
    go_on(row, DelegationReported(line=line.pk, document=document.strip()), by=by, at=at)


def _found(line_id: UUID) -> tuple[Decision, Line]:
    """The decision, locked, and its line as it then stands."""
    line = Line.objects.filter(pk=line_id).first()
    if line is None:
        raise Refused(NOT_FOUND)
    row = Decision.objects.select_for_update().get(pk=line.decision_id)
    return row, Line.objects.get(pk=line_id)


def _need(document: str) -> None:
    if not document.strip():
        raise refuse("line.document", zh="请填写文号。", en="Give the number of the document.")
