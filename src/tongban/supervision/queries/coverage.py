"""What is watched and what is not yet: windows, bodies by level, kinds of systems (A-02)."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import connection
from django.db.models import Count

from tongban.agencies.queries import bodies, posts, windows
from tongban.agencies.queries.staffing import WindowRef
from tongban.supervision.models import Watched

DAYS: Final = 30
# Systems that the rules are meant to watch: the kinds of subjects by which the ledger shows that one has arrived, and
# the business of an outside system that brings such cases in through the exchange. One engine judges either.
SYSTEMS: Final[tuple[tuple[str, str, str, tuple[str, ...], str], ...]] = (
    ("cases", "一窗受理和审批", "one window and approval", ("case",), ""),
    ("bundles", "一件事", "life-event bundles", ("bundle",), ""),
    ("certificates", "电子证照", "certificates", ("certificate",), ""),
    ("queue", "排队叫号", "the queue of the hall", ("ticket",), ""),
    ("elsewhere", "上级和垂直业务系统的办件", "cases of vertical systems", (), "approval"),
    ("reports", "向上级平台报送", "reports to the platform above", ("record",), ""),
    ("list", "权责清单", "the power list", ("item", "holding", "conferral"), ""),
    ("hotline", "12345 热线工单", "orders of the 12345 hotline", ("order",), ""),
    ("inspection", "双随机检查", "random inspections", ("inspection", "draw"), "inspection"),
    ("enforcement", "行政执法案件", "enforcement cases", ("enforcement_case",), "enforcement"),
    ("trading", "招标投标和政府采购", "tenders and procurement", ("tender",), "trading"),
    ("funds", "专项资金支付", "payments of special funds", ("fund_payment",), "funds"),
)


@dataclass(frozen=True, slots=True)
class System:
    """One kind of system: how many of its subjects the ledger knows, how many outside systems bring its cases in."""

    key: str
    zh: str
    en: str
    subjects: int
    connected: int = 0

    @property
    def watched(self) -> bool:
        """Whether anything of it reaches the ledger."""
        return self.subjects + self.connected > 0


@dataclass(frozen=True, slots=True)
class Covered:
    """A window, body or place and how many cases of it were seen in the span."""

    key: UUID
    name: str
    level: str
    seen: int


@dataclass(frozen=True, slots=True)
class Level:
    """One of the levels at which supervision arrives step by step: how many of all were seen at work in the span."""

    key: str
    seen: int
    all: int

    @property
    def missing(self) -> int:
        """How many are not watched yet, or were silent."""
        return self.all - self.seen


@dataclass(frozen=True, slots=True)
class Coverage:
    """The whole answer; `days` is the span. Bodies: those with a window, other bodies of the county, townships."""

    systems: tuple[System, ...]
    windows: tuple[Covered, ...]
    outside: tuple[Covered, ...]
    bodies: tuple[Covered, ...]
    towns: tuple[Covered, ...]
    days: int = DAYS

    @property
    def levels(self) -> tuple[Level, ...]:
        """Windows in the centre, bodies without one, townships, systems: the order in which they are connected."""
        named = (("windows", self.windows), ("outside", self.outside), ("towns", self.towns))
        steps = [Level(key, sum(one.seen > 0 for one in rows), len(rows)) for key, rows in named]
        return (*steps, Level("systems", sum(one.watched for one in self.systems), len(self.systems)))


def coverage(now: datetime) -> Coverage:
    """What was seen in the last days, by system, window, body and township."""
    since = now - timedelta(days=DAYS)
    seated = {one.body_id for one in posts([one.post_id for one in _open_windows(now)]).values()}
    known, seen = bodies(), _seen("body_id", since)
    rows = [(one.id in seated, Covered(one.id, one.name, one.kind, seen.get(one.id, 0))) for one in known]
    return Coverage(
        systems(), _windows(now, since),
        outside=tuple(row for inside, row in rows if not inside and row.level == "department"),
        bodies=tuple(row for inside, row in rows if inside or row.level not in ("department", "township")),
        towns=tuple(row for _inside, row in rows if row.level == "township"),
    )  # fmt: skip


# In one statement: what the ledger knows of each kind of subject, and what each outside system said of itself. Such a
# system is a subject with few events: what its cases are, whether it brings any, whether it stands.
_ASKED: Final = """
SELECT k.kind AS kind, coalesce({known}, 0) AS known, NULL::uuid AS subject, '' AS type, NULL::jsonb AS data
  FROM unnest(%s::text[]) AS k(kind)
UNION ALL
SELECT '', 0, subject_id, type, data FROM (
  SELECT DISTINCT ON (subject_id, type) subject_id, type, convert_from(body, 'UTF8')::jsonb -> 'data' AS data
    FROM ledger.event WHERE kind = 'system' AND type IN ('system.connected', 'system.turned')
   ORDER BY subject_id, type, seq DESC) AS told
ORDER BY type
"""
COUNTED: Final = _ASKED.format(known="(SELECT count(*) FROM ledger.ledger_head AS h WHERE h.kind = k.kind)")
FOUND: Final = _ASKED.format(known="(SELECT 1 FROM ledger.ledger_head AS h WHERE h.kind = k.kind LIMIT 1)")


def systems(asked: str = COUNTED) -> tuple[System, ...]:
    """The kinds of systems, with what the ledger knows of each; `FOUND` only tells one from none, at any size."""
    known: dict[str, int] = {}
    told: dict[UUID, dict[str, Any]] = {}
    with connection.cursor() as cursor:
        cursor.execute(asked, [[kind for *_, kinds, _ in SYSTEMS for kind in kinds]])
        for kind, number, subject, _type, data in cursor.fetchall():
            if subject is None:
                known[kind] = number
            else:
                told.setdefault(subject, {}).update(json.loads(data) if isinstance(data, str) else data)
    brought = Counter(
        str(one.get("business", "approval")) for one in told.values()
        if one.get("takes") and one.get("state", "active") == "active"
    )  # fmt: skip
    return tuple(
        System(key, zh, en, sum(known.get(kind, 0) for kind in kinds), brought[business])
        for key, zh, en, kinds, business in SYSTEMS
    )


def _open_windows(now: datetime) -> list[WindowRef]:
    return [one for one in windows(now) if one.closed_at is None]


def _windows(now: datetime, since: datetime) -> tuple[Covered, ...]:
    seen = _seen("window_post_id", since)
    return tuple(
        Covered(one.window_id, f"{one.number} · {one.name}", "window", seen.get(one.post_id, 0))
        for one in _open_windows(now)
    )  # fmt: skip


def _seen(column: str, since: datetime) -> dict[UUID, int]:
    rows = Watched.objects.filter(received_at__gte=since).exclude(**{column: None})
    return dict(rows.values_list(column).annotate(n=Count("pk")))
