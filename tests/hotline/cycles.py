"""Random lives of orders through the real acts: filed twice, merged, sent round, killed in the middle of an act."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from tests.cast import on
from tests.hotline.stage import Line, hotline
from tongban.hotline.actions import closing, efficiency, handling, routing, supervising, taking
from tongban.hotline.models import Order, OrderNode
from tongban.hotline.rules.intake import Request
from tongban.hotline.rules.kinds import ContactKind
from tongban.hotline.rules.soundness import OrderFacts
from tongban.kernel.actor import Actor
from tongban.kernel.ids import uuid7
from tongban.kernel.refusals import Refused
from tongban.ledger.queries import events_of

BODIES = ("market", "fire", "urban", "forestry", "liuhe")
KINDS = ("consult", "help", "complaint", "report", "suggestion", "praise", "efficiency", "misconduct")
WORDS = "路灯不亮积水噪音油烟占道停车垃圾电梯供暖停水欠薪施工扬尘井盖树木护栏"
ENDED = ("closed", "merged", "transferred", "not_taken")


class Killed(Exception):
    """The process died in the middle of an act."""


@dataclass
class World:
    """One line, its people, a random source and a clock that only goes forward."""

    line: Line
    random: Random
    now: datetime = on(3, 2, 9)
    orders: list[UUID] = field(default_factory=list)
    people: dict[str, Actor] = field(default_factory=dict)
    refused: int = 0
    killed: int = 0

    def who(self, post: str, role: int = 0) -> Actor:
        """An official, looked up once."""
        key = f"{post}{role}"
        if key not in self.people:
            self.people[key] = self.line.who(post, self.now, role)
        return self.people[key]

    def do(self, act: Callable[..., Any], **given: Any) -> Any:
        """One act; sometimes the process dies in it and it is tried again, sometimes it is sent twice."""
        self.now += timedelta(minutes=self.random.choice((1, 7, 45, 240, 1500)))
        try:
            if self.random.random() < 0.05:
                self.kill(act, given)
            with transaction.atomic():
                done = act(**given, at=self.now)
            if self.random.random() < 0.05:
                with transaction.atomic():
                    act(**given, at=self.now)
            return done
        except Refused:
            self.refused += 1
            return None

    def kill(self, act: Callable[..., Any], given: dict[str, Any]) -> None:
        """The act was done and never committed."""
        try:
            with transaction.atomic():
                act(**given, at=self.now)
                raise Killed
        except Killed:
            self.killed += 1

    def request(self) -> Request:
        """Somebody asks something."""
        pick = self.random.choice
        kind, phone = pick(KINDS), pick(("", f"139{self.random.randrange(40):08d}"))
        return Request(
            request=uuid7(), kind=kind, place_id=self.line.cast.county.home, phone=phone,
            name="周小云" if phone else "", text="".join(pick(WORDS) for _ in range(12)),
            urgency=pick(("general", "general", "lifeline", "life")),
            channel=pick(("phone", "web", "letter")), named=bool(phone),
            complained_id=self.line.body("market") if kind == "efficiency" else None,
        )  # fmt: skip


def lived(world: World, cycles: int) -> World:
    """So many lives, each led on until it has ended or nobody cares any more."""
    for _ in range(cycles):
        asked = world.request()
        taken = world.do(taking.take_order, asked=asked, by=world.who("hotline_1"))
        if taken is None:
            continue
        world.orders.append(taken.order_id)
        for _ in range(world.random.choice((3, 12, 30))):
            row = Order.objects.get(pk=taken.order_id)
            if row.state in ENDED and world.random.random() < 0.8:
                break
            _step(world, row, asked)
    return world


def _step(world: World, row: Order, asked: Request) -> None:
    """A likely act in this state; now and then any act, lawful or not."""
    wild = world.random.random() < 0.1
    acts = [act for some in STEPS.values() for act in some] if wild else STEPS[row.state]
    world.random.choice(acts)(world, row, asked)


def _node(row: Order) -> OrderNode | None:
    return OrderNode.objects.filter(order=row, closed_at=None).order_by("no").first()


def _officer(world: World, node: OrderNode, row: Order) -> Actor:
    keys = {body: key for key, body in world.line.cast.county.bodies.items()}
    if row.kind == "efficiency":
        return world.who("supervision")
    return world.who("discipline_leads" if row.kind == "misconduct" else f"{keys[node.body_id]}_review")


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
    into = world.random.choice(world.orders)
    world.do(routing.merge_orders, order_id=row.pk, into=into, by=world.who("hotline_dispatch"))


def _remind(world: World, row: Order, asked: Request) -> None:
    again = asked if world.random.random() < 0.5 else replace(asked, request=uuid7(), text=asked.text + "还没有办")
    by = world.who("hotline_2")
    world.do(taking.add_to_order, order_id=row.pk, asked=again, kind=ContactKind.REMINDER, by=by)
    world.do(taking.take_order, asked=again, by=by)


def _sign(world: World, row: Order, asked: Request) -> None:
    for node in OrderNode.objects.filter(order=row, closed_at=None):
        world.do(routing.sign_order, node_id=node.pk, by=_officer(world, node, row))


def _return(world: World, row: Order, asked: Request) -> None:
    node = _node(row)
    if node is not None:
        officer = _officer(world, node, row)
        world.do(routing.send_back, order_id=row.pk, ground="not_competent", reason="不是本单位职责", by=officer)


def _move(world: World, row: Order, asked: Request) -> None:
    body = world.line.body(world.random.choice(BODIES))
    world.do(routing.move_order, order_id=row.pk, body_id=body, by=world.who("hotline_dispatch"))


def _arbitrate(world: World, row: Order, asked: Request) -> None:
    world.do(
        routing.arbitrate, order_id=row.pk, upheld=world.random.random() < 0.5, reason="按目录办理",
        body_id=world.line.body(world.random.choice(BODIES)), by=world.who("hotline_dispatch"),
    )  # fmt: skip


def _contact(world: World, row: Order, asked: Request) -> None:
    for node in OrderNode.objects.filter(order=row, closed_at=None):
        how = "phone" if row.reachable else "none_left"
        world.do(handling.contact_person, node_id=node.pk, how=how, by=_officer(world, node, row))


def _reply(world: World, row: Order, asked: Request) -> None:
    if row.kind == "efficiency":
        world.do(
            efficiency.record_finding, order_id=row.pk, substantiated=True, fault="absent", aspect="attitude",
            leads_to="reply", words="情况属实", by=world.who("supervision"),
        )  # fmt: skip
    for node in OrderNode.objects.filter(order=row, closed_at=None).order_by("-role"):
        by = _officer(world, node, row)
        world.do(handling.reply_order, node_id=node.pk, result="solved", words="已经处理完毕", by=by)


def _extend(world: World, row: Order, asked: Request) -> None:
    node = _node(row)
    if node is None or row.kind in ("efficiency", "misconduct"):
        return
    keys = {body: key for key, body in world.line.cast.county.bodies.items()}
    by = _officer(world, node, row)
    world.do(handling.ask_extension, order_id=row.pk, days=world.random.randrange(1, 7), reason="需要检测", by=by)
    head = world.who(f"{keys[node.body_id]}_decide")
    world.do(handling.decide_extension, order_id=row.pk, approved=world.random.random() < 0.7, by=head)


def _supervise(world: World, row: Order, asked: Request) -> None:
    by = world.who("hotline_dispatch")
    world.do(supervising.supervise_order, order_id=row.pk, ground="overdue", words="已经超期", by=by)


def _callback(world: World, row: Order, asked: Request) -> None:
    reached = world.random.random() < 0.7
    solved = world.random.random() < 0.7 if reached else None
    world.do(
        closing.call_back, order_id=row.pk, how="phone", reached=reached, solved=solved,
        satisfied=world.random.randrange(1, 6) if reached else None, by=world.who("hotline_callback"),
    )  # fmt: skip


def _silence(world: World, row: Order, asked: Request) -> None:
    world.now += timedelta(days=9)
    world.do(closing.close_silent)


def _reopen(world: World, row: Order, asked: Request) -> None:
    again = replace(asked, request=uuid7())
    world.do(closing.reopen_order, order_id=row.pk, asked=again, by=world.who("hotline_1"))


STEPS: dict[str, list[Callable[[World, Order, Request], None]]] = {
    "taken": [_dispatch, _dispatch, _dispatch, _dispatch, _elsewhere, _merge, _remind],
    "dispatched": [_sign, _sign, _sign, _return, _move, _merge, _remind, _supervise],
    "signed": [_contact, _contact, _contact, _return, _move, _extend],
    "handling": [_reply, _reply, _reply, _extend, _move, _remind],
    "returned": [_arbitrate, _arbitrate, _elsewhere, _merge],
    "replied": [_silence, _remind],
    "callback": [_callback],
    "closed": [_reopen],
    "merged": [_remind],
    "transferred": [_remind],
    "not_taken": [_remind],
}


def facts_of() -> dict[str, OrderFacts]:
    """Every order of the database as it stands, read without the acts' own code."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT order_id, count(*) FROM hotline_ordercontact GROUP BY 1")
        contacts = dict(cursor.fetchall())
        cursor.execute(
            "SELECT order_id, count(*) FROM hotline_ordernode WHERE closed_at IS NULL AND role = 'lead' GROUP BY 1"
        )
        leads = dict(cursor.fetchall())
        cursor.execute("SELECT * FROM hotline_order")
        names = [column.name for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return {
        str(row["id"]): OrderFacts(
            row, contacts.get(row["id"], 0), leads.get(row["id"], 0),
            [(entry.type, dict(entry.data)) for entry in events_of("order", row["id"])],
        )
        for row in rows
    }  # fmt: skip


def world(seed: str) -> World:
    """A fresh line with its random source."""
    return World(hotline(), Random(seed))
