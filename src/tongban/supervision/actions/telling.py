"""Who hears of a card and of each judgement on it, and when: red at once, the others together in the morning."""

from __future__ import annotations

from collections import defaultdict
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tongban.agencies.queries import calendar, hands_of, post_with
from tongban.kernel.refusals import Refused
from tongban.reminders.actions.leaving import leave_reminder
from tongban.rulebook.lookup import number, time_of_day
from tongban.supervision.models import Card, Recommendation
from tongban.supervision.queries.world import ZONE
from tongban.supervision.rules.cards import State
from tongban.supervision.rules.declare import Grade, Rule
from tongban.supervision.rules.shipped.every import BY_CODE

AT_ONCE: Final = frozenset({Grade.RED, Grade.DOUBLE_RED})
JUDGED: Final = {State.UPHELD: "card_upheld", State.STANDS: "card_stands", State.LIFTED: "card_lifted"}
MOST: Final = 2_000
WEEK: Final = timedelta(days=7)


def tell_of_card(*, card: Card, rule: Rule, at: datetime) -> None:
    """Tells of a red card at once; old news are told to nobody."""
    if rule.grade not in AT_ONCE or card.due_by is None or _old(at):
        return
    for official in _addressees(card, rule, at):
        leave_reminder(
            key=f"card:{card.pk}:{official}", kind="card", official_id=official, at=at,
            params={"until": card.due_by.astimezone(ZONE).date().isoformat()},
        )  # fmt: skip


def tell_of_judgement(*, card: Card, at: datetime) -> None:
    """Tells those who heard of a card what was judged, and until when they may do what is next."""
    rule, kind = BY_CODE.get(card.rule), JUDGED.get(State(card.state))
    if rule is None or kind is None or _old(at):
        return
    until = {"until": card.due_by.astimezone(ZONE).date().isoformat()} if card.due_by is not None else {}
    for official in _addressees(card, rule, at):
        leave_reminder(key=f"{kind}:{card.pk}:{official}", kind=kind, official_id=official, at=at, params=until)


def tell_of_recommendation(*, row: Recommendation, at: datetime) -> None:
    """Tells the head of the body that an answer is asked for, and until when."""
    if _old(at):
        return
    for official in _heads(row.body_id, set(), at):
        leave_reminder(
            key=f"recommendation:{row.pk}:{official}", kind="recommendation", official_id=official, at=at,
            params={"until": row.answer_by.astimezone(ZONE).date().isoformat()},
        )  # fmt: skip


def _old(at: datetime) -> bool:
    """Whether something happened too long ago to be news, as when a ledger is read again."""
    return at < timezone.now() - timedelta(days=number("reminders.news_days", at.astimezone(ZONE).date()))


def _addressees(card: Card, rule: Rule, at: datetime) -> set[UUID]:
    """The head of the body, and the post concerned where the rule says so."""
    return _heads(card.body_id, {card.post_id} if card.post_id and rule.tells == "post" else set(), at)


def _heads(body: UUID | None, asked: set[UUID], at: datetime) -> set[UUID]:
    if body is not None:
        with suppress(Refused):  # a body without a head, like a service point
            asked.add(post_with(body, "lead", at.astimezone(ZONE).date()).post_id)
    return {hand.official_id for hand in hands_of(asked, at).values() if hand.official_id is not None}


@transaction.atomic
def leave_card_digests(*, at: datetime) -> int:
    """One message in the morning of a working day to each official whom new yellow and blue cards concern.

    Between `reminders.digest_time` and noon, each card once; answers how many officials.
    """
    day, clock = at.astimezone(ZONE).date(), at.astimezone(ZONE).time()
    if not calendar().is_working(day) or not time_of_day("reminders.digest_time", day) <= clock < time(12):
        return 0
    waiting = Card.objects.select_for_update(skip_locked=True).filter(digested_at=None, told_at__lt=at)
    rows, since = list(waiting.order_by("told_at")[:MOST]), _news_from(day)
    totals: dict[UUID, list[int]] = defaultdict(lambda: [0, 0])
    for card in rows:
        rule = BY_CODE.get(card.rule)
        if rule is not None and rule.grade not in AT_ONCE and card.told_at >= since:
            for official in _addressees(card, rule, at):
                totals[official][rule.grade is Grade.BLUE] += 1
    for official, (yellow, blue) in totals.items():
        leave_reminder(
            key=f"cards:{day.isoformat()}:{official}:{rows[-1].pk}", kind="cards", official_id=official, at=at,
            params={"yellow": yellow, "blue": blue},
        )  # fmt: skip
    Card.objects.filter(pk__in=[card.pk for card in rows]).update(digested_at=at)
    return len(totals)


def _news_from(day: date) -> datetime:
    """From when on a card is news in the morning's message: a week, or the working day before a longer holiday."""
    before = day - timedelta(days=1)
    while not calendar().is_working(before):
        before -= timedelta(days=1)
    return datetime.combine(min(before, day - WEEK), time(), ZONE)
