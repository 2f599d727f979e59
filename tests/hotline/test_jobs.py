"""What time alone does to orders: closed when nobody objected, an alarm when nobody did the next step; each once."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
import time_machine
from procrastinate.contrib.django import app

from tests.cast import on
from tests.hotline.stage import TAKEN, Line, hotline, state
from tongban.hotline.actions import alarms
from tongban.hotline.actions.alarms import raise_alarms
from tongban.hotline.actions.handling import contact_person, reply_order
from tongban.hotline.actions.routing import dispatch_order, sign_order
from tongban.hotline.jobs.orders import orders_round
from tongban.hotline.models import Order
from tongban.hotline.queries.orders import Asked, order_page
from tongban.kernel.actor import ANONYMOUS
from tongban.ledger.queries import events_of

pytestmark = pytest.mark.django_db


def told(order: UUID, name: str) -> int:
    return sum(entry.type == name for entry in events_of("order", order))


def silent(line: Line) -> UUID:
    """Asked without a name, answered, not drawn for a callback."""
    order = line.take(by=ANONYMOUS, name="", phone="", named=False, channel="web", kind="consult").order_id
    node = dispatch_order(order_id=order, body_id=line.body("urban"), by=line.who("hotline_1"), at=TAKEN)
    urban = line.who("urban_review")
    sign_order(node_id=node, by=urban, at=TAKEN)
    contact_person(node_id=node, how="none_left", by=urban, at=TAKEN)
    reply_order(node_id=node, result="explained", words="已公开答复", by=urban, at=TAKEN)
    return order


def test_the_round_closes_what_nobody_objected_to_and_tells_what_is_late_exactly_once() -> None:
    line = hotline()
    quiet, waiting = silent(line), line.take().order_id
    for _ in range(2):
        with time_machine.travel(on(11, 20), tick=False):
            orders_round(timestamp=0)
    assert (state(quiet), Order.objects.get(pk=quiet).ending) == ("closed", "no_objection")
    assert (told(quiet, "order.closed"), told(quiet, "order.alarmed")) == (1, 0)
    assert (state(waiting), told(waiting, "order.closed"), told(waiting, "order.alarmed")) == ("taken", 0, 1)


def test_c_05_a_step_over_its_time_is_an_alarm_once_for_each_limit() -> None:
    line = hotline()
    order = line.take().order_id
    due = Order.objects.get(pk=order).step_due
    assert due is not None
    assert raise_alarms(at=due) == 0
    late = due + timedelta(minutes=1)
    assert (raise_alarms(at=late), raise_alarms(at=late), raise_alarms(at=late + timedelta(days=9))) == (1, 0, 0)
    dispatch_order(order_id=order, body_id=line.body("urban"), by=line.who("hotline_1", late), at=late)
    assert raise_alarms(at=late) == 0
    unsigned = Order.objects.get(pk=order).step_due
    assert unsigned is not None
    assert raise_alarms(at=unsigned + timedelta(minutes=1)) == 1
    entry = [one for one in events_of("order", order) if one.type == "order.alarmed"][-1]
    assert (entry.data["state"], entry.data["body"]) == ("dispatched", str(line.body("urban")))


def test_alarms_stand_first_in_the_dispatchers_list() -> None:
    line = hotline()
    late = line.take(phone="13900000021").order_id
    fresh, _ = line.dispatched(on(11, 19), phone="13900000022", text="路灯不亮，晚上看不见路")
    now = on(11, 19)
    raise_alarms(at=now)
    assert [row.pk for row in order_page(Asked(), now=now, size=10).rows] == [late, fresh]
    assert [row.pk for row in order_page(Asked(view="alarm"), now=now, size=10).rows] == [late]


def test_an_alarm_that_forgets_what_it_told_would_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = alarms.move
    monkeypatch.setattr(alarms, "move", lambda order, event, *, alarmed, **given: plain(order, event, **given))
    order = hotline().take().order_id
    for _ in range(2):
        raise_alarms(at=on(11, 20))
    assert told(order, "order.alarmed") == 2


def test_the_worker_finds_every_round_of_the_line() -> None:
    assert {"hotline.grid", "hotline.orders"} <= set(app.tasks)
