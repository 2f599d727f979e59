"""Searches that found nothing: counted by day, without anything that could be about a person."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client

from tongban.powerlist.actions import misses as acts
from tongban.powerlist.actions.misses import count_miss
from tongban.powerlist.models import SearchMiss
from tongban.powerlist.queries.misses import missed_words
from tongban.powerlist.rules.misses import keepable

DAY = date(2026, 11, 23)


@pytest.mark.parametrize(("typed", "kept"), [
    ("办养猪场", "办养猪场"), (" 养 狗 证 ", "养 狗 证"), ("Dog Licence", "dog licence"), ("2 号线", "2 号线"),
    ("狗", ""),
    ("13900000000", ""), ("41088119790802001X", ""), ("李明 4108811979", ""), ("1 3 9 0 你好", ""), ("a@b.cn", ""),
    ("我想问一下我家邻居在楼道里养了好多狗怎么办啊", ""), ("？？？", ""), ("\x00\x01", ""), ("", ""),
    ("１３９００００", ""),
])  # fmt: skip
def test_only_words_for_a_matter_are_kept(typed: str, kept: str) -> None:
    assert keepable(typed) == kept


@pytest.mark.django_db
def test_words_of_two_searches_are_shown_and_of_one_only_counted() -> None:
    for words, days in (("养狗证", (0, 0, 1)), ("养猪场", (0, 2)), ("养蜂", (0,)), ("老词", (99, 99))):
        for back in days:
            count_miss(words, on=DAY - timedelta(days=back))
    shown, once = missed_words(DAY - timedelta(days=30), 10)
    assert [(one.words, one.times, one.last) for one in shown] == [("养狗证", 3, DAY), ("养猪场", 2, DAY)]
    assert once == 1


@pytest.mark.django_db
def test_a_day_full_of_words_takes_no_new_ones_but_counts_the_old(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(acts, "MOST_A_DAY", 2)
    for words in ("养狗", "养猪", "养蜂", "养狗"):
        count_miss(words, on=DAY)
    assert dict(SearchMiss.objects.values_list("words", "times")) == {"养狗": 2, "养猪": 1}


@pytest.mark.django_db
def test_the_search_page_counts_whole_searches_only(client: Client) -> None:
    client.get("/search/", {"q": "养独角兽"})
    client.get("/search/", {"q": "养独角"}, headers={"hx-request": "true"})
    client.get("/search/", {"q": "13900000000"})
    assert list(SearchMiss.objects.values_list("words", "times")) == [("养独角兽", 1)]
