"""Clean-up rounds in words and votes: what may be decided of an item, and when a vote carries. Pure.

Whoever works for the body that leads an item is heard, but does not vote on it. Nothing changes without a majority.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from tongban.kernel.refusals import Refusal

KEEP, CANCEL, MERGE, DELEGATE = "keep", "cancel", "merge", "delegate"
CHOICES: Final[Mapping[str, tuple[str, str]]] = {
    KEEP: ("保留", "keep"),
    CANCEL: ("取消", "cancel"),
    MERGE: ("合并", "merge"),
    DELEGATE: ("下放", "delegate"),
}
MOST_ITEMS: Final = 200
MOST_WORDS: Final = 500


@dataclass(frozen=True, slots=True)
class Ballot:
    """One vote: a choice and, for a merger, the item that goes on."""

    choice: str
    into: UUID | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """How a vote on an item stands: votes by ballot, how many may vote, and the two rules it is judged by."""

    votes: tuple[tuple[Ballot, int], ...]
    may_vote: int
    quorum_thirds: int
    majority: int

    @property
    def cast(self) -> int:
        """How many have voted."""
        return sum(number for _, number in self.votes)

    @property
    def needed(self) -> int:
        """How many must have voted: so many thirds of those who may, rounded up, and at least one."""
        return max(1, -(-self.may_vote * self.quorum_thirds // 3))

    @property
    def quorum(self) -> bool:
        """Whether enough have voted."""
        return self.cast >= self.needed

    @property
    def winner(self) -> Ballot | None:
        """The ballot with more than the share of the votes cast that a majority needs; None where none has it."""
        return next((one for one, number in self.votes if number * 100 > self.cast * self.majority), None)


def tally(ballots: Iterable[Ballot], may_vote: int, *, quorum_thirds: int, majority: int) -> Tally:
    """Counts ballots, the most frequent first."""
    counted = Counter(ballots)
    order = sorted(counted.items(), key=lambda one: (-one[1], one[0].choice, str(one[0].into)))
    return Tally(tuple(order), may_vote, quorum_thirds, majority)


def voters(members: Collection[tuple[UUID, UUID]], lead: UUID | None) -> frozenset[UUID]:
    """The posts that vote on an item, of members given as (post, body): all but those of the body that leads it."""
    return frozenset(post for post, body in members if body != lead)


def outcome(counted: Tally) -> tuple[Ballot, bool]:
    """What was decided, and whether a majority carried it: without one the item is kept as it is."""
    won = counted.winner
    return (won, True) if won is not None else (Ballot(KEEP), False)


def too_early(counted: Tally, closes_on: date, today: date) -> Refusal | None:
    """Why an item cannot be decided yet: somebody may still vote, or too few have voted at all."""
    if counted.cast < counted.may_vote and today <= closes_on:
        return Refusal(
            "round_open",
            "表决到{day}为止，还有 {left} 人没有投票。",
            "The vote is open until {day}; {left} have not voted yet.",
            {"day": closes_on, "left": counted.may_vote - counted.cast},
        )
    if not counted.quorum:
        return Refusal(
            "round_quorum",
            "投票的有 {cast} 人，至少要有 {needed} 人，不能作出决定。",
            "{cast} have voted and at least {needed} must; nothing can be decided.",
            {"cast": counted.cast, "needed": counted.needed},
        )
    return None


def ballot_problem(choice: str, into: UUID | None, item: UUID) -> Refusal | None:
    """Why a vote cannot be counted."""
    if choice not in CHOICES:
        return Refusal("round_choice", "请选择保留、取消、合并或者下放。", "Choose: keep, cancel, merge or delegate.")
    if choice == MERGE and (into is None or into == item):
        return Refusal("round_into", "请写明并入哪个事项。", "Say which other item it is merged into.")
    return None


def words_problem(words: str, *, most: int = MOST_WORDS) -> Refusal | None:
    """Why the reason given for something cannot be kept."""
    if not words.strip():
        return Refusal("reason_missing", "请写明理由。", "Give the reason.")
    if len(words) > most:
        return Refusal("reason_long", "理由请在 {most} 字以内。", "Keep it within {most} characters.", {"most": most})
    return None


def said(choice: str, language: str, into: str = "") -> str:
    """An outcome in a language: 合并到“……”."""
    zh, en = CHOICES[choice]
    if language.startswith("en"):
        return f"{en} into “{into}”" if into else en
    return f"{zh}到“{into}”" if into else zh
