"""A veto in the open and in disguise, and the score by hand: rules against brute force."""

from __future__ import annotations

import random
from collections.abc import Sequence
from fractions import Fraction

import pytest

from tongban.appraisal.rules import vetoes
from tongban.appraisal.rules.two_way import INDICATORS, Formula, marks_problem, reverse, rounded
from tongban.appraisal.rules.vetoes import Indicator, left_after, number_problem, plan_problem, unapproved, ways_of

MOST, LEVELS = 50, ("national", "province")
FORMULA = Formula(level_points=20, least=3, costs={"veto": 10, "returned": 5}, most=40, share=30)


def one(weight: int = 20, effect: str = "own", value: int = 0, name: str = "按时答复", **more: str) -> Indicator:
    return Indicator(name=name, weight=weight, measure="按台账计算", effect=effect, value=value, **more)


def others(first: Indicator) -> list[Indicator]:
    """A plan of a hundred points around one indicator."""
    rest = 100 - first.weight
    return [first, one(rest // 2, name="培训到位"), one(rest - rest // 2, name="经费到位")]


@pytest.mark.parametrize(
    ("indicator", "ways"),
    [
        (one(effect="veto"), ("marked",)),
        (one(effect="zero"), ("zero",)),
        (one(effect="bar"), ("bar",)),
        (one(effect="deduct", value=60), ("deduct",)),
        (one(effect="deduct", value=30), ()),
        (one(effect="factor", value=0), ("factor",)),
        (one(effect="factor", value=90), ()),
        (one(effect="cap", value=49), ("cap",)),
        (one(effect="cap", value=50), ()),
        (one(weight=51), ("weight",)),
        (one(weight=50), ()),
        (one(weight=98), ("weight",)),
        (one(name="信访一票 否决"), ("words",)),
        (one(name="发生事故总分归０"), ("words",)),
        (one(name="发生事故取消年度评优"), ("words",)),
        (one(name="本项不设一票否决"), ()),
        (one(), ()),
    ],
)
def test_a_09_a_veto_is_found_in_the_open_and_in_each_disguise(indicator: Indicator, ways: tuple[str, ...]) -> None:
    assert ways_of(others(indicator), 0, MOST) == ways


def test_a_09_every_effect_that_takes_a_figure_or_everything_is_a_way_of_the_closed_list() -> None:
    assert set(vetoes.EFFECTS) - {"own", "veto"} <= set(vetoes.WAYS)


def played(indicators: Sequence[Indicator], failing: int) -> Fraction:
    """The total when one indicator fails, told as a clerk would reckon it: line by line."""
    total = Fraction(0)
    for place, each in enumerate(indicators):
        total += 0 if place == failing else each.weight
    fallen = indicators[failing]
    if fallen.effect in ("zero", "veto"):
        return Fraction(0)
    if fallen.effect == "deduct":
        total -= fallen.value
    if fallen.effect == "factor":
        total *= Fraction(fallen.value, 100)
    if fallen.effect == "cap" and total > fallen.value:
        total = Fraction(fallen.value)
    return total if total > 0 else Fraction(0)


def plans(seed: int, count: int) -> list[list[Indicator]]:
    chance, made = random.Random(seed), []
    for _ in range(count):
        cuts = sorted({chance.randint(1, 99) for _ in range(chance.randint(0, 5))})
        weights = [b - a for a, b in zip([0, *cuts], [*cuts, 100], strict=True)]
        made.append([one(weight, chance.choice(list(vetoes.EFFECTS)), chance.randint(0, 100)) for weight in weights])
    return made


def caught_as_by_hand(rows: list[list[Indicator]]) -> bool:
    """Whether the rule names exactly those whose failure alone takes over half the points, or the grade."""
    return all(
        bool(ways_of(row, place, MOST)) == (played(row, place) < 100 - MOST or row[place].effect == "bar")
        for row in rows
        for place in range(len(row))
    )


def test_a_09_in_two_thousand_plans_exactly_those_whose_failure_takes_over_half_are_found() -> None:
    assert caught_as_by_hand(plans(9, 2000))


@pytest.mark.parametrize("effect", ["deduct", "factor", "cap"])
def test_a_09_a_rule_that_overlooks_a_disguise_fails_this_check(effect: str, monkeypatch: pytest.MonkeyPatch) -> None:
    honest = vetoes.left_after
    blind = lambda rows, failed: honest([r if r.effect != effect else one(r.weight) for r in rows], failed)  # noqa: E731
    monkeypatch.setattr(vetoes, "left_after", blind)
    assert not caught_as_by_hand(plans(9, 200))


def test_what_several_failures_leave_is_never_more_than_what_one_of_them_leaves() -> None:
    for row in plans(4, 300):
        for place in range(1, len(row)):
            assert left_after(row, {0, place}) <= min(left_after(row, {0}), left_after(row, {place}))


@pytest.mark.parametrize(
    ("level", "number", "holds"),
    [
        ("national", "国办发〔2024〕12号", True), ("national", "中办发〔2024〕1号", True),
        ("province", "鲁政办发〔2020〕5号", True), ("province", "国办发〔2024〕12号", False),
        ("national", "国办发〔2027〕1号", False), ("national", "国办发[2024]12号", False),
        ("province", "青禾政发〔2026〕8号", False), ("national", "", False), ("county", "青禾政发〔2026〕8号", False),
        ("", "国办发〔2024〕12号", False), ("", "", True),
    ],
)  # fmt: skip
def test_a_09_an_approval_is_of_the_nation_or_the_province_and_its_number_is_whole(
    level: str, number: str, holds: bool
) -> None:
    indicator = one(effect="veto", level=level, number=number)
    assert (number_problem(indicator, 1, 2026, LEVELS) is None) == holds


def test_a_09_an_approved_veto_stands_and_another_beside_it_does_not() -> None:
    approved = one(20, "veto", level="national", number="国办发〔2024〕12号")
    rows = [approved, one(20, "zero", name="零上访"), one(60 - 20), one(20)]
    assert [found.no for found in unapproved(rows, most=MOST, levels=LEVELS)] == [2]


@pytest.mark.parametrize(
    ("title", "rows", "code"),
    [
        ("", others(one()), "plan_title"), ("乡镇工作考核", [], "plan_indicators"),
        ("乡镇工作考核", [one(90)], "plan_total"), ("乡镇工作考核", [one(0), one(100)], "indicator_figures"),
        ("乡镇工作考核", [one(100, name="x")], "indicator_words"),
        ("乡镇工作考核", [one(100, "deduct", 0)], "indicator_figures"),
        ("乡镇工作考核", [one(100, "nonsense")], "indicator_figures"),
    ],
)  # fmt: skip
def test_what_a_plan_lacks_is_named(title: str, rows: list[Indicator], code: str) -> None:
    problem = plan_problem(title, rows, 2026, LEVELS)
    assert problem is not None
    assert problem.code == code
    assert "{" not in problem.sentence("zh") + problem.sentence("en")


def test_a_10_the_score_can_be_reckoned_again_from_the_figures_that_are_shown() -> None:
    chance = random.Random(10)
    for _ in range(500):
        sheets = [{key: chance.randint(1, 5) for key in INDICATORS if chance.random() < 0.8} for _ in range(6)]
        facts = {"veto": chance.randint(0, 3), "returned": chance.randint(0, 5)}
        told = reverse(sheets, facts, FORMULA)
        by_hand = [
            int(Fraction(200 * sum(given), len(given)) + Fraction(1, 2))
            for given in ([sheet[key] for sheet in sheets if key in sheet] for key in INDICATORS)
            if len(given) >= 3
        ]
        assert [line.tenths for line in told.lines if line.tenths is not None] == by_hand
        if by_hand:
            score = max(
                0,
                rounded(Fraction(sum(by_hand), len(by_hand)))
                - 10 * min(40, 10 * facts["veto"] + 5 * facts["returned"]),
            )
            assert (told.score, told.points) == (score, rounded(Fraction(score * 30, 100)))


def shows(least: int, raters: int) -> bool:
    formula = Formula(level_points=20, least=least, costs=FORMULA.costs, most=40, share=60)
    told = reverse([dict.fromkeys(INDICATORS, 5)] * raters, {}, formula)
    return told.average is not None or told.score is not None or any(line.tenths is not None for line in told.lines)


def test_a_10_below_the_threshold_no_figure_comes_from_marks() -> None:
    assert [shows(5, raters) for raters in range(7)] == [False] * 5 + [True] * 2
    assert not shows(0, 0)


def test_a_10_an_indicator_that_too_few_marked_is_left_out_of_the_average_too() -> None:
    sheets = [{"guidance": 4}] * 3 + [{"answers": 1}] * 2
    told = reverse(sheets, {}, FORMULA)
    assert [line.tenths for line in told.lines] == [800, None, None, None]
    assert told.average == 800


def test_a_10_a_deduction_is_capped_and_a_score_is_never_below_nothing() -> None:
    assert reverse([dict.fromkeys(INDICATORS, 1)] * 3, {"veto": 9}, FORMULA).score == 0
    assert reverse([], {"veto": 9}, FORMULA).deducted == 40


@pytest.mark.parametrize("marks", [{}, {"guidance": 6}, {"beauty": 3}, {"guidance": 0}])
def test_marks_are_of_the_closed_lists(marks: dict[str, int]) -> None:
    assert marks_problem(marks) is not None
    assert marks_problem({"guidance": 3}) is None
