"""Dispatching, signing, returning once, arbitrating, moving, joining, handing on to the level below."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction

from tongban.agencies.actions.recording import stop
from tongban.agencies.queries import body_named
from tongban.hotline.actions.parts import digest, end_nodes, lead_node, locked, move, save_node, sealed
from tongban.hotline.actions.placing import Placing, add_node, place_order, stop_wrong_target
from tongban.hotline.events.orders import (
    OrderArbitrated,
    OrderContactsTaken,
    OrderMerged,
    OrderSentBack,
    OrderSigned,
)
from tongban.hotline.models import Order, OrderContact, OrderNode, OrderReturn
from tongban.hotline.permissions import may_arbitrate, may_dispatch, may_handle
from tongban.hotline.queries.clocks import ZONE, due
from tongban.hotline.queries.desk import desk_body
from tongban.hotline.queries.routing import line_at, route_for
from tongban.hotline.rules.clocks import ARBITRATE, CONTACT, step_key
from tongban.hotline.rules.kinds import ContactKind, Kind
from tongban.hotline.rules.states import ENDED, IN_HANDS, Act, State, move_problem
from tongban.hotline.rules.turns import RETURN_GROUNDS, code_problem, loop_problem, return_problem, words_problem
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import refuse


@transaction.atomic
def dispatch_order(
    *,
    order_id: UUID,
    by: Actor,
    at: datetime,
    body_id: UUID | None = None,
    supports: Sequence[UUID] = (),
    topic: str | None = None,
    item_id: UUID | None = None,
) -> UUID:
    """派单: to the body that the directory or the list of powers names, or to the one chosen; answers its part.

    `topic` and `item_id` correct what was taken down. Refused where no rule names a body and none was chosen.
    """
    stop(may_dispatch(by))
    order = locked(order_id, Act.DISPATCH)
    _stop_apart(order)
    order.topic = topic if topic is not None else order.topic
    order.item_id = item_id or order.item_id
    route = route_for(topic=order.topic, item_id=order.item_id, place_id=order.place_id, at=at)
    if body_id is None and route is None:
        raise refuse(
            "no_route",
            zh="派单目录和权责清单都没有对应的单位，请选择主办单位。",
            en="Neither the directory nor the list of powers names a body. Choose the lead.",
        )
    chosen = body_id or (route.body_id if route else None)
    assert chosen is not None
    by_rule = route is not None and route.body_id == chosen
    placing = Placing(
        chosen, route.basis if route and by_rule else "dispatcher",
        tuple(supports) or (route.supports if route and by_rule else ()),
        route.line_id if route and by_rule else None, route.holding_id if route and by_rule else None,
    )  # fmt: skip
    for body in (chosen, *placing.supports):
        stop_wrong_target(order, body, at, lead=body == chosen)
    return place_order(order, placing, by=by, at=at, topic=order.topic, item_id=order.item_id)


def _stop_apart(order: Order) -> None:
    if order.kind == Kind.EFFICIENCY:
        raise refuse(
            "efficiency_apart",
            zh="效能投诉由效能办分办给调查岗，不按一般诉求派单。",
            en="Efficiency complaints are given to an investigator by the coordinator, not dispatched.",
        )


@transaction.atomic
def add_support(*, order_id: UUID, body_id: UUID, by: Actor, at: datetime) -> UUID:
    """联办: one more body supports the lead; asked by the dispatcher, or by the lead itself."""
    order = locked(order_id)
    if State(order.state) not in IN_HANDS:
        raise refuse("not_in_hands", zh="只有办理中的诉求可以增加协办。", en="Only an order in hand gets more support.")
    lead = lead_node(order)
    stop(may_arbitrate(by) and may_handle(by, lead.body_id, order.kind))
    stop_wrong_target(order, body_id, at, lead=False)
    if order.nodes.filter(closed_at=None, body_id=body_id).exists():
        raise refuse("supports_already", zh="这个单位已经在办理。", en="This body has a part already.")
    return add_node(order, body_id, role="support", basis="joint", above=lead.pk, by=by, at=at)


@transaction.atomic
def pass_on(*, node_id: UUID, body_id: UUID, by: Actor, at: datetime) -> UUID:
    """逐级派办: the lead has a lower level do a part that the directory gives it there; the lead still answers for it.

    Refused where the directory does not say so: a department's duty is not pushed down to a township.
    """
    node, order = _node(node_id)
    stop(may_handle(by, node.body_id, order.kind))
    if node.signed_at is None or node.closed_at is not None:
        raise refuse("not_signed", zh="请先签收。", en="Sign for it first.")
    body = body_named(body_id, at.astimezone(ZONE).date())
    line = line_at(order.topic, body.place_id, at)
    if line is None or body_id not in (line.body_id, *line.supports):
        raise refuse(
            "pushed_down",
            zh="派单目录没有把这类事交给{name}，部门职责不能转给乡镇。需要配合的，请吹哨或者申请联办。",
            en="The directory does not give this topic to {name}; a department's duty is not pushed down.",
            name=body.name,
        )
    stop_wrong_target(order, body_id, at, lead=False)
    if order.nodes.filter(closed_at=None, body_id=body_id).exists():
        raise refuse("supports_already", zh="这个单位已经在办理。", en="This body has a part already.")
    return add_node(order, body_id, role="below", basis="level", above=node.pk, by=by, at=at)


def _node(node_id: UUID) -> tuple[OrderNode, Order]:
    found = OrderNode.objects.filter(pk=node_id).values_list("order_id", flat=True).first()
    order = locked(found if found is not None else node_id)
    return OrderNode.objects.get(pk=node_id), order


@transaction.atomic
def sign_order(*, node_id: UUID, by: Actor, at: datetime) -> None:
    """签收: the body signs for its part; recorded as late after its hours. Refused for others and a second time."""
    node, order = _node(node_id)
    stop(may_handle(by, node.body_id, order.kind))
    if node.signed_at is not None or node.closed_at is not None or State(order.state) in ENDED:
        raise refuse(
            "signed", zh="这件诉求已经签收，或者已经不在本单位。", en="It was signed for, or has left this body."
        )
    contact_by = due(step_key(CONTACT, order.urgency), order.place_id, at).at
    changes: dict[str, object] = {}
    if node.role == "lead":
        changes = {"state": State.SIGNED, "step_due": contact_by}
    seq = move(order, OrderSigned(node=node.pk, late=at > node.sign_by), by=by, at=at, **changes)
    save_node(node, seq, signed_at=at, signed_by=by.ref, post_id=by.post_id, contact_by=contact_by)


@transaction.atomic
def send_back(*, order_id: UUID, ground: str, reason: str, by: Actor, at: datetime) -> None:
    """退单: the lead gives the order back, once, within its hours, with a ground and its reason.

    Until it is decided the first receiver stays named; the clock goes on.
    """
    order = locked(order_id, Act.SEND_BACK)
    node = lead_node(order)
    stop(may_handle(by, node.body_id, order.kind))
    stop(code_problem(RETURN_GROUNDS, ground) or words_problem(reason))
    stop(
        return_problem(
            return_by=node.return_by, at=at, arbitrated=order.arbitrated, round_no=order.round, lead=node.role == "lead"
        )
    )
    decide_by = due(ARBITRATE, order.place_id, at).at
    event = OrderSentBack(node=node.pk, ground=ground, words_digest=digest(reason), decide_by=decide_by)
    fields = {"state": State.RETURNED, "body_id": desk_body(), "step_due": decide_by}
    seq = move(order, event, by=by, at=at, **fields)
    save_node(node, seq, closed_at=at, outcome="returned")
    OrderReturn(
        order=order, node=node, ground=ground, sealed=sealed(order, reason), by_ref=by.ref, at=at, seq=seq
    ).save(force_insert=True)


@transaction.atomic
def arbitrate(
    *, order_id: UUID, upheld: bool, reason: str, by: Actor, at: datetime, body_id: UUID | None = None
) -> UUID:
    """退单裁定: upheld, it goes to another body; not upheld, it stays with the first. Nobody returns it after that."""
    stop(may_arbitrate(by))
    order = locked(order_id, Act.ARBITRATE)
    stop(words_problem(reason))
    back = OrderReturn.objects.filter(order=order, upheld=None).select_related("node").latest("at")
    chosen = body_id if upheld else back.node.body_id
    if chosen is None or (upheld and chosen == back.node.body_id):
        raise refuse("arbitrate_whom", zh="退单成立的，请选择另一个主办单位。", en="Choose the other body that leads.")
    if upheld:
        stop_wrong_target(order, chosen, at)
    event = OrderArbitrated(
        node=back.node_id, upheld=upheld, body=chosen, words_digest=digest(reason), late=at > (order.step_due or at)
    )
    seq = move(order, event, by=by, at=at, arbitrated=True)
    back.upheld, back.body_id, back.answer = upheld, chosen, sealed(order, reason)
    back.decided_by, back.decided_at, back.seq = by.ref, at, seq
    back.save(update_fields=["upheld", "body", "answer", "decided_by", "decided_at", "seq"])
    return place_order(order, Placing(chosen, "arbitrated"), by=by, at=at)


@transaction.atomic
def move_order(*, order_id: UUID, body_id: UUID, by: Actor, at: datetime) -> UUID:
    """换派: the dispatcher gives an order in hand to another body; the limit of the reply stays as it was.

    Refused back to a body that had it in this round: loops end in an arbitration.
    """
    stop(may_arbitrate(by))
    order = locked(order_id, Act.REDISPATCH)
    _stop_apart(order)
    had = order.nodes.filter(role="lead", round=order.round).values_list("body_id", flat=True)
    stop(loop_problem(body_id, set(had)))
    stop_wrong_target(order, body_id, at)
    return place_order(order, Placing(body_id, "moved"), by=by, at=at, leaving=lead_node(order))


@transaction.atomic
def merge_orders(*, order_id: UUID, into: UUID, by: Actor, at: datetime) -> None:
    """并单: an order is the same matter as another open one, which bears its contacts from now on."""
    stop(may_dispatch(by))
    rows = {key: locked(key) for key in sorted({order_id, into})}
    order, main = rows[order_id], rows[into]
    if order_id == into or State(main.state) in ENDED or Kind.MISCONDUCT in (order.kind, main.kind):
        raise refuse("merge_into", zh="请选另一件还没有办结的诉求。", en="Choose another order that is still open.")
    stop(move_problem(Act.MERGE, State(order.state)))
    contacts = list(order.contacts.order_by("at"))
    taken = OrderContactsTaken(of_order=order.pk, contacts=len(contacts))
    seq = move(main, taken, by=by, at=at, reachable=main.reachable or order.reachable)
    for one in contacts:
        OrderContact(
            order=main, party_id=one.party_id, request=uuid5(main.pk, str(one.pk)), kind=ContactKind.JOINED,
            channel=one.channel, named=one.named, text=one.text, sealed=bytes(one.sealed), by_ref=one.by_ref, at=one.at,
            seq=seq,
        ).save(force_insert=True)  # fmt: skip
    merged = OrderMerged(into=main.pk)
    fields = {"state": State.MERGED, "merged_into_id": main.pk, "closed_at": at, "step_due": None, "ending": "merged"}
    seq = move(order, merged, by=by, at=at, **fields)
    end_nodes(order.nodes.filter(closed_at=None), seq, "merged", at)
