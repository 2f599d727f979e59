"""Lists of orders: each count is the length of its list, walked by key to its end; "today" is the county's day."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.cast import on
from tests.hotline.stage import Line, hotline
from tongban.hotline.queries.orders import VIEWS, Asked, counted, counted_views, order_page, orders_asked
from tongban.kernel.ids import uuid7

pytestmark = pytest.mark.django_db
NOW = on(11, 12)


def busy(line: Line) -> None:
    """Orders in every state, some of them late."""
    for no in range(7):
        line.take(on(11, 2 + no), phone=f"1390000{no:04d}", text=f"第 {no} 处路灯不亮")
        line.dispatched(on(11, 3 + no), to=("urban", "market")[no % 2], phone=f"1380000{no:04d}", text=f"{no} 号积水")
    for no in range(3):
        line.handled(on(11, 9), phone=f"1370000{no:04d}", text=f"井盖 {no} 缺失")
        line.called(line.replied(on(11, 4), phone=f"1360000{no:04d}", text=f"{no} 楼噪音"), on(11, 6), solved=no > 0)
    line.take(NOW, phone="13500000001", text="停水")
    line.take(NOW - timedelta(hours=11), phone="13500000002", text="昨晚停电")
    line.take(kind="misconduct", phone="13500000003", text="有人收好处费", complained_id=line.body("market"))


def walked(asked: Asked) -> list[str]:
    """All numbers of a list, page after page."""
    found: list[str] = []
    page = order_page(asked, now=NOW, size=2)
    while True:
        found += [row.number for row in page.rows]
        if page.after is None:
            return found
        page = order_page(asked, now=NOW, size=2, after=page.after)


def different(line: Line) -> list[str]:
    """The lists whose count is not their length, or that show an order twice, for all and for one body."""
    wrong = []
    for bodies in (None, (), (line.body("urban"),), (line.body("urban"), line.body("market"))):
        counts = counted_views(VIEWS, Asked(bodies=bodies), NOW)
        for view, many in counts.items():
            asked = Asked(view=view, bodies=bodies)
            found = walked(asked)
            if not many == len(found) == len(set(found)) == counted(asked, NOW):
                wrong.append(view)
    return wrong


def test_each_count_is_the_length_of_its_list() -> None:
    line = hotline()
    busy(line)
    assert different(line) == []
    counts = counted_views(VIEWS, Asked(), NOW)
    assert {"today": 1, "all": 22, "closed": 2}.items() <= counts.items()
    assert all(counts[view] for view in ("desk", "hands", "overdue", "alarm", "open"))


def test_a_body_stands_in_the_statement_so_that_each_gets_the_plan_that_suits_it() -> None:
    """A plan kept for all bodies walked half the table for one that leads few."""
    few = uuid7()
    for asked in (Asked(view="all", body=few), Asked(view="all", bodies=(few,)), Asked(view="all", place=few)):
        statement, values = orders_asked(asked, NOW).query.sql_with_params()
        assert (f"'{few}'" in statement, few in values) == (True, False)


def test_a_list_that_counts_otherwise_than_it_lists_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    line = hotline()
    busy(line)
    counts = dict(counted_views(VIEWS, Asked(), NOW))
    monkeypatch.setitem(globals(), "counted_views", lambda *given: counts | {"alarm": counts["alarm"] + 1})
    assert "alarm" in different(line)


def test_a_page_that_began_anew_at_equal_moments_would_show_orders_twice() -> None:
    line = hotline()
    for no in range(5):
        line.take(NOW, phone=f"1390000{no:04d}", text=f"第 {no} 处路灯不亮")
    assert len(walked(Asked(view="all"))) == len(set(walked(Asked(view="today")))) == 5
