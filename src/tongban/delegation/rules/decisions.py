"""A delegation decision's way: draft, consultation, approval, publication, activation; what stops each step. Pure.

Nothing is approved with an opinion unanswered (D-25), nothing takes effect before it is published (P-07, Licence Law
art. 24, Penalty Law art. 24).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from tongban.delegation.rules.forms import PROVINCE, STATE_COUNCIL
from tongban.kernel.refusals import Refusal

DRAFT, CONSULTING, APPROVED, PUBLISHED, ACTIVE, WITHDRAWN = (
    "draft", "consulting", "approved", "published", "active", "withdrawn",
)  # fmt: skip
STATES: Final = {
    DRAFT: ("起草", "draft"),
    CONSULTING: ("征求意见", "being consulted on"),
    APPROVED: ("已批准", "approved"),
    PUBLISHED: ("已公布", "published"),
    ACTIVE: ("已启用", "active"),
    WITHDRAWN: ("已撤回", "withdrawn"),
}
LIVE, TRIAL, WITHHELD, PLANNED, TAKEN_BACK = "live", "trial", "withheld", "planned", "taken_back"
LINE_STATES: Final = {
    PLANNED: ("待启用", "planned"),
    LIVE: ("已下放", "live"),
    TRIAL: ("试行", "on trial"),
    WITHHELD: ("暂不下放", "withheld"),
    TAKEN_BACK: ("已收回", "taken back"),
}
IN_FORCE: Final = frozenset({LIVE, TRIAL})
STEPS: Final = {
    "consult": frozenset({DRAFT}),
    "opinion": frozenset({CONSULTING}),
    "answer": frozenset({CONSULTING}),
    "approve": frozenset({CONSULTING}),
    "publish": frozenset({APPROVED}),
    "activate": frozenset({PUBLISHED}),
    "withdraw": frozenset({DRAFT, CONSULTING, APPROVED, PUBLISHED}),
}
_LATE: Final = {
    "consult": ("已经征求过意见。", "The receivers were asked already."),
    "opinion": ("现在不是征求意见的时候。", "Opinions are not being asked for now."),
    "answer": ("这份决定已经批准，意见不能再改复。", "The decision is approved; answers do not change any more."),
    "approve": ("先征求承接单位的意见，再批准。", "Ask the receivers first, then approve."),
    "publish": ("批准以后才能公布。", "It is published once it is approved."),
    "activate": (
        "公布以后才能启用（行政许可法第二十四条、行政处罚法第二十四条）。",
        "It is activated once it is published (Licence Law art. 24, Penalty Law art. 24).",
    ),
    "withdraw": ("已经启用，要停止请办理收回。", "It is active; take the powers back instead."),
}


def step_problem(step: str, state: str) -> Refusal | None:
    """Why a step cannot be taken in a state; None if it can."""
    return None if state in STEPS[step] else Refusal(f"delegation.{step}", *_LATE[step])


def county_chooses(authority_level: str) -> bool:
    """Whether the county itself chooses that the power comes down; else the law gives it on its date."""
    return authority_level not in (PROVINCE, STATE_COUNCIL)


@dataclass(frozen=True, slots=True)
class Said:
    """One receiver's opinion: whose, and what was answered (empty: nothing yet)."""

    name: str
    answer: str


def approval_problem(said: Collection[Said], silent: Collection[str], until: date, day: date) -> Refusal | None:
    """Why a decision cannot be approved: an opinion unanswered, or receivers who may still speak (D-25)."""
    unanswered = "、".join(one.name for one in said if not one.answer)
    if unanswered:
        return Refusal(
            "delegation.unanswered", "还有意见没有答复：{names}。请逐条写明采纳或者不采纳的理由。",
            "Opinions are unanswered: {names}. Say of each whether it is adopted, or why not.", {"names": unanswered},
        )  # fmt: skip
    if silent and day <= until:
        return Refusal(
            "delegation.silent", "{names}还没有回复，征求意见到{day}为止。", "{names} may still answer until {day}.",
            {"names": "、".join(silent), "day": until},
        )  # fmt: skip
    return None


def publication_problem(effective_at: datetime, at: datetime) -> Refusal | None:
    """Published before it takes effect, or not at all."""
    if at < effective_at:
        return None
    return Refusal(
        "delegation.too_late", "生效时间已过，不能先生效后公布（行政许可法第二十四条）。请撤回后另定生效时间。",
        "Its effective moment has passed; nothing takes effect before it is published (Licence Law art. 24).",
    )  # fmt: skip


def activation_problem(terms: Iterable[datetime | None], at: datetime) -> Refusal | None:
    """A decision may be activated after its moment, but not for a term that is over already."""
    if all(until is None or until > at for until in terms):
        return None
    return Refusal(
        "delegation.term_over", "期限已经届满，不能再启用。请撤回后重新下放。",
        "A term in it is over already. Withdraw it and give the power anew.",
    )  # fmt: skip


def answer_problem(answer: str, why: str) -> Refusal | None:
    """An opinion is adopted, or declined with the reason."""
    if answer not in ("adopted", "declined"):
        return Refusal("opinion.answer", "请选择采纳或者不采纳。", "Choose: adopted or not.")
    if answer == "declined" and not why.strip():
        return Refusal("opinion.why", "不采纳的，请写明理由。", "Give the reason why it is not adopted.")
    return None


def take_back_problem(state: str, *, chosen_by_county: bool) -> Refusal | None:
    """Why a line cannot be taken back by the county; what the province gave is reported upward instead."""
    if state not in IN_FORCE:
        return Refusal("line.not_in_force", "这项权力没有在该地行使，无从收回。", "The power is not in force there.")
    if not chosen_by_county:
        return Refusal(
            "line.province", "省级下放的权力由省级决定收回，请上报（行政处罚法第二十四条）。",
            "What the province gave the province takes back: report upward (Penalty Law art. 24).",
        )  # fmt: skip
    return None
