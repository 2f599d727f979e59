"""双告知: what a department does with a new firm it was told of, and for which reasons it sends one back.

Pure. Which licences a firm needs is read in `powerlist.rules.scopes`; how long a department has is a row of the
rulebook.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from tongban.kernel.refusals import Refusal

PUSHED, CLAIMED, RETURNED = "pushed", "claimed", "returned"
STATES: Final[dict[str, tuple[str, str]]] = {
    PUSHED: ("待认领", "to be claimed"),
    CLAIMED: ("已认领", "claimed"),
    RETURNED: ("已退回", "sent back"),
}
NOT_OURS: Final = "not_ours"
REASONS: Final[dict[str, tuple[str, str]]] = {
    NOT_OURS: ("不是本单位的职责", "Not the business of this body"),
    "no_licence": ("实际做的事不用许可", "What it does needs no licence"),
    "has_licence": ("已经取得许可或者正在办", "It has the licence or has applied for it"),
    "elsewhere": ("经营场所不在本县", "It does business outside the county"),
}
WORDS_MOST: Final = 200


@dataclass(frozen=True, slots=True)
class Return:
    """Why a department sends a new firm back: a reason of the list, its own words, and whose it is instead."""

    reason: str
    words: str
    to: UUID | None = None


def push_problem(state: str) -> Refusal | None:
    """A push is answered once."""
    if state == PUSHED:
        return None
    return Refusal(
        "push_answered",
        "这户已经认领或者退回，不能再改。",
        "This firm has been claimed or sent back; that cannot be changed.",
    )


def return_problem(given: Return, had: Collection[UUID]) -> Refusal | None:
    """Why it cannot be sent back so. `had`: the bodies that were told of this firm for this licence already."""
    if given.reason not in REASONS:
        return Refusal("return_reason", "请选择退回理由。", "Choose a reason for sending it back.")
    if not given.words.strip() or len(given.words.strip()) > WORDS_MOST:
        return Refusal(
            "return_words",
            f"“退回说明”请写清楚，不超过 {WORDS_MOST} 个字。",
            f"Say why under “Explanation”, in at most {WORDS_MOST} characters.",
        )
    if (given.reason == NOT_OURS) != (given.to is not None):
        return Refusal(
            "return_to",
            "“应由哪个单位认领”：不是本单位职责的要写明，其他理由的不填。",
            "“Whose it is”: name the body when it is not yours, and nobody for any other reason.",
        )
    if given.to in had:
        return Refusal(
            "return_round",
            "这个单位已经收到过这户，不能再推给它。两家都认为不是自己的，请向县权责清单管理岗提出职能争议。",
            "That body was told of this firm already. When neither holds the power, put it to the county's list office "
            "as an overlap.",
        )
    return None


def items_problem(items: Collection[str], known: Collection[str]) -> Refusal | None:
    """What a person reads out of a scope is on the list."""
    if set(items) <= set(known):
        return None
    return Refusal("scope_items", "请在清单里选择要办的许可。", "Choose the licences from the list.")
