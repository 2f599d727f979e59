"""Figures of social assistance (救助), which is no licence: its own days, the notice in the village, the urgent path.

Read in the text is only the State Council's regulation, which names no day; everything else is to be confirmed or is
the demonstration county's own rule.
"""

from __future__ import annotations

from datetime import date

from tongban.rulebook.rule import Confidence, RuleRow

REGULATION = "社会救助暂行办法"
ALLOWANCE = "最低生活保障审核确认办法"
GENERAL = "国务院关于全面建立临时救助制度的通知"
EMERGENCY = "民政部、财政部关于进一步加强和改进临时救助工作的意见"
MEDICAL = "国务院办公厅关于健全重特大疾病医疗保险和救助制度的意见"
DISABILITY = "国务院关于全面建立困难残疾人生活补贴和重度残疾人护理补贴制度的意见"
COUNTY = "青禾县急难救助工作规程"
SINCE, SINCE_ALLOWANCE, SINCE_COUNTY = date(2014, 5, 1), date(2021, 7, 1), date(2024, 1, 1)
SINCE_EMERGENCY = date(2018, 1, 23)
S, M = Confidence.SECONDARY, Confidence.TO_CONFIRM

RELIEF: tuple[RuleRow, ...] = (
    RuleRow(
        "relief.acceptance_days",
        5,
        "working_day",
        SINCE,
        REGULATION,
        "第六十条",
        M,
        "The regulation says promptly and names no day. Silence is not deemed acceptance: relief is no licence.",
    ),
    RuleRow(
        "relief.subsistence_days",
        30,
        "working_day",
        SINCE_ALLOWANCE,
        ALLOWANCE,
        "第二十四条",
        M,
        "From acceptance; 45 in special cases.",
    ),
    RuleRow(
        "relief.public_notice_days",
        7,
        "day",
        SINCE_ALLOWANCE,
        ALLOWANCE,
        "第二十一条",
        M,
        "In the village or community of the applicant; names and number of members only.",
    ),
    RuleRow("relief.household_checkers", 2, "person", SINCE_ALLOWANCE, ALLOWANCE, "第十四条", M, "At the least."),
    RuleRow("relief.temporary_days", 20, "working_day", date(2014, 10, 3), GENERAL, "第二部分", M),
    RuleRow("relief.medical_days", 20, "working_day", date(2021, 10, 28), MEDICAL, "国办发〔2021〕42号", M),
    RuleRow("relief.disability_days", 20, "working_day", date(2016, 1, 1), DISABILITY, "第二部分", M),
    RuleRow(
        "relief.urgent_hours",
        24,
        "hour",
        SINCE_EMERGENCY,
        EMERGENCY,
        "民发〔2018〕23号",
        M,
        "Help first: round the clock, rest days too. The county promises the same for urgent medical assistance.",
    ),
    RuleRow(
        "relief.urgent_papers_days",
        10,
        "working_day",
        SINCE_EMERGENCY,
        EMERGENCY,
        "民发〔2018〕23号",
        M,
        "Check and notice are made up for after the emergency is over.",
    ),
    RuleRow("relief.urgent_acceptance_hours", 4, "hour", SINCE_COUNTY, COUNTY, "", S, "From receipt."),
    RuleRow("relief.urgent_check_hours", 12, "hour", SINCE_COUNTY, COUNTY, "", S, "Each party, at the same time."),
    RuleRow(
        "relief.entrusted_yuan",
        1000,
        "yuan",
        SINCE_COUNTY,
        COUNTY,
        "",
        S,
        "What counts as a small amount, which article 48 of the regulation lets the county entrust to the township.",
    ),
)
