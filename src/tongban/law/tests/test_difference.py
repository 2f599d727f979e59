"""Two texts of a law compared: what changed, came, went and moved, by the words and not by the numbers."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.law.rules.difference import Difference, Text, compare, texts
from tongban.law.rules.numerals import ArticleNo
from tongban.law.rules.reading import read_statute
from tongban.law.tests.statutes import AMENDED, MARKED, PLAIN

LAMPS = [
    "为了挂好灯笼，制定本条例。", "本条例所称灯笼，是指用纸做成的灯。", "申请挂灯笼，应当有固定的杆和看守的人。",
    "灯笼的高度不得低于三米，不得高于屋顶。", "挂灯笼不收取任何费用。", "违反本条例的，由灯笼官责令取下。",
]  # fmt: skip


def told(old: list[str], new: list[str]) -> Difference:
    return compare(*([Text(ArticleNo(n), text) for n, text in enumerate(side, 1)] for side in (old, new)))


def numbers(found: Difference) -> dict[str, Any]:
    return {
        "unchanged": [no.number for no in found.unchanged], "changed": [no.number for no in found.changed],
        "added": [no.number for no in found.added], "removed": [no.number for no in found.removed],
        "renumbered": [(pair.old.number, pair.new.number, pair.same) for pair in found.renumbered],
    }  # fmt: skip


def test_the_four_lists_name_the_articles() -> None:
    found = compare(texts(read_statute(PLAIN).articles), texts(read_statute(AMENDED).articles))
    assert found.as_json() == {
        "changed": ["第二条"], "added": ["第五条"], "removed": ["第四条"],
        "renumbered": [["第五条", "第四条"]],
    }  # fmt: skip


def test_another_style_of_the_same_text_is_no_difference() -> None:
    found = compare(texts(read_statute(PLAIN).articles), texts(read_statute(MARKED).articles))
    assert [len(one) for one in found.as_json().values()] == [0, 0, 0, 0]


def test_struck_out_moves_the_rest_up() -> None:
    assert numbers(told(LAMPS, LAMPS[:2] + LAMPS[3:])) == {
        "unchanged": [1, 2], "changed": [], "added": [], "removed": [3],
        "renumbered": [(4, 3, True), (5, 4, True), (6, 5, True)],
    }  # fmt: skip


def test_a_comparison_by_number_alone_would_be_found() -> None:
    """Seeded fault: by number alone everything behind a struck article would seem changed."""
    new = LAMPS[:2] + LAMPS[3:]
    by_number = [n for n in range(1, 6) if LAMPS[n - 1] != new[n - 1]]
    assert by_number == [3, 4, 5] != numbers(told(LAMPS, new))["changed"]


def test_moved_and_reworded_is_renumbered_with_another_text() -> None:
    new = [LAMPS[4].replace("任何费用", "一切费用"), *LAMPS[:4], LAMPS[5]]
    assert numbers(told(LAMPS, new))["renumbered"][-1] == (5, 1, False)
    assert told(LAMPS, new).as_json()["changed"] == ["第五条"]
    assert numbers(told(LAMPS, new))["removed"] == []


def test_much_reworded_between_its_neighbours_is_changed() -> None:
    new = [*LAMPS[:3], "灯笼的高度不得低于三米；节日期间，经灯笼官同意，可以另定高度并予公布。", *LAMPS[4:]]
    assert numbers(told(LAMPS, new))["changed"] == [4]


def test_a_wholly_other_text_is_removed_and_added() -> None:
    new = [*LAMPS[:3], "鱼塘每年清淤一次。", *LAMPS[4:]]
    found = numbers(told(LAMPS, new))
    assert (found["changed"], found["removed"], found["added"]) == ([], [4], [4])


@given(st.lists(st.sampled_from(LAMPS), max_size=8), st.lists(st.sampled_from(LAMPS), max_size=8))
def test_every_article_stands_in_exactly_one_list(old: list[str], new: list[str]) -> None:
    found = numbers(told(old, new))
    pairs = found["renumbered"]
    stayed = found["unchanged"] + found["changed"]
    assert sorted(stayed + found["removed"] + [pair[0] for pair in pairs]) == list(range(1, len(old) + 1))
    assert sorted(stayed + found["added"] + [pair[1] for pair in pairs]) == list(range(1, len(new) + 1))


@given(st.permutations(LAMPS))
def test_an_order_alone_changes_no_words(new: list[str]) -> None:
    found = numbers(told(LAMPS, new))
    assert (found["changed"], found["added"], found["removed"]) == ([], [], [])
    assert all(pair[2] for pair in found["renumbered"])


SIGNS = "灯笼杆布纸竹高低风雨夜昼街巷桥塘鱼舟米面茶盐石木铁砖瓦门窗墙屋井渠堤坝麦稻桑麻羊牛马车船路亭台学医药书画琴"


def article(source: Random) -> str:
    """An article of no real law; two of them share only its frame."""
    words = "".join(source.choices(SIGNS, k=source.randint(20, 60)))
    return f"违反本条例的规定，{words}的，由县级人民政府主管部门责令改正。"


def edited(source: Random, old: list[str]) -> tuple[list[tuple[int, str]], set[int], set[int]]:
    """Random edits: the new articles (each with the place it came from, -1 for none), those altered, those struck."""
    struck = set(source.sample(range(len(old)), source.randint(0, 3)))
    kept = [(place, text) for place, text in enumerate(old, 1) if place - 1 not in struck]
    altered = set(source.sample([place for place, _ in kept], source.randint(0, 3)))
    new = [
        (place, text.replace("责令改正", "给予警告，并处罚款") if place in altered else text) for place, text in kept
    ]
    for _ in range(source.randint(0, 3)):
        new.insert(source.randint(0, len(new)), (-1, article(source)))
    return new, altered, {place + 1 for place in struck}


@pytest.mark.parametrize("seed", range(40))
def test_random_edits_are_named_exactly(seed: int) -> None:
    source = Random(seed)
    old = [article(source) for _ in range(source.randint(6, 30))]
    new, altered, struck = edited(source, old)
    found = told(old, [text for _, text in new])
    moved = [(was, now) for now, (was, _) in enumerate(new, 1) if was not in (-1, now)]
    assert [no.number for no in found.reworded] == sorted(altered)
    assert {no.number for no in found.removed} == struck
    assert [no.number for no in found.added] == [now for now, (was, _) in enumerate(new, 1) if was == -1]
    assert sorted((pair.old.number, pair.new.number) for pair in found.renumbered) == sorted(moved)
