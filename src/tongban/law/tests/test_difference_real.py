"""Real laws compared: the articles that the State Council's and the Congress's own acts touched, named exactly.

The lists were read from the texts and the decisions by eye. Skipped where the collection of real laws is absent.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tongban.law.rules.difference import Text, compare, texts
from tongban.law.rules.reading import read_statute
from tongban.law.tests.test_difference import numbers

REAL = Path(__file__).parents[4].parent / "shared" / "data" / "laws" / "versions"


def real(name: str) -> tuple[Text, ...]:
    if not REAL.exists():
        pytest.skip("the collection of real laws is not on this machine")
    return texts(read_statute((REAL / name).read_text("utf-8")).articles)


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


def test_real_road_transport_2022_to_2023_as_the_four_lists() -> None:
    """国务院令第764号: 第六十三、六十五条 anew, 第六十八条 struck out, three of those moved up reworded."""
    found = compare(real(ROAD.format("2022-03-29")), real(ROAD.format("2023-07-20"))).as_json()
    assert found["changed"] == ["第六十三条", "第六十五条", "第六十九条", "第七十一条", "第七十五条"]
    assert (found["added"], found["removed"]) == ([], ["第六十八条"])
    assert found["renumbered"][0] == ["第六十九条", "第六十八条"]
    assert found["renumbered"][-1] == ["第八十三条", "第八十二条"]


# Old number: new number, by what each article is about. What was divided among several, or written anew, is not in it:
# the duties of the office (3), what is outside (8), who decides on whom (13, 15), forwarding (18), hearing in writing
# (22), withdrawal (25), natural resources (30), reports of the office (38), earlier laws (42).
HEIRS = {
    1: 1, 2: 2, 4: 3, 5: 10, 6: 11, 7: 13, 9: 20, 10: 14, 11: 22, 12: 27, 14: 26, 16: 29, 17: 30, 19: 34, 20: 35,
    21: 42, 23: 48, 24: 46, 26: 56, 27: 57, 28: 64, 29: 72, 31: 62, 32: 77, 33: 78, 34: 80, 35: 81, 36: 82, 37: 83,
    39: 87, 40: 88, 41: 89, 43: 90,
}  # fmt: skip


def test_real_reconsideration_law_2017_to_2023_is_mostly_new() -> None:
    found = numbers(compare(real("行政复议法(2017-09-01).md"), real("行政复议法(2023-09-01).md")))
    assert (found["unchanged"], found["changed"]) == ([], [1, 2])
    moved = [(old, new, old == 41) for old, new in HEIRS.items() if old != new]
    assert found["renumbered"] == moved  # only that on foreigners (41) kept every word
    assert found["removed"] == sorted(set(range(1, 44)) - set(HEIRS))
    assert found["added"] == sorted(set(range(1, 91)) - set(HEIRS.values()))


def test_real_law_in_another_style_of_brackets_and_lines_is_no_difference() -> None:
    """Seeded fault: a comparison that took the marks of a style for words would call these articles changed."""
    statute = real(ROAD.format("2019-03-02"))
    styled = tuple(Text(one.no, one.text.replace("（", "(").replace("\n", "\n\n")) for one in statute)
    assert statute != styled
    assert sum(len(part) for part in compare(statute, styled).as_json().values()) == 0
