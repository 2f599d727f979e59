"""Overlaps of powers: the same conduct about the same object, held by two bodies; and the life of a dispute. Pure.

An overlap that is found is a question, not a verdict: the list office dismisses it or opens the dispute, both bodies
are heard, and an arbiter who is neither of them decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from tongban.kernel.refusals import Refusal
from tongban.powerlist.rules.increase.entry import Entry
from tongban.powerlist.rules.increase.text import alike, core, grams, plain

NAME, BASIS = "name", "basis"
SIGNS: Final = {
    NAME: ("名称说的是同一对象", "their names say the same object"),
    BASIS: ("依据同一条文", "they rest on the same article"),
}
# Names alone must say the same; with a common article it is enough that they nearly do.
SAME_NAME: Final = 0.9
LIKE_NAME: Final = 0.75
COMMON: Final = 60


@dataclass(frozen=True, slots=True)
class Pair:
    """Two items that overlap, the lower code first, with the signs of it."""

    one: Entry
    other: Entry
    signs: tuple[str, ...]


def overlaps(entries: Sequence[Entry]) -> list[Pair]:
    """The pairs of a list of which two bodies hold the same conduct (kind of power) about the same object, by code."""
    found = (_pair(one, other) for one, other in _candidates(entries))
    return sorted((pair for pair in found if pair), key=lambda pair: (pair.one.code, pair.other.code))


def _candidates(entries: Sequence[Entry]) -> Iterator[tuple[Entry, Entry]]:
    """Pairs of two bodies and one kind of power that share signs of their names or an article, each once."""
    places: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, entry in enumerate(entries):
        for sign in {*grams(core(entry.name)), *map(plain, entry.bases)}:
            places[entry.kind, sign].append(place)
    seen: set[tuple[int, int]] = set()
    for near in places.values():
        if len(near) <= COMMON:
            seen |= {(one, other) for at, one in enumerate(near) for other in near[at + 1 :]}
    for one, other in sorted(seen):
        if entries[one].body and entries[other].body and entries[one].body != entries[other].body:
            yield entries[one], entries[other]


def _pair(one: Entry, other: Entry) -> Pair | None:
    share = alike(core(one.name), core(other.name))
    common = bool({plain(basis) for basis in one.bases} & {plain(basis) for basis in other.bases})
    if share < SAME_NAME and not (common and share >= LIKE_NAME):
        return None
    first, second = sorted((one, other), key=lambda entry: entry.code)
    signs = [sign for sign, there in ((NAME, share >= LIKE_NAME), (BASIS, common)) if there]
    return Pair(first, second, tuple(signs))


class State(StrEnum):
    """Where an overlap stands."""

    FOUND = "found"
    DISPUTE = "dispute"
    DECIDED = "decided"
    DISMISSED = "dismissed"


class Act(StrEnum):
    """What can be done about an overlap."""

    OPEN = "open"
    DISMISS = "dismiss"
    STATE = "state"
    DECIDE = "decide"


STATE_WORDS: Final[dict[State, tuple[str, str]]] = {
    State.FOUND: ("待核实", "to be looked at"),
    State.DISPUTE: ("正在裁决", "in dispute"),
    State.DECIDED: ("已裁决", "decided"),
    State.DISMISSED: ("不属交叉", "no overlap"),
}
DONE_WORDS: Final[dict[Act, tuple[str, str]]] = {
    Act.OPEN: ("提交裁决", "put it to the arbiter"),
    Act.DISMISS: ("认定不属交叉", "found that it is no overlap"),
    Act.STATE: ("陈述意见", "stated its case"),
    Act.DECIDE: ("作出裁决", "decided"),
}
MOVES: Final[dict[Act, tuple[frozenset[State], State]]] = {
    Act.OPEN: (frozenset({State.FOUND}), State.DISPUTE),
    Act.DISMISS: (frozenset({State.FOUND}), State.DISMISSED),
    Act.STATE: (frozenset({State.DISPUTE}), State.DISPUTE),
    Act.DECIDE: (frozenset({State.DISPUTE}), State.DECIDED),
}
ONE, OTHER, BOTH = "one", "other", "both"
OUTCOMES: Final = (ONE, OTHER, BOTH)


def move_problem(act: Act, state: State) -> Refusal | None:
    """Why an act is not possible where the overlap stands."""
    if state in MOVES[act][0]:
        return None
    zh, en = STATE_WORDS[state]
    return Refusal(
        "overlap_state",
        "这项交叉现在是“{state}”，不能再做这一步。请刷新后看最新情况。",
        "This overlap is now: {state_en}. This step is not possible any more; open it again to see how it stands.",
        {"state": zh, "state_en": en},
    )


def arbiter_problem(arbiter: UUID, one: UUID, other: UUID) -> Refusal | None:
    """Why a body cannot decide: nobody decides about itself."""
    if arbiter not in (one, other):
        return None
    return Refusal(
        "overlap_arbiter",
        "裁决单位不能是争议双方中的任何一方，请另选。",
        "The arbiter cannot be either of the two bodies; choose another.",
    )


def unheard(heard: Iterable[UUID], one: UUID, other: UUID, until: datetime | None, at: datetime) -> Refusal | None:
    """Why it is too early to decide: a body has not stated its case, and its time is not over."""
    if {one, other} <= set(heard) or (until is not None and at > until):
        return None
    return Refusal(
        "overlap_unheard",
        "还有一方没有陈述意见，等意见交来或者期限过后再裁决。",
        "One of the bodies has not stated its case. Decide once it has, or once its time is over.",
    )


def outcome_problem(outcome: str) -> Refusal | None:
    """Why an outcome cannot be recorded."""
    if outcome in OUTCOMES:
        return None
    return Refusal(
        "overlap_outcome", "请选择由哪一方行使，或者划清界限。", "Choose who holds it, or that it is divided."
    )


def called(outcome: str) -> tuple[tuple[str, str], ...]:
    """What a decision wants of the list: (which of the two, cancel or change). Dividing changes both."""
    if outcome == BOTH:
        return (ONE, "change"), (OTHER, "change")
    return ((OTHER, "cancel"), (ONE, "change")) if outcome == ONE else ((ONE, "cancel"), (OTHER, "change"))
