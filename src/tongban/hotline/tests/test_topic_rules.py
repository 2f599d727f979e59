"""Topics without a database: what goes on from what, what is worth a warning, what is drawn."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from tongban.hotline.rules.topics import Ground, by_week, continued, domain_of, ground_of, month_span, name_of
from tongban.hotline.rules.topics_drawing import Bar, Tile, tiles_picture, weeks_picture
from tongban.hotline.text.rising import Rise

A, B, C, D, E = (UUID(int=number) for number in range(1, 6))
OLD, OTHER = UUID(int=91), UUID(int=92)


def rise(lately: int, *, rises: bool) -> Rise:
    return Rise(lately, 0, 0.01, rises, None)


@pytest.mark.parametrize(
    ("groups", "kept", "found"),
    [
        ([{A, B}], {OLD: {A, B, C}}, [OLD]),
        ([{A, D, E}], {OLD: {A, B, C}}, [None]),
        ([{A, B}, {C, D}], {OLD: {A, B, C, D}}, [OLD, None]),
        ([{C, D, E}, {A}], {OLD: {A, B}, OTHER: {C, D}}, [OTHER, OLD]),
        ([{A}], {}, [None]),
    ],
)
def test_a_group_goes_on_from_the_topic_it_shares_most_with(
    groups: list[set[UUID]], kept: dict[UUID, set[UUID]], found: list[UUID | None]
) -> None:
    assert continued(groups, kept) == found


@pytest.mark.parametrize(
    ("seen", "found"),
    [(rise(3, rises=True), Ground.RISING), (rise(6, rises=False), Ground.REPEATED), (rise(5, rises=False), None)],
)
def test_c_09_what_rises_or_comes_back_is_worth_a_warning(seen: Rise, found: Ground | None) -> None:
    assert ground_of(seen, repeat=6) is found


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ("油烟噪音", "environment"),
        ("物业管理 电梯", "community"),
        ("拖欠工资", "wages"),
        ("入学", "school"),
        ("彩票", ""),
    ],
)
def test_r_16_a_line_of_the_directory_stands_in_its_field(words: str, field: str) -> None:
    assert domain_of(words) == field


def test_a_group_is_called_by_the_words_that_most_of_it_share() -> None:
    titles = ["请问去哪里办证", "自来水发黄，有泥沙", "家里自来水发黄两天了，怎么办", "自来水发黄"]
    assert name_of(titles) == "自来水发黄"


def test_weeks_begin_on_monday_and_the_last_is_this_one() -> None:
    days = [date(2026, 11, 16), date(2026, 11, 20), date(2026, 11, 15), date(2026, 1, 1)]
    assert by_week(days, today=date(2026, 11, 20), weeks=2) == [(date(2026, 11, 9), 1), (date(2026, 11, 16), 2)]
    assert month_span(date(2028, 2, 20)) == (date(2028, 2, 1), date(2028, 2, 29))


def test_each_bar_opens_what_it_counts_and_says_so() -> None:
    bars = [Bar("11/9", 0, "/a?x=1&y=2", "没有"), Bar("11/16", 4, "/b", "4 件")]
    drawn = weeks_picture(bars, "每周 <件数>")
    assert 'href="/a?x=1&amp;y=2"' in drawn
    assert drawn.count("<title>") == len(bars)
    assert "每周 &lt;件数&gt;" in drawn


def test_a_tile_that_is_not_told_has_no_bar() -> None:
    drawn = tiles_picture([Tile("柳河镇", "较少", None), Tile("城关镇", "9", 100)], "诉求")
    assert drawn.count('class="fc-head"') == 1
