"""Shipped rules over many cases: sprees, spikes, outliers, pairs, lines jumped, clocks begun anew."""

from __future__ import annotations

from typing import Any, Final

from tongban.supervision.rules.declare import Grade, Rule, When
from tongban.supervision.rules.kinds.hollow import SaidFirst, Sealed
from tongban.supervision.rules.kinds.patterns import LineJumped, Often, Restarted
from tongban.supervision.rules.kinds.persons import FORMER, Competent
from tongban.supervision.rules.shipped.sources import HOUSE, LICENCE

YELLOW: Final = Grade.YELLOW
DECIDED: Final = ("case.decided",)
MADE: Final = ("case.result_issued",)
PAST: Final[dict[str, Any]] = {"grade": YELLOW, "when": When.AFTER}
OURS: Final[dict[str, Any]] = {"law": HOUSE, "article": "", "confidence": "M"}
LAW: Final[dict[str, Any]] = {"law": LICENCE, "article": "第五条"}

PATTERNS: Final = (
    Rule(
        code="spree.closing", zh="短时间内集中办结", en="A spree of decisions in a short time", **OURS, **PAST,
        check=Often(events=DECIDED, hits=DECIDED, key=("post_id",), about="post", at_least="supervision.spree",
                    within="supervision.spree_hours"),
    ),
    Rule(
        code="spike.pauses", zh="不计时成为惯例", en="Pausing has become a habit", **OURS, **PAST,
        check=Often(events=("case.paused", "case.accepted"), hits=("case.paused",), key=("lead",), about="body",
                    at_least="supervision.pauses_at_least", share="supervision.pauses_share",
                    within="supervision.pattern_days"),
    ),
    Rule(
        code="spike.silent", zh="多次逾期不答复，视为受理", en="Silence has become a habit", law=LICENCE,
        article="第三十二条第一款第四项", **PAST,
        check=Often(events=("case.accepted",), hits=("case.accepted",), where=(("origin", "is", "deemed"),),
                    key=("lead",), about="body", at_least="supervision.silent_at_least",
                    within="supervision.pattern_days"),
    ),
    Rule(
        code="spike.withdrawn", zh="撤回的比例异常", en="Unusually many are taken back", **OURS, **PAST,
        check=Often(events=("case.withdrawn", "case.received"), hits=("case.withdrawn",), key=("lead",), about="body",
                    at_least="supervision.withdrawn_at_least", share="supervision.withdrawn_share",
                    within="supervision.pattern_days"),
    ),
    Rule(
        code="spike.turned_away", zh="不予受理的比例异常", en="Unusually many are turned away", **LAW, **PAST,
        check=Often(events=("case.not_accepted", "case.accepted"), hits=("case.not_accepted",), key=("lead",),
                    about="body", at_least="supervision.turned_away_at_least", share="supervision.turned_away_share",
                    within="supervision.pattern_days"),
    ),
    Rule(
        code="outlier.refusals", zh="同一人同一事项不予许可的比例异常",
        en="One official refuses one item unusually often",
        **LAW, **PAST,
        check=Often(events=DECIDED, hits=DECIDED, where=(("decision", "is", "refuse"),), key=("actor", "item"),
                    about="official", at_least="supervision.refusals_at_least", share="supervision.refusals_share",
                    within="supervision.pair_days"),
    ),
    Rule(
        code="outlier.place", zh="同一事项在一地的结果与别处不同", en="One item ends differently at one place", **LAW,
        **PAST,
        check=Often(events=DECIDED, hits=DECIDED, where=(("decision", "is", "refuse"),), key=("item", "place_id"),
                    against=("item",), about="place", at_least="supervision.differing_at_least",
                    share="supervision.differing_share",
                    within="supervision.pattern_days"),
    ),
    Rule(
        code="pair.proxy", zh="同一代办人总由同一人办理", en="The same proxy always meets the same official", **LAW,
        **PAST,
        check=Often(events=DECIDED, hits=DECIDED, key=("proxy", "actor"), about="pair", at_least="supervision.pair",
                    within="supervision.pair_days"),
    ),
    Rule(
        code="holder.hollow", zh="放虚不放实：下放后仍多由原单位决定",
        en="Hollow delegation: the former holder still decides",
        law=LICENCE, article="第二十四条", **PAST,
        check=Often(events=DECIDED, hits=DECIDED, key=("item", "place_id"), about="item",
                    judged=Competent(event="case.decided", function="decide", test=FORMER),
                    at_least="supervision.hollow_at_least", share="supervision.hollow_share",
                    within="supervision.pattern_days"),
    ),
    Rule(
        code="holder.hollow_seal", zh="放虚不放实：下放后仍多盖原单位的印章",
        en="Hollow delegation: the former holder still puts its seal",
        law=LICENCE, article="第二十四条", **PAST,
        check=Often(events=MADE, hits=MADE, key=("item", "place_id"), about="item",
                    judged=Sealed(event="case.result_issued"), at_least="supervision.hollow_at_least",
                    share="supervision.hollow_share", within="supervision.pattern_days"),
    ),
    Rule(
        code="holder.hollow_review", zh="放虚不放实：下放后仍多由原单位先审",
        en="Hollow delegation: the former holder still has its say first",
        law=LICENCE, article="第二十四条", **PAST,
        check=Often(events=DECIDED, hits=DECIDED, key=("item", "place_id"), about="item",
                    judged=SaidFirst(event="case.decided"), at_least="supervision.hollow_at_least",
                    share="supervision.hollow_share", within="supervision.pattern_days"),
    ),
    Rule(
        code="spike.reversed", zh="一个单位多次因过错撤销许可",
        en="One body revokes again and again for its own faults",
        law=LICENCE, article="第六十九条第一款", **PAST,
        check=Often(events=("certificate.revoked",), hits=("certificate.revoked",),
                    where=(("ground", "in", ("abuse", "beyond_power", "procedure", "unqualified")),),
                    key=("body_id",), about="body", at_least="supervision.reversed_at_least",
                    within="supervision.pair_days"),
    ),
    Rule(
        code="line.jumped", zh="插队办理", en="The line was jumped", law=LICENCE, article="第五十七条", grade=YELLOW,
        check=LineJumped(event="case.decided", older_by="supervision.line_days", at_least="supervision.line"),
    ),
    Rule(
        code="clock.restarted", zh="撤回后立即重新申报，时限重新起算",
        en="Taken back and received anew: the clock began again",
        **OURS, grade=YELLOW,
        check=Restarted(ends=("case.withdrawn",), begins="case.received", within="supervision.again_days"),
    ),
)  # fmt: skip
