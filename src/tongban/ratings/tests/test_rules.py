"""Levels, what an event opens for rating, the service index and the draw of a sample, as tables."""

from __future__ import annotations

from uuid import UUID

import pytest

from tongban.ratings.rules.index import Counts, index_of, shares_of
from tongban.ratings.rules.levels import LEVELS, is_bad, occasion_of
from tongban.ratings.rules.life import State, after_call
from tongban.ratings.rules.surveys import answers_problem, digest_of, draw, figures, questions_of

WEIGHTS = {"satisfaction": 60, "contacted": 10, "rectified": 15, "solved": 15}
FRAME = {UUID(int=no): UUID(int=1000 + no // 2) for no in range(200)}  # every person has two matters


def test_s_36_five_levels_the_last_two_bad() -> None:
    assert [level for level in LEVELS if is_bad(level)] == [4, 5]


@pytest.mark.parametrize(
    ("event", "data", "in_office", "opened"),
    [
        ("case.received", {"channel": "window"}, True, ["received"]),
        ("case.received", {"channel": "web"}, False, []),
        ("case.received", {"channel": "agent"}, True, []),
        ("case.supplemented", {}, True, ["supplemented"]),
        ("case.supplemented", {}, False, []),
        ("case.delivered", {"method": "window"}, True, ["delivered", "ended"]),
        ("case.delivered", {"method": "online"}, False, ["ended"]),
        ("case.not_accepted", {}, True, ["ended"]),
        ("case.withdrawn", {}, False, []),
    ],
)
def test_what_an_event_opens(event: str, data: dict[str, object], in_office: bool, opened: list[str]) -> None:
    assert [stage for _kind, stage in occasion_of(event, data, in_office=in_office)] == opened


@pytest.mark.parametrize(
    ("counts", "index"),
    [
        (Counts(), None),
        (Counts(levels={1: 4}), None),  # fewer than five
        (Counts(levels={1: 10}), 100.0),  # no bad one: satisfaction alone
        (Counts(levels={1: 8, 4: 1, 5: 1}), 80.0),
        (Counts(levels={1: 8, 5: 2}, contact_due=2, rectify_due=2, rectify_in_time=2), 74.1),
        (Counts(0, {3: 9, 5: 1}, 0, 1, 1, 1, 1, 1, 0), 79.0),
        (Counts(levels={1: 5}, excluded=5), 100.0),  # excluded ones stand in no base
    ],
)  # fmt: skip
def test_s_36_the_index_by_its_formula(counts: Counts, index: float | None) -> None:
    assert index_of(counts, WEIGHTS, 5) == index


def test_every_share_says_its_base() -> None:
    counts = Counts(levels={1: 8, 2: 1, 4: 1}, contact_due=1)
    assert [(one.part, one.base) for one in shares_of(counts, WEIGHTS)] == [(9, 10), (0, 1), (0, 0), (0, 0)]


def test_where_a_call_leads() -> None:
    found = [after_call("solved", 1, 3), after_call("unsolved", 3, 3), after_call("unreached", 2, 3)]
    assert found == [State.CLOSED, State.CONTACTED, State.RECTIFIED]
    assert after_call("unreached", 3, 3) is State.CLOSED


def test_a_13_the_same_seed_draws_the_same_sample_each_person_once() -> None:
    drawn = draw(FRAME, "2026-11", 20)
    assert drawn == draw(dict(reversed(FRAME.items())), "2026-11", 20) != draw(FRAME, "2026-12", 20)
    assert len({FRAME[key] for key in drawn}) == 20
    assert len(draw(FRAME, "2026-11", 500)) == 100
    assert digest_of(FRAME) != digest_of(list(FRAME)[1:])


def test_a_13_a_draw_that_favours_the_first_would_be_found() -> None:
    """Drawn by seed, the first hundred keys hold about half of a sample; who draws the head of the list gets all."""
    first = set(list(FRAME)[:100])
    by_seed = [sum(key in first for key in draw(FRAME, f"s{no}", 40)) for no in range(50)]
    assert 15 < sum(by_seed) / 50 < 25
    assert sum(key in first for key in list(FRAME)[:40]) == 40


def test_a_13_figures_have_their_base() -> None:
    (question,) = questions_of("满意吗？|满意|不满意|说不清") or ()
    told = figures(question, {"a1": 92, "a2": 8})
    assert [(one.number, one.base, one.percent) for one in told] == [(92, 100, 92.0), (8, 100, 8.0), (0, 100, 0.0)]
    assert figures(question, {})[0].percent is None


@pytest.mark.parametrize(
    ("asked", "counted", "percent"),
    [
        ("行政行为不规范的情况有没有改善？|有改善|没有改善", {"a1": 920, "a2": 80}, 92.0),
        ("办事比以前方便吗？|方便|不方便", {"a1": 917, "a2": 83}, 91.7),
        ("哪个部门改善最多？|审批部门|其他部门|没有", {"a1": 300, "a2": 500, "a3": 100}, 33.3),
    ],
)
def test_n6_the_countys_three_shares_each_stand_with_question_and_base(
    asked: str, counted: dict[str, int], percent: float
) -> None:
    (question,) = questions_of(asked) or ()
    first = figures(question, counted)[0]
    assert (question.text, first.base, first.percent) == (asked.partition("|")[0], sum(counted.values()), percent)


@pytest.mark.parametrize("text", ["", "没有答案", "一个|答案", "|甲|乙", "长" * 121 + "|甲|乙", "问？|甲|" + "|乙"])
def test_what_is_no_question(text: str) -> None:
    assert questions_of(text) is None


def test_each_question_is_answered_with_one_of_its_answers() -> None:
    asked = questions_of("一？|甲|乙\n二？|甲|乙") or ()
    assert answers_problem(asked, {"q1": "a1", "q2": "a2"}) is None
    for wrong in ({"q1": "a1"}, {"q1": "a1", "q2": "a3"}, {"q1": "a1", "q2": "a1", "q3": "a1"}):
        assert answers_problem(asked, wrong) is not None
