"""Shipped rules that measure against the list, the law or the calendar: fees, papers, promises, clocks that moved."""

from __future__ import annotations

from typing import Final

from tongban.supervision.rules.declare import Grade, Kind, Rule, When
from tongban.supervision.rules.kinds.steps import Flagged
from tongban.supervision.rules.kinds.values import Measured
from tongban.supervision.rules.shipped.sources import ENVIRONMENT, HOUSE, LICENCE, ONLINE, SHANDONG

BLUE, YELLOW, RED = Grade.BLUE, Grade.YELLOW, Grade.RED
OWN_FAULTS: Final = ("abuse", "beyond_power", "procedure", "unqualified", "other_unlawful")

VALUES: Final = (
    Rule(
        code="fee.outside", zh="目录以外收费", en="A fee outside the catalogue", law=LICENCE, article="第五十八条",
        grade=RED, check=Measured(event="case.received", measure="fee_outside"),
    ),
    Rule(
        code="fee.rate", zh="收费与目录的项目或者标准不符",
        en="A charge that is not in the catalogue, or not at its rate",
        law=LICENCE, article="第五十九条", grade=RED, check=Measured(event="charge.assessed", measure="off_rate"),
    ),
    Rule(
        code="papers.outside", zh="要求指南以外的材料", en="Papers asked for that the guide does not name", law=LICENCE,
        article="第三十一条", grade=RED, check=Measured(event="case.notified", measure="asked_outside"),
    ),
    Rule(
        code="version.old", zh="按失效的指南收件", en="Received under a guide that is not in force", law=LICENCE,
        article="第三十条", grade=YELLOW, check=Measured(event="case.received", measure="old_version"),
    ),
    Rule(
        code="entry.late", zh="系统外办理、事后补录", en="Worked outside the system and entered later", law=ONLINE,
        article="第四条", confidence="M", grade=YELLOW, check=Measured(event="*", measure="entered_late"),
    ),
    Rule(
        code="clock.moved", zh="转交或者重开环节后时限变长", en="A handover or reopening moved the clock", law=LICENCE,
        article="第四十二条", grade=RED, check=Measured(event="*", measure="moved_clock"),
    ),
    Rule(
        code="extension.long", zh="延长超过法律允许的天数", en="An extension longer than the law allows", law=LICENCE,
        article="第四十二条", grade=RED, check=Measured(event="case.extended", measure="extended_too_far"),
    ),
    Rule(
        code="extension.late", zh="超过法定时限后才延长", en="Extended after the limit had passed", law=LICENCE,
        article="第四十二条", grade=RED, check=Measured(event="case.extended", measure="extended_after_the_end"),
    ),
    Rule(
        code="review.instant", zh="秒批：来不及阅读就通过", en="Reviewed faster than anybody can read", law=LICENCE,
        article="第三十四条", confidence="M", grade=YELLOW, check=Measured(event="case.reviewed", measure="in_seconds"),
    ),
    Rule(
        code="withdrawn.at_end", zh="临期或者超期时撤回", en="Taken back at the end of the limit", law=HOUSE,
        article="",
        confidence="M", grade=YELLOW, check=Measured(event="case.withdrawn", measure="withdrawn_at_the_end"),
    ),
    Rule(
        code="calendar.past", zh="改动已经过去的工作日", en="Days that have passed were changed in the calendar",
        law=HOUSE,
        article="", confidence="M", when=When.BEFORE, grade=RED,
        check=Measured(event="calendar.amended", measure="past_days_changed"),
    ),
    Rule(
        code="list.promise_longer", zh="承诺时限变长", en="The promised limit was lengthened", law=ENVIRONMENT,
        article="第三十六条", confidence="M", when=When.BEFORE, grade=YELLOW,
        check=Measured(event="item.published", measure="promise_lengthened"),
    ),
    Rule(
        code="list.promise_gone", zh="取消承诺时限", en="The promise was dropped", law=ENVIRONMENT,
        article="第三十六条",
        confidence="M", when=When.BEFORE, grade=YELLOW,
        check=Measured(event="item.published", measure="promise_dropped"),
    ),
    Rule(
        code="list.promise_over", zh="承诺时限长于法定时限", en="The promise is longer than the law", law=LICENCE,
        article="第四十二条", when=When.BEFORE, grade=RED,
        check=Measured(event="item.published", measure="promise_over_law"),
    ),
    Rule(
        code="list.more_papers", zh="材料变多", en="More papers than before", law=LICENCE, article="第三十一条",
        when=When.BEFORE, grade=BLUE, answer="", check=Measured(event="item.published", measure="more_papers"),
    ),
    Rule(
        code="list.more_visits", zh="跑动次数变多", en="More visits than before", law=ONLINE, article="第五条",
        confidence="M", when=When.BEFORE, grade=BLUE, answer="",
        check=Measured(event="item.published", measure="more_visits"),
    ),
    Rule(
        code="list.catch_all", zh="指南里有“其他材料”兜底条款", en="The guide has a catch-all paper", law=LICENCE,
        article="第三十条", when=When.BEFORE, grade=YELLOW,
        check=Measured(event="item.published", measure="catch_all"),
    ),
    Rule(
        code="list.no_limit", zh="指南没有法定时限", en="The guide names no limit of the law", law=LICENCE,
        article="第三十条", when=When.BEFORE, grade=YELLOW, check=Measured(event="item.published", measure="no_limit"),
    ),
    Rule(
        code="list.fee_basis", zh="收费没有依据或者标准", en="A fee without basis or rate", law=LICENCE,
        article="第五十八条", when=When.BEFORE, grade=RED,
        check=Measured(event="item.published", measure="fee_without_basis"),
    ),
    Rule(
        code="veto.tried", zh="考核计划自设“一票否决”被退回", en="An appraisal plan was refused for a veto of its own",
        law=SHANDONG, article="第十九条", when=When.BEFORE, grade=YELLOW,
        check=Flagged(event="appraisal_plan.refused", where=(), kind_of=Kind.VALUE),
    ),
    Rule(
        code="after.reversed", zh="许可因本机关的过错被撤销", en="A licence was revoked for the organ's own fault",
        law=LICENCE, article="第六十九条第一款", when=When.AFTER, grade=YELLOW,
        check=Flagged(event="certificate.revoked", where=(("ground", "in", OWN_FAULTS),), figures=("ground",),
                      kind_of=Kind.VALUE),
    ),
)  # fmt: skip
