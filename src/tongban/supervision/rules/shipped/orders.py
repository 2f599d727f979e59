"""Shipped rules on orders of the hotline (12345) and on questions put to an official (首问负责)."""

from __future__ import annotations

from typing import Any, Final

from tongban.supervision.rules.declare import Grade, Kind, Rule
from tongban.supervision.rules.kinds.persons import SamePerson
from tongban.supervision.rules.kinds.stated import LEAD, ByStated
from tongban.supervision.rules.kinds.steps import Flagged, Never, TooOften
from tongban.supervision.rules.kinds.values import Measured
from tongban.supervision.rules.shipped.sources import AFTERWARDS, ANYANG, BEIJING, HOTLINE, HOUSE, WEIFANG

YELLOW, RED = Grade.YELLOW, Grade.RED
OWN: Final[dict[str, Any]] = {"law": HOUSE, "article": "", "confidence": "M"}
LINE: Final[dict[str, Any]] = {"law": HOTLINE, "article": "", "confidence": "S"}
CLOSED: Final = ("order.closed", "order.merged")
GRANTED: Final = (("approved", "is", True),)
# Ends that follow an answer; others (joined, outside the line) need nobody to have spoken with the person.
ANSWERED: Final = (("ending", "in", ("called_back", "judged", "not_reached", "no_objection")),)

ORDERS: Final = (
    Rule(
        code="order.sign", zh="派单后逾期未签收", en="An order was not signed for in time", **LINE, grade=YELLOW,
        check=ByStated(start="order.dispatched", stated="sign_by", end=("order.signed", "order.sent_back"), per="node",
                       over=(*CLOSED, "order.replied"), again=LEAD),
    ),
    Rule(
        code="order.reply", zh="诉求逾期未答复", en="An order was not answered in time", law=WEIFANG, article="",
        grade=RED,
        check=ByStated(start="order.dispatched", stated="answer_by",
                       end=("order.node_replied", "order.replied", "order.sent_back"), per="node",
                       over=(*CLOSED, "order.replied"), again=LEAD, longer="order.extension_decided",
                       longer_stated="due_at", longer_where=GRANTED),
    ),
    Rule(
        code="order.contact_late", zh="签收后逾期才联系来电人", en="The person was contacted later than promised",
        law=BEIJING, article="第三十二条", grade=YELLOW,
        check=Flagged(event="order.contacted", where=(("late", "is", True),), figures=(), kind_of=Kind.LIMIT),
    ),
    Rule(
        code="order.no_contact", zh="没有联系来电人就办结", en="Closed though nobody spoke with the person",
        law=BEIJING, article="第三十二条", grade=RED,
        check=Never(ends=("order.closed",), words=("order.contacted",), where=ANSWERED),
    ),
    Rule(
        code="order.ruling", zh="退单逾期未裁定", en="A return was not decided in time", law=BEIJING,
        article="第十六条", confidence="S", grade=YELLOW,
        check=ByStated(start="order.sent_back", stated="decide_by", end=("order.arbitrated",), per="node", over=CLOSED,
                       owed_by="order.dispatched"),
    ),
    Rule(
        code="order.returned_again", zh="裁定以后又退单", en="Returned again after it was decided whose it is",
        law=WEIFANG, article="第二十二条", grade=RED,
        check=Measured(event="order.sent_back", measure="returned_after_ruling", kind_of=Kind.REPETITION),
    ),
    Rule(
        code="order.clock_moved", zh="换派以后答复时限变长", en="A transfer moved the day to answer", law=BEIJING,
        article="第十五条", confidence="S", grade=RED,
        check=Measured(event="order.dispatched", measure="order_clock_moved"),
    ),
    Rule(
        code="order.extended_late", zh="答复时限已过才批准延期", en="More time was granted after the day had passed",
        law=ANYANG, article="", grade=RED,
        check=Measured(event="order.extension_decided", measure="granted_after_the_end"),
    ),
    Rule(
        code="order.extended_again", zh="再次延期", en="More time was granted a second time", law=ANYANG, article="",
        grade=RED,
        check=TooOften(event="order.extension_decided", most="supervision.order_extensions", where=GRANTED),
    ),
    Rule(
        code="order.own_extension", zh="自己申请延期、自己批准", en="Whoever asked for more time granted it",
        law=ANYANG, article="", grade=RED,
        check=SamePerson(first="order.extension_asked", second=("order.extension_decided",)),
    ),
    Rule(
        code="order.own_callback", zh="答复的人自己回访", en="Whoever answered also called back", **LINE, grade=RED,
        check=SamePerson(first="order.replied", second=("order.called_back",)),
    ),
    Rule(
        code="order.own_exclusion", zh="自己申请剔除、自己审核", en="Whoever asked to leave an order out decided it",
        law=BEIJING, article="第三十二条", confidence="M", grade=RED,
        check=SamePerson(first="order.exclusion_asked", second=("order.exclusion_decided",)),
    ),
    Rule(
        code="order.callback", zh="应回访的逾期未回访", en="A callback that was drawn was not made in time", **LINE,
        grade=YELLOW,
        check=ByStated(start="order.replied", stated="next_by", where=(("drawn", "is", True),),
                       end=("order.called_back",), over=(*CLOSED, "order.judged", "order.dispatched"),
                       owed_by="order.dispatched"),
    ),
    Rule(
        code="order.supervised", zh="督办件逾期未反馈", en="A supervised order was not answered for in time", **LINE,
        grade=RED,
        check=ByStated(start="order.supervised", stated="answer_by", end=("order.supervision_answered",), over=CLOSED),
    ),
    Rule(
        code="asked.unanswered", zh="首问事项逾期未答复", en="A question was not answered in time", **OWN, grade=YELLOW,
        tells="post",
        check=ByStated(start="contact.recorded", stated="answer_by", end=("contact.answered",)),
    ),
    Rule(
        code="asked.unclaimed", zh="首问事项转交后逾期无人接手",
        en="A question was offered to another post and not taken over in time", **OWN, grade=YELLOW,
        check=ByStated(start="contact.offered", stated="take_by", end=("contact.taken", "contact.answered")),
    ),
    Rule(
        code="entrant.unclaimed", zh="新设主体推送后逾期无人认领、退回",
        en="A new firm was neither claimed nor sent back in time", law=AFTERWARDS, article="", confidence="M",
        grade=YELLOW,
        check=ByStated(start="push.made", stated="claim_by", end=("push.claimed", "push.returned")),
    ),
    Rule(
        code="asked.passed_on", zh="首问事项反复转交", en="A question was passed on again and again", **OWN,
        grade=YELLOW, check=TooOften(event="contact.offered", most="supervision.handovers"),
    ),
)  # fmt: skip
