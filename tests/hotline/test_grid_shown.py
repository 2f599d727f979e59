"""The demonstration's grid events: one closed, one with a silent body, one that is fresh."""

from __future__ import annotations

import pytest

from tests.cast import FOUNDING, on
from tongban.agencies.queries import forget_calendar, forget_directory
from tongban.hotline.models import GridCall, GridEvent
from tongban.kernel.actor import SYSTEM
from tongban.simulation.actions.bodies import build_bodies
from tongban.simulation.actions.grid import EVENTS, build_grid

BODIES = ("government", "liuhe", "urban", "ecology", "police", "fire", "emergency", "water")


@pytest.mark.django_db
def test_r_10_the_demonstration_has_an_event_in_each_state() -> None:
    forget_calendar()
    forget_directory()
    county = build_bodies(by=SYSTEM, at=FOUNDING, only=BODIES)
    assert build_grid(county, until=on(11, 20)) == len(EVENTS)
    assert GridEvent.objects.exclude(closed_at=None).count() == 1
    escalated = GridCall.objects.exclude(escalated_at=None).select_related("event", "body")
    assert [(call.event.event_kind, call.body.key) for call in escalated] == [("fire", "fire")]
    assert GridCall.objects.filter(event__event_kind="water", answered_at=None).count() == 2
