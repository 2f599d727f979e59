"""Tasks for townships in pure rules: what shows off-loading, which step is open in which state, how time stands."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tongban.delegation.rules import tasks
from tongban.delegation.rules.tasks import MOVES, Resources, State, likeness, move_problem, signs_of, standing

WHOLE = Resources(20_000, 2, "县住建局派员现场指导")
NOW = datetime(2026, 11, 2, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("listed", "resources", "title", "signs"),
    [
        (True, WHOLE, "汛期巡查", ()),
        (True, Resources(), "汛期巡查", ("no_resources",)),
        (False, WHOLE, "汛期巡查", ("no_line",)),
        (False, Resources(), "户外广告设施检查", ("no_line", "no_resources", "sender_could")),
        (True, Resources(people=1), "户外广告设施安全检查", ("sender_could",)),
    ],
)
def test_d_14_off_loading_shows_by_line_resources_and_what_the_sender_could_do(
    listed: bool, resources: Resources, title: str, signs: tuple[str, ...]
) -> None:
    own = ["户外广告设施安全检查", "组织扑救，培训扑火队伍"]
    assert signs_of(listed=listed, resources=resources, title=title, senders=own, share=60) == signs


def test_a_likeness_that_never_holds_would_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "likeness", lambda text, other: 0)
    assert signs_of(listed=True, resources=WHOLE, title="广告检查", senders=["广告检查"], share=60) == ()


@pytest.mark.parametrize(
    ("text", "other", "share"),
    [
        ("户外广告检查", "户外广告检查", 100),
        ("户外广告", "入户走访", 0),
        ("", "x", 0),
        ("防火巡查", "防火宣传和巡查", 66),
    ],
)
def test_likeness_counts_pairs_of_signs(text: str, other: str, share: int) -> None:
    assert likeness(text, other) == share


def test_only_all_three_are_resources_for_an_unlisted_task() -> None:
    short = (Resources(0, 2, "指导"), Resources(1, 0, "指导"), Resources(1, 2, "  "), Resources())
    assert WHOLE.whole
    assert not any(one.whole for one in short)


@pytest.mark.parametrize("act", MOVES)
def test_each_step_is_open_in_its_own_states_alone(act: str) -> None:
    assert {state for state in State if move_problem(act, state) is None} == set(MOVES[act][0])


@pytest.mark.parametrize(
    ("state", "due", "grade"),
    [
        (State.SENT, timedelta(days=10), "on"), (State.SIGNED, timedelta(days=2), "near"),
        (State.HELD, timedelta(hours=-1), "red"), (State.REPORTED, timedelta(hours=-1), "done"),
        (State.GIVEN_BACK, timedelta(hours=-1), "back"),
    ],
)  # fmt: skip
def test_a_task_stands_by_what_is_left(state: State, due: timedelta, grade: str) -> None:
    assert standing(state, NOW + due, NOW, 3) == grade
