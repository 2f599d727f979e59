"""What cases have to tell: applicants of news and of papers due, officials each morning of what is due.

Nothing is sent from here: rows go into the outbox, in the running transaction, under keys that make them once.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction

from tongban.agencies.queries import calendar, hands_of
from tongban.cases.queries.limits import ZONE, day_end
from tongban.cases.queries.reminding import case_told, due_by_post, unsupplied
from tongban.cases.queries.withholding import kept_of_case
from tongban.reminders.actions.leaving import leave_reminder
from tongban.reminders.queries import left_since
from tongban.rulebook.lookup import number, time_of_day


def tell_noticed(*, case_id: UUID, no: int, points: int, at: datetime) -> None:
    """Tells the applicant that papers are asked for, how many points and until when."""
    told = case_told(case_id)
    if told is None:
        return
    day = at.astimezone(ZONE).date()
    until = day + timedelta(days=number("correction.supply_days", day))
    leave_reminder(
        key=f"notice:{case_id}:{no}", kind="notice", party_id=told.applicant_id, case_id=case_id, at=at,
        params={"number": told.number, "points": points, "until": until.isoformat()},
    )  # fmt: skip


def tell_outcome(*, case_id: UUID, kind: str, at: datetime) -> None:
    """Tells the applicant how it ended: granted, refused or not accepted."""
    told = case_told(case_id)
    if told is not None:
        leave_reminder(
            key=f"{kind}:{case_id}", kind=kind, party_id=told.applicant_id, case_id=case_id, at=at,
            params={"number": told.number},
        )  # fmt: skip


def tell_kept_back(*, case_id: UUID, at: datetime) -> None:
    """不予公开: tells an applicant once that the granted licence stays out of the register, and on which ground."""
    kept = kept_of_case(case_id, at.astimezone(ZONE).date())
    told = case_told(case_id) if kept is not None else None
    if kept is not None and told is not None:
        leave_reminder(
            key=f"kept_back:{kept.id}", kind="kept_back", party_id=told.applicant_id, case_id=case_id, at=at,
            params={"number": told.number, "ground": kept.ground},
        )  # fmt: skip


def tell_published_again(*, case_id: UUID, withholding_id: UUID, at: datetime) -> None:
    """Tells the applicant that a licence that was kept back stands in the register again."""
    told = case_told(case_id)
    if told is not None:
        leave_reminder(
            key=f"published_again:{withholding_id}", kind="published_again", party_id=told.applicant_id,
            case_id=case_id, at=at, params={"number": told.number},
        )  # fmt: skip


def tell_promise_broken(*, case_id: UUID, at: datetime) -> None:
    """服务承诺 (S-17): tells the applicant once that the promised time is over, with an apology and the law's limit."""
    told = case_told(case_id)
    if told is not None and told.due_at is not None:
        leave_reminder(
            key=f"promise_broken:{case_id}", kind="promise_broken", party_id=told.applicant_id, case_id=case_id, at=at,
            params={"number": told.number, "until": told.due_at.astimezone(ZONE).date().isoformat()},
        )  # fmt: skip


@transaction.atomic
def remind_of_supplies(*, at: datetime) -> int:
    """Reminds once each applicant whose papers are due within `reminders.supply_days`; answers how many are told."""
    day = at.astimezone(ZONE).date()
    keep, before = number("correction.supply_days", day), number("reminders.supply_days", day)
    oldest, newest = _midnight(day - timedelta(days=keep)), _midnight(day - timedelta(days=keep - before - 1))
    found = unsupplied(oldest, newest)
    for one in found:
        until = one.told_at.astimezone(ZONE).date() + timedelta(days=keep)
        leave_reminder(
            key=f"supply:{one.case_id}:{one.no}", kind="supplement_due", party_id=one.applicant_id, at=at,
            case_id=one.case_id, params={"number": one.number, "until": until.isoformat()},
        )  # fmt: skip
    return len(found)


@transaction.atomic
def leave_digests(*, at: datetime) -> int:
    """Leaves each official one message with what is due today or over its limit; answers how many officials.

    Only on working days, from `reminders.digest_time` until the office closes, once a day: all of a day or none.
    Whoever covers for somebody away is told of the covered post's cases too.
    """
    day, clock = at.astimezone(ZONE).date(), at.astimezone(ZONE).time()
    if not calendar().is_working(day) or not time_of_day("reminders.digest_time", day) <= clock < day_end(at):
        return 0
    if left_since("digest", _midnight(day)):
        return 0
    totals = _totals(at, day)
    for official, (over, today) in totals.items():
        leave_reminder(
            key=f"digest:{day.isoformat()}:{official}", kind="digest", official_id=official, at=at,
            params={"overdue": over, "today": today},
        )  # fmt: skip
    return len(totals)


def _totals(at: datetime, day: date) -> dict[UUID, tuple[int, int]]:
    """(over the limit, due today) of each official who acts in a post that has any, over all their posts."""
    by_post = due_by_post(at, _midnight(day + timedelta(days=1)))
    hands = hands_of(by_post, at)
    totals: dict[UUID, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for post, (over, today) in by_post.items():
        hand = hands.get(post)
        if hand is not None and hand.official_id is not None:
            so_far = totals[hand.official_id]
            totals[hand.official_id] = (so_far[0] + over, so_far[1] + today)
    return dict(totals)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), ZONE)
