"""What a township has to carry its powers: posts, people, certificates, training; who is seconded to it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
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
# What the giver of a power still owes its receiver: kind of visit → rulebook key of its months.
VISITS: Final = {
    "sampling": ("抽查", "sampling", "township.sampling_months"),
    "guidance": ("指导", "guidance", "township.guidance_months"),
}


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


def due_on(last: date, months: int) -> date:
    """By which day the next visit is due, so many months after the last."""
    place = last.year * 12 + last.month - 1 + months
    return date(place // 12, place % 12 + 1, min(last.day, 28))


def visits_due(last: Mapping[str, date], months: Mapping[str, int], today: date) -> dict[str, tuple[date, bool]]:
    """Kind of visit → (its due day, whether that is over), by when each was made last."""
    found = {kind: due_on(last[kind], months[kind]) for kind in VISITS}
    return {kind: (day, day < today) for kind, day in found.items()}


def posted_share(posted: int, officers: int) -> int | None:
    """Of the officers of a body, how many percent are posted down; None for a body without officers."""
    return round(100 * posted / officers) if officers else None
