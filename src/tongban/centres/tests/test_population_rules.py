"""Lists of people read line by line, and what is counted for each ten thousand of them; pure."""

from __future__ import annotations

import pytest

from tongban.centres.rules.population import Figure, per_ten_thousand, read_figures

HEADING = ("行政区划代码", "名称", "年份", "常住人口")
KNOWN = {"990823": "county", "990823101": "liuhe"}


def read(*rows: tuple[str, ...]) -> tuple[list[Figure[str]], list[tuple[int, str]]]:
    figures, faults = read_figures(HEADING, list(enumerate(rows, start=2)), KNOWN, last=2026)
    return figures, [(one.line, one.refusal.code.removeprefix("population.")) for one in faults]


def test_s_04_a_list_of_people_is_read_line_by_line() -> None:
    figures, faults = read(("990823", "青禾县", "2025", "420,000"), ("990823101", "柳河镇", "2025", "44000"))
    assert (figures, faults) == ([Figure("county", 2025, 420_000), Figure("liuhe", 2025, 44_000)], [])


def test_a_line_without_people_says_nothing() -> None:
    assert read(("990823", "青禾县", "2025", ""), ("", "", "", "")) == ([], [])


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (("990899", "", "2025", "1"), "place"), (("990823", "", "25", "1"), "year"),
        (("990823", "", "2027", "1"), "year"), (("990823", "", "1948", "1"), "year"),
        (("990823", "", "2025", "0"), "people"),
        (("990823", "", "2025", "-4"), "people"), (("990823", "", "2025", "4.2万"), "people"),
        (("990823", "", "2025", "=1+1"), "people"), (("990823", "", "2025", "100000001"), "people"),
        (("990823", "", "٢٠٢٥", "1"), "year"), (("990823", "", "2025"), None),
        (("990823", "", "2025", "9" * 5000), "people"),
    ],
)  # fmt: skip
def test_s_04_each_wrong_line_is_named_with_what_would_be_right(row: tuple[str, ...], fault: str | None) -> None:
    assert read(("990823101", "", "2025", "44000"), row)[1] == ([(3, fault)] if fault else [])


def test_the_same_place_and_year_twice_names_the_first_line() -> None:
    faults = read_figures(
        HEADING, [(2, ("990823", "", "2025", "1")), (3, ("990823", "", "2025", "2"))], KNOWN, last=2026
    )
    assert [(one.line, one.refusal.sentence()) for one in faults[1]] == [
        (3, "这个地方这一年的人数在第 2 行已经写过，请只留一行。")
    ]


def test_a_list_without_its_columns_is_told_which() -> None:
    assert [one.refusal.code for one in read_figures(("a", "b"), [], KNOWN, last=2026)[1]] == ["population.columns"]


@pytest.mark.parametrize(
    ("number", "people", "rate"), [(195, 420_000, "4.6"), (0, 420_000, "0.0"), (3, None, ""), (1, 10_000, "1.0")]
)
def test_s_04_for_every_ten_thousand_people(number: int, people: int | None, rate: str) -> None:
    assert per_ten_thousand(number, people) == rate
