"""The one-door desk of a township: receives and helps, tells in plain words, decides nothing."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.cases.window.conftest import text
from tests.cast import Cast, on
from tongban.cases.actions.accept import NoticePoint, notify_once
from tongban.cases.queries.received import received_by, tell_of

pytestmark = pytest.mark.django_db


def at_town(cast: Cast) -> Any:
    return cast.officer("liuhe_window", on(11, 2))


@pytest.mark.parametrize(
    ("state", "decision", "tell"),
    [("noticed", "", "papers"), ("decided", "grant", "collect"), ("decided", "refuse", "refused"),
     ("not_accepted", "", "not_accepted"), ("accepted", "", ""), ("closed", "grant", "")],
)  # fmt: skip
def test_what_the_applicant_must_hear(state: str, decision: str, tell: str) -> None:
    assert tell_of(state, decision) == tell


def test_whoever_must_bring_papers_stands_first_in_plain_words(cast: Cast, as_post: Any) -> None:
    cast.receive(on(11, 2), by=at_town(cast))
    noticed = cast.receive(on(11, 2), by=at_town(cast)).case_id
    points = [NoticePoint("m_sign", "missing", "未提交")]
    notify_once(case_id=noticed, points=points, by=cast.officer("market_review", on(11, 3)), at=on(11, 3))
    page = text(as_post("liuhe_window").get("/town/"))
    assert "有 1 件要告诉群众" in page
    assert "市场监督管理局要求补 1 项" in page
    assert f"/window/s/{noticed}/" in page


def test_a_town_sees_what_it_received_and_masked(cast: Cast, as_post: Any) -> None:
    cast.receive(on(11, 2), by=cast.officer("window_1", on(11, 2)))
    assert received_by(at_town(cast)) == []
    cast.receive(on(11, 2), by=at_town(cast))
    page = text(as_post("liuhe_window").get("/town/"))
    assert "陈*" in page
    assert "陈芳" not in page


def test_s_08_the_desk_has_no_act_that_decides(cast: Cast, as_post: Any) -> None:
    cast.receive(on(11, 2), by=at_town(cast))
    page = text(as_post("liuhe_window").get("/town/"))
    assert re.findall(r'<form[^>]*method="post"[^>]*>', page.partition("<main")[2].partition("</main")[0]) == []
    assert as_post("market_review").get("/town/").status_code == 403


def test_it_costs_the_same_for_many_cases(cast: Cast, django_assert_num_queries: Any) -> None:
    for _ in range(3):
        cast.receive(on(11, 2), by=at_town(cast))
    actor = at_town(cast)
    with django_assert_num_queries(3):
        assert len(received_by(actor)) == 3
