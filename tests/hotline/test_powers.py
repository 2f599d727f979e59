"""What orders say about powers: known by the order or its line, ranked with ratings and votes, each piece opens."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from tests.hotline.stage import Line, hotline
from tests.hotline.test_pages import client
from tongban.hotline.actions.directory import set_line
from tongban.hotline.actions.topics import count_topics
from tongban.hotline.models import Topic
from tongban.hotline.queries import powers
from tongban.hotline.queries.powers import heard, items_behind
from tongban.portal.rules.heard import ranked
from tongban.powerlist.queries import version

pytestmark = pytest.mark.django_db
CALLS = ("开饭店办证跑了三趟", "开饭店办证又跑了三趟，窗口推来推去", "开饭店办证跑三趟，还差一张纸")


@pytest.fixture(autouse=True)
def _demonstration(settings: Any) -> None:
    """Officials need no second factor."""
    settings.DEMO = True


def told(line: Line) -> tuple[UUID, list[UUID], datetime]:
    """Three complaints: two taken down with the item, one under a line that is about it; thanks; another matter."""
    now = datetime.now(UTC)
    item = version(line.cast.version_id).item_id
    set_line(
        topic="餐饮办证", place_id=line.cast.county.home, body_id=line.body("market"), basis="三定方案", item_id=item,
        by=line.who("hotline_dispatch", now), at=now - timedelta(days=2),
    )  # fmt: skip
    at = now - timedelta(hours=5)
    orders = [
        line.take(at, text=text, topic="餐饮办证", item_id=item if serial < 2 else None, phone=f"1390008000{serial}")
        for serial, text in enumerate(CALLS)
    ]
    line.take(at, kind="praise", text="开饭店办证很快，谢谢", item_id=item, phone="13900080009")
    line.take(at, text="路边有人倒垃圾", phone="13900080010")
    return item, [one.order_id for one in orders], now


def test_d_08_complaints_are_joined_to_the_item_by_the_order_or_by_its_line() -> None:
    line = hotline()
    item, orders, now = told(line)
    found = heard(now.date() - timedelta(days=9), now.date() + timedelta(days=1), now)
    assert {one.order_id for one in found} == set(orders)
    assert {one.item_id for one in found} == {item}
    assert sorted(one.by_line for one in found) == [False, False, True]


def test_d_08_the_top_candidates_evidence_opens_and_matches() -> None:
    line = hotline()
    _item, orders, _now = told(line)
    office, manager = client(line, "list_office"), client(line, "centre_manager")
    listed = office.get("/office/heard/").content.decode()
    code = version(line.cast.version_id).code
    assert f'href="/office/heard/{code}/#orders">3</a>' in listed
    seen, opened = (one.get(f"/office/heard/{code}/").content.decode() for one in (office, manager))
    for order in orders:
        assert f"/hotline/orders/{order}/" in opened
        assert f"/hotline/orders/{order}/" not in seen
        assert manager.get(f"/hotline/orders/{order}/").status_code == 200
    assert seen.count('class="code">QHR') == 3


def test_c_12_a_topic_names_the_powers_behind_it_by_its_orders() -> None:
    line = hotline()
    item, _orders, now = told(line)
    count_topics(at=now)
    behind = items_behind(Topic.objects.get(), now)
    assert behind.named == ((item, 3),)
    assert item not in {one.version.item_id for one in behind.suggested}


def test_d_08_a_join_that_forgets_the_directory_would_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    line = hotline()
    _item, orders, now = told(line)
    monkeypatch.setattr(powers, "line_items", lambda at: {})
    assert len(heard(now.date() - timedelta(days=9), now.date() + timedelta(days=1), now)) == len(orders) - 1


def test_d_08_each_order_low_rating_and_vote_counts_one() -> None:
    one, other, topic = UUID(int=1), UUID(int=2), UUID(int=9)
    found = ranked(
        [(one, topic, "办证"), (one, None, ""), (other, topic, "办证")], [other, other], [(other, 4), (one, 1)]
    )
    assert [(power.item_id, power.orders, power.low, power.votes, power.evidence) for power in found] == [
        (other, 1, 2, 4, 7), (one, 2, 0, 1, 3),
    ]  # fmt: skip
    assert found[0].topics == ((topic, "办证"),)
