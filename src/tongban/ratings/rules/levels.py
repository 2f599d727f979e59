"""好差评: five levels, the last two bad; which reasons can be ticked; what a rating must look like. Pure."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from tongban.kernel.refusals import Refusal
from tongban.supervision.rules.visits import visit_of

# Level → words, best first; the same five everywhere (GB/T 39734).
LEVELS: Final = {
    1: ("非常满意", "very satisfied"),
    2: ("满意", "satisfied"),
    3: ("基本满意", "fairly satisfied"),
    4: ("不满意", "not satisfied"),
    5: ("非常不满意", "not satisfied at all"),
}
WORST_GOOD: Final = 3
CHANNELS: Final = {
    "device": ("窗口评价器", "counter device"),
    "link": ("扫码或链接", "QR code or link"),
    "mine": ("我的办件", "my cases"),
    "callback": ("回访", "callback"),
}
STAGES: Final = {
    "received": ("到窗口提交", "handed in at the window"),
    "supplemented": ("到窗口补材料", "papers brought to the window"),
    "delivered": ("到窗口取件", "collected at the window"),
    "ended": ("整件事办完", "the whole matter"),
    "order": ("诉求办结", "a request that was closed"),
}
VISIT, MATTER, ORDER = "visit", "matter", "order"
ORDER_NAME: Final = "12345 诉求"
REASONS: Final = {
    "attitude": ("态度不好", "unfriendly"),
    "waiting": ("等得太久", "waited too long"),
    "untold": ("没有一次说清", "not told everything at once"),
    "trips": ("跑了多趟", "had to come several times"),
    "papers": ("要了不该要的材料", "asked for papers that are not needed"),
    "late": ("超过承诺时间", "later than promised"),
    "fee": ("乱收费", "wrong fee"),
    "unsolved": ("事情没办成，也没说清原因", "not done, and no reason given"),
}
LONGEST: Final = 500
UNKNOWN_LEVEL: Final = Refusal("rating_level", "请在五档里选一档。", "Choose one of the five levels.")
UNKNOWN_REASON: Final = Refusal("rating_reason", "请从列出的原因里选。", "Choose from the reasons listed.")
TOO_LONG: Final = Refusal("rating_words", "文字最多 500 个字。", "Write at most 500 characters.")


def is_bad(level: int) -> bool:
    """差评: the last two levels."""
    return level > WORST_GOOD


def said_level(satisfied: int) -> int:
    """The level of how satisfied somebody said they are about an order (5 best there, 1 best here)."""
    return 6 - satisfied


def rating_problem(level: int, reasons: Collection[str], words: str) -> Refusal | None:
    """A rating has one of five levels; reasons and words are optional."""
    if level not in LEVELS:
        return UNKNOWN_LEVEL
    if not set(reasons) <= set(REASONS):
        return UNKNOWN_REASON
    return TOO_LONG if len(words) > LONGEST else None


def occasion_of(kind: str, data: dict[str, object], *, in_office: bool) -> tuple[tuple[str, str], ...]:
    """(visit or matter, stage) that an event of a case opens for rating; `in_office`: it happened at a post's desk.

    A visit is each time the person stood at a window; the matter is over once its result, or that it is not accepted,
    was told.
    """
    came = visit_of(kind, data, in_office=in_office)
    ended = ((MATTER, "ended"),) if kind in ("case.delivered", "case.not_accepted") else ()
    return (((VISIT, came),) if came else ()) + ended
