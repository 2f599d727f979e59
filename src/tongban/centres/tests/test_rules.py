"""Rates with their denominators, concentrations, levels, the gap; pure. The figures are those published of a city."""

from __future__ import annotations

import pytest

from tongban.centres.rules.register import Placed, collects_only, entry_rates, gap_index, level_of


def register(on_site: int, whole: int, concentrated: int = 0) -> list[Placed]:
    """One item a department; the first are concentrated, the next collected, the rest outside."""
    functions = ["decides"] * concentrated + ["collects"] * (on_site - concentrated) + ["outside"] * (whole - on_site)
    return [Placed(f"body {no}", f"item {no}", function) for no, function in enumerate(functions)]


@pytest.mark.parametrize(
    ("on_site", "whole", "percent"),
    [(29, 35, "82.86"), (288, 334, "86.23"), (0, 0, "")],
    ids=["departments of N1", "items of N3", "nothing to count"],
)
def test_s_01_entry_rates(on_site: int, whole: int, percent: str) -> None:
    departments, _both, items = entry_rates(register(on_site, whole))
    assert (departments.part, departments.whole, departments.percent) == (on_site, whole, percent)
    assert items.percent == percent


def test_s_01_departments_with_both_concentrations_as_n2() -> None:
    _there, both, _items = entry_rates(register(29, 35, concentrated=5))
    assert (both.part, both.whole, both.percent) == (5, 35, "14.29")


def test_s_01_rates_over_different_things_never_look_alike() -> None:
    departments, both, items = entry_rates(register(2, 4))
    assert departments.of_zh == both.of_zh != items.of_zh


def test_s_01_a_department_with_one_item_outside_is_on_site_but_not_concentrated() -> None:
    rows = [Placed("market", "1", "decides"), Placed("market", "2", "outside")]
    departments, both, items = entry_rates(rows)
    assert (departments.percent, both.percent, items.percent) == ("100.00", "0.00", "50.00")


def test_s_01_an_item_at_several_points_counts_once() -> None:
    rows = [Placed("market", "1", "outside"), Placed("market", "1", "collects")]
    assert entry_rates(rows)[2].whole == entry_rates(rows)[2].part == 1


@pytest.mark.parametrize(
    ("decided", "in_hall", "placed", "flagged"),
    [(10, 0, ["collects"], True), (10, 1, ["collects"], False), (0, 0, ["collects"], False),
     (10, 0, ["outside"], False), (10, 0, [], False)],
)  # fmt: skip
def test_s_02_in_the_hall_in_body_only(decided: int, in_hall: int, placed: list[str], flagged: bool) -> None:
    assert collects_only(decided, in_hall, placed) is flagged


@pytest.mark.parametrize(
    ("body", "place", "level"),
    [("centre", "county", "county"), ("department", "county", "branch"), ("township", "township", "township"),
     ("township", "village", "village")],
)  # fmt: skip
def test_s_04_four_levels(body: str, place: str, level: str) -> None:
    assert level_of(body, place) == level


def test_s_04_the_gap_falls_when_an_item_opens_in_a_village() -> None:
    county, none = frozenset("abcd"), frozenset[str]()
    before = gap_index(county, {"liuhe": frozenset("ab"), "village": none})
    after = gap_index(county, {"liuhe": frozenset("ab"), "village": frozenset("a")})
    assert (before, after) == (0.75, 0.625)
    assert gap_index(none, {"village": none}) == 0.0
