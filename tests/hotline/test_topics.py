"""Topics: what people tell of again and again is found by text and place, kept, warned of and answered for."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

from tests.cast import on
from tests.hotline.stage import Line, hotline
from tongban.hotline.actions import topics as counting
from tongban.hotline.actions.efficiency import give_roles, record_finding
from tongban.hotline.actions.routing import dispatch_order
from tongban.hotline.actions.topic_tasks import answer_topic, close_topic, set_topic_of_month
from tongban.hotline.actions.topics import count_topics, warn
from tongban.hotline.models import Order, Topic, TopicTask
from tongban.hotline.queries.patterns import finding_key, patterns
from tongban.hotline.queries.topic_tasks import orders_of_task, tasks_seen
from tongban.hotline.queries.topics import Picked, by_town, gaps, picked_rows, topic_orders
from tongban.kernel.refusals import Refused
from tongban.ledger.queries import events_of
from tongban.supervision.actions.patterns import Pattern, recommend_on_pattern
from tongban.supervision.actions.recommending import answer_recommendation, close_recommendation
from tongban.supervision.models import Recommendation

pytestmark = pytest.mark.django_db
NOW = on(11, 20, 9)
WATER = (
    "自来水发黄有泥沙不能喝", "家里自来水发黄，放了半小时还有泥沙", "自来水连着三天发黄，泥沙很多",
    "自来水发黄，烧开还有泥沙沉淀", "早上自来水发黄，全是泥沙", "自来水又发黄了，泥沙堵了滤芯",
)  # fmt: skip
OTHERS = (
    "人民路烧烤店油烟扰民", "阳光小区电梯坏了半个月", "学府路井盖松动响得厉害", "孩子在哪里上小学要什么手续",
    "老街路灯有五盏不亮", "工地干了三个月工资没有发",
)  # fmt: skip


def told(line: Line, text: str, at: datetime, place: UUID, serial: int, lead: str = "") -> UUID:
    """One person's call; dispatched where a body leads."""
    order = line.take(at, text=text, kind="help", place_id=place, topic="供水", phone=f"1390001{serial:04d}").order_id
    if lead:
        dispatch_order(order_id=order, body_id=line.body(lead), by=line.who("hotline_1", at), at=at)
    return order


def town(line: Line, code: str = "990823101") -> UUID:
    """A township of the county."""
    return line.cast.county.places[code]


def yellow(line: Line, serial: int = 0) -> list[UUID]:
    """Six people of one township tell of yellow water within three weeks, among six other matters."""
    for place, text in enumerate(OTHERS):
        told(line, text, NOW - timedelta(days=60 - place), line.cast.county.home, serial + 50 + place)
    days = (18, 14, 9, 6, 3, 1)
    return [
        told(line, text, NOW - timedelta(days=back), town(line), serial + place, "forestry")
        for place, (text, back) in enumerate(zip(WATER, days, strict=True))
    ]


def the_topic() -> Topic:
    return Topic.objects.get(ended=False)


def test_s_39_what_many_tell_at_one_place_is_one_topic_with_its_span_and_rise() -> None:
    line = hotline()
    orders = yellow(line)
    assert count_topics(at=NOW) == 1
    topic = the_topic()
    assert {row.order_id for row in topic.orders.all()} == set(orders)
    assert (topic.place_id, topic.place_share, topic.size) == (town(line), 100, 6)
    assert (topic.first, topic.last) == (date(2026, 11, 2), date(2026, 11, 19))
    assert (topic.rises, topic.lately, topic.before, topic.line) == (True, 6, 0, "供水")
    assert "自来水" in topic.name


def test_a_topic_keeps_its_id_while_its_orders_go_on_and_ends_without_any() -> None:
    line = hotline()
    yellow(line)
    count_topics(at=NOW)
    first = the_topic().pk
    told(line, WATER[1], NOW + timedelta(hours=3), town(line), 7)
    count_topics(at=NOW + timedelta(days=1))
    assert (the_topic().pk, the_topic().size) == (first, 7)
    assert count_topics(at=NOW + timedelta(days=200)) == 0
    assert (Topic.objects.get().ended, Topic.objects.get().rises) == (True, False)


def test_counts_equal_the_lists_they_open_and_misconduct_is_in_none() -> None:
    line = hotline()
    yellow(line)
    line.take(NOW, kind="misconduct", text="自来水发黄，泥沙多，管事的收了钱", phone="13900029999")
    count_topics(at=NOW)
    topic = the_topic().pk
    days = topic_orders([topic], NOW)[topic]
    towns = by_town(days, NOW.date())
    assert sum(one.size for one in towns) == picked_rows(Picked(topic=topic), NOW).count() == 6
    assert not picked_rows(Picked(), NOW).filter(kind="misconduct").exists()
    for one in gaps(date(2026, 8, 1), NOW.date(), NOW):
        asked = Picked(line=one.line, body=one.body, unled=one.body is None, since=date(2026, 8, 1), until=NOW.date())
        assert picked_rows(asked, NOW).count() == one.size


def test_c_09_a_topic_that_rises_at_a_place_is_warned_of_once_and_somebody_answers_for_it() -> None:
    line = hotline()
    yellow(line)
    count_topics(at=NOW)
    assert (warn(at=NOW), warn(at=NOW)) == (1, 0)
    task = TopicTask.objects.get()
    head = line.who("forestry_decide", NOW)
    assert (task.ground, task.body_id, task.owner) == ("rising", line.body("forestry"), head.ref)
    assert (task.lately, task.earlier, task.place_id) == (6, 0, town(line))
    with pytest.raises(Refused, match="not_topic_owner"):
        answer_topic(task_id=task.pk, words="已经安排冲洗管网", by=line.who("market_decide", NOW), at=NOW)
    answer_topic(task_id=task.pk, words="已经安排冲洗管网，三天内换滤料", by=head, at=NOW)
    later = NOW + timedelta(days=7)
    told(line, "自来水还有点发黄泥沙", later, town(line), 9, "forestry")
    count_topics(at=later)
    assert close_topic(task_id=task.pk, by=line.who("hotline_dispatch", later), at=later) == (3, 1)
    assert [entry.type for entry in events_of("topic_task", task.pk)] == [
        "topic_task.warned", "topic_task.answered", "topic_task.closed",
    ]  # fmt: skip
    assert warn(at=later) == 0


def test_c_09_a_warning_that_forgets_what_it_told_would_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    line = hotline()
    yellow(line)
    count_topics(at=NOW)
    warn(at=NOW)
    head = line.who("forestry_decide", NOW)
    task = TopicTask.objects.get().pk
    answer_topic(task_id=task, words="已经安排冲洗管网", by=head, at=NOW)
    close_topic(task_id=task, by=line.who("hotline_dispatch", NOW), at=NOW)
    assert warn(at=NOW) == 0
    monkeypatch.setattr(counting, "_quiet", lambda at, today: set())
    assert warn(at=NOW) == 1


def test_s_39_a_topic_of_the_month_has_an_indicator_an_owner_an_answer_and_once_a_month() -> None:
    line = hotline()
    orders = yellow(line)
    count_topics(at=NOW)
    by, home = line.who("centre_manager", NOW), line.cast.county.home
    given = {
        "month": date(2026, 11, 8), "topic_id": the_topic().pk, "body_id": line.body("forestry"), "target": 3,
        "words": "本月内把石桥镇水质问题解决", "place_id": home, "by": by, "at": NOW,
    }  # fmt: skip
    task = TopicTask.objects.get(pk=set_topic_of_month(**given))
    assert (task.month, task.target, task.owner) == (date(2026, 11, 1), 3, line.who("forestry_decide", NOW).ref)
    assert set(picked_rows(orders_of_task(task), NOW).values_list("pk", flat=True)) == set(orders)
    with pytest.raises(Refused, match="month_topic_twice"):
        set_topic_of_month(**given)
    with pytest.raises(Refused, match="not_topics_office"):
        set_topic_of_month(**(given | {"by": line.who("forestry_decide", NOW)}))
    assert tasks_seen(line.who("market_decide", NOW), NOW, 9) == []
    assert [one.pk for one in tasks_seen(line.who("forestry_decide", NOW), NOW, 9)] == [task.pk]


def test_r_16_the_gap_map_tells_what_has_no_owner_and_where_nobody_acts() -> None:
    line = hotline()
    nobody = told(line, "沟里有人倒垃圾", on(11, 2), line.cast.county.home, 1)
    silent = told(line, "自来水发黄", on(11, 2), line.cast.county.home, 2, "forestry")
    told(line, "刚刚停水", NOW, line.cast.county.home, 3)
    found = {one.body: one for one in gaps(date(2026, 11, 1), NOW.date(), NOW)}
    assert (found[None].size, found[None].no_owner, found[None].no_action) == (2, 1, 0)
    led = found[line.body("forestry")]
    assert (led.size, led.no_owner, led.no_action) == (1, 0, 1)
    assert [row.pk for row in picked_rows(Picked(gap="no_owner"), NOW)] == [nobody]
    assert [row.pk for row in picked_rows(Picked(gap="no_action"), NOW)] == [silent]
    assert Order.objects.count() == 3


def test_today_is_the_roots_calendar_day() -> None:
    line = hotline()
    midnight = on(11, 20).replace(hour=0, minute=0)
    late = told(line, "夜里停水了", midnight - timedelta(minutes=1), line.cast.county.home, 1)
    early = told(line, "天没亮路灯灭了", midnight + timedelta(minutes=1), line.cast.county.home, 2)
    day = date(2026, 11, 20)
    assert [row.pk for row in picked_rows(Picked(since=day, until=day), NOW)] == [early]
    before = day - timedelta(days=1)
    assert [row.pk for row in picked_rows(Picked(since=before, until=before), NOW)] == [late]


def test_c_06_a_pattern_becomes_a_recommendation_that_is_answered_and_its_effect_counted() -> None:
    line = hotline()
    orders = yellow(line)
    count_topics(at=NOW)
    found = patterns(NOW, least=3)
    assert [(one.kind, one.body, {key for key, _no in one.requests}) for one in found] == [
        ("topic", line.body("forestry"), set(orders))
    ]
    one, by = found[0], line.who("supervision", NOW)
    given = {
        "body_id": one.body, "words": "查清原因，换滤料，一次解决", "by": by, "at": NOW,
        "pattern": Pattern(one.kind, one.key, one.name[0], one.requests),
    }  # fmt: skip
    made = recommend_on_pattern(**given)
    row = Recommendation.objects.get(pk=made)
    assert (row.about, len(row.grounds), row.answer_by > NOW) == (one.name[0], 6, True)
    with pytest.raises(Refused, match="pattern_asked"):
        recommend_on_pattern(**given)
    later = NOW + timedelta(days=10)
    told(line, WATER[1], NOW + timedelta(days=2), town(line), 31, "forestry")
    count_topics(at=later)
    answer_recommendation(
        recommendation_id=made, words="已换滤料并冲洗管网", by=line.who("forestry_decide", later), at=later
    )
    close_recommendation(recommendation_id=made, by=by, at=later)
    row.refresh_from_db()
    assert (row.state, row.before, row.after) == ("closed", 4, 1)


def test_c_06_fewer_than_a_pattern_and_unfounded_complaints_are_no_ground() -> None:
    line = hotline()
    by = line.who("supervision", NOW)
    order = line.take(
        on(11, 3),
        kind="efficiency",
        complained_id=line.body("market"),
        text="窗口推了三次，就是不办",
        phone="13900037777",
    ).order_id
    give_roles(
        order_id=order, post_id=line.cast.county.posts["supervision"], by=line.who("centre_manager"), at=on(11, 3)
    )
    facts = {"order_id": order, "leads_to": "recommendation", "words": "核实情况属实", "by": by, "at": on(11, 4)}
    record_finding(substantiated=True, fault="half_done", aspect="attitude", **facts)
    assert patterns(NOW, least=3) == []
    one = patterns(NOW, least=1)[0]
    assert (one.kind, one.body, one.key) == ("finding", line.body("market"), finding_key("half_done", "attitude"))
    grounds = Pattern(one.kind, one.key, one.name[0], one.requests)
    with pytest.raises(Refused, match="pattern_small"):
        recommend_on_pattern(body_id=one.body, pattern=grounds, words="改进窗口作风", by=by, at=NOW)
