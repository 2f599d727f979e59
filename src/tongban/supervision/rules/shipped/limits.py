"""Shipped rules on time: nearly due, over, longer than told, never answered."""

from __future__ import annotations

from typing import Any, Final

from tongban.supervision.rules.declare import Grade, Kind, Rule, When
from tongban.supervision.rules.kinds.limits import (
    ONE_DAY_LEFT,
    PASSED,
    SHARE,
    Stated,
    Step,
    ToldUntil,
    Unchecked,
    Whole,
    Within,
)
from tongban.supervision.rules.kinds.stated import ByStated
from tongban.supervision.rules.kinds.steps import Flagged
from tongban.supervision.rules.shipped.sources import ANYANG, COMMITMENT, ENVIRONMENT, HOUSE, LICENCE, RATINGS, SHARING

BLUE, YELLOW, RED, DOUBLE = Grade.BLUE, Grade.YELLOW, Grade.RED, Grade.DOUBLE_RED
GRANTED: Final = (("decision", "is", "grant"),)
# An appeal that took the rating out of all figures ends what was asked because of it.
APPEALED: Final[dict[str, Any]] = {
    "over": ("rating.appeal_decided",), "over_where": (("excluded", "is", True),),
}  # fmt: skip
OPEN: Final = ("received", "noticed", "accepted", "suspended", "decided")

LIMITS: Final = (
    Rule(
        code="due.one_day", zh="承诺时限还剩一个工作日", en="One working day of the promise is left",
        law=HOUSE, article="", confidence="S", grade=BLUE, tells="post", answer="",
        check=Whole(reached=ONE_DAY_LEFT),
    ),
    Rule(
        code="due.near", zh="承诺时限已用九成", en="Nine tenths of the promised time are used",
        law=HOUSE, article="", confidence="S", grade=YELLOW, tells="post", answer="", check=Whole(reached=SHARE),
    ),
    Rule(
        code="due.promise", zh="超过承诺时限", en="The promised limit has passed",
        law=ENVIRONMENT, article="第三十六条", grade=RED, check=Whole(reached=PASSED),
    ),
    Rule(
        code="due.statutory", zh="超过法定时限", en="The statutory limit has passed",
        law=LICENCE, article="第四十二条", grade=DOUBLE, check=Whole(reached=PASSED, law=True),
    ),
    Rule(
        code="step.over", zh="环节超时，总时限未到", en="A step is over its limit though the whole is in time",
        law=HOUSE, article="", confidence="S", grade=YELLOW, tells="post", check=Step(),
    ),
    Rule(
        code="answer.silent", zh="五日内没有告知，视为受理", en="No answer within five days, so accepted by law",
        law=LICENCE, article="第三十二条第一款第四项", grade=RED,
        check=Flagged(event="case.accepted", where=(("origin", "is", "deemed"),), figures=("counted_from",)),
    ),
    Rule(
        code="answer.renewal", zh="届满前未作决定，视为准予延续", en="No decision before expiry, so renewed by law",
        law=LICENCE, article="第五十条第二款", grade=RED,
        check=Flagged(event="case.renewed_by_law", where=(), figures=("expired", "counts_from")),
    ),
    Rule(
        code="answer.right_body", zh="认为不属本单位，迟迟不告知应找谁",
        en="Found not competent, but the right body is not told in time", law=LICENCE,
        article="第三十二条第一款第二项", grade=YELLOW,
        check=Within(start="case.not_ours", end=("case.not_accepted", "case.accepted"),
                     within="supervision.right_body_days"),
    ),
    Rule(
        code="delivery.late", zh="决定后超过十日未送达", en="Not delivered within ten days of the decision",
        law=LICENCE, article="第四十四条", grade=RED,
        check=Within(start="case.decided", end=("case.delivered",), within="licence.delivery_days"),
    ),
    Rule(
        code="result.late", zh="准予后未及时制证", en="Granted, but the certificate was not made in time",
        law=LICENCE, article="第四十四条", grade=YELLOW, tells="post",
        check=Within(start="case.decided", end=("case.result_issued",), within="supervision.issue_hours",
                     where=GRANTED),
    ),
    Rule(
        code="result.unsigned", zh="证照制成后未及时签章", en="A certificate was made but not signed in time",
        law=LICENCE, article="第四十四条", grade=YELLOW,
        check=Within(start="certificate.issued", end=("certificate.signed",), within="supervision.sign_hours"),
    ),
    Rule(
        code="pause.longer", zh="不计时超过告知的期限", en="Time not counted lasts longer than was told",
        law=LICENCE, article="第四十五条", grade=RED, check=ToldUntil(start="case.paused"),
    ),
    Rule(
        code="suspension.longer", zh="中止超过告知的期限", en="A suspension lasts longer than was told",
        law=HOUSE, article="", confidence="M", grade=YELLOW, check=ToldUntil(start="case.suspended"),
    ),
    Rule(
        code="hearing.longer", zh="听证日已过，没有归入笔录", en="The day of the hearing has passed without its record",
        law=LICENCE, article="第四十八条", grade=YELLOW, check=ToldUntil(start="case.hearing_called"),
    ),
    Rule(
        code="hearing.late", zh="听证超过二十日才组织",
        en="A hearing was set later than twenty days after it was asked for",
        law=LICENCE, article="第四十七条第一款", grade=RED,
        check=Flagged(event="case.hearing_called", where=(("late", "is", True),), figures=("hold_by", "held"),
                      kind_of=Kind.LIMIT),
    ),
    Rule(
        code="hearing.not_called", zh="要求听证后逾期没有组织",
        en="A hearing was asked for and none was organised in time",
        law=LICENCE, article="第四十七条第一款", grade=RED,
        check=ByStated(start="case.hearing_answered", stated="hold_by", where=(("hold_by", "filled", None),),
                       end=("case.hearing_called",), over=("case.withdrawn", "case.terminated")),
    ),
    Rule(
        code="testing.late", zh="检验检测超过五日才开始", en="Testing began later than five days after acceptance",
        law=LICENCE, article="第五十五条第二款", grade=YELLOW,
        check=Flagged(event="case.paused", where=(("late", "is", True),), figures=("starts",), kind_of=Kind.LIMIT),
    ),
    Rule(
        code="commitment.late", zh="告知承诺逾期核查", en="A commitment was checked after its day", law=COMMITMENT,
        article="", confidence="S", when=When.AFTER, grade=YELLOW,
        check=Flagged(event="case.commitment_checked", where=(("late", "is", True),), figures=("due",),
                      kind_of=Kind.LIMIT),
    ),
    Rule(
        code="commitment.unchecked", zh="告知承诺到期没有核查",
        en="Nobody checked a commitment by its day", law=COMMITMENT,
        article="", confidence="S", when=When.AFTER, grade=YELLOW,
        check=Unchecked(promised="case.committed", checked="case.commitment_checked"),
    ),
    Rule(
        code="rating.uncontacted", zh="实名差评逾期没有联系评价人",
        en="Who gave a bad rating by name was not contacted",
        law=ANYANG, article="第五十二条", when=When.AFTER, grade=YELLOW,
        check=ByStated(start="rating.given", stated="contact_by", where=(("contact_by", "filled", None),),
                       end=("rating.moved",), **APPEALED),
    ),
    Rule(
        code="rating.unrectified", zh="差评逾期没有整改", en="A bad rating was not put right in time", law=RATINGS,
        article="", confidence="S", when=When.AFTER, grade=YELLOW,
        check=ByStated(start="rating.given", stated="rectify_by", where=(("rectify_by", "filled", None),),
                       end=("rating.moved",), end_where=(("act", "is", "rectify"), ("result", "not", "planned")),
                       longer="rating.moved", longer_stated="rectify_by",
                       longer_where=(("result", "is", "planned"),), anew=(("result", "is", "unsolved"),), **APPEALED),
    ),
    Rule(
        code="handover.silent", zh="转交后对方逾期未接收、未退回",
        en="A handover is neither taken nor sent back in time",
        law=HOUSE, article="", confidence="M", grade=YELLOW,
        check=Within(start="case.handover_offered", end=("case.handover_answered",), per="task",
                     within="supervision.handover_days"),
    ),
    Rule(
        code="elsewhere.late", zh="外部系统的办件超过时限", en="A case in another system is over its limit",
        law=ENVIRONMENT, article="第三十六条", grade=RED,
        check=Stated(events=("foreign_case.seen", "foreign_case.moved"), open_states=OPEN),
    ),
    Rule(
        code="report.late", zh="应报上级系统的办件逾期未报", en="A record for the other system was not sent in time",
        law=SHARING, article="", confidence="S", grade=YELLOW,
        check=Within(start="record.queued", end=("record.sent",), within="supervision.report_hours"),
    ),
    Rule(
        code="queue.waiting", zh="取号后久等未叫号", en="A number was not called for long", law=HOUSE, article="",
        confidence="M", grade=BLUE, answer="",
        check=Within(start="ticket.taken", end=("ticket.called", "ticket.missed", "ticket.served"),
                     within="supervision.queue_hours"),
    ),
)  # fmt: skip
