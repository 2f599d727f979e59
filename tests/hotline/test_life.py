"""The way of an order on real tables: taken, dispatched, returned once, arbitrated, answered, called back, redone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.cast import on
from tests.hotline.stage import NOISE, TAKEN, hotline, state
from tongban.hotline.actions.closing import call_back, close_silent, judge_order, reopen_order
from tongban.hotline.actions.handling import ask_extension, contact_person, decide_extension, reply_order
from tongban.hotline.actions.routing import (
    add_support,
    arbitrate,
    dispatch_order,
    merge_orders,
    move_order,
    send_back,
    sign_order,
)
from tongban.hotline.actions.taking import add_to_order, take_order, turn_away
from tongban.hotline.models import Order, OrderContact
from tongban.hotline.rules.kinds import ContactKind
from tongban.kernel.actor import ANONYMOUS
from tongban.kernel.refusals import Refused

pytestmark = pytest.mark.django_db


def refused(code, act, **given):
    with pytest.raises(Refused) as stopped:
        act(**given)
    assert stopped.value.refusal.code == code


def test_an_order_goes_from_call_to_closed_by_a_callback():
    line = hotline()
    order = line.replied()
    assert state(order) == "callback"
    line.called(order, on(11, 3), solved=True, satisfied=5)
    row = Order.objects.get(pk=order)
    assert (row.state, row.ending, row.solved, row.satisfied) == ("closed", "called_back", True, 5)


def test_c_01_the_same_matter_by_phone_and_mail_is_one_order_with_two_contacts():
    line = hotline()
    first = line.take()
    again = line.take(on(11, 3), channel="mailbox", text=NOISE + "请尽快处理。")
    assert (again.joined, again.order_id) == (True, first.order_id)
    assert list(OrderContact.objects.order_by("at").values_list("channel", "kind")) == [
        ("phone", "first"),
        ("mailbox", "reminder"),
    ]


def test_the_same_request_sent_twice_is_one_order():
    line = hotline()
    asked, by = line.asked(), line.who("hotline_1")
    first = take_order(asked=asked, by=by, at=TAKEN)
    assert take_order(asked=asked, by=by, at=TAKEN).order_id == first.order_id
    assert OrderContact.objects.count() == 1


def test_a_body_returns_once_in_time_and_never_after_arbitration():
    line = hotline()
    order, node = line.dispatched(to="market")
    market, urban = line.who("market_review"), line.who("urban_review")
    due = Order.objects.get(pk=order).due_at
    give = {"order_id": order, "ground": "not_competent", "reason": "餐饮油烟由城管负责"}
    refused("return_late", send_back, **give, by=market, at=TAKEN + timedelta(hours=25))
    send_back(**give, by=market, at=TAKEN + timedelta(hours=3))
    assert state(order) == "returned"
    arbitrate(
        order_id=order, upheld=True, reason="按目录由城管办理", body_id=line.body("urban"),
        by=line.who("hotline_dispatch"), at=TAKEN + timedelta(hours=4),
    )  # fmt: skip
    refused("arbitrated", send_back, **give, by=urban, at=TAKEN + timedelta(hours=5))
    assert Order.objects.get(pk=order).due_at == due


def test_what_is_not_solved_goes_back_and_no_clock_begins_anew():
    line = hotline()
    order = line.replied()
    due = Order.objects.get(pk=order).due_at
    line.called(order, on(11, 3), solved=False)
    row = Order.objects.get(pk=order)
    assert (row.state, row.round, row.due_at) == ("dispatched", 1, due)
    refused(
        "redo_no_return",
        send_back,
        order_id=order,
        ground="not_competent",
        reason="不是我们的",
        by=line.who("urban_review"),
        at=on(11, 3),
    )


def test_a_reply_needs_a_contact():
    line = hotline()
    _, node = line.dispatched()
    officer = line.who("urban_review")
    refused("not_signed", reply_order, node_id=node, result="solved", words="已经处理", by=officer, at=TAKEN)
    sign_order(node_id=node, by=officer, at=TAKEN)
    refused("order_state", reply_order, node_id=node, result="solved", words="已经处理", by=officer, at=TAKEN)
    refused("contact_how", contact_person, node_id=node, how="none_left", by=officer, at=TAKEN)


def test_nobody_calls_back_what_they_handled():
    line = hotline()
    order = line.replied()
    from_urban = line.who("urban_review")
    refused("not_caller", call_back, order_id=order, how="phone", reached=True, solved=True, by=from_urban, at=TAKEN)


def test_joint_handling_waits_for_support_and_names_the_silent():
    line = hotline()
    order, node = line.dispatched()
    urban = line.who("urban_review")
    sign_order(node_id=node, by=urban, at=TAKEN)
    support = add_support(order_id=order, body_id=line.body("fire"), by=urban, at=TAKEN)
    contact_person(node_id=node, how="visit", by=urban, at=TAKEN)
    refused("support_open", reply_order, node_id=node, result="solved", words="已经处理", by=urban, at=TAKEN)
    fire = line.who("fire_review")
    sign_order(node_id=support, by=fire, at=TAKEN)
    reply_order(node_id=support, result="solved", words="消防通道已清理", by=fire, at=TAKEN)
    reply_order(node_id=node, result="solved", words="已经处理", by=urban, at=TAKEN)
    assert state(order) == "callback"


def test_a_moved_order_keeps_its_limit_and_goes_to_no_body_twice():
    line = hotline()
    order, _ = line.dispatched(to="market")
    due, desk = Order.objects.get(pk=order).due_at, line.who("hotline_dispatch")
    move_order(order_id=order, body_id=line.body("urban"), by=desk, at=on(11, 3))
    refused("went_there", move_order, order_id=order, body_id=line.body("market"), by=desk, at=on(11, 3))
    assert Order.objects.get(pk=order).due_at == due


def test_merged_orders_leave_one_with_all_contacts():
    line = hotline()
    first, other = line.take().order_id, line.take(name="周小云", phone="13900000002", text="烧烤店太吵").order_id
    merge_orders(order_id=other, into=first, by=line.who("hotline_dispatch"), at=on(11, 3))
    assert state(other) == "merged"
    assert OrderContact.objects.filter(order=first).count() == 2


def test_an_emergency_and_a_court_matter_end_at_once_with_their_channel():
    line = hotline()
    fire = line.take(emergency="119", text="三楼冒烟，有人被困").order_id
    court = line.take(elsewhere="court", text="法院已经立案").order_id
    web = line.take(by=ANONYMOUS, name="", phone="", named=False, text="邻居借钱不还", channel="web").order_id
    turn_away(order_id=web, ground="own_dispute", by=line.who("hotline_1"), at=TAKEN)
    assert [state(order) for order in (fire, court, web)] == ["transferred", "not_taken", "not_taken"]


def test_an_extension_is_approved_once_by_the_head():
    line = hotline()
    order, _ = line.handled()
    before = Order.objects.get(pk=order).due_at
    ask_extension(order_id=order, days=5, reason="需要检测油烟", by=line.who("urban_review"), at=on(11, 3))
    decide_extension(order_id=order, approved=True, by=line.who("urban_decide"), at=on(11, 3))
    after = Order.objects.get(pk=order).due_at
    assert (before.date().day, after.date().day) == (9, 16)
    refused(
        "extension_once",
        ask_extension,
        order_id=order,
        days=1,
        reason="再延一次",
        by=line.who("urban_review"),
        at=on(11, 4),
    )


def test_c_10_the_one_who_asked_adds_judges_and_reopens():
    line = hotline()
    citizen = line.cast.citizen
    order = line.take(by=citizen, party_id=citizen.ref, kind="consult", channel="web").order_id
    add_to_order(
        order_id=order,
        asked=line.asked(party_id=citizen.ref, text="补充：还占了人行道"),
        kind=ContactKind.ADDITION,
        by=citizen,
        at=TAKEN,
    )
    node = dispatch_order(order_id=order, body_id=line.body("urban"), by=line.who("hotline_1"), at=TAKEN)
    urban = line.who("urban_review")
    sign_order(node_id=node, by=urban, at=TAKEN)
    contact_person(node_id=node, how="phone", by=urban, at=TAKEN)
    reply_order(node_id=node, result="explained", words="已经说明", by=urban, at=TAKEN)
    judge_order(order_id=order, solved=True, satisfied=4, by=citizen, at=on(11, 3))
    reopen_order(order_id=order, asked=line.asked(party_id=citizen.ref, text="又开始占道了"), by=citizen, at=on(11, 20))
    assert (state(order), Order.objects.get(pk=order).round) == ("dispatched", 1)


def test_what_was_not_drawn_closes_after_its_days_only():
    line = hotline()
    anonymous = line.take(by=ANONYMOUS, name="", phone="", named=False, channel="web", kind="consult").order_id
    node = dispatch_order(order_id=anonymous, body_id=line.body("urban"), by=line.who("hotline_1"), at=TAKEN)
    urban = line.who("urban_review")
    sign_order(node_id=node, by=urban, at=TAKEN)
    contact_person(node_id=node, how="none_left", by=urban, at=TAKEN)
    reply_order(node_id=node, result="explained", words="已公开答复", by=urban, at=TAKEN)
    assert (state(anonymous), close_silent(at=on(11, 6))) == ("replied", 0)
    assert (close_silent(at=on(11, 12)), state(anonymous)) == (1, "closed")
