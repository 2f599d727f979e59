"""What the line owes by its requirements: nothing lost in the figures, complaints classed on both axes, owners."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from tests.cast import on
from tests.hotline.stage import TAKEN, Line, hotline, state
from tongban.hotline.actions.bringing import bring_order
from tongban.hotline.actions.directory import set_line
from tongban.hotline.actions.efficiency import give_roles, record_finding, record_outcome, refer
from tongban.hotline.actions.handling import contact_person, reply_order
from tongban.hotline.actions.routing import dispatch_order, move_order, pass_on, send_back, sign_order
from tongban.hotline.models import Order, OrderFinding, OrderNode
from tongban.hotline.queries.figures import figures, open_of
from tongban.hotline.queries.orders import Asked, counted, order_page
from tongban.hotline.rules.figures import Share
from tongban.kernel.refusals import Refused
from tongban.ledger.queries import events_of

pytestmark = pytest.mark.django_db
SPAN = {"since": on(11, 1, 0), "until": on(12, 1, 0)}
LATER = on(11, 30)


def refused(code: str, act: Any, **given: Any) -> None:
    with pytest.raises(Refused) as stopped:
        act(**given)
    assert stopped.value.refusal.code == code


def month(line: Line, closed: int, waiting: int) -> None:
    """So many closed and so many open, and what stands in no base: told elsewhere, of another month, misconduct."""
    for no in range(closed):
        order = line.replied(phone=f"1390000{no:04d}")
        line.called(order, on(11, 3), solved=True)
    for no in range(waiting):
        line.dispatched(phone=f"1380000{no:04d}", to=("market", "fire")[no % 2])
    line.take(phone="13700000001", elsewhere="court", text="法院已经立案")
    line.take(on(10, 30), phone="13700000002")
    line.take(kind="misconduct", phone="13700000003", text="有人收好处费", complained_id=line.body("market"))


@pytest.mark.parametrize(
    ("taken", "closed", "percent", "left"),
    [(18_195, 17_453, "95.92 %", 742), (7, 5, "71.43 %", 2), (3, 3, "100.00 %", 0), (0, 0, "—", 0)],
)
def test_c_05_closed_of_taken_and_what_is_left(taken: int, closed: int, percent: str, left: int) -> None:
    assert (Share(closed, taken).percent, taken - closed) == (percent, left)


def test_c_05_the_list_of_what_is_not_closed_has_owners_and_comes_from_the_figures_own_filter() -> None:
    line = hotline()
    month(line, closed=5, waiting=2)
    found = figures(**SPAN, now=LATER)
    left = open_of(**SPAN, now=LATER)
    asked = Asked(view="open", **SPAN)
    assert (found.taken, found.closed, found.closing.percent, found.handed_on) == (7, 5, "71.43 %", 1)
    assert found.taken - found.closed == len(left) == counted(asked, LATER)
    assert {number for number, _ in left} == {row.number for row in order_page(asked, now=LATER, size=9).rows}
    assert [owner for _, owner in left] == [line.body("market"), line.body("fire")]


def complained(line: Line) -> UUID:
    """An efficiency complaint about the market bureau, received, given out by the coordinator."""
    taken = line.take(
        kind="efficiency", complained_id=line.body("market"), text="窗口的人态度很差，一直推脱", channel="web"
    )
    give_roles(
        order_id=taken.order_id, post_id=line.cast.county.posts["supervision"], by=line.who("centre_manager"), at=TAKEN
    )
    return taken.order_id


def finding(line: Line, order: UUID, **changes: Any) -> dict[str, Any]:
    """What the investigator finds."""
    return {
        "order_id": order, "substantiated": True, "fault": "half_done", "aspect": "attitude",
        "leads_to": "accountability", "words": "监控证实窗口人员推脱", "by": line.who("supervision"), "at": on(11, 3),
    } | changes  # fmt: skip


def test_c_03_an_efficiency_complaint_goes_its_whole_way_electronically() -> None:
    line = hotline()
    order = complained(line)
    by, node = line.who("supervision"), OrderNode.objects.get(order=order)
    sign_order(node_id=node.pk, by=by, at=TAKEN)
    contact_person(node_id=node.pk, how="phone", by=by, at=TAKEN)
    record_finding(**finding(line, order))
    reply_order(node_id=node.pk, result="solved", words="情况属实，已责令改正", by=by, at=on(11, 3))
    line.called(order, on(11, 4), solved=True, satisfied=4)
    assert state(order) == "closed"
    assert [entry.type.split(".")[1] for entry in events_of("order", order)] == [
        "taken", "roles_given", "dispatched", "signed", "contacted", "finding_made", "replied", "called_back", "closed",
    ]  # fmt: skip


def test_c_03_the_answer_waits_for_the_finding() -> None:
    line = hotline()
    order = complained(line)
    by, node = line.who("supervision"), OrderNode.objects.get(order=order)
    sign_order(node_id=node.pk, by=by, at=TAKEN)
    contact_person(node_id=node.pk, how="phone", by=by, at=TAKEN)
    with pytest.raises(Refused):
        reply_order(node_id=node.pk, result="solved", words="情况属实", by=by, at=on(11, 3))


@pytest.mark.parametrize("fault", ["absent", "overstepping", "half_done"])
@pytest.mark.parametrize("aspect", ["attitude", "efficiency", "conduct"])
def test_c_07_c_08_what_is_substantiated_is_classed_on_both_axes(fault: str, aspect: str) -> None:
    line = hotline()
    order = complained(line)
    record_finding(**finding(line, order, fault=fault, aspect=aspect))
    told = events_of("order", order)[-1].data
    assert (told["fault"], told["aspect"], told["leads_to"]) == (fault, aspect, "accountability")


@pytest.mark.parametrize("changes", [{"fault": ""}, {"fault": "rude"}, {"aspect": ""}, {"aspect": "absent"}])
def test_c_07_c_08_nothing_substantiated_stays_without_a_class(changes: dict[str, str]) -> None:
    line = hotline()
    order = complained(line)
    refused("no_such_code", record_finding, **finding(line, order, **changes))
    assert OrderFinding.objects.get(order=order).found_at is None


def test_c_07_what_does_not_hold_has_no_class() -> None:
    line = hotline()
    order = complained(line)
    record_finding(**finding(line, order, substantiated=False, leads_to="reply"))
    row = OrderFinding.objects.get(order=order)
    assert (row.substantiated, row.fault, row.aspect) == (False, "", "")


def test_c_08_the_outcome_of_a_referral_is_recorded_once_by_the_coordinator() -> None:
    line = hotline()
    order = complained(line)
    coordinator = line.who("centre_manager")
    given = {"order_id": order, "outcome": "disciplined", "at": on(11, 9)}
    refused("not_referred", record_outcome, **given, by=coordinator)
    record_finding(**finding(line, order))
    refused("not_referred", record_outcome, **given, by=coordinator)
    refer(order_id=order, by=coordinator, at=on(11, 4))
    for head in ("market_decide", "urban_decide"):
        refused("not_coordinator", record_outcome, **given, by=line.who(head))
    record_outcome(**given, by=coordinator)
    refused("outcome_once", record_outcome, **given, by=coordinator)
    assert OrderFinding.objects.get(order=order).outcome == "disciplined"


def test_s_18_the_first_body_keeps_what_it_did_not_give_back_in_time() -> None:
    line = hotline()
    order, _ = line.dispatched(to="market")
    late = {"order_id": order, "ground": "not_competent", "reason": "油烟由城管负责"}
    refused("return_late", send_back, **late, by=line.who("market_review"), at=on(11, 4))
    assert Order.objects.get(pk=order).body_id == line.body("market")


def test_s_18_who_gets_an_order_handed_over_signs_before_anything_else() -> None:
    line = hotline()
    order, _ = line.handled(to="market")
    node = move_order(order_id=order, body_id=line.body("urban"), by=line.who("hotline_dispatch"), at=on(11, 3))
    urban = line.who("urban_review")
    refused("not_signed", contact_person, node_id=node, how="phone", by=urban, at=on(11, 3))
    sign_order(node_id=node, by=urban, at=on(11, 3))
    contact_person(node_id=node, how="phone", by=urban, at=on(11, 3))
    assert (state(order), Order.objects.get(pk=order).body_id) == ("handling", line.body("urban"))


def test_s_18_the_database_keeps_no_order_without_an_owner() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT is_nullable FROM information_schema.columns WHERE table_name = 'hotline_order' "
                       "AND column_name = 'body_id'")  # fmt: skip
        assert cursor.fetchone() == ("NO",)


def test_c_02_from_the_city_to_the_county_to_a_township_and_across_each_node_signs() -> None:
    """纵向到底、横向到边: the city's order goes to a department, down to a township, and across to a second body."""
    line = hotline()
    cast, desk = line.cast, line.who("hotline_1")
    liuhe = cast.county.places["990823101"]
    set_line(
        topic="城市管理", place_id=liuhe, body_id=line.body("urban"), supports=[line.body("liuhe")], basis="三定方案",
        by=line.who("hotline_dispatch"), at=TAKEN,
    )  # fmt: skip
    asked = line.asked(origin="city", outside_no="SZ-1", channel="city", place_id=liuhe)
    order = bring_order(asked=asked, by=desk, at=TAKEN).order_id
    lead = dispatch_order(order_id=order, body_id=line.body("urban"), supports=[line.body("fire")], by=desk, at=TAKEN)
    urban, at = line.who("urban_review"), {"at": TAKEN}
    refused("not_signed", pass_on, node_id=lead, body_id=line.body("liuhe"), by=urban, **at)
    sign_order(node_id=lead, by=urban, at=TAKEN)
    below = pass_on(node_id=lead, body_id=line.body("liuhe"), by=urban, at=TAKEN)
    across = OrderNode.objects.get(order=order, role="support").pk
    for node, post in ((below, "liuhe_review"), (across, "fire_review")):
        by = line.who(post)
        refused("not_signed", reply_order, node_id=node, result="solved", words="已经到现场处理", by=by, **at)
        refused("not_handler", sign_order, node_id=node, by=urban, **at)
        sign_order(node_id=node, by=by, at=TAKEN)
    assert not OrderNode.objects.filter(order=order, signed_at=None).exists()
    assert {entry.type for entry in events_of("order", order)} >= {"order.dispatched", "order.signed"}
