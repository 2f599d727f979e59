"""Giving an order to a body: the one place where a part is opened, for first dispatch, arbitration, moving and redo."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Max

from tongban.agencies.actions.recording import stop
from tongban.agencies.queries import body_named, divisions
from tongban.hotline.actions.parts import end_nodes, move
from tongban.hotline.events.orders import OrderDispatched
from tongban.hotline.models import Order, OrderNode, OrderReturn
from tongban.hotline.queries.clocks import ZONE, due
from tongban.hotline.rules.clocks import DISPATCH, REDO, RETURN, SIGN, step_key
from tongban.hotline.rules.states import State
from tongban.hotline.rules.turns import holder_problem, target_problem
from tongban.kernel.actor import Actor
from tongban.kernel.ids import uuid7
from tongban.powerlist.queries import holding_at


@dataclass(frozen=True, slots=True)
class Placing:
    """Which body gets an order and why."""

    body_id: UUID
    basis: str
    supports: tuple[UUID, ...] = ()
    line_id: UUID | None = None
    holding_id: UUID | None = None


def stop_wrong_target(order: Order, body_id: UUID, at: datetime, *, lead: bool = True) -> None:
    """Refuses a body that cannot get the order: a village, who is complained about, who rightly gave it back,

    and, to lead, any but the holder of the power that the order is about.
    """
    day = at.astimezone(ZONE).date()
    body = body_named(body_id, day)
    kinds = {place.id: place.kind for place in divisions(day)}
    gave_back = OrderReturn.objects.filter(order=order, upheld=True).values_list("node__body_id", flat=True)
    stop(
        target_problem(
            body_kind=body.kind, village=kinds.get(body.place_id) == "village", body_id=body_id,
            complained=order.complained_id, gave_back=set(gave_back),
        )
    )  # fmt: skip
    if lead and order.item_id is not None:
        holding = holding_at(order.item_id, order.place_id, "decide", at)
        holder = holding.body_id if holding else None
        stop(holder_problem(body_id, holder, body_named(holder, day).name if holder else ""))


def first_node(order: Order, *, basis: str, body_id: UUID, by: Actor, at: datetime) -> None:
    """Opens the lead's part of an order that goes to its body at once."""
    place_order(order, Placing(body_id, basis), by=by, at=at)


def place_order(
    order: Order, placing: Placing, *, by: Actor, at: datetime, leaving: OrderNode | None = None, **changes: Any
) -> UUID:
    """Opens the parts of the lead and the supporting bodies; answers the lead's part. No clock of the reply moves.

    `leaving`: the open part of the body that had it; it ends with the same event.
    """
    sign_by = due(step_key(SIGN, order.urgency), order.place_id, at).at
    answer_by = order.due_at if order.round == 0 else due(REDO, order.place_id, at).at
    no = (order.nodes.aggregate(last=Max("no"))["last"] or 0) + 1
    node_id, supports = uuid7(), _supports(order, placing)
    late = (
        order.dispatched_at is None and at > due(step_key(DISPATCH, order.urgency), order.place_id, order.taken_at).at
    )
    event = OrderDispatched(
        node=node_id, no=no, body=placing.body_id, role="lead", above=None, round=order.round, basis=placing.basis,
        line=placing.line_id, holding=placing.holding_id, supports=supports, sign_by=sign_by, answer_by=answer_by,
        late=late,
    )  # fmt: skip
    fields = {
        "state": State.DISPATCHED, "body_id": placing.body_id, "lead_id": placing.body_id, "step_due": sign_by,
        "dispatched_at": order.dispatched_at or at, "joint": order.joint or bool(supports),
        "line_id": placing.line_id or order.line_id, "holding_id": placing.holding_id or order.holding_id, **changes,
    }  # fmt: skip
    seq = move(order, event, by=by, at=at, **fields)
    end_nodes([leaving] if leaving is not None else [], seq, "moved", at)
    end_nodes(order.nodes.filter(closed_at=None, body_id=placing.body_id), seq, "leads", at)
    times = {"opened_at": at, "sign_by": sign_by, "answer_by": answer_by}
    _open(order, node_id, no, placing.body_id, "lead", seq, times)
    for offset, support in enumerate(supports, start=1):
        _open(order, uuid7(), no + offset, support, "support", seq, times)
    return node_id


def _supports(order: Order, placing: Placing) -> tuple[UUID, ...]:
    """Without the lead, and without who has an open part already."""
    open_now = set(order.nodes.filter(closed_at=None).values_list("body_id", flat=True))
    return tuple(body for body in dict.fromkeys(placing.supports) if body != placing.body_id and body not in open_now)


def _open(
    order: Order, node_id: UUID, no: int, body: UUID, role: str, seq: int, times: dict[str, datetime],
    above: UUID | None = None,
) -> None:  # fmt: skip
    OrderNode(
        id=node_id, order=order, above_id=above, no=no, round=order.round, body_id=body, role=role,
        return_by=due(RETURN, order.place_id, times["opened_at"]).at, seq=seq, **times,
    ).save(force_insert=True)  # fmt: skip


def add_node(
    order: Order, body_id: UUID, *, role: str, basis: str, above: UUID | None, by: Actor, at: datetime
) -> UUID:
    """One more supporting or lower body; the order stays where it is."""
    sign_by = due(step_key(SIGN, order.urgency), order.place_id, at).at
    answer_by = order.due_at if order.round == 0 else due(REDO, order.place_id, at).at
    no = (order.nodes.aggregate(last=Max("no"))["last"] or 0) + 1
    node_id = uuid7()
    event = OrderDispatched(
        node=node_id, no=no, body=body_id, role=role, above=above, round=order.round, basis=basis, line=None,
        holding=None, supports=(), sign_by=sign_by, answer_by=answer_by, late=False,
    )  # fmt: skip
    seq = move(order, event, by=by, at=at, joint=True)
    times = {"opened_at": at, "sign_by": sign_by, "answer_by": answer_by}
    _open(order, node_id, no, body_id, role, seq, times, above)
    return node_id
