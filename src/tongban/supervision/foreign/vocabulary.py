"""How other systems name the columns of an event log, in Chinese, English and Dutch; the best known name first.

Names are compared in small letters, with spaces, underscores, dots and hyphens taken away.
"""

from __future__ import annotations

import re
from typing import Final

NAMES: Final[dict[str, tuple[str, ...]]] = {
    "case": (
        "case:concept:name", "case id", "case key", "case", "case number", "办件编号", "办件号", "办件编码",
        "受理编号", "受理号", "业务流水号", "办理编号", "流水号", "业务编号", "案件编号", "案件号", "申请编号",
        "申报号", "工单编号", "工单号", "zaaknummer", "zaak id", "zaak", "dossiernummer", "dossier",
        "aanvraagnummer", "sr number", "ticket id", "ticket", "incident id", "application id", "trace id", "trace",
    ),
    "activity": (
        "concept:name", "activity", "activity name", "activitynameen", "activity name en", "办理环节", "环节名称",
        "环节", "步骤名称", "步骤", "办理步骤", "任务名称", "活动名称", "活动", "办理事项", "操作名称", "操作",
        "activiteit", "activitynamenl", "handeling", "processtap", "stap", "taak", "task", "task name", "step",
        "event name", "event", "action", "status",
    ),
    "at": (
        "time:timestamp", "timestamp", "complete timestamp", "completion time", "办理时间", "完成时间", "处理时间",
        "操作时间", "环节完成时间", "环节结束时间", "时间", "发生时间", "tijdstip", "datum tijd", "eindtijd",
        "tijd", "datum", "event time", "end timestamp", "end time", "datetime", "date time", "time", "date",
    ),
    "started": (
        "start timestamp", "start time", "time:start", "开始时间", "环节开始时间", "到达时间", "接收时间",
        "starttijd", "begintijd", "tijdstip start", "begin time", "started",
    ),
    "resource": (
        "org:resource", "resource", "user", "user id", "办理人", "经办人", "处理人", "操作人", "承办人", "审批人",
        "办理人员", "操作员", "人员", "medewerker", "behandelaar", "uitvoerder", "gebruiker", "monitoringresource",
        "event user", "originator", "performer", "agent", "actor", "employee",
    ),
    "deadline": (
        "case:deadline", "deadline", "case:due date", "due date", "due", "截止时间", "截止日期", "承诺办结时间",
        "承诺办结日期", "承诺时间", "应办结时间", "应办结日期", "法定办结时间", "法定办结日期", "到期时间",
        "到期日期", "办理期限", "case:enddate planned", "enddate planned", "planned end date", "uiterste datum",
        "einddatum gepland", "geplande einddatum", "streefdatum", "fatale datum", "sla due",
    ),
    "finish": (
        "case:enddate", "case:end date", "end date", "case:end time", "实际办结时间", "办结时间", "办结日期",
        "结案时间", "einddatum", "afhandeldatum", "datum afgehandeld", "datefinished", "closed at", "closed date",
        "finish time",
    ),
    "transition": ("lifecycle:transition", "lifecycle", "transition", "event type", "状态变化", "动作类型"),
}  # fmt: skip
CHECKING: Final = re.compile(
    r"\bcheck|\breviews?\b|\bverif|\bassess|controle|beoordel|审查|审核|核查|初审|复核|勘验|评审", re.I
)
DECIDING: Final = re.compile(
    r"determin|decide|decision|approv|besluit|beslis|vaststel|决定|批准|审批|核准|签发|终审", re.I
)
STARTS: Final = frozenset({"start", "begin", "started", "开始"})
ENDS: Final = frozenset({"", "complete", "end", "completed", "finish", "完成", "结束", "办结"})


def plain(name: str) -> str:
    """A column's name as it is compared; `case:` stays, because it says that the value belongs to the whole case."""
    return re.sub(r"[\s_.\-/（）()]+", "", name.casefold())


PLAIN: Final = {role: {plain(name): place for place, name in enumerate(known)} for role, known in NAMES.items()}
