"""Where a rating comes from, by the networks that this installation knows as its offices' own."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from tongban.agencies.rules.networks import in_office
from tongban.ratings.rules.given import Given, source_of


def given_from(address: str, agent: str, at: datetime) -> Given:
    """On the web: by the address and the kind of browser."""
    networks: list[str] = settings.OFFICE_NETWORKS
    return Given(in_office(address, networks), _mark(f"web\0{address}\0{agent}", at) if address else None)


def given_at(device: UUID, at: datetime) -> Given:
    """At a counter device, which is the office's own by its nature; its channel says so."""
    return Given(office=False, source=_mark(f"device\0{device}", at))


def _mark(device: str, at: datetime) -> bytes:
    return source_of(device, timezone.localdate(at), settings.SECRET_KEY.encode())
