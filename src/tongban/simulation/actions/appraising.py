"""Appraisal in the county: plans on file, one refused for a veto, a period that is closed and one that is open."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from random import Random
from typing import Final
from uuid import UUID

from django.utils import timezone

from tongban.agencies.queries import actor_of
from tongban.appraisal.actions.plans import file_plan
from tongban.appraisal.actions.two_way import Span, give_marks, open_period
from tongban.appraisal.rules.two_way import INDICATORS, LEVELS
from tongban.appraisal.rules.vetoes import Indicator
from tongban.kernel.actor import Actor
from tongban.simulation.actions.bodies import County

DEPARTMENTS: Final = ("agriculture", "civil", "emergency", "health", "market", "natural", "urban", "water")
DISPATCHED: Final = ("fire", "forestry")
SINCE_DAYS, HALF_YEAR_DAYS, OPEN_DAYS, FEW = 195, 100, 10, 3
SAFETY: Final = (
    Indicator(name="隐患整改", weight=50, measure="按台账里按时整改的比例计分"),
    Indicator(name="应急演练", weight=20, measure="全年演练两次，每次 10 分"),
    Indicator(name="宣传培训", weight=30, measure="按入户宣传的比例计分"),
)
APPROVED: Final = Indicator(
    name="较大以上事故",
    weight=50,
    measure="发生一起即否决",
    effect="veto",
    level="national",
    number="国办发〔2024〕12号",
)
# Of two bodies a plan that takes everything for one failure, openly and in disguise, some days ago.
OPENLY: Final = Indicator(name="门牌采集", weight=50, measure="少一户即一票否决", effect="veto")
DISGUISED: Final = Indicator(name="零上访", weight=50, measure="发生一起上访", effect="zero")
REFUSED: Final = (("urban", "城乡环境整治考核", 150, OPENLY), ("civil", "社会救助年度考核", 7, DISGUISED))
# Level by level how likely it is, for bodies that townships like, and for those that send them much.
USUAL: Final = (1, 2, 10, 40, 30)
MUCH: Final = (6, 14, 40, 25, 5)


def build_appraisal(county: County, *, random: Random, until: datetime) -> int:
    """Files plans, lets the townships mark a closed period and begin an open one; answers how many sheets."""
    until = timezone.localtime(until).replace(minute=0, second=0, microsecond=0)
    _plans(county, until.replace(hour=10))
    first, now = until - timedelta(days=HALF_YEAR_DAYS), until - timedelta(days=1)
    closed = _opened(county, first, until - timedelta(days=SINCE_DAYS))
    running = _opened(county, now, first)
    towns = [key for _, key in county.township_keys()]
    sheets = [(closed, town, body, first) for town in towns for body in (*DEPARTMENTS, *DISPATCHED)]
    sheets += [(running, town, body, now) for town in towns[:FEW] for body in DEPARTMENTS[:FEW]]
    for period, town, body, at in sheets:
        _mark(county, period, town, body, at + timedelta(hours=1), random)
    return len(sheets)


def _who(county: County, post: str, at: datetime) -> Actor:
    return actor_of(county.holders[post][0], county.posts[post], at)


def _plans(county: County, until: datetime) -> None:
    for body, title, days, veto in REFUSED:
        at = until - timedelta(days=days)
        rows = [veto, Indicator(name="按时办结", weight=50, measure="按台账里按时办结的比例计分")]
        file_plan(title=title, year=at.year, indicators=rows, by=_who(county, f"{body}_decide", at), at=at)
    at = until - timedelta(days=6)
    plans: Mapping[str, tuple[str, list[Indicator]]] = {
        "fire": ("消防安全年度考核", list(SAFETY)),
        "emergency": ("安全生产年度考核", [APPROVED, *SAFETY[1:]]),
    }
    for body, (title, indicators) in plans.items():
        file_plan(title=title, year=at.year, indicators=indicators, by=_who(county, f"{body}_decide", at), at=at)


def _opened(county: County, opened_at: datetime, since: datetime) -> UUID:
    """The period from a day on until the day before it is opened; townships have ten days."""
    closes = (opened_at + timedelta(days=OPEN_DAYS)).replace(hour=17)
    return open_period(
        span=Span(
            since=since.date(), until=(opened_at - timedelta(days=1)).date(), closes_at=closes,
        ),
        departments=[county.bodies[key] for key in DEPARTMENTS], dispatched=[county.bodies[key] for key in DISPATCHED],
        by=_who(county, "list_office", opened_at), at=opened_at,
    )  # fmt: skip


def _mark(county: County, period: UUID, town: str, body: str, at: datetime, random: Random) -> None:
    likely = MUCH if body in ("urban", "natural") else USUAL
    levels = {key: random.choices(sorted(LEVELS), likely)[0] for key in INDICATORS}
    by = _who(county, f"{town}_decide", at)
    give_marks(period_id=period, body_id=county.bodies[body], levels=levels, by=by, at=at)
