"""Fees and fines of cases: assessed = collected = paid into the treasury, and every difference by its name. Pure.

Amounts are whole fen. Whoever assesses never collects (收缴分离): what was collected and paid in is told by the bank
and the treasury alone. Nothing here measures anybody by income from fines (Penalty Law art. 74).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.refusals import Refusal

FEE, FINE = "fee", "fine"
KINDS: Final[Mapping[str, tuple[str, str]]] = {FEE: ("收费", "fee"), FINE: ("罚款", "fine")}
COLLECTED, PAID_IN, TRANSFER = "collected", "paid_in", "transfer"
MOVES: Final[Mapping[str, tuple[str, str]]] = {
    COLLECTED: ("收款", "collected"),
    PAID_IN: ("入库", "paid in"),
    TRANSFER: ("下达", "transferred"),
}
DIFFERENCES: Final[Mapping[str, tuple[str, str]]] = {
    "not_collected": ("逾期没有收到", "not collected by its day"),
    "short": ("收到的比应收的少", "less collected than assessed"),
    "over": ("收到的比应收的多", "more collected than assessed"),
    "to_return": ("减免、更正后多收的，应当退付", "to be given back after what is due was lowered"),
    "not_paid_in": ("收到了没有入库", "collected and not paid in"),
    "short_paid_in": ("入库的比收到的少", "less paid in than collected"),
    "over_paid_in": ("入库的比收到的多", "more paid in than collected"),
    "unknown": ("缴款码没有对应的办件", "no case has this payment code"),
    "not_transferred": ("登记到位的经费没有下达记录", "recorded as delivered, and not transferred"),
    "short_transferred": ("下达的比登记到位的少", "less transferred than recorded as delivered"),
    "over_transferred": ("下达的比登记到位的多", "more transferred than recorded as delivered"),
}
MOST_FEN: Final = 10_000_000_000
WORK: Final = frozenset({"receive", "accept", "review", "decide"})


@dataclass(frozen=True, slots=True)
class Sums:
    """What a charge has come to: assessed, collected, paid in; when it is due, when money was last collected.

    `lowered`: by so much what is due was waived, reduced or corrected since (below 0: corrected upwards).
    """

    assessed: int
    collected: int
    paid_in: int
    pay_by: date
    treasury_by: date | None
    lowered: int = 0

    @property
    def due(self) -> int:
        """What is due now."""
        return self.assessed - self.lowered

    @property
    def same(self) -> bool:
        """Whether all agrees: what is due, what came, what stands in the treasury."""
        return self.due == self.collected == self.paid_in


def difference(sums: Sums, today: date) -> tuple[str, int] | None:
    """What does not agree, and by how much; None while all is equal, or not due yet.

    Money that came is looked at before money that went on: short, over, then on its way to the treasury.
    """
    gap = sums.collected - sums.due
    if gap > 0:
        return ("to_return" if sums.lowered > 0 else "over"), gap
    if gap < 0 and today > sums.pay_by:
        return ("short" if sums.collected else "not_collected"), -gap
    left = sums.collected - sums.paid_in
    if left < 0:
        return "over_paid_in", -left
    if left > 0 and sums.treasury_by is not None and today > sums.treasury_by:
        return ("short_paid_in" if sums.paid_in else "not_paid_in"), left
    return None


def transfer_difference(delivered: int, transferred: int) -> tuple[str, int] | None:
    """Whether what was recorded as delivered to a receiver under a document is what the treasury transferred."""
    gap = transferred - delivered
    if gap == 0:
        return None
    if gap > 0:
        return "over_transferred", gap
    return ("short_transferred" if transferred else "not_transferred"), -gap


def notice_code(year: int, no: int) -> str:
    """The payment code (缴款码) of a charge: year, running number, two check digits (ISO 7064, MOD 97-10)."""
    body = f"{year:04d}{no:08d}"
    return f"{body}{98 - int(body) * 100 % 97:02d}"


def yuan(fen: int) -> str:
    """An amount as people write it: 1,234.50."""
    return f"{fen // 100:,}.{fen % 100:02d}"


def assess_problem(kind: str, name: str, amount: int, listed: Iterable[str], item_type: str) -> Refusal | None:
    """Why a charge cannot be assessed: what the list does not name is not charged, and a fine needs a penalty."""
    if not 0 < amount <= MOST_FEN:
        return Refusal("charge_amount", "金额要大于 0 元。", "The amount must be more than nothing.")
    if kind == FINE and item_type != "02":
        return Refusal("charge_fine", "只有行政处罚事项才能罚款。", "Only an administrative penalty can carry a fine.")
    if kind == FEE and name not in set(listed):
        return Refusal(
            "charge_not_listed",
            "清单上这个事项没有这个收费项目，不能收。",
            "The list names no such charge for this item, so it is not charged.",
        )
    return None if kind in KINDS else Refusal("charge_kind", "请选择收费或者罚款。", "Choose: a fee or a fine.")


def may_assess(by: Actor, body: UUID) -> Refusal | None:
    """Assesses whoever works on cases in the body that the case is with."""
    if by.kind is ActorKind.OFFICIAL and by.body_id == body and by.duties & WORK:
        return None
    return Refusal(
        "charge_body", "由办理这件的单位核定应收金额。", "The body that the case is with assesses what is due."
    )


def may_read_money(by: Actor, *, whole: bool) -> Refusal | None:
    """What the bank and the treasury tell is taken in by the county's list office or the finance bureau."""
    if by.kind is ActorKind.SYSTEM or (whole and (by.has("manage_list") or by.has("lead"))):
        return None
    return Refusal(
        "charge_reader",
        "银行和国库的文件由财政局或者县权责清单管理岗读入。",
        "Files of the bank and the treasury are taken in by the finance bureau or the county's list office.",
    )


def may_see_charges(by: Actor) -> Refusal | None:
    """Differences are seen by heads, supervision and list offices: their own body's, or all."""
    if by.kind is ActorKind.SYSTEM or by.duties & {"lead", "manage_list", "supervise"}:
        return None
    return Refusal(
        "charge_seer",
        "收费罚款的核对结果由单位负责人、效能监督和清单管理岗查看。",
        "How fees and fines agree is seen by heads, supervision and list offices.",
    )
