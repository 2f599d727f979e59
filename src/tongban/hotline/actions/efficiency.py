"""效能投诉: three persons apart (who receives, who investigates, who coordinates); found on two axes; the result."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tongban.agencies.actions.recording import stop
from tongban.agencies.queries import posts, who_acts
from tongban.hotline.actions.parts import digest, locked, move, sealed
from tongban.hotline.actions.placing import Placing, place_order
from tongban.hotline.events.closing import OrderFindingMade, OrderOutcomeRecorded, OrderReferred, OrderRolesGiven
from tongban.hotline.models import Order, OrderFinding
from tongban.hotline.permissions import OWN_BODY, may_coordinate, may_handle, may_tell_outcome
from tongban.hotline.queries.complaints import recommendation_of
from tongban.hotline.queries.desk import discipline_body, government
from tongban.hotline.rules.kinds import Kind
from tongban.hotline.rules.states import Act, State
from tongban.hotline.rules.turns import (
    ASPECTS,
    FAULTS,
    LEADS_TO,
    code_problem,
    leading_problem,
    outcome_problem,
    roles_problem,
    words_problem,
)
from tongban.kernel.actor import Actor
from tongban.kernel.ids import uuid7
from tongban.kernel.refusals import Refusal, refuse


@transaction.atomic
def give_roles(*, order_id: UUID, post_id: UUID, by: Actor, at: datetime) -> UUID:
    """分办: the coordinator gives an efficiency complaint to an investigating post; answers the investigator's part.

    Refused when two of the three are one person, or one of them belongs to the body complained about.
    """
    order = locked(order_id, Act.DISPATCH)
    stop(may_coordinate(by, complained=order.complained_id, government=government(at)))
    if order.kind != Kind.EFFICIENCY:
        raise refuse("not_efficiency", zh="这不是效能投诉。", en="This is no efficiency complaint.")
    post = posts([post_id]).get(post_id)
    if post is None or "supervise" not in post.duties:
        raise refuse("investigator", zh="请选择效能监督岗调查。", en="Choose a post for efficiency supervision.")
    investigates, received = who_acts(post_id, at).official_id, order.taken_by or uuid7()
    assert by.ref is not None
    stop(roles_problem(received, investigates, by.ref))
    stop(OWN_BODY if order.complained_id == post.body_id else None)
    event = OrderRolesGiven(received_by=received, investigates=investigates, coordinates=by.ref)
    seq = move(order, event, by=by, at=at)
    OrderFinding(
        order=order, received_by=received, investigates=investigates, coordinates=by.ref, assigned_at=at, seq=seq
    ).save(force_insert=True)
    return place_order(order, Placing(post.body_id, "coordinator"), by=by, at=at)


@transaction.atomic
def record_finding(
    *,
    order_id: UUID,
    substantiated: bool,
    fault: str,
    aspect: str,
    leads_to: str,
    words: str,
    by: Actor,
    at: datetime,
) -> None:
    """调查结论: by the investigator alone; what holds is classed on both axes, and says what it leads to."""
    order, row = _finding(order_id)
    stop(None if by.ref == row.investigates else _NOT_INVESTIGATOR)
    if row.found_at is not None:
        raise refuse("found_already", zh="已经作出结论。", en="The finding was made already.")
    problem = words_problem(words) or code_problem(LEADS_TO, leads_to) or leading_problem(substantiated, leads_to)
    if substantiated:
        problem = problem or code_problem(FAULTS, fault) or code_problem(ASPECTS, aspect)
    stop(problem)
    fault, aspect = (fault, aspect) if substantiated else ("", "")
    event = OrderFindingMade(
        substantiated=substantiated, fault=fault, aspect=aspect, leads_to=leads_to, words_digest=digest(words)
    )
    row.seq = move(order, event, by=by, at=at)
    row.substantiated, row.fault, row.aspect, row.leads_to = substantiated, fault, aspect, leads_to
    row.sealed, row.found_at = sealed(order, words), at
    row.save(update_fields=["substantiated", "fault", "aspect", "leads_to", "sealed", "found_at", "seq"])


@transaction.atomic
def refer(*, order_id: UUID, by: Actor, at: datetime, body_id: UUID | None = None) -> None:
    """移送、转办: the coordinator sends what was found where it leads: accountability to discipline inspection, an

    enforcement lead to the body that enforces; never to the one complained about. A rectification recommendation is
    made by efficiency supervision; the ledger tells that it was.
    """
    order, row = _finding(order_id)
    stop(may_coordinate(by, complained=order.complained_id, government=government(at)))
    if row.found_at is None or row.leads_to not in ("accountability", "enforcement") or row.target is not None:
        raise refuse("refer_what", zh="没有待移送的调查结论。", en="No finding waits to be referred this way.")
    to = discipline_body() if row.leads_to == "accountability" else body_id
    if to is None or to == order.complained_id:
        raise refuse(
            "refer_whom",
            zh="请选择有执法权的单位，不能是被投诉的单位。",
            en="Choose the body that enforces; never the one complained about.",
        )
    _send(order, row, to, by, at)


@transaction.atomic
def open_lead(*, order_id: UUID, by: Actor, at: datetime, body_id: UUID | None = None) -> None:
    """执法线索: a report that holds becomes a lead of the body that handles it, or of another that enforces.

    The order goes its own way; what came of the lead is told later, also to who reported, and long after the answer.
    """
    order = locked(order_id)
    if order.kind != Kind.REPORT or order.lead_id is None or order.state == State.MERGED:
        raise refuse("not_a_report", zh="只有派出的举报可以转为执法线索。", en="Only a report that was dispatched.")
    stop(may_handle(by, order.lead_id, order.kind))
    if OrderFinding.objects.filter(order=order).exists():
        raise refuse("lead_once", zh="已经转为执法线索。", en="It is a lead already.")
    to = body_id or order.lead_id
    assert by.ref is not None
    seq = move(order, OrderReferred(leads_to="enforcement", to=to), by=by, at=at)
    OrderFinding(
        order=order, received_by=order.taken_by or by.ref, investigates=by.ref, coordinates=by.ref, assigned_at=at,
        substantiated=True, leads_to="enforcement", target=to, found_at=at, seq=seq,
    ).save(force_insert=True)  # fmt: skip


def _send(order: Order, row: OrderFinding, to: UUID, by: Actor, at: datetime) -> None:
    row.seq = move(order, OrderReferred(leads_to=row.leads_to, to=to), by=by, at=at)
    row.target = to
    row.save(update_fields=["target", "seq"])


@transaction.atomic
def record_outcome(*, order_id: UUID, outcome: str, by: Actor, at: datetime) -> None:
    """结果回流: what came of it, by the coordinator or the body it was referred to; who complained is told the same.

    Once; only after a case was opened its end is told, too. Refused before it was referred.
    """
    order, row = _finding(order_id)
    if not may_tell_outcome(by, to=row.target):
        stop(may_coordinate(by, complained=order.complained_id, government=government(at)))
    row.target = row.target or (recommendation_of(order.pk) if row.leads_to == "recommendation" else None)
    if row.found_at is None or (row.target is None and row.leads_to != "reply"):
        raise refuse("not_referred", zh="作出结论并且移送后再记处理结果。", en="Find and refer it first.")
    stop(outcome_problem(row.leads_to, row.outcome, outcome))
    row.seq = move(order, OrderOutcomeRecorded(outcome=outcome, target=row.target), by=by, at=at)
    row.outcome, row.outcome_at = outcome, at
    row.save(update_fields=["outcome", "outcome_at", "target", "seq"])


_NOT_INVESTIGATOR = Refusal("not_investigator", "调查结论由承担调查的人作出。", "The investigator alone makes it.")


def _finding(order_id: UUID) -> tuple[Order, OrderFinding]:
    order = locked(order_id)
    row = OrderFinding.objects.filter(order=order).first()
    if row is None:
        raise refuse("no_roles", zh="还没有分办。", en="Nobody was given the roles yet.")
    return order, row
