"""What the letters of special procedures say: hearing, third parties, suspension and termination, in paragraphs.

It knows no layout; the record of a hearing is a form and stands in `sheets`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from tongban.documents.rules.dates import zh_date
from tongban.documents.rules.mediation import MEDIATION_TEXTS

Data = Mapping[str, Any]
_LAW: Final = "《中华人民共和国行政许可法》"


def _case(data: Data) -> str:
    return f"{data['item']}（办件编号：{data['case_number']}）"


def _yours(data: Data) -> str:
    """How the case is named to its reader: as theirs, or as somebody else's that touches them."""
    if data.get("to_party"):
        return f"本机关正在审查的{_case(data)}，直接关系到你（单位）的重大利益。"
    return f"你（单位）申请的{_case(data)}，本机关已于{zh_date(data['accepted_on'])}受理，现正在审查。"


def _closed(text: object) -> str:
    return str(text).strip().rstrip("。.；;，,") + "。"


def hearing_right(data: Data) -> list[str]:
    """听证权利告知书 (art. 47)."""
    return [
        f"{_yours(data)}该许可直接涉及申请人与他人之间的重大利益关系。",
        f"根据{_LAW}第四十七条，你（单位）有权要求听证。要求听证的，应当自被告知之日起{data['days']}个工作日内，"
        f"即{zh_date(data['request_by'])}前（含当日）向本机关提出申请；逾期不提出的，视为放弃听证。",
        "申请人、利害关系人不承担组织听证的费用。不要求听证的，仍可以书面陈述和申辩。",
    ]


def hearing_notice(data: Data) -> list[str]:
    """听证通知书 (arts. 45, 48)."""
    when = f"{zh_date(data['held_on'])}{data['held_time']}"
    return [
        f"关于{_case(data)}的听证，本机关定于{when}在{data['venue']}公开举行，由{data['chair']}主持。",
        f"根据{_LAW}第四十八条，主持人不是审查本申请的工作人员；认为主持人与该许可事项有直接利害关系的，"
        "可以申请回避。听证时可以提出证据，进行申辩和质证；听证不收取费用。",
        f"根据{_LAW}第四十五条，自{zh_date(data['from_on'])}起至听证结束所需时间不计入办理期限，现书面告知。"
        f"扣除上述时间后，本机关应于{zh_date(data['due_on'])}前作出决定。",
    ]


def interested_notice(data: Data) -> list[str]:
    """利害关系人告知书 (art. 36)."""
    return [
        _yours(data),
        f"根据{_LAW}第三十六条，你（单位）有权进行陈述和申辩。请于{zh_date(data['answer_by'])}前（含当日）"
        "向本机关提出书面意见；本机关听取意见后再作出决定，并告知是否采纳。",
    ]


def suspension(data: Data) -> list[str]:
    """中止办理决定书."""
    expected = f"，预计至{zh_date(data['until_on'])}" if data.get("until_on") else ""
    return [
        f"你（单位）申请的{_case(data)}，本机关已于{zh_date(data['accepted_on'])}受理。经查，{_closed(data['reasons'])}",
        f"该情形属于：{data['ground']}。{data['article']}，本机关决定自{zh_date(data['from_on'])}起中止办理{expected}。",
        "中止期间不计入办理期限。中止的原因消除后，本机关及时恢复办理，并书面告知。",
    ]


def continuation(data: Data) -> list[str]:
    """恢复办理通知书."""
    span = f"{zh_date(data['from_on'])}至{zh_date(data['until_on'])}"
    return [
        f"你（单位）申请的{_case(data)}，中止办理的原因已经消除，本机关自{zh_date(data['until_on'])}起恢复办理。",
        f"中止期间（{span}）不计入办理期限，本机关应于{zh_date(data['due_on'])}前作出决定。",
    ]


def termination(data: Data) -> list[str]:
    """终止办理决定书; the remedies follow it."""
    return [
        f"你（单位）于{zh_date(data['applied_on'])}提出的{_case(data)}申请，经查，{_closed(data['reasons'])}",
        f"该情形属于：{data['ground']}。{data['article']}，本机关决定终止办理。",
    ]


def rests_on(data: Data) -> list[str]:
    """What a decision adds when a hearing was held or third parties were heard (arts. 36, 48)."""
    said = []
    if data.get("hearing_record"):
        said.append(f"本决定根据听证笔录（{data['hearing_record']}）作出。")
    if data.get("statements"):
        said.append(f"本机关听取了{data['statements']}位利害关系人的陈述和申辩，并逐一告知是否采纳。")
    return said


SPECIAL_TEXTS: Final[Mapping[str, Callable[[Data], list[str]]]] = {
    "hearing_right": hearing_right,
    "hearing_notice": hearing_notice,
    "interested_notice": interested_notice,
    "suspension": suspension,
    "continuation": continuation,
    "termination": termination,
    **MEDIATION_TEXTS,
}
