"""The desk: what waits for a post, by time left, in few statements, page by page."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.cast import Cast, on
from tongban.cases.queries.desk import done_rows, figures, open_rows


def test_the_desk_shows_the_least_time_left_first(cast: Cast) -> None:
    later, sooner = cast.receive(on(11, 6)), cast.receive(on(11, 5))
    by = cast.officer("market_review", on(11, 9))
    page = open_rows(by, cast.county.posts["market_review"], now=on(11, 9), size=10)
    assert [row.number for row in page.rows] == [sooner.number, later.number]
    assert page.after is None
    assert page.rows[0].standing is not None
    assert page.rows[0].standing.left == 3


def test_pages_go_on_where_the_last_ended(cast: Cast) -> None:
    numbers = [cast.receive(on(11, day)).number for day in (2, 3, 4, 5, 6)]
    by, post = cast.officer("market_review", on(11, 9)), cast.county.posts["market_review"]
    first = open_rows(by, post, now=on(11, 9), size=3)
    second = open_rows(by, post, now=on(11, 9), size=3, after=first.after)
    assert [row.number for row in (*first.rows, *second.rows)] == numbers
    assert second.after is None


def test_the_sentence_counts_overdue_today_and_soon(cast: Cast) -> None:
    for day in (2, 3, 5):
        cast.receive(on(11, day))
    post = cast.county.posts["market_review"]
    found = figures(post, today=date(2026, 11, 10), soon=date(2026, 11, 13), now=on(11, 10), ends=[on(11, 11, 0)])
    assert (found.total, found.overdue, found.today, found.soon) == (3, 1, 1, 1)
    assert found.due == (1, 1)


def test_a_long_desk_costs_as_many_statements_as_a_short_one(cast: Cast, count_statements: Any) -> None:
    by, post = cast.officer("market_review", on(11, 9)), cast.county.posts["market_review"]
    counts = []
    for _ in range(2):
        for day in (2, 3, 4):
            cast.receive(on(11, day))
        with count_statements() as sent:
            open_rows(by, post, now=on(11, 9), size=50)
        counts.append(sent.count)
    assert counts[0] == counts[1] <= 4


def test_what_was_done_is_listed_newest_first(cast: Cast) -> None:
    receipts = [cast.accepted(on(11, 2), on(11, day)) for day in (3, 4)]
    by = cast.officer("market_review", on(11, 9))
    page = done_rows(by, cast.county.posts["market_review"], since=on(11, 1), now=on(11, 9), size=10)
    assert [row.number for row in page.rows] == [receipt.number for receipt in reversed(receipts)]
