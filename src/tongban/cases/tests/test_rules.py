"""Which act is possible in which state: the whole table, and what it refuses."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tongban.cases.rules import (
    ENDED_STATES,
    MOVES,
    OPEN_STATES,
    STATE_WORDS,
    Act,
    State,
    move_problem,
    pause_problem,
    second_notice_problem,
    state_after,
)

POSSIBLE = {
    State.RECEIVED: {Act.ACCEPT, Act.NOTIFY, Act.REJECT, Act.DEEM, Act.WITHDRAW, Act.URGE, Act.NOTE},
    State.NOTICED: {Act.SUPPLEMENT, Act.WITHDRAW, Act.URGE},
    State.ACCEPTED: {Act.REVIEW, Act.DECIDE, Act.PAUSE, Act.RESUME, Act.EXTEND, Act.WITHDRAW, Act.URGE, Act.NOTE},
    State.DECIDED: {Act.ISSUE, Act.DELIVER, Act.URGE},
    State.CLOSED: set(),
    State.NOT_ACCEPTED: set(),
    State.WITHDRAWN: set(),
}

SPECIAL = {
    State.RECEIVED: {Act.TERMINATE},
    State.NOTICED: {Act.TERMINATE},
    State.ACCEPTED: {
        Act.TELL_HEARING, Act.ANSWER_HEARING, Act.CALL_HEARING, Act.CLOSE_HEARING, Act.TELL_INTERESTED,
        Act.TAKE_STATEMENT, Act.WEIGH_STATEMENT, Act.SUSPEND, Act.TERMINATE,
    },
    State.SUSPENDED: {Act.ANSWER_HEARING, Act.TAKE_STATEMENT, Act.CONTINUE, Act.TERMINATE, Act.WITHDRAW},
}  # fmt: skip

ARRANGED = {
    State.RECEIVED: {Act.COMMIT, Act.DOUBT, Act.HAND_OVER, Act.DEEM_RENEWAL},
    State.NOTICED: {Act.HAND_OVER},
    State.ACCEPTED: {Act.SUPPLY_LATER, Act.HAND_OVER, Act.DEEM_RENEWAL, Act.WAIT},
    State.SUSPENDED: {Act.HAND_OVER},
    State.DECIDED: {Act.SUPPLY_LATER, Act.CHECK, Act.HAND_OVER},
    State.CLOSED: {Act.CHECK, Act.ARCHIVE},
    State.NOT_ACCEPTED: {Act.ARCHIVE},
    State.WITHDRAWN: {Act.ARCHIVE},
    State.TERMINATED: {Act.ARCHIVE},
}


@pytest.mark.parametrize("state", list(State))
def test_each_state_allows_exactly_its_acts(state: State) -> None:
    allowed = POSSIBLE.get(state, set()) | SPECIAL.get(state, set()) | ARRANGED.get(state, set())
    assert {act for act in MOVES if move_problem(act, state) is None} == allowed


@pytest.mark.parametrize("act", list(MOVES))
def test_a_refused_act_names_the_state_in_both_languages(act: Act) -> None:
    state = next(state for state in (State.CLOSED, State.RECEIVED) if state not in MOVES[act].source)
    problem = move_problem(act, state)
    assert problem is not None
    assert STATE_WORDS[state][0] in problem.sentence("zh")
    assert STATE_WORDS[state][1] in problem.sentence("en")


def test_open_and_ended_states_are_all_states() -> None:
    assert frozenset(State) == OPEN_STATES | ENDED_STATES
    assert not OPEN_STATES & ENDED_STATES


def test_a_flow_that_ends_closes_the_case() -> None:
    assert state_after(Act.DELIVER, State.DECIDED, ended=True) is State.CLOSED
    assert state_after(Act.DELIVER, State.DECIDED, ended=False) is State.DECIDED
    assert state_after(Act.REJECT, State.RECEIVED, ended=True) is State.NOT_ACCEPTED


@pytest.mark.parametrize(
    ("kind", "document", "told", "code"),
    [
        ("hearing", "听证通知书", True, None),
        ("expert_review", "专家评审通知书", True, None),
        ("site_survey", "勘验通知书", True, "pause_site_survey"),
        ("holiday", "通知", True, "pause_kind"),
        ("testing", " ", True, "pause_document"),
        ("testing", "检验通知书", False, "pause_untold"),
    ],
)
def test_time_stops_only_for_what_article_45_lists(kind: str, document: str, told: bool, code: str | None) -> None:
    problem = pause_problem(kind, document, datetime(2026, 11, 5, tzinfo=UTC) if told else None)
    assert (problem.code if problem else None) == code


@pytest.mark.parametrize(
    ("before", "reason", "refused"), [(0, "", False), (1, "", True), (1, "申请人换了场地", False), (2, " ", True)]
)
def test_a_second_notice_needs_its_reason(before: int, reason: str, refused: bool) -> None:
    assert (second_notice_problem(before, reason) is not None) == refused
