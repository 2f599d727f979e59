"""What a township has to carry its powers: posts, people, certificates, training; who is seconded to it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from tongban.kernel.refusals import Refusal

CERTIFICATES: Final = {
    "enforcement": ("行政执法证", "enforcement certificate"),
    "safety": ("安全生产执法证", "work safety certificate"),
    "legal": ("法律职业资格", "legal qualification"),
    "social": ("社会工作者证", "social worker certificate"),
}
# What the giver of a power still owes its receiver, by the names of the checks of a line.
VISITS: Final = {"sample": ("抽查", "sampling"), "guidance": ("指导", "guidance")}


@dataclass(frozen=True, slots=True)
class Capacity:
    """The figures of a township: posts approved and filled, people by kind, vehicles.

    `seconded` are officers of other bodies under its command; `certified` and `trained` count persons of the roster.
    """

    established: int
    filled: int
    vehicles: int
    people: int
    seconded: int
    certified: int
    trained: int


def capacity_problem(established: int, filled: int, vehicles: int) -> Refusal | None:
    """Why figures cannot be right: more posts filled than there are, or less than none."""
    if min(established, filled, vehicles) >= 0 and filled <= established:
        return None
    return Refusal(
        "capacity_figures",
        "实有人数不能多于编制数，数字不能小于零。",
        "No more posts can be filled than are approved, and no figure is below nought.",
    )


def training_problem(*, planned: bool, trained: bool, name: str, item: str) -> Refusal | None:
    """Why somebody cannot be given the deciding step of a power (D-26): its training is planned and not completed."""
    if not planned or trained:
        return None
    return Refusal(
        "not_trained",
        "{name}还没有完成“{item}”的业务培训，不能作决定。请由已培训的人员办理，或者先完成培训。",
        "{name} has not completed the training for “{item}” and cannot decide. Somebody trained can.",
        {"name": name, "item": item},
    )


def posted_share(posted: int, officers: int) -> int | None:
    """Of the officers of a body, how many percent are posted down; None for a body without officers."""
    return round(100 * posted / officers) if officers else None


GRADES: Final = {
    "excellent": ("优秀", "excellent"),
    "competent": ("称职", "competent"),
    "basic": ("基本称职", "basically competent"),
    "not_competent": ("不称职", "not competent"),
}


def appraisal_problem(grade: str, words: str, span: tuple[date, date], there: tuple[date, date]) -> Refusal | None:
    """Why an appraisal cannot be: no grade of the list, no words, or days on which the officer was not there."""
    if grade not in GRADES or not words.strip():
        return Refusal("appraisal_grade", "请选择等次，并写明工作表现。", "Choose the grade and say how the work was.")
    if not there[0] <= span[0] <= span[1] <= there[1]:
        return Refusal(
            "appraisal_span", "考核的时间应在下沉期间内，不晚于今天。",
            "The days must lie within the secondment and not in the future.",
        )  # fmt: skip
    return None
