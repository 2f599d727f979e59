"""Shipped rules on order, absence and repetition: what was skipped, what an act lacks, what came once too often."""

from __future__ import annotations

from typing import Final

from tongban.supervision.rules.declare import Grade, Kind, Rule, When
from tongban.supervision.rules.kinds.steps import (
    Before,
    Flagged,
    Lacks,
    Never,
    Running,
    StillOpen,
    TooOften,
    Unanswered,
)
from tongban.supervision.rules.kinds.values import Measured
from tongban.supervision.rules.shipped.sources import COMMITMENT, ENVIRONMENT, HOUSE, LICENCE

BLUE, YELLOW, RED = Grade.BLUE, Grade.YELLOW, Grade.RED
REFUSED: Final = (("decision", "is", "refuse"),)
# What an applicant hears while a case is handled.
WORDS: Final = (
    "case.notified", "case.hearing_right_told", "case.supply_reminded", "case.suspended", "case.extended",
    "case.paused",
)  # fmt: skip

# What the licence law does not count (art. 45).
LISTED: Final = ("hearing", "testing", "appraisal", "expert_review", "tender_auction")

ORDER: Final = (
    Rule(
        code="order.unaccepted", zh="未受理先决定", en="Decided without acceptance", law=LICENCE, article="第三十四条",
        grade=RED, check=Before(then="case.decided", needs=("case.accepted",)),
    ),
    Rule(
        code="order.unreviewed", zh="审查未完先决定", en="Decided while a review still waited", law=LICENCE,
        article="第三十四条", grade=RED, check=StillOpen(then="case.decided", act="review"),
    ),
    Rule(
        code="order.undecided", zh="未决定先送达", en="Delivered without a decision", law=LICENCE, article="第三十八条",
        grade=RED, check=Before(then="case.delivered", needs=("case.decided", "case.renewed_by_law")),
    ),
    Rule(
        code="order.result_first", zh="未决定先制证", en="A result was made without a decision", law=LICENCE,
        article="第三十九条", grade=RED,
        check=Before(then="case.result_issued", needs=("case.decided", "case.renewed_by_law")),
    ),
    Rule(
        code="order.statement", zh="利害关系人的意见没有研究就决定",
        en="Decided without weighing a third party's statement",
        law=LICENCE, article="第三十六条", grade=RED,
        check=Unanswered(then="case.decided", asked="case.statement_taken", answered="case.statement_weighed",
                         per="interested"),
    ),
    Rule(
        code="order.hearing_right", zh="听证权利期限未到就决定", en="Decided while a hearing could still be asked for",
        law=LICENCE, article="第四十七条第一款", grade=RED,
        check=Unanswered(then="case.decided", asked="case.hearing_right_told", answered="case.hearing_answered",
                         per="right", until="until"),
    ),
    Rule(
        code="order.hearing_record", zh="听证后没有依据笔录作决定", en="Decided beside the record of the hearing",
        law=LICENCE, article="第四十八条第二款", grade=RED,
        check=Before(then="case.decided", needs=(), since="case.hearing_closed",
                     since_where=(("outcome", "is", "held"),), where=(("hearing_record", "empty", None),)),
    ),
    Rule(
        code="order.while_paused", zh="不计时期间作出决定", en="Decided while the time was not counted", law=LICENCE,
        article="第四十五条", grade=YELLOW, check=Running(then="case.decided"),
    ),
    Rule(
        code="order.deferred", zh="容缺材料没有补齐就决定", en="Decided before the papers that were to follow came",
        law=HOUSE, article="", confidence="S", grade=YELLOW,
        check=Measured(event="case.decided", measure="still_to_follow", where=(("decision", "is", "grant"),),
                       kind_of=Kind.ORDER),
    ),
)  # fmt: skip

ABSENCE: Final = (
    Rule(
        code="pause.no_document", zh="停止计时没有文书", en="Time not counted without a document", law=LICENCE,
        article="第四十五条", grade=RED, check=Lacks(event="case.paused", field="document"),
    ),
    Rule(
        code="pause.unlisted", zh="以法律没有列举的理由停止计时（如现场勘验）",
        en="Time not counted for what the law does not list, such as a visit on site", law=LICENCE,
        article="第四十五条", grade=RED,
        check=Flagged(event="case.paused", where=(("pause_kind", "outside", LISTED),)),
    ),
    Rule(
        code="pause.no_end", zh="停止计时没有告知所需时间", en="Time not counted without saying how long", law=LICENCE,
        article="第四十五条", grade=RED, check=Lacks(event="case.paused", field="until"),
    ),
    Rule(
        code="pause.not_told", zh="停止计时后才告知或者没有告知",
        en="The applicant was told late, or never, that time stands still",
        law=LICENCE, article="第四十五条", grade=YELLOW, check=Measured(event="case.paused", measure="told_too_late"),
    ),
    Rule(
        code="testing.one_person", zh="检验检测不足两人", en="Testing by fewer than two officials", law=LICENCE,
        article="第五十五条第二款", grade=RED,
        check=Lacks(event="case.paused", field="staff", least="licence.testing_staff",
                    where=(("pause_kind", "is", "testing"),)),
    ),
    Rule(
        code="refusal.no_basis", zh="不予许可没有写明依据", en="A refusal without its legal basis", law=LICENCE,
        article="第三十八条第二款", grade=RED, check=Lacks(event="case.decided", field="basis", where=REFUSED),
    ),
    Rule(
        code="refusal.no_document", zh="不予受理没有书面凭证", en="An application was turned away without a document",
        law=LICENCE, article="第三十二条第二款", grade=RED, check=Lacks(event="case.not_accepted", field="document"),
    ),
    Rule(
        code="refusal.no_right_body", zh="不予受理没有告知应向哪个单位申请",
        en="Turned away without naming the right body",
        law=LICENCE, article="第三十二条第一款第二项", grade=YELLOW,
        check=Lacks(event="case.not_accepted", field="right_body",
                    where=(("ground", "is", "not_competent"), ("outside", "not", True))),
    ),
    Rule(
        code="decision.no_document", zh="决定没有文书", en="A decision without its document", law=LICENCE,
        article="第三十八条", grade=RED, check=Lacks(event="case.decided", field="document"),
    ),
    Rule(
        code="extension.no_document", zh="延长没有告知文书", en="An extension without the document that tells of it",
        law=LICENCE, article="第四十二条第一款", grade=RED, check=Lacks(event="case.extended", field="document"),
    ),
    Rule(
        code="closed.no_contact", zh="全程没有联系申请人就不予或者终止",
        en="Refused or ended without a word to the applicant",
        law=LICENCE, article="第七条", grade=YELLOW,
        check=Never(ends=("case.decided", "case.terminated"), words=WORDS, where=(("decision", "not", "grant"),)),
    ),
    Rule(
        code="owner.none", zh="环节没有责任岗位", en="A step opened in nobody's hands", law=HOUSE, article="",
        confidence="M", grade=YELLOW, check=Measured(event="*", measure="no_owner"),
    ),
    Rule(
        code="commitment.broken", zh="告知承诺核查不实", en="A promise turned out to be broken", law=COMMITMENT,
        article="", confidence="S", when=When.AFTER, grade=BLUE, answer="",
        check=Flagged(event="case.commitment_checked", where=(("result", "is", "broken"),)),
    ),
    Rule(
        code="holding.no_basis", zh="权力下放或者委托没有依据文件", en="A power was handed on without its document",
        law=LICENCE, article="第二十四条", when=When.BEFORE, grade=RED,
        check=Lacks(event="holding.granted", field="basis_doc"),
    ),
    Rule(
        code="item.no_basis", zh="暂停或者取消事项没有依据文件",
        en="An item was stopped or cancelled without its document",
        law=ENVIRONMENT, article="第四十条", when=When.BEFORE, grade=YELLOW,
        check=Lacks(event="item.state_changed", field="basis_doc"),
    ),
)  # fmt: skip

REPETITION: Final = (
    Rule(
        code="notice.seen", zh="第二次告知第一次就能看出的问题",
        en="A second notice of what was visible the first time",
        law=LICENCE, article="第三十二条第一款第四项", grade=RED,
        check=Flagged(event="case.notified", where=(("no", "over", 1), ("seen", "filled", None)), figures=("no",),
                      kind_of=Kind.REPETITION),
    ),
    Rule(
        code="notice.many", zh="反复要求补正", en="Papers were asked for again and again", law=LICENCE,
        article="第三十二条第一款第四项", grade=YELLOW,
        check=TooOften(event="case.notified", most="supervision.notices"),
    ),
    Rule(
        code="extension.second", zh="第二次延长", en="A second extension", law=LICENCE, article="第四十二条第一款",
        grade=RED, check=TooOften(event="case.extended", most="supervision.extensions"),
    ),
    Rule(
        code="pause.again", zh="同一种不计时反复使用", en="The same kind of pause again and again", law=LICENCE,
        article="第四十五条", grade=YELLOW,
        check=TooOften(event="case.paused", most="supervision.pauses", per="pause_kind"),
    ),
    Rule(
        code="suspension.again", zh="反复中止", en="Suspended again", law=HOUSE, article="", confidence="M",
        grade=YELLOW, check=TooOften(event="case.suspended", most="supervision.suspensions"),
    ),
    Rule(
        code="urged.often", zh="多次催办仍未办", en="Reminded again and again and still not done", law=HOUSE,
        article="",
        confidence="M", grade=YELLOW, check=TooOften(event="case.urged", most="supervision.urges", per="task"),
    ),
    Rule(
        code="handover.often", zh="同一环节来回转交", en="One step handed to and fro", law=HOUSE, article="",
        confidence="M", grade=YELLOW,
        check=TooOften(event="case.handover_offered", most="supervision.handovers", per="task"),
    ),
)  # fmt: skip
