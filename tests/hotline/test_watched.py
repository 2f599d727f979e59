"""Supervision reads the orders as they really are recorded: late ones are told of, handled ones are left alone."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from tests.cast import on
from tests.hotline.stage import TAKEN, hotline, with_orders
from tongban.hotline.actions.handling import contact_person
from tongban.hotline.actions.routing import move_order, sign_order
from tongban.ledger.models import LedgerEvent
from tongban.ledger.queries import events_of
from tongban.supervision.actions.watching import fire_due, watch_event
from tongban.supervision.models import Card, Timer

pytestmark = pytest.mark.django_db


def follow() -> None:
    """What the follower does with the events of all orders."""
    subjects = LedgerEvent.objects.filter(kind="order").values_list("subject_id", flat=True)
    for subject in dict.fromkeys(subjects):
        for entry in events_of("order", subject):
            watch_event(entry)


def raised() -> dict[str, UUID | None]:
    """The cards by rule and the body each names, without those on days that lie apart from today's clock."""
    return dict(Card.objects.exclude(rule="entry.late").values_list("rule", "body_id"))


def test_s_18_an_order_handled_in_time_gets_no_card() -> None:
    line = hotline()
    line.called(line.replied(), TAKEN + timedelta(days=1), solved=True)
    follow()
    fire_due(at=on(12, 1))
    assert raised() == {}
    assert Timer.objects.count() == 0


def test_c_06_an_order_that_nobody_signs_for_is_told_at_its_moments_once() -> None:
    line = hotline()
    line.dispatched()
    follow()
    follow()
    assert fire_due(at=TAKEN + timedelta(hours=23)) == 0
    assert fire_due(at=TAKEN + timedelta(hours=25)) == 1
    assert fire_due(at=on(11, 30)) == 1
    assert fire_due(at=on(11, 30)) == 0
    assert raised() == {"order.sign": line.body("urban"), "order.reply": line.body("urban")}


def test_c_06_an_order_given_to_another_body_is_that_bodys_under_the_first_clock() -> None:
    line = hotline()
    order, _ = line.handled(to="market")
    at = TAKEN + timedelta(days=1)
    node = move_order(order_id=order, body_id=line.body("urban"), by=line.who("hotline_dispatch"), at=at)
    sign_order(node_id=node, by=line.who("urban_review"), at=at)
    contact_person(node_id=node, how="phone", by=line.who("urban_review"), at=at)
    follow()
    fire_due(at=on(11, 30))
    assert raised() == {"order.reply": line.body("urban")}


def test_c_06_returns_rulings_extensions_and_supervision_in_time_accuse_nobody() -> None:
    line = hotline()
    with_orders(line.cast)
    follow()
    fire_due(at=TAKEN + timedelta(hours=1))
    assert raised() == {}
