"""What may happen to an order in each state: the likely acts, and now and then any other, lawful or not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tests.hotline.cycles import Life, World
from tongban.hotline.actions import closing, efficiency, handling, routing, supervising, taking
from tongban.hotline.models import Order, OrderNode
from tongban.hotline.rules.intake import Request
from tongban.hotline.rules.kinds import ContactKind
from tongban.kernel.actor import Actor, ActorKind

BODIES = ("market", "fire", "urban", "forestry", "liuhe")
APART = ("efficiency", "misconduct")
WILD = 0.08


def step(world: World, life: Life, row: Order, asked: Request) -> None:
    """One act of somebody."""
    wild = world.random.random() < WILD
    acts = [act for some in STEPS.values() for act in some] if wild else STEPS[row.state]
    act = world.random.choice(acts)
    world.count(act.__name__.strip("_"))
    act(world, row, asked)


def _nodes(row: Order, role: str = "") -> list[OrderNode]:
    found = OrderNode.objects.filter(order=row, closed_at=None).order_by("-role", "no")
    return [node for node in found if not role or node.role == role]


def _officer(world: World, node: OrderNode, row: Order) -> Actor:
    if row.kind == "efficiency":
        return world.who("supervision")
    return world.who("discipline_leads" if row.kind == "misconduct" else f"{_key(world, node)}_review")


def _key(world: World, node: OrderNode) -> str:
    return next(key for key, body in world.line.cast.county.bodies.items() if body == node.body_id)


def _dispatch(world: World, row: Order, asked: Request) -> None:
    if row.kind == "efficiency":
        post = world.line.cast.county.posts["supervision"]
        world.do(efficiency.give_roles, order_id=row.pk, post_id=post, by=world.who("centre_manager"))
        return
    lead, support = world.random.sample(BODIES, 2)
    supports = [world.line.body(support)] if world.random.random() < 0.2 else []
    body = world.line.body(lead)
    world.do(routing.dispatch_order, order_id=row.pk, body_id=body, supports=supports, by=world.who("hotline_1"))


def _elsewhere(world: World, row: Order, asked: Request) -> None:
    ground = world.random.choice(("court", "petition", "110"))
    world.do(taking.turn_away, order_id=row.pk, ground=ground, by=world.who("hotline_dispatch"))


def _merge(world: World, row: Order, asked: Request) -> None:
    into = world.random.choice(world.alive).order
    world.do(routing.merge_orders, order_id=row.pk, into=into, by=world.who("hotline_dispatch"))


def _again(world: World, row: Order, asked: Request) -> None:
    """The same request once more, as after an answer that got lost on the way."""
    world.do(taking.take_order, told=asked.request, asked=asked, by=world.who("hotline_2"))


def _remind(world: World, row: Order, asked: Request) -> None:
    more = _more(world, asked)
    by = world.who("hotline_2")
    world.do(
        taking.add_to_order, told=more.request, order_id=row.pk, asked=more, kind=ContactKind.REMINDER, by=by
    )  # fmt: skip


def _tell_again(world: World, row: Order, asked: Request) -> None:
    """The same person says the same: it finds its order by itself."""
    more = _more(world, asked)
    world.do(taking.take_order, told=more.request, asked=more, by=world.who("hotline_2"))


def _join(world: World, row: Order, asked: Request) -> None:
    """Another person, and the operator sees that it is the same matter."""
    other = replace(_more(world, asked), phone=f"138{world.random.randrange(900):08d}", name="马大姐", join=row.pk)
    world.do(taking.take_order, told=other.request, asked=other, by=world.who("hotline_2"))


def _more(world: World, asked: Request) -> Request:
    return replace(
        asked, request=world.drawn("more"), text=asked.text + "还没有办", origin="", outside_no="", elsewhere="",
        emergency="", channel="phone",
    )  # fmt: skip


def _sign(world: World, row: Order, asked: Request) -> None:
    for node in _nodes(row):
        world.do(routing.sign_order, node_id=node.pk, by=_officer(world, node, row))


def _return(world: World, row: Order, asked: Request) -> None:
    for node in _nodes(row, "lead"):
        by = _officer(world, node, row)
        world.do(routing.send_back, order_id=row.pk, ground="not_competent", reason="不是本单位职责", by=by)


def _move(world: World, row: Order, asked: Request) -> None:
    """To any body; as likely as not to one that had it before."""
    had = list(OrderNode.objects.filter(order=row, role="lead").values_list("body_id", flat=True))
    bodies = had if had and world.random.random() < 0.5 else [world.line.body(key) for key in BODIES]
    body = world.random.choice(bodies)
    world.do(routing.move_order, order_id=row.pk, body_id=body, by=world.who("hotline_dispatch"))


def _support(world: World, row: Order, asked: Request) -> None:
    body = world.line.body(world.random.choice(BODIES))
    world.do(routing.add_support, order_id=row.pk, body_id=body, by=world.who("hotline_dispatch"))


def _arbitrate(world: World, row: Order, asked: Request) -> None:
    world.do(
        routing.arbitrate, order_id=row.pk, upheld=world.random.random() < 0.5, reason="按目录办理",
        body_id=world.line.body(world.random.choice(BODIES)), by=world.who("hotline_dispatch"),
    )  # fmt: skip


def _contact(world: World, row: Order, asked: Request) -> None:
    for node in _nodes(row):
        how = "phone" if row.reachable else "none_left"
        world.do(handling.contact_person, node_id=node.pk, how=how, by=_officer(world, node, row))


def _reply(world: World, row: Order, asked: Request) -> None:
    if row.kind == "efficiency" and world.random.random() < 0.8:
        world.do(
            efficiency.record_finding, order_id=row.pk, substantiated=True, fault="absent", aspect="attitude",
            leads_to="reply", words="情况属实", by=world.who("supervision"),
        )  # fmt: skip
    for node in _nodes(row):
        by = _officer(world, node, row)
        world.do(handling.reply_order, node_id=node.pk, result="solved", words="已经处理完毕", by=by)


def _extend(world: World, row: Order, asked: Request) -> None:
    for node in [] if row.kind in APART else _nodes(row, "lead"):
        days, by = world.random.randrange(1, 7), _officer(world, node, row)
        world.do(handling.ask_extension, order_id=row.pk, days=days, reason="需要检测", by=by)
        head = world.who(f"{_key(world, node)}_decide")
        world.do(handling.decide_extension, order_id=row.pk, approved=world.random.random() < 0.7, by=head)


def _supervise(world: World, row: Order, asked: Request) -> None:
    by = world.who("hotline_dispatch")
    world.do(supervising.supervise_order, order_id=row.pk, ground="overdue", words="已经超期", by=by)
    for node in _nodes(row, "lead") if world.random.random() < 0.5 else []:
        by = _officer(world, node, row)
        world.do(supervising.answer_supervision, order_id=row.pk, words="正在抓紧办理", by=by)


def _exclude(world: World, row: Order, asked: Request) -> None:
    for node in _nodes(row, "lead"):
        by = _officer(world, node, row)
        world.do(supervising.ask_exclusion, order_id=row.pk, ground="private", words="双方已经和解", by=by)
    granted = world.random.random() < 0.5
    world.do(supervising.decide_exclusion, order_id=row.pk, granted=granted, by=world.who("supervision"))


def _callback(world: World, row: Order, asked: Request) -> None:
    reached = world.random.random() < 0.7
    solved = world.random.random() < 0.7 if reached else None
    world.do(
        closing.call_back, order_id=row.pk, how="phone", reached=reached, solved=solved,
        satisfied=world.random.randrange(1, 6) if reached else None, by=world.who("hotline_callback"),
    )  # fmt: skip


def _judge(world: World, row: Order, asked: Request) -> None:
    by = Actor(ActorKind.CITIZEN, ref=row.party_id)
    world.do(closing.judge_order, order_id=row.pk, solved=world.random.random() < 0.6, satisfied=3, by=by)


def _reopen(world: World, row: Order, asked: Request) -> None:
    more = _more(world, asked)
    world.do(closing.reopen_order, told=more.request, order_id=row.pk, asked=more, by=world.who("hotline_1"))


def _wait(world: World, row: Order, asked: Request) -> None:
    """Nobody does anything."""
    world.passes()


STEPS: dict[str, list[Callable[[World, Order, Request], None]]] = {
    "taken": [_dispatch, _dispatch, _dispatch, _dispatch, _elsewhere, _merge, _remind, _again, _join],
    "dispatched": [_sign, _sign, _sign, _return, _move, _merge, _remind, _supervise, _support],
    "signed": [_contact, _contact, _contact, _return, _move, _extend, _tell_again],
    "handling": [_reply, _reply, _reply, _extend, _move, _remind, _join, _exclude],
    "returned": [_arbitrate, _arbitrate, _arbitrate, _elsewhere, _merge],
    "replied": [_wait, _wait, _judge, _remind],
    "callback": [_callback, _callback, _judge, _wait],
    "closed": [_reopen, _join],
    "merged": [_remind, _again],
    "transferred": [_remind],
    "not_taken": [_remind],
}
