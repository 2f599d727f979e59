"""What 12345 and 110 hand each other: two calls that were none of the police's, two matters that are.

Only what was told is played; the demonstration has no connection to a 110, so nothing is carried.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from tongban.agencies.queries import actor_of
from tongban.hotline.actions.closing import call_back
from tongban.hotline.actions.handling import contact_person, reply_order
from tongban.hotline.actions.police import hand_over, hear_answer, take_call
from tongban.hotline.actions.routing import dispatch_order, sign_order
from tongban.hotline.actions.taking import take_order
from tongban.hotline.adapters.police.door import Told
from tongban.hotline.queries.batch import brought
from tongban.hotline.queries.view import waits_for_callback
from tongban.hotline.rules.intake import Request
from tongban.kernel.actor import Actor
from tongban.kernel.ids import uuid7
from tongban.simulation.actions.bodies import County

# Hours ago, what 110 was told, by whom, line of the directory, its body, answer (empty: not answered yet).
CALLS: Final = (
    (
        76, "小区地下车库出口被石墩挡住，车出不来，和物业吵了起来，没有人动手。", "魏成林", "物业管理", "housing",
        "已会同社区到场，石墩当天移走，物业公示了车库通行办法。",
    ),
    (5, "楼下烧烤店凌晨一点还在划拳，油烟飘进屋里。", "", "油烟噪音", "urban", ""),
)  # fmt: skip
# Hours ago, what the caller said, what 110 told of it (empty: not acknowledged yet).
HANDED: Final = (
    (29, "广场东侧有两伙人打架，有人拿着酒瓶。", "已出警，双方带回派出所处理"),
    (0, "有人在河沿街撬电动车的锁，现在还在。", ""),
)  # fmt: skip


def build_police(county: County, *, until: datetime) -> int:
    """Plays what passed between the two, both ways; answers how many matters."""
    for serial, (hours, text, name, topic, lead, answer) in enumerate(CALLS, start=1):
        at = until - timedelta(hours=hours)
        number = f"J{at:%Y%m%d}-{serial:04d}"
        told = Told(what="call", number=number, text=text, name=name, phone=f"1370000200{serial}", at=at.isoformat())
        take_call(told=told, at=at)
        order = brought("110", number)
        assert order is not None  # it was taken a line above
        _handled(county, order.pk, topic, lead, answer, at)
    for serial, (hours, text, result) in enumerate(HANDED, start=1):
        _handed(county, serial, text, result, until - timedelta(hours=hours, minutes=4))
    return len(CALLS) + len(HANDED)


def _who(county: County, post: str, at: datetime) -> Actor:
    return actor_of(county.holders[post][0], county.posts[post], at)


def _handled(county: County, order: UUID, topic: str, lead: str, answer: str, at: datetime) -> None:
    node = dispatch_order(order_id=order, topic=topic, by=_who(county, "hotline_1", at), at=at + timedelta(minutes=20))
    if not answer:
        return
    officer = _who(county, f"{lead}_review", at)
    sign_order(node_id=node, by=officer, at=at + timedelta(hours=2))
    contact_person(node_id=node, how="phone", by=officer, at=at + timedelta(hours=3))
    reply_order(node_id=node, result="solved", words=answer, by=officer, at=at + timedelta(hours=26))
    if waits_for_callback(order):
        by, then = _who(county, "hotline_callback", at), at + timedelta(hours=49)
        call_back(order_id=order, how="phone", reached=True, solved=True, satisfied=5, words="", by=by, at=then)


def _handed(county: County, serial: int, text: str, result: str, at: datetime) -> None:
    asked = Request(
        request=uuid7(), kind="help", place_id=county.home, text=text, channel="phone", urgency="life",
        phone=f"1370000300{serial}", emergency="110",
    )  # fmt: skip
    taken = take_order(asked=asked, by=_who(county, "hotline_1", at), at=at)
    hand_over(order_id=taken.order_id, at=at)
    if result:
        number = f"{at:%Y%m%d}-{serial:04d}"
        heard = Told(what="taken", number=number, ours=taken.number)
        hear_answer(heard, at + timedelta(minutes=2))
        hear_answer(Told(what="result", number=number, ours=taken.number, result=result), at + timedelta(hours=2))
