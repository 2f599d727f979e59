"""Cases of the two toy systems, in their own words."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final
from unittest.mock import patch
from uuid import UUID
from zoneinfo import ZoneInfo

from tongban.exchange.actions import entrants
from tongban.exchange.actions.systems import connect_system, keep_mapping
from tongban.exchange.actions.taking import take_in
from tongban.exchange.adapters.file_drop import toy as office
from tongban.exchange.adapters.signed_http import toy as bureau
from tongban.exchange.models import Entrant, ForeignCase, LicencePush, System
from tongban.exchange.rules.mapping import TIME_FORMATS, FieldMapping
from tongban.exchange.rules.records import FIELDS
from tongban.kernel.actor import SYSTEM
from tongban.powerlist.rules.scopes import ScopeLine, ScopeList
from tongban.powerlist.rules.text import Text
from tongban.simulation.rules.codes import citizen_code

ZONE: Final = ZoneInfo("Asia/Shanghai")
AT: Final = datetime(2026, 11, 20, 9, 0, tzinfo=ZONE)
KEYS: Final = tuple(field.key for field in FIELDS)
OFFICE: Final = FieldMapping(
    dict(zip(KEYS, office.HEADINGS, strict=False)),
    {"state": office.STATES, "decision": {"1": "grant", "2": "refuse"}, "kind": {"自然人": "person", "法人": "firm"}},
    TIME_FORMATS[0],
)
BUREAU: Final = FieldMapping(
    dict(zip(KEYS, bureau.HEADINGS, strict=False)),
    {"state": bureau.STAGES, "decision": {"Y": "grant", "N": "refuse"}, "kind": {"P": "person", "C": "firm"}},
    TIME_FORMATS[2],
)
PERMIT: Final = {
    "业务号": "运管2026-0417", "事项代码": "000118012000", "事项": "道路货物运输经营许可",
    "单位代码": "11511301008778183N",
    "行政区划": "990823", "申请人性质": "自然人", "申请人姓名": "陈芳", "申请人证件号": "", "状态码": "10",
    "审批结果": "",
    "申请时间": "2026-11-18 09:12:40", "受理时间": "", "承诺办结时间": "", "审批时间": "", "完成时间": "",
}  # fmt: skip


def permit(citizen_id: str, **changed: str) -> dict[str, str]:
    """A case of the old permit office."""
    return {**PERMIT, "申请人证件号": citizen_id, **changed}


def project(citizen_id: str, **changed: str) -> dict[str, str]:
    """A case of the works bureau."""
    values = ("JS-88/2026", "000117003000", "建筑工程施工许可", "11511301008778183N", "990823", "P", "陈芳", citizen_id,
              "WORK", "", "20261117083000", "20261118100000", "20261125170000", "", "")  # fmt: skip
    return {**dict(zip(bureau.HEADINGS, values, strict=True)), **changed}


def connect(
    key: str,
    body_id: UUID,
    adapter: str,
    settings: Mapping[str, Any],
    mapping: FieldMapping,
    *,
    sends: bool = True,
    business: str = "approval",
) -> System:
    """A connected system with its mapping."""
    system_id = connect_system(
        key=key, name_zh=f"{key} 系统", name_en=f"system {key}", body_id=body_id, adapter=adapter, settings=settings,
        takes=True, sends=sends, business=business, by=SYSTEM, at=AT,
    )  # fmt: skip
    keep_mapping(system_id=system_id, mapping=mapping, by=SYSTEM, at=AT)
    return System.objects.get(pk=system_id)


def foreign(cast: Any, at: datetime, *, business: str = "approval", due: str = "") -> UUID:
    """A case of the permit office for the cast's applicant, told on to a second system; answers its id."""
    chen, market = citizen_code(27, date(1988, 3, 14)), cast.county.bodies["market"]
    system = connect("permits", market, "file_drop", {"folder": "/nowhere"}, OFFICE, sends=False, business=business)
    connect("works", market, "signed_http", {"url": "http://127.0.0.1:1"}, BUREAU)
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, office.HEADINGS)
    writer.writeheader()
    writer.writerow(permit(chen, 承诺办结时间=due))
    take_in(system_id=system.pk, data=out.getvalue().encode(), by=SYSTEM, at=at)
    return ForeignCase.objects.get(system=system).pk


def entered(cast: Any, at: datetime) -> tuple[UUID, UUID]:
    """A firm of whom the market bureau was told, and one whose scope it still has to read; (push, unread firm)."""
    needs = ScopeList((ScopeLine("QH-YJS-001", Text("餐饮服务", "")),), frozenset({"QH-ZN-046"}))
    mapping = FieldMapping({**OFFICE.fields, "scope": "经营范围"}, OFFICE.codes, OFFICE.time_format)
    market = cast.county.bodies["market"]
    system = connect("registry", market, "file_drop", {"folder": "/nowhere"}, mapping, sends=False)
    row = permit(citizen_code(27, date(1988, 3, 14)), 事项代码="QH-ZN-046", 状态码="40", 审批结果="1")
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, [*office.HEADINGS, "经营范围"])
    writer.writeheader()
    writer.writerow({**row, "业务号": "GS-1", "经营范围": "许可项目：餐饮服务"})
    writer.writerow({**row, "业务号": "GS-2", "经营范围": ""})
    with patch.object(entrants, "scope_list", return_value=needs):
        take_in(system_id=system.pk, data=out.getvalue().encode(), by=SYSTEM, at=at)
    return LicencePush.objects.get().pk, Entrant.objects.get(read_at=None).pk
