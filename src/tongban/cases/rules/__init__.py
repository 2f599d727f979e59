"""The pure rules of cases, by part; re-exported so that one import path serves all."""

from tongban.cases.rules.moves import (
    ENDED_STATES,
    MOVES,
    OPEN_STATES,
    PAUSE_KINDS,
    STATE_WORDS,
    Act,
    Move,
    State,
    move_problem,
    pause_problem,
    second_notice_problem,
    state_after,
)

__all__ = [
    "Act",
    "ENDED_STATES",
    "MOVES",
    "Move",
    "OPEN_STATES",
    "PAUSE_KINDS",
    "STATE_WORDS",
    "State",
    "move_problem",
    "pause_problem",
    "second_notice_problem",
    "state_after",
]
