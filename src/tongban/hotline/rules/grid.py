"""网格事件 (R-10): what a grid worker finds, who is called for it, who may report, answer and close. Pure."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.refusals import Refusal

# Kind of event → words, and the bodies usually called for it; the worker may call others.
KINDS: Final[dict[str, tuple[str, str, tuple[str, ...]]]] = {
    "dumping": ("偷倒垃圾、渣土", "illegal dumping", ("urban", "ecology", "police")),
    "building": ("违法建设", "illegal building", ("urban", "natural")),
    "fire": ("消防隐患", "fire hazard", ("fire", "emergency", "urban")),
    "food": ("食品安全", "food safety", ("market", "health")),
    "noise": ("噪声、油烟", "noise and fumes", ("urban", "ecology")),
    "water": ("水污染、河道", "water pollution, rivers", ("ecology", "water")),
    "forest": ("森林防火", "forest fire risk", ("forestry", "fire", "emergency")),
    "conflict": ("矛盾纠纷", "dispute", ("justice", "police")),
    "other": ("其他", "other", ("urban",)),
}
RESULTS: Final = {
    "handled": ("到场处理", "came and dealt with it"),
    "supported": ("到场配合", "came and helped"),
    "not_ours": ("不属于本单位，已说明", "not ours, explained"),
}
# How an event stands, in words: a colour of a card is not one of them.
STANDS: Final = {
    "closed": ("已办结", "closed"),
    "over": ("超过办结时限", "over its hours"),
    "silent": ("有单位超时未答复", "a body stays silent"),
    "open": ("处置中", "being dealt with"),
}
WORDS: Final = range(2, 501)
MOST_BODIES: Final = 6
NOT_FOUND: Final = Refusal("not_found", "没有查到这条网格事件。", "We found no such grid event.")
FUTURE: Final = timedelta(minutes=10)
OLDEST: Final = timedelta(days=7)


def may_report(by: Actor) -> Refusal | None:
    """Grid workers and village helpers, windows and handling posts: whoever goes about and sees it."""
    if by.kind is ActorKind.OFFICIAL and by.post_id is not None and by.duties & {"assist", "handle", "receive"}:
        return None
    return Refusal(
        "not_grid_worker", "网格事件由网格员、代办员和承办岗上报。", "Grid workers and handling posts report events."
    )


def may_answer(by: Actor, called: Collection[UUID]) -> Refusal | None:
    """The handling post or the head of a body that was called."""
    if by.kind is ActorKind.OFFICIAL and by.body_id in called and by.duties & {"handle", "lead"}:
        return None
    return Refusal("not_called", "由被派到的单位的承办岗答复。", "The handling post of a body that was called answers.")


def may_close(by: Actor, *, reported_by: UUID | None, called: Collection[UUID]) -> Refusal | None:
    """Who found it sees whether it is gone, or the hotline's dispatcher; never a body that was called."""
    if by.kind is ActorKind.OFFICIAL and by.body_id not in called and (by.ref == reported_by or by.has("dispatch")):
        return None
    return Refusal(
        "not_the_finder",
        "由上报的网格员到场核实后办结，或者由派单岗办结，被派单位不能自己办结。",
        "The worker who found it looks again and closes it, or a dispatcher; never a body that was called.",
    )


def oversees(by: Actor, government: UUID | None) -> bool:
    """Who sees the whole county's: the dispatchers, the centre, supervision, and the head of the government."""
    heads = by.has("lead") and by.body_id is not None and by.body_id == government
    return by.kind is ActorKind.OFFICIAL and (heads or bool(by.duties & {"dispatch", "supervise", "centre_manage"}))


def may_see(
    by: Actor, *, home: UUID, reported_by: UUID | None, called: Collection[UUID], government: UUID | None = None
) -> Refusal | None:
    """Who found it, the township's own people, the bodies called, and who oversees all."""
    if by.kind is not ActorKind.OFFICIAL or not by.duties:
        return NOT_FOUND
    near = by.body_id == home or by.body_id in called or by.ref == reported_by
    return None if near or oversees(by, government) else NOT_FOUND


def report_problem(kind: str, words: str, bodies: int) -> Refusal | None:
    """A known kind, some words, at least one body and not too many."""
    if kind not in KINDS:
        return Refusal("grid_kind", "请选事件类别。", "Choose what kind of event it is.")
    if len(words.strip()) not in WORDS:
        return Refusal(
            "grid_words", "请写明发现了什么，2 到 500 个字。", "Write what you found, in 2 to 500 characters."
        )
    if not 1 <= bodies <= MOST_BODIES:
        return Refusal("grid_bodies", "请选 1 到 6 个要到场的单位。", "Choose 1 to 6 bodies that are to come.")
    return None


def found_when(told: datetime | None, at: datetime) -> datetime:
    """When it was found: as the phone told, unless its clock is ahead or absurdly behind; then when it arrived."""
    return told if told is not None and at - OLDEST <= told <= at + FUTURE else at


def close_problem(answered: Collection[bool], due: bool) -> Refusal | None:
    """Closed only when each body has answered, or the silent ones are past their hours (and named)."""
    if all(answered) or due:
        return None
    return Refusal("grid_open", "还有单位没有答复，也没有到时限。", "A body has not answered and still has time.")
