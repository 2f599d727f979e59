"""Two texts of a law compared: what changed, came, went and moved, by the words and not by the numbers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.law.rules.difference import Difference, Text, compare, texts
from tongban.law.rules.numerals import ArticleNo
from tongban.law.rules.reading import read_statute
from tongban.law.tests.samples import AMENDED, MARKED, PLAIN

REAL = Path(__file__).parents[4].parent / "shared" / "data" / "laws" / "versions"
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


def real(name: str) -> tuple[Text, ...]:
    if not REAL.exists():
        pytest.skip("the collection of real laws is not on this machine")
    return texts(read_statute((REAL / name).read_text("utf-8")).articles)


def test_the_four_lists_name_the_articles() -> None:
    found = compare(texts(read_statute(PLAIN).articles), texts(read_statute(AMENDED).articles))
    assert found.as_json() == {
        "changed": ["第二条"], "added": ["第五条"], "removed": ["第四条"],
        "renumbered": [{"old": "第五条", "new": "第四条", "text": "same"}],
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


ROAD = "道路运输条例({}).md"


def test_real_road_transport_2019_to_2022_changes_44_articles_and_moves_none() -> None:
    found = numbers(compare(real(ROAD.format("2019-03-02")), real(ROAD.format("2022-03-29"))))
    assert len(found["unchanged"]) == 39
    assert found["changed"] == [
        7, 9, 10, 12, 13, *range(22, 25), *range(36, 40), 42, 44, *range(46, 50), *range(53, 78), 81
    ]  # fmt: skip
    assert (found["added"], found["removed"], found["renumbered"]) == ([], [], [])


def test_real_road_transport_2022_to_2023_strikes_one_article_and_moves_up_the_rest() -> None:
    found = numbers(compare(real(ROAD.format("2022-03-29")), real(ROAD.format("2023-07-20"))))
    assert (found["changed"], found["added"], found["removed"]) == ([63, 65], [], [68])
    moved = {69: False, 71: False, 75: False}
    assert found["renumbered"] == [(n, n - 1, moved.get(n, True)) for n in range(69, 84)]


def test_real_reconsideration_law_2017_to_2023_is_mostly_new() -> None:
    found = numbers(compare(real("行政复议法(2017-09-01).md"), real("行政复议法(2023-09-01).md")))
    assert (found["unchanged"], found["changed"]) == ([], [1, 2])
    assert [len(found[key]) for key in ("added", "removed", "renumbered")] == [62, 15, 26]
    # Duties, service of the decision and foreign applicants: the same article under another number in both texts.
    assert {(5, 10, False), (19, 34, False), (35, 81, False), (41, 89, True)} <= set(found["renumbered"])
