"""Events watched in one round leave what they leave one by one: the same cards, due moments, lines and marks."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import FOUNDING, Cast, on, small_county
from tests.stages import delivered, with_every_turn
from tongban.agencies.queries import body_keyed
from tongban.kernel.actor import SYSTEM
from tongban.ledger.events import Entry
from tongban.ledger.queries import events_of
from tongban.powerlist.queries import holding_at, holdings_of, version
from tongban.supervision.actions import watching
from tongban.supervision.actions.rules import set_rule
from tongban.supervision.actions.watching import watch_event, watch_events
from tongban.supervision.models import Card, Mark, Timer, Watched
from tongban.supervision.queries.world import LiveWorld

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("settled")]


@pytest.fixture
def told() -> list[Entry]:
    """Four cases side by side, in the order of time: two of them run late, one knew every turn."""
    cast: Cast = small_county()
    cases = [delivered(cast), with_every_turn(cast), cast.accepted(on(11, 2), on(11, 3)).case_id]
    cases.append(cast.accepted(on(10, 2), on(10, 12)).case_id)
    facts = [one for case in cases for one in events_of("case", case)]
    return sorted(facts, key=lambda one: (one.at, one.recorded_at, one.seq))


def left() -> dict[str, list[Any]]:
    """What supervision keeps, without what is drawn anew each time; then it is emptied."""
    kept = {
        "cards": Card.objects.values_list("rule", "subject_id", "occurrence", "since", "cites", "figures"),
        "timers": Timer.objects.values_list("rule", "subject_kind", "subject_id", "occurrence", "due_at"),
        "lines": Watched.objects.values_list(),
        "marks": Mark.objects.values_list("rule", "key", "event_id", "at", "hit"),
    }
    return {name: sorted(map(str, rows)) for name, rows in kept.items()}


def in_rounds(told: list[Entry], size: int) -> dict[str, list[Any]]:
    """What rounds of so many events leave in tables that were empty."""
    point = connection.savepoint()
    for start in range(0, len(told), size):
        watch_events(told[start : start + size])
    found = left()
    connection.savepoint_rollback(point)
    return found


def test_a_01_rounds_of_any_size_leave_the_same(told: list[Entry]) -> None:
    one_by_one = in_rounds(told, 1)
    assert all(one_by_one.values())
    for size in (2, 7, len(told)):
        assert in_rounds(told, size) == one_by_one


def test_a_round_that_judges_by_the_end_of_it_would_be_found(
    told: list[Entry], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seeded fault: what a subject did in the round is known before its events are judged."""
    one_by_one = in_rounds(told, 1)
    last = {one.subject: one.seq + 1 for one in told}
    before = watching.events_before
    monkeypatch.setattr(
        watching, "events_before", lambda heads: before([(kind, who, last[who]) for kind, who, _ in heads])
    )
    assert in_rounds(told, len(told)) != one_by_one


def test_a_round_costs_no_more_statements_for_more_cases() -> None:
    cast, counts = small_county(), []
    set_rule(code="entry.late", active=False, by=SYSTEM, at=FOUNDING)  # the stage's days lie apart from today's clock
    cases = [events_of("case", cast.accepted(on(11, 2), on(11, 3)).case_id) for _ in range(8)]
    for events in (cases[0], [one for case in cases for one in case]):
        point = connection.savepoint()
        watch_events(events)  # what lists and calendar are asked once a process
        connection.savepoint_rollback(point)
        point = connection.savepoint()
        with CaptureQueriesContext(connection) as asked:
            assert watch_events(events) == 0
        counts.append(len(asked.captured_queries))
        connection.savepoint_rollback(point)
    assert counts[1] <= counts[0] + 8  # whether a receipt begins a clock anew is asked of each


def test_an_event_that_no_rule_hears_is_known_to_the_next(told: list[Entry]) -> None:
    assert watch_event(told[0]) == 0
    assert watch_events([]) == 0


def test_the_world_of_a_round_answers_who_holds_a_power_as_the_list_does() -> None:
    cast, world = small_county(), LiveWorld()
    item = version(cast.version_id).item_id
    home, liuhe = cast.county.home, body_keyed("liuhe", on(11, 2).date()).place_id
    asked = [
        (item, place, function, at) for place in (home, liuhe) for function in ("accept", "review", "decide", "none")
        for at in (FOUNDING - timedelta(days=1), FOUNDING, on(11, 2), on(12, 31))
    ]  # fmt: skip
    found = [world.holder(*one) for one in asked]
    assert found == [held.body_id if (held := holding_at(*one)) else None for one in asked]
    assert {None, cast.county.bodies["market"]} <= set(found)
    holders = {(one.function, one.body_id) for one in holdings_of(item, on(11, 2))}
    market = cast.county.bodies["market"]
    assert world.holds_elsewhere(item, market, "decide", on(11, 2)) == (("decide", market) in holders)
    assert not world.holds_elsewhere(item, market, "none", on(11, 2))
