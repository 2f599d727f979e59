"""Grounds and results that an act of an order can name, and what keeps an act from being done. Pure."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Final
from uuid import UUID

from tongban.kernel.refusals import Refusal

Words = tuple[str, str]
RETURN_GROUNDS: Final[dict[str, Words]] = {
    "not_competent": ("明显不属于本单位职责", "clearly not this body's duty"),
    "other_level": ("属于上级或者下级单位职责", "the duty of another level"),
    "wrong_place": ("不在本单位管辖的地方", "outside this body's place"),
    "unclear": ("诉求内容不清，无法办理", "too unclear to be handled"),
}
SUPERVISION_GROUNDS: Final[dict[str, Words]] = {
    "refuses": ("推诿、拒不签收", "refuses to take it"),
    "overdue": ("超过期限", "overdue"),
    "unsolved": ("应当解决而没有解决", "should be solved and is not"),
    "bad_effect": ("造成不良影响", "bad effect"),
}
EXCLUSION_GROUNDS: Final[dict[str, Words]] = {
    "no_ground": ("诉求没有法律、政策依据", "no ground in law or policy"),
    "malicious": ("恶意、虚假诉求", "malicious or false"),
    "private": ("纯属民事纠纷，已引导调解、诉讼", "a private dispute, led to mediation or court"),
    "not_possible": ("客观条件暂不具备，已列入计划", "not possible for now, planned"),
}
RESULTS: Final[dict[str, Words]] = {
    "solved": ("已解决", "solved"),
    "explained": ("已解释说明", "explained"),
    "planned": ("已列入计划", "planned"),
    "no_ground": ("没有依据，已说明", "no ground, explained"),
    "silent": ("到期没有答复", "no answer by the limit"),
}
CONTACT_WAYS: Final[dict[str, Words]] = {
    "phone": ("电话", "phone"),
    "visit": ("上门、当面", "in person"),
    "message": ("短信、网上", "message"),
    "none_left": ("没有留联系方式", "no way to reach was left"),
}
ENDINGS: Final[dict[str, Words]] = {
    "called_back": ("回访确认", "confirmed in the callback"),
    "judged": ("本人确认", "confirmed by the person"),
    "not_reached": ("多次回访没有联系上", "not reached in several tries"),
    "no_objection": ("没有抽到回访，期内没有异议", "not drawn for a callback, no objection in time"),
    "audited": ("剔除经审核", "left out by audit"),
}
FAULTS: Final[dict[str, Words]] = {
    "absent": ("缺位", "absent"),
    "overstepping": ("越位", "over-stepping"),
    "half_done": ("不到位", "half-done"),
}
ASPECTS: Final[dict[str, Words]] = {
    "attitude": ("工作态度", "attitude"),
    "efficiency": ("工作效率", "efficiency"),
    "conduct": ("行政行为", "conduct"),
}
LEADS_TO: Final[dict[str, Words]] = {
    "reply": ("答复、改正", "reply and correction"),
    "recommendation": ("整改建议", "rectification recommendation"),
    "accountability": ("问责移送", "accountability referral"),
    "enforcement": ("执法线索", "enforcement lead"),
}
# What can come of what a finding leads to; to the one who complained these words flow back and no others.
OUTCOMES: Final[dict[str, dict[str, Words]]] = {
    "reply": {"corrected": ("已改正", "corrected")},
    "recommendation": {
        "corrected": ("单位已整改", "the body put it right"),
        "not_corrected": ("单位没有整改，已报告上级", "not put right, reported upwards"),
    },
    "accountability": {
        "disciplined": ("已对责任人作出处理", "who is responsible was dealt with"),
        "no_measure": ("经调查不予问责", "no measure after inquiry"),
    },
    "enforcement": {
        "case_filed": ("已立案查处", "a case was opened"),
        "penalised": ("已作出处罚决定", "a penalty was decided"),
        "no_case": ("经核查不予立案", "no case after inquiry"),
        "no_penalty": ("调查终结，不予处罚", "no penalty after the inquiry"),
    },
}
# After a case was opened its end is told, too.
GOES_ON: Final[dict[str, tuple[str, ...]]] = {"case_filed": ("penalised", "no_penalty")}
LEAST: Final = 4


def word_of(table: dict[str, Words], key: str, language: str) -> str:
    """A code of a table in words; an unknown one as it is."""
    return table[key][1 if language.startswith("en") else 0] if key in table else key


def code_problem(table: dict[str, Words], key: str) -> Refusal | None:
    """A code that the rules do not know."""
    if key in table:
        return None
    return Refusal("no_such_code", "请从列出的情形里选一项。", "Choose one of the cases that are listed.")


def words_problem(text: str) -> Refusal | None:
    """Reasons and replies have words."""
    if len(text.strip()) >= LEAST:
        return None
    return Refusal("words_missing", "请写明情况，至少 4 个字。", "Say it in at least 4 characters.")


def return_problem(*, return_by: datetime, at: datetime, arbitrated: bool, round_no: int, lead: bool) -> Refusal | None:
    """Once, by the lead, in time, and never after it was decided or sent back by the person."""
    if arbitrated:
        return Refusal(
            "arbitrated",
            "这件诉求已经裁定，不能再退。请办理。",
            "This order was arbitrated; it cannot be returned again.",
        )
    if round_no > 0:
        return Refusal(
            "redo_no_return", "回访后重办的诉求不能退单。", "What was sent back to be redone is not returned."
        )
    if not lead:
        return Refusal(
            "support_no_return", "协办单位不能退单，请与主办单位商定。", "A supporting body cannot return it."
        )
    if at > return_by:
        return Refusal(
            "return_late",
            "退单要在派单后 24 小时内提出，现在已经超过。请按首接负责办理。",
            "An order is returned within its hours after dispatch; they are over. The first receiver handles it.",
        )
    return None


def target_problem(
    *, body_kind: str, village: bool, body_id: UUID, complained: UUID | None, gave_back: Collection[UUID]
) -> Refusal | None:
    """Where an order cannot go: to a village, to the body complained about, to one that rightly gave it back."""
    if village or body_kind == "village":
        return Refusal(
            "no_village",
            "诉求不能派给村、社区。请派给乡镇或者主管部门。",
            "Orders never go to a village. Dispatch to the township or the department.",
        )
    if complained is not None and body_id == complained:
        return Refusal(
            "complained_body",
            "不能派给被投诉的单位自己办理。请派给其他单位。",
            "An order does not go to the body that is complained about.",
        )
    if body_id in gave_back:
        return Refusal(
            "gave_back",
            "这个单位退单已经裁定成立，不能再派给它。",
            "This body's return was upheld; the order cannot go there again.",
        )
    return None


def loop_problem(body_id: UUID, had: Collection[UUID]) -> Refusal | None:
    """Not back to a body that led in this round: what goes to and fro is arbitrated."""
    if body_id not in had:
        return None
    return Refusal(
        "went_there",
        "这件诉求已经派给过这个单位，不能来回转派。",
        "This body had the order before; it is not moved to and fro.",
    )


def holder_problem(chosen: UUID, holder: UUID | None, holder_name: str) -> Refusal | None:
    """Where an order is about a power, only the body that holds it there that day can lead."""
    if holder is None or holder == chosen:
        return None
    return Refusal(
        "not_the_holder",
        "这件诉求涉及的职权当天在该地由{name}行使，请派给它主办。",
        "The power that this order is about is held there that day by {name}; it leads.",
        {"name": holder_name},
    )


def reopen_problem(closed_at: datetime | None, until: datetime, at: datetime) -> Refusal | None:
    """Within the days after closing."""
    if closed_at is not None and at <= until:
        return None
    return Refusal(
        "reopen_late",
        "办结已经超过可以要求再办的期限。情况有变化的，请重新反映。",
        "The days in which it could be reopened are over. Send a new request if something changed.",
    )


def try_problem(last_try: date | None, today: date) -> Refusal | None:
    """Unsuccessful callbacks count once a day."""
    if last_try is None or last_try != today:
        return None
    return Refusal(
        "tried_today", "今天已经回访过一次没有接通，请改天再打。", "It was tried today already. Try on another day."
    )


def roles_problem(received: UUID, investigates: UUID, coordinates: UUID) -> Refusal | None:
    """Three persons for three roles."""
    if len({received, investigates, coordinates}) == 3:
        return None
    return Refusal(
        "three_roles",
        "受理、调查、协调要由三个不同的人担任。",
        "Receiving, investigating and coordinating are three different persons' work.",
    )


def outcome_problem(leads_to: str, before: str, outcome: str) -> Refusal | None:
    """One of the results that this can have; once, except that after a case was opened its end is told."""
    lawful = GOES_ON.get(before, ()) if before else tuple(OUTCOMES.get(leads_to, {}))
    if outcome in lawful and (before or outcome not in sum(GOES_ON.values(), ())):
        return None
    if before and before not in GOES_ON:
        return Refusal("outcome_once", "处理结果已经记录。", "What came of it was recorded.")
    return Refusal("no_such_outcome", "请从列出的处理结果里选一项。", "Choose one of the results that are listed.")


def leading_problem(substantiated: bool, leads_to: str) -> Refusal | None:
    """What does not hold leads to an answer and to nothing else."""
    if substantiated or leads_to == "reply":
        return None
    return Refusal(
        "not_substantiated",
        "不属实的投诉只作答复，不能转整改、问责或者执法。",
        "What does not hold is answered; it leads to no recommendation, referral or enforcement.",
    )
