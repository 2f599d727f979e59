"""The burden in pure rules: months, what is asked again, the trend against its own past, the picture."""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree

import pytest

from tongban.delegation.rules.burden import again, each, middle, months_to, row, trend
from tongban.delegation.rules.burden_drawing import Picture, drawn

MAY, JUNE = date(2026, 5, 1), date(2026, 6, 1)


def test_months_go_back_over_the_turn_of_the_year() -> None:
    assert months_to(date(2026, 2, 14), 3) == [date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1)]


@pytest.mark.parametrize(
    ("asked", "repeated"),
    [
        ([], False), ([("farmland", date(2026, 5, 2))], True), ([("relief", date(2026, 5, 2))], False),
        ([("farmland", date(2025, 6, 11))], True), ([("farmland", date(2025, 6, 9))], False),
        ([("farmland", date(2026, 6, 11))], False),
    ],
)  # fmt: skip
def test_data_of_the_same_kind_within_the_months_is_asked_again(asked: list[tuple[str, date]], repeated: bool) -> None:
    assert again(asked, "farmland", date(2026, 6, 10), 12) is repeated


@pytest.mark.parametrize(
    ("values", "change", "met"),
    [
        ([10, 10, 10, 9, 8, 7], -20, True), ([10, 10, 10, 9, 9, 8], -13, False), ([10, 10, 10, 12, 12, 12], 20, False),
        ([0, 0, 0, 0, 0, 0], None, True), ([10, 10, 10, 5, 5], None, None),
    ],
)  # fmt: skip
def test_the_burden_is_measured_against_its_own_first_months(
    values: list[int], change: int | None, met: bool | None
) -> None:
    found = trend(values, 3, 20)
    assert (found.change, found.met) == (change, met)


def test_a_month_without_marks_is_nought_and_the_middle_names_nobody() -> None:
    assert row({(MAY, "task"): 4}, [MAY, JUNE], "task") == [4, 0]
    assert middle([[4, 0], [6, 1], [5, 9]]) == [5.0, 1.0]
    assert (each(3, 2), each(3, 0)) == ("1.5", "—")


def test_the_picture_begins_at_nought_and_each_month_is_a_link_with_its_name() -> None:
    picture = Picture(
        months=["5月", "6月"], values=[4, 0], links=["/a?m=5&x=1", "/b"], spoken=["5月 4", "6月 <0>"],
        middle=[2.0, 2.0], target=1.0, names=("本镇", "中间值", "目标"), title="任务",
    )  # fmt: skip
    tree = ElementTree.fromstring(drawn(picture))
    links = tree.findall("a")
    assert [one.get("href") for one in links] == ["/a?m=5&x=1", "/b"]
    lowest = max(float(one.find("circle").get("cy")) for one in links)  # type: ignore[union-attr, arg-type]
    assert lowest == 190 - 24
    words = [one.text for one in tree.findall("text")]
    assert {"本镇", "中间值", "目标", "0", "4"} <= set(words)


def test_labels_at_the_ends_of_lines_do_not_stand_on_each_other() -> None:
    same = Picture(
        months=["5月"],
        values=[0],
        links=["/a"],
        spoken=["5月 0"],
        middle=[0.0],
        target=0.0,
        names=("a", "b", "c"),
        title="t",
    )
    tree = ElementTree.fromstring(drawn(same))
    heights = sorted(float(one.get("y", "0")) for one in tree.findall("text") if one.text in ("a", "b", "c"))
    assert all(second - first >= 16 for first, second in zip(heights, heights[1:], strict=False))
