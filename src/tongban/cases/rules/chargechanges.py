"""减免、更正、退付: what is due becomes less, or right, only by a ground in law and by the head of the body. Pure.

A fee follows the list and its law (Licence Law art. 59); errors are put right by the body itself (Penalty Law art. 75),
and what reconsideration or a court changed is given back (Reconsideration Law arts. 63, 64, 72). What was collected
beyond what is due goes back through bank and treasury alone (Penalty Law art. 74), which tell it themselves.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final
from uuid import UUID

from tongban.cases.rules.charges import FINE, MOST_FEN
from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.refusals import Refusal

WAIVED, REDUCED, CORRECTED = "waived", "reduced", "corrected"
WAYS: Final[Mapping[str, tuple[str, str]]] = {
    WAIVED: ("免收", "waived"), REDUCED: ("减收", "reduced"), CORRECTED: ("更正", "corrected"),
}  # fmt: skip
NO_WAY: Final = Refusal("change_way", "请选择免收、减收或者更正。", "Choose: waive, reduce or correct.")
NO_REASON: Final = Refusal("change_reason", "请写明原因。", "Give the reason.")
NO_SOURCE: Final = Refusal(
    "change_source", "“依据”要写明法律法规的条款（如《……法》第……条）或者生效文书的文号（如青政复决〔2026〕3号）。",
    "The source is an article of a law, or the number of a document in force.",
)  # fmt: skip
SAME: Final = Refusal("change_same", "金额没有变，不用更正。", "The amount is the same; there is nothing to change.")
NOT_LESS: Final = Refusal(
    "change_less", "“改为”要大于 0 元、小于现在应收的金额；全免请选免收。",
    "A reduced charge is more than nothing and less than what is due now; waive it to charge nothing.",
)  # fmt: skip
FINE_MORE: Final = Refusal(
    "change_fine_more", "罚款不能用更正加重，应当依法另作决定。",
    "A fine is not raised by a correction; it needs a new decision.",
)  # fmt: skip
GONE: Final = Refusal(
    "change_source_gone", "依据《{law}》{article}现在没有这一条或者已经失效，请核对。",
    "The law named has no such article in force; look again.",
)  # fmt: skip


def change_problem(way: str, kind: str, due: int, to: int, reason: str) -> Refusal | None:
    """Why what is due cannot become another amount in this way."""
    if way not in WAYS:
        return NO_WAY
    if not reason.strip():
        return NO_REASON
    if to == due or not 0 <= to <= MOST_FEN:
        return SAME
    if way == REDUCED and not 0 < to < due:
        return NOT_LESS
    return FINE_MORE if kind == FINE and to > due else None


def source_problem(cited: int, gone: Collection[tuple[str, str]]) -> Refusal | None:
    """Why a source gives no ground: it names nothing, or an article that the library knows to be gone."""
    if not cited:
        return NO_SOURCE
    for law, article in gone:
        return Refusal(GONE.code, GONE.zh, GONE.en, {"law": law, "article": article})
    return None


def may_change_charge(by: Actor, body: UUID) -> Refusal | None:
    """The head of the body that assessed it answers for what is not collected."""
    if by.kind is ActorKind.OFFICIAL and by.body_id == body and by.has("lead"):
        return None
    return Refusal(
        "change_head", "减免和更正由核定单位的负责人决定。", "The head of the body that assessed it decides this."
    )
