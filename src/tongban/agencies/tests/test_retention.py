"""I6: the access log is kept three years by default, never less than the law says, and then goes within a day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import DatabaseError, connection, transaction
from django.db.models import Count, Min
from django.utils import timezone

from tongban.agencies.actions import retention
from tongban.agencies.actions.retention import SWEPT, sweep_access_log, sweep_sessions
from tongban.agencies.models import AccessLog
from tongban.agencies.rules.keeping import days_kept
from tongban.kernel.ids import uuid7
from tongban.ledger.actions import connection_as
from tongban.rulebook.lookup import number

TIERS = [pytest.param(366, id="push"), pytest.param(3653, id="nightly", marks=pytest.mark.nightly)]
KEPT = timedelta(days=1096)


def entry(at: datetime, recorded: datetime | None = None, purpose: str = "document") -> None:
    AccessLog.objects.create(
        at=at, recorded_at=recorded or at, actor_kind="official", channel="web", party_id=uuid7(), fields=["name"],
        purpose=purpose, case_ref="", reason="",
    )  # fmt: skip


def nights(days: int, *, each: int = 1) -> list[str]:
    """Lets the years pass, a sweep at 3:30 of every `each`-th night; answers what went early or late."""
    last = timezone.now().replace(hour=19, minute=30, second=0, microsecond=0)
    first, purpose = last - timedelta(days=days), f"night {days}"
    moments = [first - KEPT + timedelta(days=no, hours=no % 24) for no in range(0, days, 5)]
    for moment in moments:
        entry(moment, purpose=purpose)
    faults = []
    for no in range(days + 1):
        night = first + timedelta(days=no)
        if no % each == 0:
            sweep_access_log(at=night)
        told = AccessLog.objects.filter(purpose=purpose).aggregate(left=Count("id"), oldest=Min("at"))
        kept = sum(moment >= night - KEPT for moment in moments)
        if told["left"] < kept:
            faults.append(f"early on night {no}")
        if told["oldest"] is not None and told["oldest"] < night - KEPT - timedelta(days=1):
            faults.append(f"late on night {no}")
    return faults


@pytest.mark.parametrize("days", TIERS)
def test_i6_over_ten_years_nothing_goes_early_and_nothing_is_more_than_a_day_late(db: Any, days: int) -> None:
    assert nights(days) == []
    assert not AccessLog.objects.filter(at__lt=timezone.now() - KEPT - timedelta(days=1)).exists()


@pytest.mark.parametrize("broken", ["early", "late"])
def test_i6_a_sweep_that_is_early_or_idle_turns_the_check_red(
    db: Any, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    if broken == "early":
        monkeypatch.setattr(retention, "days_kept", lambda local, least: local - 30)
    found = nights(60, each=7 if broken == "late" else 1)
    assert found, "the check must see it"
    assert all(one.startswith(broken) for one in found)


def test_i6_a_sweep_works_in_batches_and_each_tells_how_many_rows_and_up_to_when(db: Any) -> None:
    now, before = timezone.now(), AccessLog.objects.count()
    for no in range(5):
        entry(now - KEPT - timedelta(days=1 + no))
    entry(now - timedelta(days=300))
    assert sweep_access_log(at=now, most=2) == 5
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT convert_from(body, 'UTF8')::jsonb->'data'->>'rows' FROM ledger.event WHERE subject_id = %s"
            " ORDER BY seq",
            [SWEPT],
        )
        assert [int(rows) for (rows,) in cursor.fetchall()] == [2, 2, 1]
    assert AccessLog.objects.count() == before + 1
    assert sweep_access_log(at=now) == 0


def test_i6_a_locality_lengthens_and_never_shortens_what_the_law_says() -> None:
    assert number("access_log.least_days", timezone.localdate()) == 184
    assert number("access_log.keep_days", timezone.localdate()) == 1096
    assert (days_kept(2000, 184), days_kept(30, 184)) == (2000, 184)


@pytest.mark.parametrize("days", [0, 100, 183])
def test_i6_the_database_refuses_even_its_owner_what_is_younger_than_the_least_of_the_law(
    committed_db: Any, days: int
) -> None:
    entry(timezone.now() - timedelta(days=days))
    with connection_as(settings.DATABASE_OWNER) as owner, pytest.raises(psycopg.Error, match="at least 184 days"):
        owner.execute("DELETE FROM agencies_accesslog")
    with connection.cursor() as cursor:
        cursor.execute("SELECT agencies_sweep_access(%s, 10)", [datetime(2100, 1, 1, tzinfo=UTC)])
        assert cursor.fetchone() == (0,)


def test_i6_an_entry_that_names_an_old_moment_but_was_written_lately_stays(db: Any) -> None:
    entry(timezone.now() - timedelta(days=2000), timezone.now() - timedelta(days=3))
    assert sweep_access_log(at=timezone.now()) == 0


def test_i6_the_application_removes_no_entry_with_a_statement_of_its_own(db: Any) -> None:
    entry(timezone.now() - timedelta(days=2000))
    for statement in ("DELETE FROM agencies_accesslog", "UPDATE agencies_accesslog SET reason = 'x'"):
        refused = pytest.raises(DatabaseError, match="permission denied|is refused")
        with refused, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_i6_ended_sessions_are_removed_and_others_stay(db: Any) -> None:
    now = timezone.now()
    for key, hours in (("ended", -1), ("stands", 1)):
        Session.objects.create(session_key=key, session_data="", expire_date=now + timedelta(hours=hours))
    assert sweep_sessions(at=now) == 1
    assert list(Session.objects.values_list("session_key", flat=True)) == ["stands"]
