"""Firms that the registration's own system made: claimed, waiting, forgotten, sent back, unread."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from tongban.agencies.queries import actor_of, bodies_by_id
from tongban.exchange.actions.entrants import claim_push, return_push
from tongban.exchange.actions.systems import connect_system, keep_mapping
from tongban.exchange.actions.taking import take_in
from tongban.exchange.queries.entrants import pushes_of
from tongban.exchange.rules.entrants import PUSHED, Return
from tongban.exchange.rules.mapping import TIME_FORMATS, FieldMapping
from tongban.exchange.rules.records import DECISIONS, FIELDS, KINDS, STATES
from tongban.kernel.actor import SYSTEM, Actor
from tongban.simulation.actions.bodies import County
from tongban.simulation.rules.codes import firm_code

ZONE: Final = ZoneInfo("Asia/Shanghai")
WHOLE: Final = FieldMapping(
    {field.key: field.zh for field in FIELDS},
    {"state": {one: one for one in STATES}, "decision": {one: one for one in DECISIONS if one},
     "kind": {one: one for one in KINDS}},
    TIME_FORMATS[0],
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Firm:
    """A firm with the days since it was registered, and what its department did: the post, whether it claimed it."""

    name: str
    place: str
    scope: str
    days: int
    post: str = ""
    claims: bool = True


FIRMS: Final = (
    Firm("青禾县云岭物流有限公司", "990823106", "许可项目：道路货物运输（不含危险货物）。一般项目：装卸搬运", 26,
         "transport_review"),
    Firm("青禾县清泉洗浴有限公司", "990823100", "许可项目：洗浴服务。一般项目：日用品销售", 15),
    Firm("青禾县启明文化有限公司", "990823101", "许可项目：学科类文化教育培训。一般项目：办公用品销售", 8,
         "education_review", claims=False),
    Firm("青禾县禾香餐饮有限公司", "990823101", "许可项目：餐饮服务；食品销售。一般项目：外卖递送服务", 2),
    Firm("青禾县老井小吃有限公司", "990823103", "卖小吃、做早点", 1),
)  # fmt: skip
WORDS: Final = "只做成人兴趣培训，不办学历教育，不用办学许可。"


def build_entrants(county: County, *, until: datetime) -> int:
    """Connects the registration's system and plays what came of five registrations; answers how many firms."""
    founded = until - timedelta(days=60)
    system = connect_system(
        key="company_register", name_zh="市场主体登记系统", name_en="Register of companies",
        body_id=county.bodies["market"], adapter="file_drop", settings={"folder": "/srv/exchange/company_register"},
        takes=True, sends=False, by=SYSTEM, at=founded,
    )  # fmt: skip
    keep_mapping(system_id=system, mapping=WHOLE, by=SYSTEM, at=founded)
    uscc = bodies_by_id([county.bodies["market"]])[county.bodies["market"]].uscc
    for serial, firm in enumerate(FIRMS, start=1):
        at = (until - timedelta(days=firm.days)).astimezone(ZONE).replace(hour=10, minute=serial)
        take_in(system_id=system, data=_row(firm, serial, at, uscc), by=SYSTEM, at=min(at, until))
        if firm.post:
            _answer(firm, _officer(county, firm.post, at), at + timedelta(hours=5))
    return len(FIRMS)


def _officer(county: County, post: str, at: datetime) -> Actor:
    return actor_of(county.holders[post][0], county.posts[post], at)


def _row(firm: Firm, serial: int, at: datetime, registrar: str) -> bytes:
    code, filed = firm_code(9_600 + serial), f"{at - timedelta(hours=1):%Y-%m-%d %H:%M:%S}"
    told = {
        "number": f"DJ{at:%Y%m%d}-{serial:03d}", "item_code": "QH-ZN-046", "item_name": "公司设立登记",
        "body_code": registrar, "place_code": firm.place, "applicant_kind": "firm", "applicant_name": firm.name,
        "applicant_id": code, "state": "closed", "decision": "grant", "received_at": filed,
        "closed_at": f"{at:%Y-%m-%d %H:%M:%S}", "entity_name": firm.name, "entity_code": code, "scope": firm.scope,
    }  # fmt: skip
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([field.zh for field in FIELDS])
    writer.writerow([told.get(field.key, "") for field in FIELDS])
    return out.getvalue().encode()


def _answer(firm: Firm, by: Actor, at: datetime) -> None:
    push = pushes_of(by, state=PUSHED, size=1)[0].id
    if firm.claims:
        claim_push(push_id=push, by=by, at=at)
    else:
        return_push(push_id=push, given=Return("no_licence", WORDS), by=by, at=at)
