"""Topics, growth and days to the reply, on small tables made by hand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tongban.hotline.text.replies import Answered, reply_days, summary
from tongban.hotline.text.rising import by_chance, monday, rise
from tongban.hotline.text.stamps import day_of
from tongban.hotline.text.topics import Message, groups, topics
from tongban.rulebook.calendar_seed import seeded_calendar

PLANT = ("丽景新城附近建搅拌站噪音扰民", "投诉丽景新城搅拌站粉尘", "丽景新城旁搅拌站夜里施工", "搅拌站离丽景新城太近")
PARKING = ("滨河苑捆绑销售车位", "滨河苑强制捆绑车位", "投诉滨河苑车位捆绑销售")
OTHERS = (
    "公交车不准点",
    "学校什么时候开学",
    "医保报销比例",
    "路灯坏了没人修",
    "公积金怎样提取",
    "养老金认证",
    "河道垃圾",
    "身份证补办",
)
TODAY = date(2026, 11, 26)


def messages() -> list[Message]:
    subjects = [*PLANT, *PARKING, *OTHERS]
    return [
        Message(str(place), text, "", date(2026, 11, 1) + timedelta(days=place), "河湾镇" if text in PLANT else "")
        for place, text in enumerate(subjects)
    ]


def test_c_09_messages_of_one_matter_are_one_topic() -> None:
    found = topics(messages())
    assert [topic.members for topic in found] == [(0, 1, 2, 3), (4, 5, 6)]


def test_a_topic_has_words_place_and_span() -> None:
    first = topics(messages())[0]
    assert {"搅拌站", "丽景新城"} <= set(first.words)
    assert (first.place, first.place_share, first.size) == ("河湾镇", 1.0, 4)
    assert (first.first, first.last) == (date(2026, 11, 1), date(2026, 11, 4))


def test_topics_of_nothing_are_none() -> None:
    assert topics([]) == []


def test_a_message_without_a_day_is_in_its_topic_all_the_same() -> None:
    given = [Message("a", PARKING[0], ""), Message("b", PARKING[1], ""), *messages()[7:]]
    assert topics(given)[0].members == (0, 1)


def test_a_chance_neighbour_does_not_chain_two_groups() -> None:
    near = {(0, 1): 0.9, (2, 3): 0.9, (1, 2): 0.4}
    assert sorted(groups(4, near, 0.2)) == [[0, 1], [2, 3]]
    # The same links taken one by one, as single linkage does, would be one group.
    assert sorted(groups(4, {**near, (0, 2): 0.4, (0, 3): 0.4, (1, 3): 0.4}, 0.2)) == [[0, 1, 2, 3]]


def weekly(*counts: int) -> list[date]:
    """So many messages in each week up to today, the last week last."""
    start = TODAY - timedelta(weeks=len(counts)) + timedelta(days=1)
    return [start + timedelta(weeks=week) for week, count in enumerate(counts) for _ in range(count)]


@pytest.mark.parametrize(
    ("counts", "rises"),
    [
        ((0, 0, 0, 0, 0, 0, 0, 0), False), ((1, 0, 0, 0, 0, 1, 1, 1), False), ((1, 1, 1, 1, 3, 4, 5, 6), True),
        ((5, 5, 5, 5, 5, 5, 5, 6), False), ((0, 0, 0, 0, 0, 0, 0, 8), True), ((9, 9, 9, 9, 2, 2, 2, 2), False),
    ],
)  # fmt: skip
def test_c_09_a_topic_rises_when_it_grew_beyond_chance(counts: tuple[int, ...], rises: bool) -> None:
    assert rise(weekly(*counts), today=TODAY, weeks=4, least=5, unlikely=0.01).rises is rises


def test_since_when_it_rises() -> None:
    found = rise(weekly(1, 1, 1, 1, 1, 1, 7, 9), today=TODAY, weeks=4, least=5, unlikely=0.01)
    assert found.since == monday(TODAY - timedelta(days=13))
    assert (found.lately, found.before, found.growth) == (18, 4, 4.5)


def test_days_to_come_and_long_past_are_not_counted() -> None:
    days = [TODAY + timedelta(days=1), TODAY - timedelta(weeks=9)]
    assert rise(days, today=TODAY, weeks=4, least=1, unlikely=1).lately == 0


def test_chance_by_hand() -> None:
    assert by_chance(3, 0) == pytest.approx(1 / 8)
    assert by_chance(0, 0) == 1


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2019/2/28 11:25:05", date(2019, 2, 28)), ("2019-08-01 0:00:00", date(2019, 8, 1)), ("2019年3月4日",
        date(2019, 3, 4)),
        ("2019/2/30", None), ("", None), ("昨天", None), ("2019/13/1", None), ("20190228", None),
    ],
)  # fmt: skip
def test_days_as_they_are_written(text: str, day: date | None) -> None:
    assert day_of(text) == day


def test_working_days_to_the_reply_and_what_cannot_be_counted() -> None:
    given = [
        Answered("over the holiday", "2019/9/30 10:00", "2019/10/8 9:00"), Answered("same day", "2019/9/30",
        "2019/9/30"),
        Answered("before", "2019/9/30", "2019/9/29"), Answered("no date", "昨天", "2019/9/29"),
    ]  # fmt: skip
    days, left = reply_days(given, seeded_calendar(provisional=True))
    assert days == [1, 0]
    assert [(one.key, one.en) for one in left] == [
        ("before", "answered before it came"), ("no date", "a date cannot be read"),
    ]  # fmt: skip
    assert summary(days)["mean"] == 0.5
    assert summary([]) == {"counted": 0}
