"""Is a township ready for a power: what it needs, what was delivered, what is missing (D-13). Pure.

Counts only what was recorded as delivered, never what was planned. Gaps block what the county chooses; where the law
itself gives the power the route follows its date, and the gaps are a red list that demands the resources.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from tongban.kernel.refusals import Refusal

KINDS: Final[Mapping[str, tuple[str, str]]] = {
    "post": ("岗位", "posts"),
    "people": ("人员", "people"),
    "training": ("培训合格", "people trained"),
    "certificate": ("执法证件", "certificates"),
    "money": ("经费", "money"),
    "vehicle": ("执法车辆", "vehicles"),
    "recorder": ("执法记录仪", "recorders"),
    "uniform": ("执法服装", "uniforms"),
    "account": ("系统账号", "accounts"),
}
ENFORCING: Final = frozenset({"02", "03", "06"})
TWO: Final = 2
READY, WAIVED, GAPS = "ready", "waived", "gaps"


@dataclass(frozen=True, slots=True)
class Delivered:
    """Something that arrived: which kind, how many, when, until when it holds (None: for good)."""

    kind: str
    quantity: int
    on: date
    until: date | None = None

    def counts(self, day: date) -> bool:
        """Whether it is there on a day."""
        return self.on <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Waiver:
    """Somebody signed that one kind may be missing until a day."""

    kind: str
    until: date


@dataclass(frozen=True, slots=True)
class Gap:
    """One kind that is missing: needed, there, and until when it is waived (None: not)."""

    kind: str
    needed: int
    there: int
    waived_until: date | None

    def words(self, language: str) -> str:
        """The gap in a few words."""
        name = KINDS[self.kind][1 if language == "en" else 0]
        if language == "en":
            return f"{name}: {self.needed} needed, {self.there} delivered"
        return f"{name}：需要 {self.needed}，到位 {self.there}"


def needs(item_type: str, form: str) -> dict[str, int]:
    """What a receiver needs for one power: two persons to check (Licence Law art. 34), certified where it enforces
    (Penalty Law art. 42), trained, with a post, accounts and money; where it enforces also with a vehicle, a recorder
    (the whole process is recorded, Penalty Law art. 47) and uniforms.

    A seconded team brings its own; who co-handles needs a person who is trained and has an account.
    """
    if form == "co_handling":
        return {"people": 1, "training": 1, "account": 1}
    if form == "posted_team":
        return {"post": 1, "account": 1}
    found = {"post": 1, "people": TWO, "training": TWO, "money": 1, "account": TWO}
    if item_type in ENFORCING:
        found |= {"certificate": TWO, "vehicle": 1, "recorder": 1, "uniform": TWO}
    return found


def gaps(
    needed: Mapping[str, int], delivered: Iterable[Delivered], waivers: Collection[Waiver], day: date
) -> tuple[Gap, ...]:
    """What is missing on a day, waived or not, in the order of `KINDS`."""
    there: dict[str, int] = {}
    for one in delivered:
        if one.counts(day):
            there[one.kind] = there.get(one.kind, 0) + one.quantity
    found = []
    for kind in KINDS:
        if there.get(kind, 0) < needed.get(kind, 0):
            until = max((one.until for one in waivers if one.kind == kind and day <= one.until), default=None)
            found.append(Gap(kind, needed[kind], there.get(kind, 0), until))
    return tuple(found)


def capacity(needed: Mapping[str, int], missing: Iterable[Gap]) -> int:
    """能力得分: how much of what a power needs was delivered, in percent; what is waived is still missing (D-15)."""
    total = sum(needed.values())
    lacking = sum(gap.needed - gap.there for gap in missing)
    return 100 * (total - lacking) // total if total else 100


def state_of(missing: Collection[Gap]) -> str:
    """`ready`, `waived` when each gap is signed for, or `gaps`."""
    if not missing:
        return READY
    return WAIVED if all(one.waived_until is not None for one in missing) else GAPS


def readiness_problem(missing: Collection[Gap], who: str, *, county_chooses: bool) -> Refusal | None:
    """Why a power the county chooses to give cannot go live: the missing kinds by name; None where the law gives it."""
    open_ones = [one for one in missing if one.waived_until is None]
    if not open_ones or not county_chooses:
        return None
    zh, en = (sep.join(one.words(tongue) for one in open_ones) for sep, tongue in (("；", "zh"), ("; ", "en")))
    return Refusal(
        "delegation.not_ready",
        "{who}还没有准备好：{zh}。请先配备到位，或者由负责人签署限期豁免。",
        "{who} is not ready: {en}. Deliver it first, or have the head sign a waiver with its last day.",
        {"who": who, "zh": zh, "en": en},
    )


def waiver_problem(kind: str, reason: str, until: date, day: date, longest: date) -> Refusal | None:
    """Why a waiver cannot be signed: unknown kind, no reason, or no last day within the longest allowed."""
    if kind not in KINDS:
        return Refusal("waiver.kind", "请选择要豁免的条件。", "Choose what is waived.")
    if not reason.strip():
        return Refusal("waiver.reason", "请写明豁免的理由。", "Give the reason for the waiver.")
    if not day <= until <= longest:
        return Refusal(
            "waiver.until", "请写明豁免的截止日期，最迟{day}。", "State the waiver's last day, {day} at the latest.",
            {"day": longest},
        )  # fmt: skip
    return None
