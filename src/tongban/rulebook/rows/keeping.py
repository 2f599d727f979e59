"""How long what is held about persons is kept: logs, files of cases and of the line, and how soon a person is answered.

A locality may lengthen the days of a log by a dated row, never below the least of the law; what archives must keep is
the county's own schedule, so those rows are to be confirmed by it.
"""

from __future__ import annotations

from datetime import date

from tongban.rulebook.rule import Confidence, RuleRow

PIPL = "中华人民共和国个人信息保护法"
CYBERSECURITY = "中华人民共和国网络安全法"
ARCHIVES = "机关文件材料归档范围和文书档案保管期限规定"
SINCE = date(2004, 1, 1)
V, M = Confidence.VERIFIED, Confidence.TO_CONFIRM

KEEPING: tuple[RuleRow, ...] = (
    RuleRow(
        "access_log.least_days", 184, "day", SINCE, CYBERSECURITY, "第二十一条", V,
        "Text of 2016: at least six months, and no six months have more days. The database refuses less.",
    ),
    RuleRow(
        "access_log.keep_days", 1096, "day", SINCE, PIPL, "第五十六条", V,
        "Records of processing for at least three years; lengthened by a dated row, never below the least.",
    ),
    RuleRow(
        "assessment.keep_days", 1096, "day", SINCE, PIPL, "第五十六条", V,
        "Impact assessments for at least three years. They are made outside of this platform, which holds none.",
    ),
    RuleRow(
        "rights.answer_days", 15, "working_day", SINCE, "App违法违规收集使用个人信息行为认定方法", "第六条", M,
        "The law says promptly (PIPL art. 50); these are the days after which an answer is held to be missing.",
    ),
    RuleRow(
        "keep.case_years", 10, "year", SINCE, ARCHIVES, "第八条", M,
        "Files of cases and mandates, from their end: the shorter of the two terms of an archive.",
    ),
    RuleRow(
        "keep.charge_years", 30, "year", SINCE, "会计档案管理办法", "第十四条", M,
        "Vouchers of fees and fines, from their assessment.",
    ),
    RuleRow(
        "keep.order_years", 10, "year", SINCE, ARCHIVES, "第八条", M,
        "Requests to 12345, questions at a counter, mediations and ratings, from their end.",
    ),
)  # fmt: skip
