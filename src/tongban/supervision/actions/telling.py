"""Who hears of a card and when: red at once, the others together in the morning's message."""

from __future__ import annotations

from collections import defaultdict
from contextlib import suppress
from datetime import datetime, time, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tongban.agencies.queries import calendar, hands_of, post_with
from tongban.kernel.refusals import Refused
from tongban.reminders.actions.leaving import leave_reminder
from tongban.rulebook.lookup import number, time_of_day
from tongban.supervision.models import Card
from tongban.supervision.queries.world import ZONE
from tongban.supervision.rules.declare import Grade, Rule
from tongban.supervision.rules.shipped.every import BY_CODE

AT_ONCE: Final = frozenset({Grade.RED, Grade.DOUBLE_RED})
MOST: Final = 2_000


def tell_of_card(*, card: Card, rule: Rule, at: datetime) -> None:
    """Tells of a red card at once; old news are told to nobody."""
    keep = timedelta(days=number("reminders.news_days", at.astimezone(ZONE).date()))
    if rule.grade not in AT_ONCE or card.due_by is None or at < timezone.now() - keep:
        return
    for official in _addressees(card, rule, at):
        leave_reminder(
            key=f"card:{card.pk}:{official}", kind="card", official_id=official, at=at,
            params={"until": card.due_by.astimezone(ZONE).date().isoformat()},
        )  # fmt: skip


def _addressees(card: Card, rule: Rule, at: datetime) -> set[UUID]:
    """The head of the body, and the post concerned where the rule says so."""
    asked: set[UUID] = {card.post_id} if card.post_id and rule.tells == "post" else set()
    if card.body_id is not None:
        with suppress(Refused):  # a body without a head, like a service point
            asked.add(post_with(card.body_id, "lead", at.astimezone(ZONE).date()).post_id)
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
    rows = list(waiting.order_by("told_at")[:MOST])
    totals: dict[UUID, list[int]] = defaultdict(lambda: [0, 0])
    for card in rows:
        rule = BY_CODE.get(card.rule)
        if rule is not None and rule.grade not in AT_ONCE and card.told_at >= at - timedelta(days=7):
            for official in _addressees(card, rule, at):
                totals[official][rule.grade is Grade.BLUE] += 1
    for official, (yellow, blue) in totals.items():
        leave_reminder(
            key=f"cards:{day.isoformat()}:{official}:{rows[-1].pk}", kind="cards", official_id=official, at=at,
            params={"yellow": yellow, "blue": blue},
        )  # fmt: skip
    Card.objects.filter(pk__in=[card.pk for card in rows]).update(digested_at=at)
    return len(totals)
