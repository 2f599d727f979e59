"""The demonstration's orders: every state of the line is there, and all of them are sound."""

from __future__ import annotations

from random import Random

import pytest

from tests.cast import on
from tests.hotline.cycle_facts import facts_of
from tongban.hotline.models import Order
from tongban.hotline.rules.soundness import faults
from tongban.kernel.actor import SYSTEM
from tongban.simulation.actions.bodies import build_bodies
from tongban.simulation.actions.hotline import ORDERS, build_hotline
from tongban.simulation.actions.people import build_people


@pytest.mark.nightly
@pytest.mark.django_db
def test_the_story_of_the_line_has_orders_in_every_state_and_all_are_sound():
    county, random = build_bodies(by=SYSTEM, at=on(9, 1)), Random("line")
    people = build_people(1, random=random, by=SYSTEM, at=on(9, 1))
    assert build_hotline(county, people, random=random, until=on(11, 20)) == ORDERS
    states = set(Order.objects.values_list("state", flat=True))
    assert states >= {"taken", "dispatched", "signed", "handling", "returned", "callback", "closed"}
    assert faults(facts_of(), on(11, 20)) == []
