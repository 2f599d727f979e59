"""Chinese numerals and the numbers of articles, both ways; what no law would write is none."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.law.rules.numerals import ArticleNo, article_no, from_slug, to_chinese, to_int

WRITTEN = [
    (1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (35, "三十五"), (100, "一百"), (101, "一百零一"),
    (110, "一百一十"), (115, "一百一十五"), (200, "二百"), (1001, "一千零一"), (1010, "一千零一十"),
    (1260, "一千二百六十"), (9999, "九千九百九十九"),
]  # fmt: skip


@pytest.mark.parametrize(("number", "words"), WRITTEN)
def test_numbers_are_written_as_laws_write_them(number: int, words: str) -> None:
    assert (to_chinese(number), to_int(words)) == (words, number)


@given(st.integers(1, 9_999))
def test_every_number_is_read_back(number: int) -> None:
    assert to_int(to_chinese(number)) == number


@given(st.text("〇零一二三四五六七八九十百千", max_size=8))
def test_what_is_read_is_the_written_form_or_a_known_variant(words: str) -> None:
    number = to_int(words)
    if number is not None:
        plain = re.sub("(?<=[百千零])十", "一十", words.replace("〇", "零"))
        assert to_chinese(number) in (plain, plain.removeprefix("一"))


@pytest.mark.parametrize(
    "words", ["", "〇", "零", "二十十", "百二", "二百五十百", "一百二", "十二十", "0", "00000", "1a", "二千零零五"]
)
def test_what_no_law_would_write_is_no_number(words: str) -> None:
    assert to_int(words) is None


@pytest.mark.parametrize(
    ("words", "number"), [("一十", 10), ("一百十", 110), ("一百〇五", 105), ("35", 35), ("１２", 12)]
)
def test_variants_that_people_write_are_read(words: str, number: int) -> None:
    assert to_int(words) == number


@given(st.integers(1, 1_300), st.integers(0, 12))
def test_an_article_is_found_again_by_its_label_and_its_address(number: int, extra: int) -> None:
    no = ArticleNo(number, extra)
    numeral, _, after = no.label.removeprefix("第").partition("条之")
    assert article_no(numeral.removesuffix("条"), after or None) == no == from_slug(no.slug)


def test_an_inserted_article_stands_between_its_neighbours() -> None:
    assert sorted([ArticleNo(21), ArticleNo(20, 1), ArticleNo(20)])[1].label == "第二十条之一"


@pytest.mark.parametrize("slug", ["", "0", "01", "20-0", "-1", "20-1-1", "12345", "二十", "20\n", "٣"])
def test_an_address_that_is_none_is_refused(slug: str) -> None:
    assert from_slug(slug) is None
