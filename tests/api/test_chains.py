"""Promise E2: chains of ten calls and more, by all roles, meet no fault, no unlawful move and nothing that is gone."""

from __future__ import annotations

import os
from datetime import date
from typing import Any, Final

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.api.chains import POSTS, TABLE, Chains, World
from tests.api.conftest import Caller, secret_of
from tests.cast import Cast
from tests.people import signed_in
from tongban.agencies.actions.accounts import open_citizen_account
from tongban.agencies.actions.parties import register_party
from tongban.cases.api import steps
from tongban.cases.rules import moves
from tongban.cases.rules.moves import MOVES, Act, Move, State
from tongban.config.interface import gate
from tongban.kernel.actor import SYSTEM
from tongban.kernel.ids import uuid7
from tongban.reminders.actions.leaving import leave_reminder
from tongban.simulation.rules.codes import citizen_code

SEED: Final = int(os.environ.get("TONGBAN_SEED", "1"))
STEPS: Final = 16
PUSH: Final = 25
NIGHT: Final = int(os.environ.get("TONGBAN_SEQUENCES", "2000"))  # up to the 100,000 of the promise
LEAST_STEPS: Final = 10


@pytest.fixture
def world(cast: Cast, settings: Any) -> World:
    settings.TOKEN_REQUESTS_A_MINUTE = 10**7
    now = timezone.now()
    stranger = register_party(
        kind="person", name="李明", id_number=citizen_code(41, date(1979, 8, 2)), phone="13900000000", by=SYSTEM, at=now
    )
    callers = {"nobody": Caller(Client(raise_request_exception=False))}
    for name, party in (("applicant", cast.applicant), ("stranger", stranger)):
        callers[name] = Caller(
            signed_in(open_citizen_account(username=name, password=None, party_id=party, by=SYSTEM, at=now))
        )
    for post in POSTS:
        callers[post] = Caller(Client(raise_request_exception=False), secret_of(cast, post))
    return World(cast, callers, citizen_code(27, date(1988, 3, 14)))


def played(world: World, sequences: int) -> None:
    machine = seed(SEED)(type("Played", (Chains,), {"world": world}))
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=sequences, stateful_step_count=STEPS, deadline=None, database=None, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
        _min_steps=LEAST_STEPS,
    )  # fmt: skip


def test_e2_the_table_of_this_test_is_the_published_one() -> None:
    """The states are written down twice, so that a slip in either is seen."""
    for act, (sources, target, _who) in TABLE.items():
        move = MOVES[Act(act)]
        assert (move.source, str(move.target or "")) == (sources, target), act


@pytest.mark.slow
def test_e2_chains_of_calls_move_cases_by_the_table_alone(world: World) -> None:
    played(world, PUSH)
    assert sum(world.done.values()) >= PUSH, world.done


@pytest.mark.nightly
def test_e2_many_chains_and_every_act_among_them(world: World) -> None:
    """Alone: `TONGBAN_SEQUENCES=100000 pytest tests/api/test_chains.py -m nightly`."""
    played(world, NIGHT)
    assert world.done.keys() == TABLE.keys(), "acts that no chain ever did"


@pytest.mark.slow
def test_e2_a_move_outside_the_table_would_be_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seeded fault: what needs no task of the flow can be done in any state, also when the case has ended."""
    for act, move in list(MOVES.items()):
        if not move.task_act:
            monkeypatch.setitem(moves.MOVES, act, Move(act, frozenset(State), move.target, "", "x"))
    with pytest.raises(AssertionError, match="was done to a case that is"):
        played(world, 100)


@pytest.mark.slow
def test_e2_a_key_with_two_effects_would_be_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seeded fault: the interface does not keep what it answered."""
    monkeypatch.setattr(gate.Gate, "_once", lambda self, request, key, now: self.get_response(request))
    with pytest.raises(AssertionError, match="a key was used twice|one key served two"):
        played(world, 100)


@pytest.mark.slow
def test_e2_a_refusal_that_leaves_something_would_be_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seeded fault: an act leaves a reminder before it looks whether it may be done."""
    before = steps.accept_case

    def hasty(**named: Any) -> Any:
        told = {"kind": "granted", "params": {"number": "QH"}, "at": named["at"], "party_id": world.cast.applicant}
        leave_reminder(key=str(uuid7()), **told)
        return before(**named)

    monkeypatch.setattr(steps, "accept_case", hasty)
    with pytest.raises(AssertionError, match="and yet something changed"):
        played(world, 100)
