"""More verbs of the law's table: hearings (licence law arts. 47, 48), renewals (art. 50), relief in a township.

As in `stories`, each verb is a real act. It knows a story by what it needs of one, so that `stories` can take it in.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any, Final

from tests.cast import FOUNDING, ZONE
from tests.relief import NEED
from tongban.agencies.queries import actor_of
from tongban.cases.actions.accept import accept_case
from tongban.cases.actions.decide import decide_case
from tongban.cases.actions.hearing import call_hearing, drop_hearing, record_hearing
from tongban.cases.actions.hearing_rights import answer_hearing_right, tell_hearing_right
from tongban.cases.actions.receive import Given, receive_case
from tongban.cases.actions.renewal import deem_renewals
from tongban.cases.actions.review import review_task
from tongban.cases.actions.waits import end_waits
from tongban.cases.models import Hearing, HearingRight, Task
from tongban.cases.queries.tasks import open_tasks
from tongban.certificates.actions import issue_certificate
from tongban.kernel.actor import SYSTEM, Actor
from tongban.kernel.ids import uuid7

Doing = Callable[[Any, str, datetime], object]
TOWN: Final = "990823101"
FACE: Final = {"title": "食品经营许可证", "number_word": "JY", "type_code": "11100000MB0143028R001", "fields": {}}
ANSWERS: Final = {"asked": "要求", "waived": "不要求"}


def day_of(text: str) -> date:
    """A day as the table writes it: 11-23, or 2027-01-05."""
    parts = [int(part) for part in text.split("-")]
    return date(*parts) if len(parts) == 3 else date(2026, *parts)


def _tell_right(story: Any, rest: str, at: datetime) -> None:
    tell_hearing_right(case_id=story.case_id, interested_id=None, by=story.officer("review", at), at=at)


def _answer(story: Any, rest: str, at: datetime) -> None:
    right = HearingRight.objects.get(case_id=story.case_id)
    said = next(key for key, word in ANSWERS.items() if word == rest)
    answer_hearing_right(case_id=story.case_id, right_id=right.pk, answer=said, by=story.citizen, at=at)


def _call(story: Any, rest: str, at: datetime) -> None:
    """`11-23` with the deputy of who decides in the chair; `11-23 审查人主持` with a reviewer."""
    day, _, chair = rest.partition(" ")
    post = "market_review" if chair else "market_decide"
    call_hearing(
        case_id=story.case_id, held_at=datetime.combine(day_of(day), time(9, 30), ZONE), venue="县政务服务中心",
        chair_id=story.stage.county.holders[post][0 if chair else 1], by=story.officer("review", at), at=at,
    )  # fmt: skip


def _record(story: Any, rest: str, at: datetime) -> None:
    record_hearing(
        case_id=story.case_id, text="申请人陈述和申辩", present=3, signed=True, by=story.officer("review", at), at=at
    )


def _drop(story: Any, rest: str, at: datetime) -> None:
    drop_hearing(case_id=story.case_id, by=story.officer("review", at), at=at)


def _holds(story: Any, rest: str, at: datetime) -> None:
    """持证 至 06-30: a certificate that ends on a day."""
    until = day_of(rest.removeprefix("至 "))
    issue_certificate(
        case_id=uuid7(), body_id=story.stage.county.bodies["market"], kind="food_business", content=FACE,
        holder=story.stage.applicant, valid_from=until.replace(year=until.year - 5), valid_to=until, by=SYSTEM,
        at=FOUNDING,
    )  # fmt: skip


def _renew(story: Any, rest: str, at: datetime) -> None:
    story.case_id = receive_case(
        version_id=story.stage.versions["food_renewal"], applicant_id=story.stage.applicant,
        place_id=story.stage.county.home, channel="web", materials=[], by=story.citizen, at=at,
        answers={"conditions_same": "same", "phone": "13800000000"},
    ).case_id  # fmt: skip


def _at_night(story: Any, rest: str, at: datetime) -> None:
    deem_renewals(at=at)


def _town(story: Any, post: str, at: datetime, role: int = 0) -> Actor:
    county = story.stage.county
    return actor_of(county.holders[post][role], county.posts[post], at)


def _relief(story: Any, rest: str, at: datetime) -> None:
    """`收到救助申请`; with an amount, or 急 where it cannot wait."""
    amount = int(rest) if rest.isdigit() else 3000
    story.case_id = receive_case(
        version_id=story.stage.versions["temporary_relief"], applicant_id=story.stage.applicant,
        place_id=story.stage.county.places[TOWN], channel="window", by=_town(story, "liuhe_window", at), at=at,
        answers={**NEED, "amount": amount, "urgent": rest == "急"}, materials=[Given("m_identity", held=True)],
    ).case_id  # fmt: skip


def _town_accepts(story: Any, rest: str, at: datetime) -> None:
    accept_case(case_id=story.case_id, by=_town(story, "liuhe_review", at), at=at, promise="phone")


def _town_checks(story: Any, rest: str, at: datetime) -> None:
    """The check in the household by two, or the opinion after the notice by one."""
    task = next(one for one in open_tasks(story.case_id) if one.act == "review")
    for role in (0, 1):
        if any(one.id == task.id for one in open_tasks(story.case_id)):
            by = _town(story, "liuhe_review", at, role)
            review_task(task_id=task.id, opinion="agree", reasons="", by=by, at=at)


def _notice_ends(story: Any, rest: str, at: datetime) -> None:
    end_waits(at=at)


def _relief_decided(story: Any, rest: str, at: datetime) -> None:
    task = next(one for one in open_tasks(story.case_id) if one.act == "decide")
    post = next(key for key, post in story.stage.county.posts.items() if post == task.post_id)
    decide_case(case_id=story.case_id, decision="grant", reasons="", basis=[], by=_town(story, post, at), at=at)


def special_due(case_id: Any) -> dict[str, date | datetime | None]:
    """要求: until when a hearing may be asked for; 组织: until when it is held; 公示: when the village notice ends."""
    right = HearingRight.objects.filter(case_id=case_id, answer="").first()
    hearing = Hearing.objects.filter(case_id=case_id, ended_at=None).first()
    notice = Task.objects.filter(case_id=case_id, node="public_notice", closed_at=None).first()
    return {
        "要求": right.request_by if right else None,
        "组织": hearing.hold_by if hearing else None,
        "公示": notice.due_at if notice else None,
    }


SPECIAL: Final[dict[str, Doing]] = {
    "告知听证权": _tell_right, "答复听证": _answer, "通知听证": _call, "听证笔录": _record, "放弃听证": _drop,
    "持证": _holds, "申请延续": _renew, "夜间巡查": _at_night,
    "收到救助申请": _relief, "乡镇受理": _town_accepts, "乡镇核查": _town_checks, "公示巡查": _notice_ends,
    "救助审批": _relief_decided,
}  # fmt: skip
