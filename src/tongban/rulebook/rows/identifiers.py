"""Figures of identifiers, certificates and the form of official documents."""

from __future__ import annotations

from datetime import date

from tongban.rulebook.rule import Confidence, RuleRow

CERTIFICATE = "GB/T 36904-2018"
FORM = "GB/T 9704-2012"
SINCE_CERTIFICATE, SINCE_FORM = date(2019, 1, 1), date(2012, 7, 1)
V, S, M = Confidence.VERIFIED, Confidence.SECONDARY, Confidence.TO_CONFIRM

IDENTIFIERS: tuple[RuleRow, ...] = (
    RuleRow("certificate.identifier_root", "1.2.156.3005.2", "identifier", SINCE_CERTIFICATE, CERTIFICATE, "", S),
    RuleRow(
        "certificate.type_code_length", 21, "character", SINCE_CERTIFICATE, CERTIFICATE, "", S, "Credit code and 3."
    ),
    RuleRow("certificate.version_length", 3, "character", SINCE_CERTIFICATE, CERTIFICATE, "", S),
    RuleRow("uscc.length", 18, "character", date(2015, 10, 1), "GB 32100-2015", "", S),
    RuleRow("citizen_id.length", 18, "character", date(1999, 10, 1), "GB 11643-1999", "", S),
    RuleRow("division.county_code_length", 6, "character", date(2007, 11, 14), "GB/T 2260-2007", "", S),
    RuleRow("division.township_code_length", 9, "character", date(2003, 12, 1), "GB/T 10114-2003", "", S),
    RuleRow("division.village_code_length", 12, "character", date(2003, 12, 1), "GB/T 10114-2003", "", S),
    RuleRow("document.top_margin", 37, "millimetre", SINCE_FORM, FORM, "", M),
    RuleRow("document.left_margin", 28, "millimetre", SINCE_FORM, FORM, "", M),
    RuleRow("document.type_width", 156, "millimetre", SINCE_FORM, FORM, "", M),
    RuleRow("document.type_height", 225, "millimetre", SINCE_FORM, FORM, "", M),
    RuleRow("document.lines", 22, "count", SINCE_FORM, FORM, "", M, "Lines on a page."),
    RuleRow("document.line_length", 28, "character", SINCE_FORM, FORM, "", M),
)
