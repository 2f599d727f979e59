"""Activations, take-backs, receipts and decisions at one moment: real commits, one barrier, nothing held twice or lost.

Receipts come at the very moments of the acts that are still being recorded. Push runs twenty starts, nightly a
thousand; with a lock or the carrying over left out the same scenario is found with anomalies.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest

from tests.cast import on
from tests.delegation.stage import Stage, stage
from tests.delegation.test_handover import decided, received, reviewed
from tests.races.start import track
from tongban.cases.actions.accept import accept_case
from tongban.cases.actions.statement import StepStatement
from tongban.cases.models import Case
from tongban.delegation.actions.activating import activate_decision
from tongban.delegation.actions.handover import hand_over_due
from tongban.delegation.actions.returning import take_back
from tongban.delegation.models import Line
from tongban.powerlist.actions import handing
from tongban.powerlist.actions.openwork import Carried

STARTS = [pytest.param(20, id="push"), pytest.param(1000, id="nightly", marks=pytest.mark.nightly)]
FAULTS = """
SELECT 'two rows', a.id FROM powerlist_powerholding a JOIN powerlist_powerholding b ON a.item_id = b.item_id
  AND a.place_id = b.place_id AND a.function = b.function AND a.valid && b.valid AND a.id < b.id
UNION ALL SELECT 'routed by a row that was not in force', c.id FROM cases_case c
  JOIN powerlist_powerholding h ON h.id = c.holding_id
  WHERE NOT h.valid @> c.received_at AND NOT EXISTS (SELECT 1 FROM ledger.event e WHERE e.subject_id = c.id
    AND e.type = 'case.moved')
UNION ALL SELECT 'routed above who held it there', c.id FROM cases_case c
  JOIN powerlist_powerholding h ON h.id = c.holding_id AND h.place_id <> c.place_id
  WHERE EXISTS (SELECT 1 FROM powerlist_powerholding o WHERE o.item_id = c.item_id AND o.place_id = c.place_id
    AND o.function = 'decide' AND o.valid @> c.received_at) AND NOT EXISTS (SELECT 1 FROM ledger.event e
    WHERE e.subject_id = c.id AND e.type = 'case.moved')
UNION ALL SELECT 'decided under a row that was closed', c.id FROM cases_case c
  JOIN powerlist_powerholding h ON h.id = c.holding_id
  WHERE c.decided_at IS NOT NULL AND h.closes AND upper(h.valid) <= c.decided_at
UNION ALL SELECT 'two lines in force', a.id FROM delegation_line a JOIN delegation_line b ON a.item_id = b.item_id
  AND a.place_id = b.place_id AND a.id < b.id AND a.state = 'live' AND b.state = 'live'
  AND tstzrange(a.starts_at, coalesce(a.ends_at, a.until)) && tstzrange(b.starts_at, coalesce(b.ends_at, b.until))
UNION ALL SELECT 'nobody', i.id FROM powerlist_item i WHERE NOT EXISTS (SELECT 1 FROM powerlist_powerholding h
  WHERE h.item_id = i.id AND upper_inf(h.valid))
"""


UNIT = timedelta(minutes=20)
BEGIN = on(2, 2)
LAW = {"authority_published_on": date(2026, 1, 10)}


def one_start(made: Stage, number: int) -> list[Callable[[], object]]:
    """A power in force with a case to decide; two take it back, two decide, two give it anew, and two receive: one
    when it has just gone back, one when it has just come down again."""
    now = BEGIN + 12 * UNIT * number
    moment, at = now + 7 * UNIT, now + 6 * UNIT
    again = made.published(
        drafted=now, published=now, number=f"B{number}", lines=[made.wish(until=moment + 2 * UNIT)],
        effective_at=moment + UNIT, **LAW,
    )  # fmt: skip
    line = _given(made, f"A{number}", now)
    case = received(made, now + 3 * UNIT)
    accept_case(case_id=case, by=made.cast.officer("liuhe_review", now), at=now + 4 * UNIT)
    reviewed(made, case, now + 5 * UNIT)
    back: dict[str, Any] = {"line_id": line, "moment": moment, "document": f"C{number}", "moves_cases": True}
    return [
        lambda: take_back(by=made.head, at=at, **back),
        lambda: take_back(by=made.head, at=at, **back),
        lambda: decided(made, case, "liuhe_decide", at),
        lambda: decided(made, case, "liuhe_decide", at),
        lambda: received(made, moment),
        lambda: received(made, moment + UNIT),
        lambda: activate_decision(decision_id=again, by=made.office, at=at),
        lambda: activate_decision(decision_id=again, by=made.office, at=at),
    ]


def _given(made: Stage, number: str, now: datetime) -> UUID:
    """The power in force at the town soon, for eleven units at most."""
    decision = made.published(
        drafted=now, published=now, number=number, effective_at=now + 2 * UNIT,
        lines=[made.wish(until=now + 11 * UNIT)], **LAW,
    )  # fmt: skip
    activate_decision(decision_id=decision, by=made.office, at=now + UNIT)
    found: UUID = Line.objects.get(decision_id=decision).pk
    return found


@pytest.mark.parametrize("starts", STARTS)
def test_activations_take_backs_and_decisions_at_once_leave_no_anomaly(
    committed_db: str, new_connection: Callable[[], psycopg.Connection[Any]], starts: int
) -> None:
    assert anomalies(stage(), starts, new_connection()) == []
    assert Case.objects.count() >= starts


def anomalies(made: Stage, starts: int, look: psycopg.Connection[Any], *, first: bool = False) -> list[str]:
    """Runs so many starts and tells what went wrong; `first`: looks after each start and stops at the first."""
    found = list[str]()
    with track() as line:
        for number in range(starts):
            results = line.run(one_start(made, number))
            won = sum(one.end == "done" for one in results[:2])
            found += [one.error for one in results if one.end == "broken"]
            found += [] if won == 1 else [f"{won} took it back"]
            hand_over_due(at=BEGIN + UNIT * (12 * number + 10))
            if first and (found or look.execute(FAULTS).fetchone()):
                break
    return found + [what for what, _ in look.execute(FAULTS).fetchall()]


def without_the_lock_of_receipts(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(StepStatement, "lock", lambda *_, **__: None)


def without_carrying_over(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(handing, "carry_over", lambda *_, **__: Carried())


@pytest.mark.parametrize("naive", [without_the_lock_of_receipts, without_carrying_over])
def test_the_same_races_without_a_lock_or_the_carrying_over_are_found(
    committed_db: str, new_connection: Callable[[], psycopg.Connection[Any]], monkeypatch: pytest.MonkeyPatch,
    naive: Callable[[pytest.MonkeyPatch], None],
) -> None:  # fmt: skip
    naive(monkeypatch)
    assert anomalies(stage(), 200, new_connection(), first=True) != []


def test_the_search_for_anomalies_finds_two_lines_in_force(committed_db: str, owner_connection: Any) -> None:
    made = stage()
    _given(made, "A", BEGIN)
    broken = FAULTS.replace("a.id < b.id AND a.state", "a.id <= b.id AND a.state")
    assert owner_connection.execute(FAULTS).fetchall() == []
    assert owner_connection.execute(broken).fetchall() != []
