"""A call and a grid event that may be about one thing: near in place, in days, in words. Proposed; a person decides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID, uuid5

from tongban.agencies.queries import divisions
from tongban.hotline.models import GridEvent, Order, OrderContact
from tongban.hotline.models.orders import IS_ENDED
from tongban.hotline.queries.clocks import ZONE
from tongban.hotline.rules.similar import likeness, parts_of
from tongban.rulebook.lookup import number

SHOWN: Final = 3
COMPARED: Final = 200
APART: Final = ("efficiency", "misconduct")
_HANDED: Final = UUID("2f6a6f0e-5f0e-5b1c-8a35-6a1f3a8b7c21")


@dataclass(frozen=True, slots=True)
class EventLike:
    """A grid event that may be what an order is about, and how many percent of the words are the same."""

    event: GridEvent
    share: int


@dataclass(frozen=True, slots=True)
class OrderLike:
    """An order that may be what a grid event is about, and how many percent of the words are the same."""

    order: Order
    share: int


def handed_on(event_id: UUID) -> UUID:
    """The key of the words with which an event that was joined before is handed on."""
    return uuid5(_HANDED, str(event_id))


def event_words(event: GridEvent) -> str:
    """What the worker wrote, and where it is."""
    return "\n".join(part for part in (event.text, event.spot) if part)


def _near(place_id: UUID, at: datetime) -> list[UUID] | None:
    """The places of the same township, and the county, of which it may be anywhere; None for the county itself."""
    every = divisions(at.astimezone(ZONE).date())
    town = next((one.parent_id if one.kind == "village" else one.id for one in every if one.id == place_id), None)
    county = [one.id for one in every if one.kind == "county"]
    if town is None or town in county:
        return None
    return [*county, *(one.id for one in every if town in (one.id, one.parent_id))]


def _window(moment: datetime) -> tuple[datetime, datetime]:
    days = timedelta(days=number("grid.join_days", moment.astimezone(ZONE).date()))
    return moment - days, moment + days


def events_like(text: str, place_id: UUID, at: datetime) -> list[EventLike]:
    """The open grid events of the township and of these days that say nearly the same, the likest first.

    None that is joined to an order already.
    """
    near, (since, until) = _near(place_id, at), _window(at)
    rows = GridEvent.objects.filter(closed_at=None, found_at__gte=since, found_at__lte=until)
    rows = rows.filter(place_id__in=near) if near is not None else rows
    own, least = parts_of(text), number("grid.join_share", at.astimezone(ZONE).date())
    found = [(likeness(own, parts_of(event_words(one))), one) for one in rows.order_by("-found_at")[:COMPARED]]
    joined = joined_events(one.pk for share, one in found if share >= least)
    alike = [EventLike(one, share) for share, one in found if share >= least and one.pk not in joined]
    return sorted(alike, key=lambda one: -one.share)[:SHOWN]


def orders_like(event: GridEvent) -> list[OrderLike]:
    """The open orders of the township and of these days that say nearly the same, the likest first."""
    near, (since, until) = _near(event.place_id, event.found_at), _window(event.found_at)
    rows = Order.objects.exclude(IS_ENDED).exclude(kind__in=APART).filter(taken_at__gte=since, taken_at__lte=until)
    rows = rows.filter(place_id__in=near) if near is not None else rows
    own, least = parts_of(event_words(event)), number("grid.join_share", event.found_at.astimezone(ZONE).date())
    found = [(likeness(own, parts_of(one.text)), one) for one in rows.order_by("-taken_at", "-pk")[:COMPARED]]
    alike = [OrderLike(one, share) for share, one in found if share >= least]
    return sorted(alike, key=lambda one: -one.share)[:SHOWN]


def joined_events(events: Iterable[UUID]) -> set[UUID]:
    """Of some events those whose words stand in an order."""
    return set(OrderContact.objects.filter(request__in=list(events)).values_list("request", flat=True))


def events_of_order(requests: Iterable[UUID]) -> list[GridEvent]:
    """The grid events that an order's contacts came from, the oldest first."""
    return list(GridEvent.objects.filter(pk__in=list(requests)).order_by("found_at"))
