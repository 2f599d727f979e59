"""What one case is between systems: eighteen fields, their words, and which of them nobody can do without.

The names on the left are ours; what another system calls them stands in its mapping. Times are aware, codes are text.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final


@dataclass(frozen=True, slots=True)
class CaseRecord:
    """One case as it travels: who asked whom for what, where it stands, since when. Absent times are None."""

    number: str
    item_code: str
    item_name: str
    body_code: str
    place_code: str
    applicant_kind: str
    applicant_name: str
    applicant_id: str
    state: str
    decision: str
    received_at: datetime
    accepted_at: datetime | None = None
    due_at: datetime | None = None
    decided_at: datetime | None = None
    closed_at: datetime | None = None
    entity_name: str = ""
    entity_code: str = ""
    scope: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One field: our key, its words, whether a record needs it, how it is read, and what others often call it."""

    key: str
    zh: str
    en: str
    needed: bool
    kind: str
    known_as: tuple[str, ...]


FIELDS: Final = (
    Field("number", "办件编号", "Case number", True, "text", ("业务号", "业务编号", "流水号", "受理编号", "caseno",
          "projid")),
    Field("item_code", "事项编码", "Item code", True, "text", ("事项代码", "实施编码", "itemcode", "matterid")),
    Field("item_name", "事项名称", "Item name", True, "text", ("事项", "业务名称", "itemname", "matter")),
    Field("body_code", "实施主体代码", "Body code", True, "text", ("单位代码", "部门代码", "统一社会信用代码",
          "orgcode", "dept")),
    Field("place_code", "区划代码", "Division code", False, "text", ("行政区划", "地区代码", "areacode", "region")),
    Field("applicant_kind", "申请人类型", "Kind of applicant", True, "kind", ("申请人性质", "对象类型", "applytype",
          "subjtype")),
    Field("applicant_name", "申请人", "Applicant", True, "text", ("申请人姓名", "申请单位", "applyname", "subject")),
    Field("applicant_id", "证件号码", "Identity number or credit code", True, "text",
          ("申请人证件号", "证照号码", "applyid", "subjid")),
    Field("state", "办件状态", "State", True, "state", ("状态", "状态码", "办理状态", "status", "stage")),
    Field("decision", "办理结果", "Decision", False, "decision", ("审批结果", "决定", "result", "outcome")),
    Field("received_at", "收件时间", "Received at", True, "moment", ("申请时间", "登记时间", "applytime", "filed")),
    Field("accepted_at", "受理时间", "Accepted at", False, "moment", ("受理日期", "accepttime", "admitted")),
    Field("due_at", "办结期限", "Due at", False, "moment", ("承诺办结时间", "到期时间", "limittime", "deadline")),
    Field("decided_at", "决定时间", "Decided at", False, "moment", ("审批时间", "decidetime", "ruled")),
    Field("closed_at", "办结时间", "Closed at", False, "moment", ("完成时间", "finishtime", "closed")),
    Field("entity_name", "登记主体名称", "Name of what was registered", False, "text", ("企业名称", "entname")),
    Field("entity_code", "登记主体代码", "Credit code of what was registered", False, "text", ("企业代码", "entcode")),
    Field("scope", "经营范围", "Scope of business", False, "long", ("许可经营项目", "opscope", "scope")),
)  # fmt: skip
BY_KEY: Final = {field.key: field for field in FIELDS}

STATES: Final[dict[str, tuple[str, str]]] = {
    "received": ("已收件，待受理", "Received, not yet accepted"),
    "noticed": ("待补正", "Waiting for your papers"),
    "accepted": ("审查中", "Under review"),
    "decided": ("已决定，待送达", "Decided, to be delivered"),
    "closed": ("已办结", "Done"),
    "not_accepted": ("不予受理", "Not accepted"),
    "withdrawn": ("已撤回", "Withdrawn"),
    "suspended": ("已中止", "Suspended"),
    "terminated": ("已终止", "Terminated"),
}
OPEN: Final = frozenset({"received", "noticed", "accepted", "suspended", "decided"})
DECISIONS: Final[dict[str, tuple[str, str]]] = {
    "grant": ("准予", "granted"),
    "refuse": ("不予", "refused"),
    "": ("", ""),
}
KINDS: Final[dict[str, tuple[str, str]]] = {"person": ("个人", "person"), "firm": ("单位", "firm")}
# What kind of business the cases of a system are: what supervision asks after, system by system.
APPROVAL: Final = "approval"
BUSINESSES: Final[dict[str, tuple[str, str]]] = {
    APPROVAL: ("审批服务", "approvals"),
    "inspection": ("行政检查", "inspections"),
    "enforcement": ("行政执法案件", "enforcement cases"),
    "trading": ("招标投标和政府采购", "tenders and procurement"),
    "funds": ("专项资金支付", "payments of special funds"),
}
