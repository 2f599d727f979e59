"""效能投诉: three persons apart (who receives, who investigates, who coordinates); found on two axes; the result."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tongban.agencies.actions.recording import stop
from tongban.agencies.queries import posts, who_acts
from tongban.hotline.actions.parts import digest, locked, move, sealed
from tongban.hotline.actions.placing import Placing, place_order
from tongban.hotline.events.closing import OrderFindingMade, OrderOutcomeRecorded, OrderRolesGiven
from tongban.hotline.models import Order, OrderFinding
from tongban.hotline.permissions import OWN_BODY, may_coordinate
from tongban.hotline.queries.desk import government
from tongban.hotline.rules.kinds import Kind
from tongban.hotline.rules.states import Act
from tongban.hotline.rules.turns import ASPECTS, FAULTS, LEADS_TO, code_problem, roles_problem, words_problem
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
    problem = words_problem(words) or code_problem(LEADS_TO, leads_to)
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
def record_outcome(*, order_id: UUID, outcome: str, by: Actor, at: datetime, target: UUID | None = None) -> None:
    """结果回流: the coordinator records what came of it; `target`: the recommendation, referral, case."""
    order, row = _finding(order_id)
    stop(may_coordinate(by, complained=order.complained_id, government=government(at)))
    if row.found_at is None or row.outcome_at is not None or not 1 <= len(outcome) <= 16:
        raise refuse("outcome_once", zh="作出结论后记一次处理结果。", en="The outcome is recorded once, after it.")
    row.seq = move(order, OrderOutcomeRecorded(outcome=outcome, target=target), by=by, at=at)
    row.outcome, row.target, row.outcome_at = outcome, target, at
    row.save(update_fields=["outcome", "target", "outcome_at", "seq"])


_NOT_INVESTIGATOR = Refusal("not_investigator", "调查结论由承担调查的人作出。", "The investigator alone makes it.")


def _finding(order_id: UUID) -> tuple[Order, OrderFinding]:
    order = locked(order_id)
    row = OrderFinding.objects.filter(order=order).first()
    if row is None:
        raise refuse("no_roles", zh="还没有分办。", en="Nobody was given the roles yet.")
    return order, row
