"""Giving a rating: once for each visit and each matter, by its person alone, freely, in time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from tongban.agencies.actions.recording import begin, stop
from tongban.agencies.queries import calendar, seal, sealing_key
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refusal, Refused, refuse
from tongban.ratings.events import RatingGiven
from tongban.ratings.models import Device, Occasion, Rating
from tongban.ratings.permissions import NOT_FOUND, may_rate
from tongban.ratings.queries.given import given_at
from tongban.ratings.rules.given import NOWHERE, Given
from tongban.ratings.rules.levels import is_bad, rating_problem
from tongban.ratings.rules.life import State
from tongban.rulebook.lookup import number, time_of_day

ONCE = Refusal(
    "rated_once",
    "这次服务已经评价过了。一次一评、一事一评，不能再评。",
    "This service was rated already. One visit, one rating; one matter, one rating.",
)


def due(key: str, at: datetime) -> datetime:
    """When the working days of a rule are over: at the end of the office day."""
    day = timezone.localdate(at)
    last = calendar().add_working_days(day, number(key, day))
    return timezone.make_aware(datetime.combine(last, time_of_day("office.day_end", last)))


def give_rating(
    *, occasion_id: UUID, level: int, reasons: Sequence[str], words: str, named: bool, channel: str, by: Actor,
    at: datetime, holds_link: bool = False, told: bool = False, given: Given = NOWHERE,
) -> UUID:  # fmt: skip
    """Rates one visit or matter; `given`: where. `holds_link`: the caller has checked number and code;
    `named`: may be contacted; `told`: the platform puts down what the person said when an order was closed.

    Refused for officials, for strangers, after the window, and the second time, also when two come at once.
    """
    try:
        with transaction.atomic():
            return _give(occasion_id, level, reasons, words, named, channel, by, at, holds_link, told, given)
    except IntegrityError as twice:
        if "rating_once" not in str(twice):
            raise
        raise Refused(ONCE) from twice


def rate_at_device(
    *, device: UUID, occasion_id: UUID, level: int, reasons: Sequence[str], by: Actor, at: datetime
) -> UUID:
    """Rates the visit that a counter device offers; the device stands for the person before it, nobody signed in."""
    found = Device.objects.filter(pk=device, closed_at=None).first()
    minutes = number("rating.device_minutes", timezone.localdate(at))
    offered = Occasion.objects.filter(
        pk=occasion_id, kind="visit", post_id=found.post_id, opened_at__gt=at - timedelta(minutes=2 * minutes)
    ).exists() if found else False  # fmt: skip
    if not offered:
        raise refuse("device_over", zh="这次服务的评价时间已过。", en="The time to rate this visit here is over.")
    return give_rating(
        occasion_id=occasion_id, level=level, reasons=reasons, words="", named=False, channel="device", by=by, at=at,
        holds_link=True, given=given_at(device, at),
    )  # fmt: skip


def _give(
    occasion_id: UUID, level: int, reasons: Sequence[str], words: str, named: bool, channel: str, by: Actor,
    at: datetime, holds_link: bool, told: bool, given: Given,
) -> UUID:  # fmt: skip
    occasion = Occasion.objects.filter(pk=occasion_id).first()
    if occasion is None:
        raise Refused(NOT_FOUND)
    stop(may_rate(by, rater=occasion.party_id, holds_link=holds_link, told=told))
    written = words.strip()
    stop(rating_problem(level, reasons, written))
    if Rating.objects.filter(occasion=occasion).exists():
        raise Refused(ONCE)
    if at > occasion.closes_at:
        raise refuse("rating_late", zh="评价的时间已过。", en="The time to rate this is over.")
    bad = is_bad(level)
    row = Rating(
        occasion=occasion, body_id=occasion.body_id, owner_post_id=occasion.post_id, channel=channel, level=level,
        reasons=sorted(set(reasons)), named=named, office=given.office, source=given.source,
        rated_at=at, state=State.OPEN if bad else State.COUNTED,
        contact_by=due("rating.contact_days", at) if bad and named else None,
        rectify_by=due("rating.rectify_days", at) if bad else None,
    )  # fmt: skip
    if written:
        row.words = seal(sealing_key(occasion.party_id), written.encode())
    event = RatingGiven(
        occasion=occasion.pk, rated=occasion.kind, stage=occasion.stage, subject=occasion.case_id,
        item=occasion.item_id, body=row.body_id, post=row.owner_post_id, channel=channel, level=level,
        reasons=list(row.reasons), named=named, office=row.office, contact_by=row.contact_by, rectify_by=row.rectify_by,
    )  # fmt: skip
    begin(row, event, by=by, at=at, place_id=occasion.place_id)
    return row.pk
