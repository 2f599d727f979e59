"""What becomes of a certificate that is renewed, changed or replaced, where the item's own law does not say."""

from __future__ import annotations

from datetime import date

from tongban.rulebook.rows.licence import LAW, SINCE
from tongban.rulebook.rule import Confidence, RuleRow

V, S, M = Confidence.VERIFIED, Confidence.SECONDARY, Confidence.TO_CONFIRM
FOOD = "食品经营许可和备案管理办法"
FOOD_SINCE = date(2023, 12, 1)

CERTIFICATES: tuple[RuleRow, ...] = (
    RuleRow(
        "certificate.renewal_late",
        "told",
        "choice",
        SINCE,
        LAW,
        "第五十条第一款",
        M,
        "A renewal asked later than the days before expiry: received, the holder told that nothing is deemed for it. "
        "`told` or `refused`.",
    ),
    RuleRow(
        "certificate.number.renew",
        "kept",
        "choice",
        FOOD_SINCE,
        FOOD,
        "第三十九条",
        M,
        "Taken as the usual way for other certificates too; an item may say otherwise.",
    ),
    RuleRow("certificate.number.change", "kept", "choice", FOOD_SINCE, FOOD, "第三十四条", M, "As for a renewal."),
    RuleRow("certificate.number.replace", "kept", "choice", FOOD_SINCE, FOOD, "第四十四条", M, "As for a renewal."),
    RuleRow(
        "certificate.deemed_period",
        "same",
        "choice",
        SINCE,
        LAW,
        "第五十条第二款",
        M,
        "The law deems the renewal granted and names no length: as long as the period that ended.",
    ),
)
