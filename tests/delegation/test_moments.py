"""An act about a moment may be recorded late or take until after it: what counts is the moment, for every case.

All orders of moment, receipt, acceptance, decision and the recording of the act; without `carry_over` they go wrong.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from tests.cast import on
from tests.delegation.stage import ACTIVATED, EFFECTIVE, Stage, stage
from tests.delegation.test_handover import body_of, decided, received, reviewed
from tests.delegation.test_many_handovers import clocks
from tongban.cases.actions.accept import accept_case
from tongban.cases.actions.turns import withdraw_case
from tongban.cases.models import Case, Task
from tongban.delegation.actions.activating import activate_decision
from tongban.delegation.actions.handover import hand_over_due
from tongban.delegation.actions.returning import take_back
from tongban.delegation.models import Decision, Handover, Line
from tongban.kernel.refusals import Refused
from tongban.ledger.queries import events_of
from tongban.powerlist.actions import handing, holdings
from tongban.powerlist.actions.holdings import move_power
from tongban.powerlist.actions.openwork import Carried
from tongban.powerlist.queries import holding_at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("settled")]
MINUTE = timedelta(minutes=1)
LATE = EFFECTIVE + 5 * MINUTE
BACK = on(9, 1, 0)
BY_THE_COUNTY, BY_THE_TOWN = ("market_review", "market_decide"), ("liuhe_review", "liuhe_decide")


def brought(made: Stage, by: tuple[str, str], at: datetime, far: str) -> UUID:
    """A case received at a moment and brought as far as `received`, `accepted` or `decided` within four minutes."""
    case = received(made, at)
    if far != "received":
        accept_case(case_id=case, by=made.cast.officer(by[0], at), at=at + MINUTE)
    if far == "decided":
        reviewed(made, case, at + 2 * MINUTE)
        assert decided(made, case, by[1], at + 3 * MINUTE) == "grant"
    return case


def activate(made: Stage, decision: UUID, at: datetime) -> None:
    activate_decision(decision_id=decision, by=made.office, at=at)


def told(decision: UUID) -> dict[str, Any]:
    return next(one.data for one in events_of("delegation", decision) if one.type == "delegation.activated")


# Received before or since the moment, how far it got, recorded before the moment (slow) or after: whose it is then.
ORDERS = [
    (received_at, far, recorded, "town" if received_at >= EFFECTIVE else "market")
    for received_at in (EFFECTIVE - 6 * MINUTE, EFFECTIVE, EFFECTIVE + MINUTE)
    for far in ("received", "accepted")
    for recorded in (EFFECTIVE - MINUTE, LATE)
]


@pytest.mark.parametrize(("received_at", "far", "recorded", "whose"), ORDERS)
def test_d_12_whenever_the_activation_is_recorded_a_case_is_of_who_holds_the_power_when_it_comes(
    received_at: datetime, far: str, recorded: datetime, whose: str
) -> None:
    made = stage()
    decision = made.published()
    case = brought(made, BY_THE_COUNTY, received_at, far)
    before = clocks()
    activate(made, decision, recorded)
    holder = made.town if whose == "town" else made.cast.county.bodies["market"]
    assert (body_of(case), told(decision)["carried"], clocks()) == (holder, int(whose == "town"), before)
    row = holding_at(made.item, made.place, "decide", received_at)
    assert row is not None
    assert Case.objects.get(pk=case).holding_id == row.id
    working = set(Task.objects.filter(case_id=case, closed_at=None).values_list("body_id", flat=True))
    assert working & {made.town, made.cast.county.bodies["market"]} == {holder}


def test_what_went_along_is_decided_by_the_new_holder_and_by_no_other() -> None:
    made = stage()
    case = brought(made, BY_THE_COUNTY, EFFECTIVE, "accepted")
    decision = made.published()
    activate(made, decision, LATE)
    reviewed(made, case, LATE + MINUTE)
    assert decided(made, case, "market_decide", LATE + 2 * MINUTE) == "not_your_post"
    assert decided(made, case, "liuhe_decide", LATE + 2 * MINUTE) == "grant"
    assert Handover.objects.count() == 0
    assert hand_over_due(at=LATE) == 1


def test_after_the_former_body_decided_since_the_moment_the_county_sets_a_later_one() -> None:
    made = stage()
    decision = made.published()
    brought(made, BY_THE_COUNTY, EFFECTIVE, "decided")
    with pytest.raises(Refused) as stopped:
        activate(made, decision, LATE)
    assert "从2026年7月1日 00:00起，原单位已经对1件办件作出决定" in stopped.value.refusal.sentence("zh")
    assert Decision.objects.get(pk=decision).state == "published"


def test_what_the_province_gives_comes_down_on_its_date_and_what_was_decided_since_is_counted() -> None:
    made = stage(ready=False)
    decision = made.published(form="transferred", authority_level="province", lines=[made.wish()])
    done = brought(made, BY_THE_COUNTY, EFFECTIVE, "decided")
    open_one = received(made, EFFECTIVE + MINUTE)
    activate(made, decision, LATE)
    assert (body_of(done), body_of(open_one)) == (made.cast.county.bodies["market"], made.town)
    assert (told(decision)["carried"], told(decision)["decided_before"]) == (1, 1)


def test_what_was_withdrawn_since_the_moment_stays_and_stops_nothing() -> None:
    made = stage()
    decision = made.published()
    case = received(made, EFFECTIVE)
    withdraw_case(case_id=case, by=made.cast.citizen, at=EFFECTIVE + MINUTE)
    activate(made, decision, LATE)
    assert (body_of(case), told(decision)["carried"]) == (made.cast.county.bodies["market"], 0)


def test_what_was_decided_since_at_another_place_stops_nothing() -> None:
    made = stage()
    decision = made.published()
    at_home = made.cast.receive(EFFECTIVE).case_id
    accept_case(case_id=at_home, by=made.cast.officer("market_review", EFFECTIVE), at=EFFECTIVE + MINUTE)
    reviewed(made, at_home, EFFECTIVE + 2 * MINUTE)
    assert decided(made, at_home, "market_decide", EFFECTIVE + 3 * MINUTE) == "grant"
    activate(made, decision, LATE)
    assert (body_of(at_home), told(decision)["carried"]) == (made.cast.county.bodies["market"], 0)


def test_a_term_that_is_over_is_not_activated_any_more() -> None:
    made = stage()
    decision = made.published(lines=[made.wish(until=LATE)])
    with pytest.raises(Refused, match="delegation.term_over"):
        activate(made, decision, LATE)


@pytest.mark.parametrize("moves", [True, False])
@pytest.mark.parametrize("far", ["received", "accepted"])
def test_a_take_back_that_took_until_after_its_moment_hands_back_what_came_in_since(far: str, moves: bool) -> None:
    made = stage()
    line = made.activated()
    old, new = (brought(made, BY_THE_TOWN, at, far) for at in (BACK - 9 * MINUTE, BACK + MINUTE))
    before = clocks()
    back(made, line, moves=moves)
    assert (body_of(old), body_of(new)) == (made.town, made.cast.county.bodies["market"])
    assert hand_over_due(at=BACK) == 2
    assert body_of(old) == (made.cast.county.bodies["market"] if moves else made.town)
    assert clocks() == before


def test_a_take_back_is_refused_when_the_township_decided_since_its_moment() -> None:
    made = stage()
    line = made.activated()
    brought(made, BY_THE_TOWN, BACK, "decided")
    with pytest.raises(Refused, match="holding.settled"):
        back(made, line)
    assert Line.objects.get(pk=line).state == "trial" or Line.objects.get(pk=line).state == "live"


def back(made: Stage, line: UUID, *, moves: bool = False) -> None:
    """Asked for before the moment; what came in since was committed first."""
    take_back(line_id=line, moment=BACK, document="x", moves_cases=moves, by=made.head, at=BACK - MINUTE)


def test_a_power_moved_by_the_list_office_late_takes_along_what_came_in_since() -> None:
    made = stage()
    case, bureau = received(made, EFFECTIVE), made.cast.county.bodies["fire"]
    move_power(
        item_id=made.item, place_id=made.cast.county.home, body_id=bureau, legal_form="concentrated", basis_doc="x",
        moved_at=EFFECTIVE, by=made.office, at=LATE,
    )  # fmt: skip
    assert body_of(case) == bureau


@pytest.mark.parametrize("thing", [handing, holdings])
def test_without_the_carrying_over_the_same_orders_are_found_wrong(thing: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(thing, "carry_over", lambda *_, **__: Carried())
    goes_wrong: Callable[[], None] = {
        handing: lambda: test_d_12_whenever_the_activation_is_recorded_a_case_is_of_who_holds_the_power_when_it_comes(
            EFFECTIVE, "accepted", LATE, "town"
        ),
        holdings: test_a_power_moved_by_the_list_office_late_takes_along_what_came_in_since,
    }[thing]
    with pytest.raises(AssertionError):
        goes_wrong()


def test_from_the_moment_on_who_gives_decides_nothing_more_of_what_goes_along() -> None:
    made = stage()
    case = brought(made, BY_THE_COUNTY, EFFECTIVE - 9 * MINUTE, "accepted")
    reviewed(made, case, EFFECTIVE - 2 * MINUTE)
    made.activated(moves_cases=True, at=ACTIVATED)
    assert decided(made, case, "market_decide", EFFECTIVE) == "route_ended"  # not moved yet, and stale already
    hand_over_due(at=EFFECTIVE)
    assert decided(made, case, "liuhe_decide", EFFECTIVE + MINUTE) == "grant"
