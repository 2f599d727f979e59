"""What is watched and what is not yet: windows, bodies and places by level, kinds of systems (A-02)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import connection
from django.db.models import Count

from tongban.agencies.queries import bodies, divisions, windows
from tongban.supervision.models import Watched

DAYS: Final = 30
# Systems that the rules are meant to watch, and the kinds of subjects by which the ledger shows that one has arrived.
SYSTEMS: Final[tuple[tuple[str, str, str, tuple[str, ...]], ...]] = (
    ("cases", "一窗受理和审批", "one window and approval", ("case",)),
    ("bundles", "一件事", "life-event bundles", ("bundle",)),
    ("certificates", "电子证照", "certificates", ("certificate",)),
    ("queue", "排队叫号", "the queue of the hall", ("ticket",)),
    ("elsewhere", "上级和垂直业务系统的办件", "cases of vertical systems", ("foreign_case",)),
    ("reports", "向上级平台报送", "reports to the platform above", ("record",)),
    ("list", "权责清单", "the power list", ("item", "holding", "conferral")),
    ("hotline", "12345 热线工单", "orders of the 12345 hotline", ("work_order",)),
    ("inspection", "双随机检查", "random inspections", ("inspection", "draw")),
    ("enforcement", "行政执法案件", "enforcement cases", ("enforcement_case",)),
    ("trading", "招标投标和政府采购", "tenders and procurement", ("tender",)),
    ("funds", "专项资金支付", "payments of special funds", ("fund_payment",)),
)


@dataclass(frozen=True, slots=True)
class System:
    """One kind of system, how many of its subjects the ledger knows."""

    key: str
    zh: str
    en: str
    subjects: int

    @property
    def watched(self) -> bool:
        """Whether anything of it has reached the ledger."""
        return self.subjects > 0


@dataclass(frozen=True, slots=True)
class Covered:
    """A window, body or place and how many cases of it were seen in the span."""

    key: UUID
    name: str
    level: str
    seen: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """The whole answer; `days` is the span."""

    systems: tuple[System, ...]
    windows: tuple[Covered, ...]
    bodies: tuple[Covered, ...]
    places: tuple[Covered, ...]
    days: int = DAYS


def coverage(now: datetime) -> Coverage:
    """What was seen in the last days, by system, window, body and place."""
    since = now - timedelta(days=DAYS)
    return Coverage(systems(), _windows(now, since), _bodies(since), _places(since))


def systems() -> tuple[System, ...]:
    """The kinds of systems, with what the ledger knows of each."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT kind, count(*) FROM ledger.ledger_head GROUP BY kind")
        known = dict(cursor.fetchall())
    return tuple(System(key, zh, en, sum(known.get(kind, 0) for kind in kinds)) for key, zh, en, kinds in SYSTEMS)


def _windows(now: datetime, since: datetime) -> tuple[Covered, ...]:
    seen = _seen("window_post_id", since)
    return tuple(
        Covered(one.window_id, f"{one.number} · {one.name}", "window", seen.get(one.post_id, 0))
        for one in windows(now) if one.closed_at is None
    )  # fmt: skip


def _bodies(since: datetime) -> tuple[Covered, ...]:
    seen = _seen("body_id", since)
    return tuple(Covered(one.id, one.name, one.kind, seen.get(one.id, 0)) for one in bodies())


def _places(since: datetime) -> tuple[Covered, ...]:
    seen = _seen("place_id", since)
    return tuple(Covered(one.id, one.name, one.kind, seen.get(one.id, 0)) for one in divisions())


def _seen(column: str, since: datetime) -> dict[UUID, int]:
    rows = Watched.objects.filter(received_at__gte=since).exclude(**{column: None})
    return dict(rows.values_list(column).annotate(n=Count("pk")))
