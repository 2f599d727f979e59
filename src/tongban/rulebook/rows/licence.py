"""Figures of the Administrative Licence Law, and of special licence laws that set their own limit.

The law's text of 2003 came into force on 1 July 2004; the amendment of 2019 left these figures as they were.
Working days by article 82.
"""

from __future__ import annotations

from datetime import date

from tongban.rulebook.rule import Confidence, RuleRow

LAW = "中华人民共和国行政许可法"
SINCE = date(2004, 7, 1)
V, S, M = Confidence.VERIFIED, Confidence.SECONDARY, Confidence.TO_CONFIRM

LICENCE: tuple[RuleRow, ...] = (
    RuleRow(
        "licence.acceptance_days",
        5,
        "working_day",
        SINCE,
        LAW,
        "第三十二条第一款第四项",
        V,
        "From receipt: tell everything missing once. Not told in time: accepted from the day of receipt.",
    ),
    RuleRow("licence.decision_days", 20, "working_day", SINCE, LAW, "第四十二条第一款", V, "From acceptance."),
    RuleRow(
        "licence.extension_days",
        10,
        "working_day",
        SINCE,
        LAW,
        "第四十二条第一款",
        V,
        "Once, approved by the head of the body, the applicant told why.",
    ),
    RuleRow(
        "licence.joint_days",
        45,
        "working_day",
        SINCE,
        LAW,
        "第四十二条第二款",
        V,
        "Only joint or centralised handling under article 26(2); a bundle of items does not loosen any member's limit.",
    ),
    RuleRow(
        "licence.joint_extension_days",
        15,
        "working_day",
        SINCE,
        LAW,
        "第四十二条第二款",
        V,
        "Approved by the head of the government, not of the department.",
    ),
    RuleRow(
        "licence.preliminary_review_days",
        20,
        "working_day",
        SINCE,
        LAW,
        "第四十三条",
        V,
        "Lower body's review before the upper body decides.",
    ),
    RuleRow(
        "licence.delivery_days", 10, "working_day", SINCE, LAW, "第四十四条", V, "From the decision: issue and deliver."
    ),
    RuleRow(
        "licence.hearing_request_days",
        5,
        "working_day",
        SINCE,
        LAW,
        "第四十七条第一款",
        V,
        "From being told of the right to a hearing.",
    ),
    RuleRow(
        "licence.hearing_held_days",
        20,
        "working_day",
        SINCE,
        LAW,
        "第四十七条第一款",
        V,
        "From the request; the time of a hearing does not count (article 45).",
    ),
    RuleRow(
        "licence.hearing_notice_days", 7, "working_day", SINCE, LAW, "第四十八条第一款第一项", V, "Before the hearing."
    ),
    RuleRow(
        "licence.statement_days",
        5,
        "working_day",
        SINCE,
        LAW,
        "第三十六条",
        M,
        "For a third party's statement, from being told. The law sets no length; taken as that of article 47 until a "
        "province sets one.",
    ),
    RuleRow(
        "licence.renewal_days",
        30,
        "day",
        SINCE,
        LAW,
        "第五十条第一款",
        V,
        "The applicant's own limit before expiry, not among the working days of article 82. "
        "No decision before expiry: renewed.",
    ),
    RuleRow("licence.testing_start_days", 5, "working_day", SINCE, LAW, "第五十五条第二款", V, "From acceptance."),
    RuleRow("licence.testing_staff", 2, "person", SINCE, LAW, "第五十五条第二款", V, "At least."),
    RuleRow(
        "licence.review_staff", 2, "person", SINCE, LAW, "第三十四条第三款", V, "At least, for a check on the spot."
    ),
    RuleRow(
        "licence.false_material_bar_years",
        1,
        "year",
        SINCE,
        LAW,
        "第七十八条",
        V,
        "False material, items touching public safety, health or life.",
    ),
    RuleRow("licence.fraud_bar_years", 3, "year", SINCE, LAW, "第七十九条", V, "Licence obtained by fraud or bribery."),
    RuleRow(
        "private_school.decision_months",
        3,
        "month",
        date(2017, 9, 1),
        "中华人民共和国民办教育促进法",
        "第十七条",
        V,
        "From acceptance. Longer than the Licence Law, which yields.",
    ),
    RuleRow(
        "construction_permit.decision_days",
        7,
        "day",
        date(2019, 4, 23),
        "中华人民共和国建筑法",
        "第八条",
        M,
        "From receipt of the application.",
    ),
)
