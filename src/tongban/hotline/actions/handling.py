"""What the body that has an order does: speak with the person, answer, ask for more time."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from tongban.agencies.actions.recording import stop
from tongban.hotline.actions.parts import digest, end_nodes, lead_node, locked, move, save_node, sealed
from tongban.hotline.events.closing import OrderExtensionAsked, OrderExtensionDecided
from tongban.hotline.events.orders import OrderContacted, OrderNodeReplied, OrderReplied
from tongban.hotline.models import Order, OrderExtension, OrderFinding, OrderNode, OrderReply
from tongban.hotline.permissions import NOT_FOUND, may_handle, may_head
from tongban.hotline.queries.clocks import due, extended, figure
from tongban.hotline.queries.desk import desk_body
from tongban.hotline.queries.mediation import going
from tongban.hotline.rules.clocks import CALLBACK, EXTENSION, RATE
from tongban.hotline.rules.drawing import always_called, drawn
from tongban.hotline.rules.kinds import Kind, Urgency
from tongban.hotline.rules.mediation import reply_problem
from tongban.hotline.rules.states import IN_HANDS, Act, State, move_problem
from tongban.hotline.rules.turns import CONTACT_WAYS, RESULTS, code_problem, words_problem
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refused, refuse


def _part(node_id: UUID, by: Actor) -> tuple[OrderNode, Order]:
    """An open, signed part with its order locked, for the body whose part it is."""
    known = OrderNode.objects.filter(pk=node_id).values_list("order_id", flat=True).first()
    if known is None:
        raise Refused(NOT_FOUND)
    order = locked(known)
    node = OrderNode.objects.get(pk=node_id)
    stop(may_handle(by, node.body_id, order.kind))
    if node.closed_at is not None:
        raise refuse("part_ended", zh="本单位这一步已经结束。", en="Your body's part has ended.")
    if node.signed_at is None:
        raise refuse("not_signed", zh="请先签收。", en="Sign for it first.")
    return node, order


@transaction.atomic
def contact_person(*, node_id: UUID, how: str, by: Actor, at: datetime) -> None:
    """联系诉求人: that the body spoke with the person, and how; the lead's first contact is the response (响应).

    `none_left` only where nobody left a way to be reached.
    """
    node, order = _part(node_id, by)
    stop(code_problem(CONTACT_WAYS, how))
    if node.role == "lead":
        stop(move_problem(Act.CONTACT, State(order.state)))
    if (how == "none_left") == order.reachable:
        raise refuse(
            "contact_how",
            zh="诉求人留了联系方式的，要先联系；没有留的，选“没有留联系方式”。",
            en="Speak with the person where a way to reach them was left; choose “no way” only where none was.",
        )
    lead = node.role == "lead"
    changes: dict[str, object] = {}
    if lead:
        changes = {"state": State.HANDLING, "step_due": node.answer_by, "responded_at": order.responded_at or at}
    event = OrderContacted(node=node.pk, how=how, late=node.contact_by is not None and at > node.contact_by)
    seq = move(order, event, by=by, at=at, **changes)
    save_node(node, seq, contacted_at=at, contacted_how=how)


@transaction.atomic
def reply_order(*, node_id: UUID, result: str, words: str, by: Actor, at: datetime) -> None:
    """答复: the lead's answer ends the handling of this round; a supporting body's answer goes to the lead.

    Refused before anybody spoke with the person, and while a supporting body still has time to answer.
    """
    node, order = _part(node_id, by)
    if result == "silent":
        result = ""
    stop(code_problem(RESULTS, result) or words_problem(words))
    if node.role != "lead":
        late = at > node.answer_by
        event = OrderNodeReplied(node=node.pk, result=result, words_digest=digest(words), late=late)
        seq = move(order, event, by=by, at=at)
        _keep(order, node, result, words, late, seq, by, at)
        return
    stop(move_problem(Act.REPLY, State(order.state)))
    if node.contacted_at is None:
        raise refuse("no_contact", zh="答复之前要先联系诉求人。", en="Speak with the person before you answer.")
    _stop_unfound(order)
    stop(reply_problem(result, going(order.pk)))
    silent = _silent(order, at)
    call = _drawn(order)
    next_by = due(CALLBACK if call else RATE, order.place_id, at).at
    event_out = OrderReplied(
        node=node.pk, round=order.round, result=result, words_digest=digest(words), late=at > order.due_at, drawn=call,
        silent=tuple(part.body_id for part in silent), next_by=next_by,
    )  # fmt: skip
    state = State.CALLBACK if call else State.REPLIED
    seq = move(
        order, event_out, by=by, at=at, state=state, step_due=next_by, replied_at=at, drawn=call, tries=0,
        body_id=desk_body(), solved=None, satisfied=None,
    )  # fmt: skip
    end_nodes(silent, seq, "silent", at)
    _keep(order, node, result, words, at > order.due_at, seq, by, at)


def _keep(
    order: Order, node: OrderNode, result: str, words: str, late: bool, seq: int, by: Actor, at: datetime
) -> None:
    OrderReply(
        order=order, node=node, round=order.round, result=result, contacted_how=node.contacted_how or "none_left",
        contacted_at=node.contacted_at or at, sealed=sealed(order, words), by_ref=by.ref, by_post=by.post_id, at=at,
        late=late, seq=seq,
    ).save(force_insert=True)  # fmt: skip
    save_node(node, seq, closed_at=at, outcome="replied")


def _stop_unfound(order: Order) -> None:
    """An efficiency complaint is answered with what the investigation found."""
    found = OrderFinding.objects.filter(order=order, found_at__isnull=False)
    if order.kind == Kind.EFFICIENCY and not found.exists():
        raise refuse("no_finding", zh="效能投诉要先作出调查结论。", en="Record what the investigation found first.")


def _silent(order: Order, at: datetime) -> list[OrderNode]:
    """Supporting parts without an answer; refused while one of them still has time."""
    rows = list(order.nodes.filter(closed_at=None).exclude(role="lead"))
    if any(at <= (part.answer_by if part.signed_at else part.sign_by) for part in rows):
        raise refuse(
            "support_open",
            zh="协办单位还没有答复，也没有到期。请等协办答复后再统一答复。",
            en="A supporting body has not answered and still has time. Wait for its answer.",
        )
    return rows


def _drawn(order: Order) -> bool:
    if not order.reachable or order.kind == Kind.MISCONDUCT:
        return False
    share = figure("hotline.callback_share", order.place_id, order.taken_at)
    return always_called(order.kind, round_no=order.round, supervised=order.supervised) or drawn(
        settings.SECRET_KEY.encode(), order.pk, order.round, share
    )


@transaction.atomic
def ask_extension(*, order_id: UUID, days: int, reason: str, by: Actor, at: datetime) -> None:
    """申请延期: once, before the limit is over, by the lead, for working days only; the head of the body decides."""
    order = locked(order_id)
    if State(order.state) not in IN_HANDS or order.round > 0 or order.urgency != Urgency.GENERAL:
        raise refuse("no_extension_now", zh="现在不能申请延期。", en="No extension can be asked for now.")
    node = lead_node(order)
    stop(may_handle(by, node.body_id, order.kind) or words_problem(reason))
    most = figure(EXTENSION, order.place_id, at)
    if not 1 <= days <= most:
        raise refuse("extension_days", zh="最多延长 {most} 个工作日。", en="At most {most} working days.", most=most)
    if at > order.due_at or OrderExtension.objects.filter(order=order).exists():
        raise refuse(
            "extension_once",
            zh="延期只能申请一次，并且要在到期前提出。",
            en="An extension is asked once, before the limit.",
        )
    seq = move(order, OrderExtensionAsked(days=days, words_digest=digest(reason)), by=by, at=at)
    OrderExtension(
        order=order, body_id=node.body_id, days=days, sealed=sealed(order, reason), asked_by=by.ref, asked_at=at,
        due_before=order.due_at, seq=seq,
    ).save(force_insert=True)  # fmt: skip


@transaction.atomic
def decide_extension(*, order_id: UUID, approved: bool, by: Actor, at: datetime) -> None:
    """延期审批: by the head of the body that asked, another person than who asked; moves the one limit."""
    order = locked(order_id)
    row = OrderExtension.objects.filter(order=order, approved=None).first()
    if row is None:
        raise refuse("no_extension", zh="没有待审批的延期申请。", en="No extension is waiting for a decision.")
    stop(may_head(by, row.body_id))
    if by.ref == row.asked_by:
        raise refuse("own_extension", zh="不能审批自己的申请。", en="Nobody approves their own request.")
    after = extended(order.due_at, row.days) if approved else order.due_at
    event = OrderExtensionDecided(approved=approved, due_before=order.due_at, due_at=after)
    step = after if State(order.state) is State.HANDLING else order.step_due
    open_now = State(order.state) in IN_HANDS
    seq = move(order, event, by=by, at=at, due_at=after, **({"step_due": step} if open_now else {}))
    row.approved, row.decided_by, row.decided_at, row.due_after, row.seq = approved, by.ref, at, after, seq
    row.save(update_fields=["approved", "decided_by", "decided_at", "due_after", "seq"])
    for node in order.nodes.filter(closed_at=None) if approved else ():
        save_node(node, seq, answer_by=after)
