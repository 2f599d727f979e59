"""P-02: what should be public by a day and is not, since when and whose; the days are rows of the rulebook."""

from __future__ import annotations

import io
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from openpyxl import load_workbook

from tests.cast import small_county
from tests.clearing.stage import CLOSES, opened, published_round
from tests.people import signed_in
from tongban.agencies.queries import account_of_official
from tongban.portal.pages import publications
from tongban.portal.rules.publications import KINDS, Due, counts, first_of, overdue
from tongban.rulebook.lookup import rule

ONE, DAY = UUID(int=1), date(2026, 11, 2)


def test_p_02_every_kind_has_its_day_from_the_rulebook_with_its_source() -> None:
    found = {kind: rule(words[2], DAY) for kind, words in KINDS.items()}
    assert {kind: (row.value, row.unit, row.article) for kind, row in found.items()} == {
        "rating": (5, "working_day", ""), "round": (20, "working_day", "第二十六条"),
        "delegation": (20, "working_day", "第二十六条"),
    }  # fmt: skip
    assert all(row.source for row in found.values())


@pytest.mark.parametrize(("days", "late"), [(-1, False), (0, False), (1, True)])
def test_p_02_it_is_overdue_once_its_whole_day_has_passed(days: int, late: bool) -> None:
    line = Due("round", ONE, "第一轮", DAY, DAY)
    assert bool(overdue([line], DAY + timedelta(days=days))) is late


def test_p_02_no_kind_is_left_out_of_the_counts() -> None:
    assert counts([Due("round", ONE, "第一轮", DAY, DAY)]) == {"rating": 0, "round": 1, "delegation": 0}


def test_p_02_of_a_kind_too_long_for_the_page_the_longest_overdue_stand_and_the_kind_is_named() -> None:
    lines = [Due("rating", UUID(int=no), "差评", DAY, DAY + timedelta(days=no)) for no in range(4)]
    kept, cut = first_of([*lines, Due("round", ONE, "第一轮", DAY, DAY)], 3)
    assert ([one.id.int for one in kept if one.kind == "rating"], cut) == ([0, 1, 2], ["rating"])
    assert first_of(lines, 4) == (lines, [])


def test_p_02_the_page_lists_what_is_overdue_opens_it_and_says_when_nothing_is(
    settled: None, db: None, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.DEMO = True
    cast = small_county()
    office = signed_in(account_of_official(cast.county.holders["list_office"][0]))
    assert "没有逾期未公开的内容" in office.get("/office/publications/").content.decode()
    late = Due("delegation", ONE, "赋权决定一号", date(2026, 1, 6), date(2026, 2, 3))
    monkeypatch.setattr(publications, "_found", lambda today: [late])
    page = office.get("/office/publications/?kind=delegation").content.decode()
    for words in (
        "1 项应公开的内容逾期没有公开",
        f'href="/delegation/decisions/{ONE}/"',
        "2026年2月3日",
        "政府信息公开条例",
    ):
        assert words in page
    assert "这一类没有逾期的" in office.get("/office/publications/?kind=rating").content.decode()
    assert "还有更多" not in page
    monkeypatch.setattr(publications, "_found", lambda today: [late, late])
    monkeypatch.setattr(publications, "MOST", 1)
    page = office.get("/office/publications/").content.decode()
    more = "赋权决定：这里只列出逾期最久的 1 条，还有更多。"
    assert (more in page, page.count("赋权决定一号")) == (True, 1)
    sheet = load_workbook(io.BytesIO(office.get("/office/publications/file/").content)).active
    assert [str(row[0].value) for row in sheet.iter_rows()][1:] == [
        "赋权决定",
        "赋权决定：这里只列出逾期最久的 1 条，还有更多。",
    ]


@pytest.mark.parametrize("public", [False, True])
def test_p_02_a_round_whose_votes_closed_is_found_until_it_is_published(settled: None, db: None, public: bool) -> None:
    cast = small_county()
    (published_round if public else opened)(cast)
    found = [(one.kind, one.since, one.due) for one in publications._found(date(2026, 12, 20))]
    assert found == ([] if public else [("round", CLOSES, date(2026, 12, 11))])


def test_p_02_the_list_is_not_for_everybody(settled: None, db: None, settings: Any) -> None:
    settings.DEMO = True
    clerk = signed_in(account_of_official(small_county().county.holders["window_1"][0]))
    assert clerk.get("/office/publications/").status_code == 403
