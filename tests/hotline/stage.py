"""The small county's hotline: one way to take a request, and an order led through its steps."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from tests.cast import Cast, on, small_county
from tests.hotline.gridstage import mediated
from tongban.hotline.actions.closing import call_back, close_silent
from tongban.hotline.actions.directory import set_line
from tongban.hotline.actions.efficiency import give_roles
from tongban.hotline.actions.handling import ask_extension, contact_person, reply_order
from tongban.hotline.actions.police import hand_over
from tongban.hotline.actions.routing import arbitrate, dispatch_order, send_back, sign_order
from tongban.hotline.actions.supervising import ask_exclusion, supervise_order
from tongban.hotline.actions.taking import Taken, take_order
from tongban.hotline.actions.whistles import blow_whistle
from tongban.hotline.models import Order, OrderNode
from tongban.hotline.rules.intake import Request
from tongban.kernel.actor import Actor
from tongban.kernel.ids import uuid7

TAKEN = on(11, 2, 9)  # a Monday
NOISE = "人民路 18 号楼下烧烤店每天营业到凌晨，油烟和噪音让人睡不着。"


@dataclass(slots=True)
class Line:
    """The county with its hotline."""

    cast: Cast

    def who(self, post: str, at: datetime = TAKEN, role: int = 0) -> Actor:
        """The holder of a post."""
        return self.cast.officer(post, at, role)

    def body(self, key: str) -> UUID:
        """A body of the county."""
        return self.cast.county.bodies[key]

    def asked(self, **changes: Any) -> Request:
        """罗大勇 calls about a noisy restaurant."""
        plain = Request(
            request=uuid7(), kind="complaint", place_id=self.cast.county.home, text=NOISE, channel="phone",
            topic="城市管理", name="罗大勇", phone="13900000001",
        )  # fmt: skip
        return replace(plain, **changes)

    def take(self, at: datetime = TAKEN, by: Actor | None = None, **changes: Any) -> Taken:
        """Takes it down at the operator's desk."""
        return take_order(asked=self.asked(**changes), by=by or self.who("hotline_1", at), at=at)

    def dispatched(self, at: datetime = TAKEN, to: str = "urban", **changes: Any) -> tuple[UUID, UUID]:
        """Taken and dispatched: the order and the lead's part."""
        order = self.take(at, **changes).order_id
        return order, dispatch_order(order_id=order, body_id=self.body(to), by=self.who("hotline_1", at), at=at)

    def handled(self, at: datetime = TAKEN, to: str = "urban", **changes: Any) -> tuple[UUID, UUID]:
        """Signed for, the person spoken with."""
        order, node = self.dispatched(at, to, **changes)
        officer = self.who(f"{to}_review", at)
        sign_order(node_id=node, by=officer, at=at)
        contact_person(node_id=node, how="phone", by=officer, at=at)
        return order, node

    def replied(self, at: datetime = TAKEN, to: str = "urban", **changes: Any) -> UUID:
        """Answered."""
        order, node = self.handled(at, to, **changes)
        reply_order(node_id=node, result="solved", words="已责令整改并复查", by=self.who(f"{to}_review", at), at=at)
        return order

    def answered(self, order: UUID, at: datetime = TAKEN, to: str = "urban") -> None:
        """A dispatched order signed for, spoken about, answered, and closed by the callback or by silence."""
        node, officer = OrderNode.objects.get(order=order, role="lead", closed_at=None).pk, self.who(f"{to}_review", at)
        sign_order(node_id=node, by=officer, at=at)
        contact_person(node_id=node, how="phone", by=officer, at=at)
        reply_order(node_id=node, result="solved", words="已责令整改并复查", by=officer, at=at)
        if state(order) == "callback":
            self.called(order, on(11, 3), solved=True)
        close_silent(at=on(11, 30))

    def called(self, order: UUID, at: datetime, *, solved: bool, satisfied: int | None = None) -> None:
        """Called back and reached."""
        call_back(
            order_id=order, how="phone", reached=True, solved=solved, satisfied=satisfied,
            by=self.who("hotline_callback", at), at=at,
        )  # fmt: skip


def hotline() -> Line:
    """The small county's line."""
    return Line(small_county())


def state(order: UUID) -> str:
    """Where an order stands."""
    return Order.objects.values_list("state", flat=True).get(pk=order)


def with_orders(cast: Cast) -> None:
    """A row in each governed table of the hotline."""
    line = Line(cast)
    dispatcher, urban = line.who("hotline_dispatch"), line.who("urban_review")
    set_line(
        topic="城市管理/油烟噪音", place_id=cast.county.home, body_id=line.body("urban"), basis="三定方案",
        by=dispatcher, at=TAKEN,
    )  # fmt: skip
    order, _ = line.dispatched(to="market")
    market = line.who("market_review")
    send_back(order_id=order, ground="not_competent", reason="油烟由城管负责", by=market, at=TAKEN)
    node = arbitrate(
        order_id=order, upheld=True, reason="按目录办理", body_id=line.body("urban"), by=dispatcher, at=TAKEN
    )
    sign_order(node_id=node, by=urban, at=TAKEN)
    contact_person(node_id=node, how="phone", by=urban, at=TAKEN)
    ask_extension(order_id=order, days=3, reason="要检测油烟", by=urban, at=TAKEN)
    supervise_order(order_id=order, ground="bad_effect", words="反映强烈", by=dispatcher, at=TAKEN)
    ask_exclusion(order_id=order, ground="private", words="双方已经和解", by=urban, at=TAKEN)
    reply_order(node_id=node, result="solved", words="已责令整改", by=urban, at=TAKEN)
    line.called(order, on(11, 3), solved=True, satisfied=4)
    efficiency = line.take(
        kind="efficiency", complained_id=line.body("market"), text="窗口办件的人态度很差，一直推脱", phone="13900000009"
    )
    give_roles(
        order_id=efficiency.order_id, post_id=cast.county.posts["supervision"], by=line.who("centre_manager"), at=TAKEN
    )
    hand_over(order_id=line.take(emergency="110", phone="13900000110").order_id, at=TAKEN)
    blow_whistle(bodies=[line.body("urban")], words="河边倾倒垃圾", by=line.who("liuhe_review"), at=TAKEN)
    mediated(cast)


def in_every_state(line: Line) -> list[UUID]:
    """Orders to be dispatched, signed for, returned, handled, called back, and closed."""
    found = [line.take(phone="13900000011").order_id, line.dispatched(phone="13900000012")[0]]
    back, _node = line.dispatched(to="market", phone="13900000013")
    send_back(order_id=back, ground="not_competent", reason="油烟由城管负责", by=line.who("market_review"), at=TAKEN)
    found += [back, line.handled(phone="13900000014")[0], line.replied(phone="13900000015")]
    closed = line.replied(phone="13900000016")
    line.called(closed, on(11, 3), solved=True)
    return [*found, closed]


def asked_of_market(cast: Cast) -> UUID:
    """An order of the applicant that the market bureau has in hand."""
    line = Line(cast)
    order = line.take(by=cast.citizen, party_id=cast.applicant, channel="web").order_id
    dispatch_order(order_id=order, body_id=line.body("market"), by=line.who("hotline_1"), at=TAKEN)
    return order
