"""Special procedures of a case as pure rules: hearing, third parties, suspension and termination.

Days are local days; figures come from the rulebook and are handed in. Nothing here reads a clock or a row.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from tongban.kernel.refusals import Refusal

_LICENCE: Final = "行政许可法"
_BY_ANALOGY: Final = "参照《中华人民共和国行政复议法》"
ASKED, WAIVED = "asked", "waived"
HELD, GIVEN_UP = "held", "given_up"
TAKEN: Final[dict[str, tuple[str, str]]] = {
    "adopted": ("采纳", "adopted"),
    "partly": ("部分采纳", "adopted in part"),
    "not_adopted": ("不采纳", "not adopted"),
}


@dataclass(frozen=True, slots=True)
class Ground:
    """Why a case stands still or ends without a decision: its words and the article it rests on.

    The Licence Law has no article of its own on this; where an item's law has one, that law comes first.
    """

    key: str
    zh: str
    en: str
    article: str

    def words(self, language: str) -> str:
        """The ground in one language."""
        return self.en if language == "en" else self.zh


def _grounds(*rows: tuple[str, str, str, str]) -> dict[str, Ground]:
    return {key: Ground(key, zh, en, article) for key, zh, en, article in rows}


SUSPENSIONS: Final = _grounds(
    (
        "successor_open",
        "申请人死亡或者终止，权利义务承受人尚未确定",
        "the applicant died or ended, and who succeeds is not settled",
        f"{_BY_ANALOGY}第三十九条第一款第一项、第四项",
    ),
    (
        "guardian_open",
        "申请人丧失行为能力，法定代理人尚未确定",
        "the applicant lost legal capacity, and who acts for them is not settled",
        f"{_BY_ANALOGY}第三十九条第一款第二项",
    ),
    (
        "force_majeure",
        "因不可抗力，申请人或者本机关不能继续办理",
        "force majeure keeps the applicant or the body from going on",
        f"{_BY_ANALOGY}第三十九条第一款第五项",
    ),
    (
        "law_question",
        "法律适用问题需要有权机关作出解释或者确认",
        "a question of law has to be settled by the organ that may do so",
        f"{_BY_ANALOGY}第三十九条第一款第七项",
    ),
    (
        "other_case",
        "需要以其他案件的结果为依据，而该案尚未审结",
        "it depends on another case that is not settled yet",
        f"{_BY_ANALOGY}第三十九条第一款第八项",
    ),
)
TERMINATIONS: Final = _grounds(
    (
        "no_successor",
        "申请人死亡或者终止，没有权利义务承受人或者其放弃申请",
        "the applicant died or ended, and nobody goes on with the application",
        f"{_BY_ANALOGY}第四十一条第二项、第三项",
    ),
    (
        "no_licence_needed",
        "法律、法规、规章修改或者废止，申请事项不再需要取得行政许可",
        "the law changed and no licence is needed any more",
        f"参照《中华人民共和国{_LICENCE}》第三十二条第一款第一项",
    ),
    (
        "impossible",
        "因不可抗力，申请事项无法实施",
        "force majeure has made what was applied for impossible",
        f"参照《中华人民共和国{_LICENCE}》第七十条第五项",
    ),
)


def ground_problem(grounds: dict[str, Ground], ground: str, reason: str) -> Refusal | None:
    """A suspension or termination needs a ground of its closed list and the facts in words; else what is asked."""
    if ground not in grounds:
        return Refusal(
            "ground",
            "请从列出的情形中选一项；没有列出的，不能中止或者终止。",
            "Choose one of the listed grounds; for anything else a case is neither suspended nor terminated.",
        )
    if not reason.strip():
        return Refusal(
            "ground_reason",
            "请写明具体事实，要告知申请人。",
            "Give the facts; the applicant is told.",
        )
    return None


def hearing_request_problem(answer: str, on: date, until: date) -> Refusal | None:
    """Art. 47: a hearing is asked for within the days told; `on` is the day of the request, `until` the last day."""
    if answer not in (ASKED, WAIVED):
        return Refusal("hearing_answer", "请选择“要求听证”或“不要求听证”。", "Choose: asks for a hearing, or does not.")
    if answer == ASKED and on > until:
        return Refusal(
            "hearing_request_late",
            "要求听证的最后一天是{until}，已经过期，不能再提出（行政许可法第四十七条）。仍可以书面陈述和申辩。",
            "The last day to ask for a hearing was {until}; it cannot be asked for any more (licence law art. 47). "
            "A statement in writing is still possible.",
            {"until": until},
        )
    return None


@dataclass(frozen=True, slots=True)
class HearingDays:
    """Between which days a hearing can be held, and the lengths of the law (working days) that say so.

    `earliest` is the first day that a notice of today allows (`ahead`), `hold_by` the last one counted from the
    request (`within`).
    """

    earliest: date
    hold_by: date
    ahead: int
    within: int

    @property
    def latest(self) -> date:
        """The last day; when the days from the request cannot be kept any more, only the earliest one is left."""
        return max(self.hold_by, self.earliest)


def hearing_day_problem(day: date, days: HearingDays) -> Refusal | None:
    """Arts. 47 and 48: a hearing is announced so many working days ahead, and held within so many of the request."""
    if day < days.earliest:
        return Refusal(
            "hearing_notice_short",
            "听证应当至少提前 {ahead} 个工作日通知，今天通知的，最早{day}举行（行政许可法第四十八条）。",
            "A hearing is announced at least {ahead} working days ahead; a notice of today allows {day} at the "
            "earliest (licence law art. 48).",
            {"ahead": days.ahead, "day": days.earliest},
        )
    if day > days.latest:
        return Refusal(
            "hearing_held_late",
            "听证应当自提出要求之日起 {within} 个工作日内组织，最晚{day}举行（行政许可法第四十七条）。请改期。",
            "A hearing is organised within {within} working days of the request, so on {day} at the latest "
            "(licence law art. 47). Choose another day.",
            {"within": days.within, "day": days.latest},
        )
    return None


def chair_problem(
    chair_id: UUID, *, reviewers: Collection[UUID], of_body: Collection[UUID], name: str
) -> Refusal | None:
    """Art. 48: the chair is somebody of the body who does not review this case; `name` is said in the refusal."""
    if chair_id not in of_body:
        return Refusal(
            "chair_unknown",
            "请从本单位的人员中选一位听证主持人。",
            "Choose the chair of the hearing among the officials of this body.",
        )
    if chair_id in reviewers:
        return Refusal(
            "chair_reviewed",
            "{name}审查本件，不能主持听证（行政许可法第四十八条）。请另选一位没有参加审查的人员。",
            "{name} reviews this case and cannot chair the hearing (licence law art. 48). Choose somebody else.",
            {"name": name},
        )
    return None


@dataclass(frozen=True, slots=True)
class Gate:
    """What must be over before a decision: until when a told right runs, what was asked for and is not done.

    `record_id` and `record` are the hearing record (笔录) on which the decision rests; `statements` how many there are.
    """

    right_until: date | None = None
    hearing_open: bool = False
    answer_until: date | None = None
    unweighed: int = 0
    statements: int = 0
    record_id: str | None = None
    record: str = ""


def gate_problem(gate: Gate, today: date) -> Refusal | None:
    """Why a case cannot be decided yet for the sake of a hearing or a third party (arts. 36, 47, 48); None if it can.

    The last day belongs to the person who was told, so the decision waits until it is over.
    """
    if gate.hearing_open:
        return Refusal(
            "hearing_not_held",
            "有人要求听证，听证还没有举行，也没有笔录，不能作决定（行政许可法第四十八条）。",
            "A hearing was asked for and there is no record of it yet, so it cannot be decided (licence law art. 48).",
        )
    if gate.right_until is not None and today <= gate.right_until:
        return Refusal(
            "hearing_right_runs",
            "听证权利已经告知，{day}（含当日）前都可以要求听证，现在不能作决定（行政许可法第四十七条）。",
            "The right to a hearing was told and can be used until {day}, so it cannot be decided yet (licence law "
            "art. 47).",
            {"day": gate.right_until},
        )
    if gate.answer_until is not None and today <= gate.answer_until:
        return Refusal(
            "third_party_time",
            "利害关系人{day}（含当日）前都可以陈述和申辩，现在不能作决定（行政许可法第三十六条）。",
            "A third party may make a statement until {day}, so it cannot be decided yet (licence law art. 36).",
            {"day": gate.answer_until},
        )
    if gate.unweighed:
        return Refusal(
            "statement_unweighed",
            "利害关系人的陈述还有 {count} 份没有写明是否采纳，请先写明再作决定（行政许可法第三十六条）。",
            "{count} statements of third parties are not answered yet: say whether they are adopted first (licence law "
            "art. 36).",
            {"count": gate.unweighed},
        )
    return None
