"""Loads the demonstration county into an empty database: bodies, people, items, cases, roles of the story."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Final
from uuid import UUID

from tongban.agencies.actions.accounts import offer_demo_role
from tongban.agencies.queries import account_of_official, divisions
from tongban.kernel.actor import SYSTEM
from tongban.kernel.refusals import refuse
from tongban.powerlist.queries import version
from tongban.simulation.actions.administering import build_administration
from tongban.simulation.actions.appraising import build_appraisal
from tongban.simulation.actions.bodies import County, build_bodies
from tongban.simulation.actions.bureau import build_bureau, concentrate
from tongban.simulation.actions.candidates import build_candidates
from tongban.simulation.actions.charges import build_charges
from tongban.simulation.actions.clearing import build_clearing
from tongban.simulation.actions.cuts import build_cuts, list_before
from tongban.simulation.actions.delegating import build_delegation
from tongban.simulation.actions.efficiency import build_efficiency
from tongban.simulation.actions.entrants import build_entrants
from tongban.simulation.actions.grid import build_grid
from tongban.simulation.actions.halls import build_halls
from tongban.simulation.actions.hotline import build_hotline
from tongban.simulation.actions.items import build_guides, build_items
from tongban.simulation.actions.laws import build_laws
from tongban.simulation.actions.lists import build_list, move_laws
from tongban.simulation.actions.mediation import build_mediations
from tongban.simulation.actions.people import Person, build_people
from tongban.simulation.actions.play import play_cases
from tongban.simulation.actions.police import build_police
from tongban.simulation.actions.ratings import rate_services
from tongban.simulation.actions.topics import build_topics
from tongban.simulation.actions.townships import build_duties, build_tasks
from tongban.supervision.actions.rules import set_rule

SEED: Final = 990823
WORKING_DAYS: Final = 60
HISTORY_DAYS: Final = 200
CITIZENS, STAFF, OVERSIGHT = ("办事的人", "Citizens"), ("办件的人", "Officials"), ("看全局的人", "Overview")
# Sixty days are played in one go: recorded now, all would be taken for entered late, and what is sealed by the worker
# afterwards for sealed late.
PLAYED_AT_ONCE: Final = ("entry.late", "result.unsigned")
Role = tuple[str, str, str, str, tuple[str, str]]
ROLES: Final[tuple[Role, ...]] = (
    ("clerk", "window_1", "综合窗口王丽", "Wang Li, window clerk", STAFF),
    ("reviewer", "market_review", "市场监管局张敏（受理、审查）", "Zhang Min, market bureau, review", STAFF),
    ("fire", "fire_review", "消防救援大队赵刚（审查）", "Zhao Gang, fire brigade, review", STAFF),
    ("urban", "urban_review", "城市管理局刘涛（审查）", "Liu Tao, urban management, review", STAFF),
    ("head", "market_decide", "市场监管局何静（决定）", "He Jing, market bureau, decides", STAFF),
    ("delivery", "delivery", "政务服务中心出件岗", "Service centre, delivery", STAFF),
    ("township", "liuhe_review", "柳河镇马春生（受理、审查）", "Ma Chunsheng, Liuhe Town", STAFF),
    ("village", "liuhe_window", "柳河镇便民服务中心金永生（收件）", "Jin Yongsheng, Liuhe Town window", STAFF),
    ("town_head", "liuhe_decide", "柳河镇负责人苗秀英", "Miao Xiuying, head of Liuhe Town", STAFF),
    ("helper", "heyan_helper", "河沿村代办员石大山（替村民代办）", "Shi Dashan, village worker of Heyan", STAFF),
    ("relief", "civil_decide", "民政局岑振华（救助审批）", "Cen Zhenhua, civil affairs, decides on relief", STAFF),
    ("list", "list_office", "清单管理林晓", "Lin Xiao, list office", STAFF),
    ("operator", "hotline_1", "12345 话务员宋雅琴", "Song Yaqin, hotline operator", STAFF),
    ("dispatcher", "hotline_dispatch", "12345 派单员白冰清", "Bai Bingqing, hotline dispatcher", STAFF),
    ("callback", "hotline_callback", "12345 回访员莫文秀", "Mo Wenxiu, hotline callbacks", STAFF),
    ("supervisor", "supervision", "效能监督郑国强", "Zheng Guoqiang, efficiency supervision", OVERSIGHT),
    ("appeals", "supervision_review", "效能监督复核许静", "Xu Jing, supervision, appeals", OVERSIGHT),
    ("centre", "centre_manager", "中心主任孙国平", "Sun Guoping, centre manager", OVERSIGHT),
    ("leader", "county_head", "县长周明远", "Zhou Mingyuan, county head", OVERSIGHT),
    ("admin", "system_admin", "系统管理窦振华", "Dou Zhenhua, administrator", OVERSIGHT),
    ("security", "security_admin", "安全管理柏永安", "Bai Yongan, security administrator", OVERSIGHT),
    ("audit", "audit_admin", "审计管理邬静文", "Wu Jingwen, audit administrator", OVERSIGHT),
)
BUREAU: Final[dict[str, Role]] = {
    "reviewer": (
        "reviewer",
        "approval_review",
        "审批局温如意（受理、审查）",
        "Wen Ruyi, approval bureau",
        STAFF,
    ),
    "head": ("head", "approval_decide", "审批局夏明德（决定）", "Xia Mingde, approval bureau, decides", STAFF),
}
ROLES_OF_A_BUREAU: Final = tuple(BUREAU.get(role[0], role) for role in ROLES)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was set up, for the report of the command."""

    bodies: int
    items: int
    cases: int


def load_county(
    *, until: datetime, cases: int = 300, model: str = "departments", tell: Callable[[str], None] = lambda line: None
) -> Loaded:
    """Builds 青禾县 and plays its last 60 working days up to `until`. Refused when the database is not empty.

    The same day gives the same county. `model` says who decides on licences: the departments, or one approval bureau.
    `tell` hears how far it is, in words.
    """
    if divisions():
        raise refuse(
            "not_empty",
            zh="数据库里已经有机构，不能再装演示县。",
            en="The database is not empty; the county was not loaded.",
        )
    random = Random(f"{SEED}-{until.date()}")
    founded = until - timedelta(days=HISTORY_DAYS)
    county = build_bodies(by=SYSTEM, at=founded)
    tell(f"{len(county.bodies)} bodies")
    for code in PLAYED_AT_ONCE:
        set_rule(code=code, active=False, by=SYSTEM, at=founded)
    tell(f"{build_laws(by=SYSTEM, at=founded)} laws")
    versions = build_items(county, by=SYSTEM, at=founded, valid_from=founded.date())
    if model == "bureau":
        build_bureau(county, by=SYSTEM, at=founded)
        moved = concentrate(county, versions, moved_at=founded + timedelta(days=1), by=SYSTEM, at=founded)
        tell(f"{moved} powers moved to the approval bureau")
    guides = build_guides(by=SYSTEM, at=founded, valid_from=founded.date())
    tell(f"{len(versions) + guides} items")
    list_before(at=founded, valid_from=founded.date())
    build_list(by=SYSTEM, at=founded)
    tell(f"{move_laws(by=SYSTEM, at=until - timedelta(days=3))} items on the docket")
    tell(f"{build_duties(county, by=SYSTEM, at=founded, valid_from=founded.date())} duty lists")
    people = build_people(90, random=random, by=SYSTEM, at=founded)
    played = play_cases(
        county, list(versions.values()), people, count=cases, days=WORKING_DAYS, random=random, until=until
    )
    tell(f"{len(played.receipts)} cases")
    tell(_sent_and_marked(county, until))
    tell(_heard(county, [one.case_id for one in played.receipts], until))
    build_candidates(versions, by=SYSTEM, at=until)
    tell(f"{build_delegation(county, versions, until=until)} powers came down to townships")
    tell(f"{build_halls(county, by=SYSTEM, at=until)} halls, {_new(county, until)}")
    tell(f"{build_cuts(county, founded=founded, until=until)} findings on cuts")
    tell(_kept_honest(county, version(versions["planning_permit"]).item_id, until))
    tell(_line(county, people, random, until))
    tell(f"{build_topics(county, versions, people, until=until)} topics of the hotline")
    for code in PLAYED_AT_ONCE:
        set_rule(code=code, active=True, by=SYSTEM, at=until)
    _offer_roles(county, people, until, ROLES if model != "bureau" else ROLES_OF_A_BUREAU)
    return Loaded(len(county.bodies), len(versions) + guides, len(played.receipts))


def _sent_and_marked(county: County, until: datetime) -> str:
    """What comes down to townships, and what they say of those who send it."""
    tasks = build_tasks(county, random=Random(SEED), until=until)
    return f"{tasks} tasks for townships, {build_appraisal(county, random=Random(SEED), until=until)} sheets of marks"


def _new(county: County, until: datetime) -> str:
    """Firms that others must be told of, and what the administrator did of late."""
    acts = build_administration(county, until=until)
    return f"{build_entrants(county, until=until)} new firms, {acts} acts of the administrator"


def _kept_honest(county: County, charged: UUID, until: datetime) -> str:
    """What is charged for, and what of the list is put to the vote, to an arbiter or to the body above."""
    charges = build_charges(county, charged, until=until)
    return f"{charges} charges of cases, {build_clearing(county, until=until)} items, overlaps and practices to decide"


def _line(county: County, people: Sequence[Person], random: Random, until: datetime) -> str:
    """What people tell 12345, what it hands to 110 and has from it, and complaints about how officials work."""
    orders = build_hotline(county, people, random=random, until=until)
    linked, complaints = build_police(county, until=until), build_efficiency(county, until=until)
    return f"{orders} orders of the hotline, {linked} matters with 110, {complaints} complaints about officials' work"


def _heard(county: County, cases: Sequence[UUID], until: datetime) -> str:
    """What people say of the services, and what the grid finds."""
    rated = rate_services(county, cases, random=Random(f"{SEED}-ratings"), until=until)
    mediated = build_mediations(county, until=until)
    return f"{rated} ratings, {build_grid(county, until=until)} grid events, {mediated} mediations"


def _offer_roles(county: County, people: list[Person], at: datetime, roles: Sequence[Role]) -> None:
    user = people[0].account
    if user is None:
        raise ValueError("the first applicant of the county has an account")
    offer_demo_role(
        key="citizen",
        user=user,
        label_zh="申请人陈芳",
        label_en="Chen Fang, applicant",
        group=CITIZENS,
        order=1,
        by=SYSTEM,
        at=at,
    )
    for order, (key, post, zh, en, group) in enumerate(roles, start=2):
        official = account_of_official(county.holders[post][0])
        offer_demo_role(key=key, user=official, label_zh=zh, label_en=en, group=group, order=order, by=SYSTEM, at=at)
