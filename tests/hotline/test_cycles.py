"""K7: complaints never vanish. Random lives end lawfully or as an open alarm; planted faults are found."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.cast import on
from tests.hotline.cycles import facts_of, lived, world
from tests.hotline.stage import hotline
from tongban.hotline.actions import closing, placing
from tongban.hotline.models import Order
from tongban.hotline.queries.orders import Asked, order_page
from tongban.hotline.rules.soundness import OrderFacts, alarms, faults

pytestmark = pytest.mark.django_db


def check(cycles: int, seed: str) -> dict[str, int]:
    here = lived(world(seed), cycles)
    facts = facts_of()
    assert faults(facts, here.now) == []
    later = here.now + timedelta(days=400)
    open_now = {one.row["number"] for one in facts.values() if one.row["closed_at"] is None}
    assert set(alarms(facts, later)) == open_now
    told = {row.number for row in order_page(Asked(view="alarm"), now=later, size=20_000).rows}
    assert told == {one.row["number"] for one in facts.values()
                    if one.row["closed_at"] is None and one.row["kind"] != "misconduct"}  # fmt: skip
    assert len(facts) >= cycles * 0.8
    states = [str(one.row["state"]) for one in facts.values()]
    return {state: states.count(state) for state in set(states)} | {"killed": here.killed, "refused": here.refused}


@pytest.mark.slow
def test_c_05_random_lives_end_lawfully_or_as_an_open_alarm():
    found = check(40, "push")
    assert found["killed"]
    assert found["refused"]
    assert found["closed"]
    assert found["merged"]


@pytest.mark.nightly
def test_c_05_ten_thousand_random_lives():
    found = check(10_000, "nightly")
    assert found["closed"]
    assert found["killed"]


def changed(facts: OrderFacts, **row: object) -> OrderFacts:
    return replace(facts, row={**facts.row, **row})


def test_c_05_each_planted_fault_is_found():
    line = hotline()
    closed = line.replied()
    line.called(closed, Order.objects.get(pk=closed).taken_at + timedelta(days=1), solved=True)
    open_now, _ = line.dispatched(phone="13900000055")
    facts = facts_of()
    done, going = facts[str(closed)], facts[str(open_now)]
    assert faults(facts, done.row["taken_at"]) == []
    without = [entry for entry in done.events if entry[0] != "order.replied"]
    said_no = [(name, data | {"solved": False} if name == "order.called_back" else data) for name, data in done.events]
    for broken in (
        replace(done, events=without),
        replace(done, events=said_no),
        replace(done, leads_open=1),
        changed(done, ending="no_reason"),
        changed(done, due_at=done.row["due_at"] + timedelta(days=1)),
        replace(going, contacts=0),
        replace(going, leads_open=0),
        changed(going, body_id=None),
        changed(going, step_due=None),
        changed(going, state="merged", merged_into_id=None),
    ):
        assert faults({str(broken.row["id"]): broken}, done.row["taken_at"]) != []


def test_c_05_acts_with_a_seeded_bug_turn_the_check_red(monkeypatch):
    def ends_anyway(order, by, at, **changes):
        closing._close(order, "called_back", True, None, by, at)

    monkeypatch.setattr(closing, "_again", ends_anyway)
    line = hotline()
    line.called(line.replied(), on(11, 3), solved=False)
    assert [fault.partition(": ")[2] for fault in faults(facts_of(), on(12, 1))] == [
        "closed as solved and the person said no"
    ]


def test_a_second_dispatch_that_moved_the_limit_would_be_found(monkeypatch):
    plain = placing.move

    def moved(order, event, **given):
        return plain(order, event, **given, due_at=order.due_at + timedelta(days=5))

    monkeypatch.setattr(placing, "move", moved)
    hotline().dispatched()
    assert [fault.partition(": ")[2] for fault in faults(facts_of(), on(12, 1))] == ["its limit was moved"]


def test_c_05_the_database_itself_refuses_closing_without_a_reply(monkeypatch):
    line = hotline()
    order, _ = line.dispatched()
    row = Order.objects.get(pk=order)
    with pytest.raises(IntegrityError), transaction.atomic():
        closing._close(row, "called_back", True, None, line.who("hotline_callback"), row.taken_at)
