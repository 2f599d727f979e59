"""Shipped rules on who acted: two things by one person, the wrong body, the wrong post, an empty post."""

from __future__ import annotations

from typing import Final

from tongban.supervision.rules.declare import Grade, Rule, When
from tongban.supervision.rules.kinds.hollow import Sealed
from tongban.supervision.rules.kinds.persons import DUTY, FORMER, HEAD, HOLDER, OWN, Competent, SamePerson, Unmanned
from tongban.supervision.rules.shipped.sources import HOUSE, LICENCE

YELLOW, RED = Grade.YELLOW, Grade.RED

PERSONS: Final = (
    Rule(
        code="apart.decide", zh="流程要求审决分离，同一人审查又决定",
        en="One person reviewed and decided where the flow keeps them apart",
        law=HOUSE, article="", confidence="M", grade=RED,
        check=SamePerson(first="case.reviewed", second=("case.decided",), demanded="flow"),
    ),
    Rule(
        code="apart.two", zh="应由两人审查，实为同一人", en="A check for two was done by one", law=LICENCE,
        article="第三十四条第三款", grade=RED,
        check=SamePerson(first="case.opinion_given", second=("case.opinion_given", "case.reviewed"), per="task"),
    ),
    Rule(
        code="apart.chair", zh="审查人员主持听证", en="A reviewer chaired the hearing", law=LICENCE,
        article="第四十八条第一款第三项", grade=RED,
        check=SamePerson(first="case.reviewed", second=("case.hearing_called",), second_field="chair"),
    ),
    Rule(
        code="apart.hand", zh="收件人员自行决定", en="Whoever took the application in also decided it", law=HOUSE,
        article="", confidence="M", grade=YELLOW, starts_on=False,
        check=SamePerson(first="case.received", second=("case.decided",)),
    ),
    Rule(
        code="holder.decide", zh="没有这项职权的单位作出决定", en="Decided by a body that does not hold the power",
        law=LICENCE, article="第二十二条", grade=RED,
        check=Competent(event="case.decided", function="decide", test=HOLDER),
    ),
    Rule(
        code="holder.former", zh="已下放的职权仍由原单位决定", en="Decided by the body that had handed the power on",
        law=LICENCE, article="第二十四条", grade=RED,
        check=Competent(event="case.decided", function="decide", test=FORMER),
    ),
    Rule(
        code="holder.accept", zh="没有受理权的单位受理", en="Accepted by a body that may not", law=LICENCE,
        article="第二十二条", grade=YELLOW,
        check=Competent(event="case.accepted", function="accept", test=HOLDER, where=(("origin", "not", "deemed"),)),
    ),
    Rule(
        code="holder.seal", zh="已下放的职权仍盖原单位的印章",
        en="The result bears the seal of who handed the power on",
        law=LICENCE, article="第二十四条", grade=RED, check=Sealed(event="case.result_issued"),
    ),
    Rule(
        code="accept.turned_away", zh="属于本单位职权，却以不属本单位为由不予受理",
        en="Turned away as not competent by the body that holds the power", law=LICENCE,
        article="第三十二条第一款第五项", grade=RED,
        check=Competent(event="case.not_accepted", function="accept", test=OWN,
                        where=(("ground", "is", "not_competent"),)),
    ),
    Rule(
        code="post.decide", zh="没有决定职责的岗位作出决定", en="Decided in a post that may not decide", law=LICENCE,
        article="第二十二条", grade=RED, check=Competent(event="case.decided", function="decide", test=DUTY),
    ),
    Rule(
        code="extension.approver", zh="联合办理的延长没有经本级政府负责人批准",
        en="An extension of joint handling not approved by the government's head", law=LICENCE,
        article="第四十二条第二款", grade=RED,
        check=Competent(event="case.extended", function="lead", test=HEAD, where=(("joint", "is", True),)),
    ),
    Rule(
        code="post.empty", zh="AB 岗同时不在岗", en="Both holders of a post are away", law=HOUSE, article="",
        confidence="S", when=When.BEFORE, grade=YELLOW, check=Unmanned(event="official.absent"),
    ),
)  # fmt: skip
