"""督办、剔除: an order under supervision with a day for the answer; an order left out of the figures by audit."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tongban.agencies.actions.recording import stop
from tongban.hotline.actions.parts import digest, locked, move, sealed
from tongban.hotline.events.closing import (
    OrderExclusionAsked,
    OrderExclusionDecided,
    OrderSupervised,
    OrderSupervisionAnswered,
)
from tongban.hotline.models import Order, OrderExclusion, OrderSupervision
from tongban.hotline.permissions import may_arbitrate, may_audit, may_handle, may_head
from tongban.hotline.queries.clocks import due
from tongban.hotline.rules.clocks import SUPERVISE
from tongban.hotline.rules.states import ENDED, State
from tongban.hotline.rules.turns import EXCLUSION_GROUNDS, SUPERVISION_GROUNDS, code_problem, words_problem
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import refuse


@transaction.atomic
def supervise_order(*, order_id: UUID, ground: str, words: str, by: Actor, at: datetime) -> None:
    """督办: on a ground of the rules; the body that leads answers in its days, and a callback is certain."""
    if not by.has("supervise"):
        stop(may_arbitrate(by))
    stop(code_problem(SUPERVISION_GROUNDS, ground) or words_problem(words))
    order = locked(order_id)
    if State(order.state) in ENDED or order.lead_id is None:
        raise refuse("not_supervisable", zh="只有派出的未办结诉求可以督办。", en="Only open, dispatched orders.")
    if OrderSupervision.objects.filter(order=order, answered_at=None).exists():
        raise refuse("supervised_already", zh="这件诉求已经在督办。", en="This order is supervised already.")
    supervise_within(order, ground, words, by=by, at=at)


def supervise_within(order: Order, ground: str, words: str, *, by: Actor, at: datetime) -> None:
    """The same inside another act on the locked order."""
    answer_by = due(SUPERVISE, order.place_id, at).at
    assert order.lead_id is not None
    event = OrderSupervised(body=order.lead_id, ground=ground, words_digest=digest(words), answer_by=answer_by)
    seq = move(order, event, by=by, at=at, supervised=True)
    OrderSupervision(
        order=order, body_id=order.lead_id, ground=ground, sealed=sealed(order, words), by_ref=by.ref, at=at,
        answer_by=answer_by, seq=seq,
    ).save(force_insert=True)  # fmt: skip


@transaction.atomic
def answer_supervision(*, order_id: UUID, words: str, by: Actor, at: datetime) -> None:
    """督办反馈: the body that was asked answers; recorded as late after its day."""
    order = locked(order_id)
    row = OrderSupervision.objects.filter(order=order, answered_at=None).first()
    if row is None:
        raise refuse("not_supervised", zh="没有待反馈的督办。", en="No supervision waits for an answer.")
    stop(may_handle(by, row.body_id, order.kind) and may_head(by, row.body_id))
    stop(words_problem(words))
    event = OrderSupervisionAnswered(words_digest=digest(words), late=at > row.answer_by)
    row.seq = move(order, event, by=by, at=at)
    row.answer, row.answered_at = sealed(order, words), at
    row.save(update_fields=["answer", "answered_at", "seq"])


@transaction.atomic
def ask_exclusion(*, order_id: UUID, ground: str, words: str, by: Actor, at: datetime) -> None:
    """申请剔除: the body that leads asks, once, on a ground of the rules."""
    order = locked(order_id)
    if order.lead_id is None:
        raise refuse("not_dispatched", zh="还没有派单，不能申请剔除。", en="It was not dispatched yet.")
    stop(may_handle(by, order.lead_id, order.kind))
    stop(code_problem(EXCLUSION_GROUNDS, ground) or words_problem(words))
    if OrderExclusion.objects.filter(order=order).exists():
        raise refuse("exclusion_once", zh="这件诉求已经申请过剔除。", en="It was asked for already.")
    seq = move(order, OrderExclusionAsked(ground=ground, words_digest=digest(words)), by=by, at=at)
    OrderExclusion(order=order, ground=ground, sealed=sealed(order, words), asked_by=by.ref, asked_at=at, seq=seq).save(
        force_insert=True
    )


@transaction.atomic
def decide_exclusion(*, order_id: UUID, granted: bool, by: Actor, at: datetime) -> None:
    """剔除审核: by efficiency supervision, never by who asked; only then the figures leave it out."""
    order = locked(order_id)
    row = OrderExclusion.objects.filter(order=order, granted=None).first()
    if row is None:
        raise refuse("no_exclusion", zh="没有待审核的剔除申请。", en="No exclusion waits for a decision.")
    stop(may_audit(by, row.asked_by))
    row.seq = move(order, OrderExclusionDecided(granted=granted), by=by, at=at, excluded=granted)
    row.granted, row.decided_by, row.decided_at = granted, by.ref, at
    row.save(update_fields=["granted", "decided_by", "decided_at", "seq"])
