"""The look at random lives is not blind: each fault that it knows is planted, in what stands and in the acts."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.cast import on
from tests.hotline.cycle_facts import facts_of
from tests.hotline.stage import TAKEN, Line, hotline
from tongban.hotline.actions import alarms as telling
from tongban.hotline.actions import closing, efficiency, handling, placing, routing, taking
from tongban.hotline.models import Order
from tongban.hotline.rules.passage import Happened
from tongban.hotline.rules.soundness import OrderFacts, faults, lost, untold
from tongban.kernel.ids import uuid7
from tongban.kernel.refusals import Refused

pytestmark = pytest.mark.django_db
NOW = on(12, 1)


def sentences() -> list[str]:
    """What the look finds, without the orders' numbers."""
    return [fault.partition(": ")[2] for fault in faults(facts_of(), NOW)]


def changed(facts: OrderFacts, **row: object) -> OrderFacts:
    return replace(facts, row={**facts.row, **row})


def told(facts: OrderFacts, name: str, **data: object) -> OrderFacts:
    """The same with other figures in one kind of event."""
    events = [replace(one, data={**one.data, **data}) if one.type == name else one for one in facts.events]
    return replace(facts, events=events)


def more(facts: OrderFacts, *names: str, **data: Any) -> OrderFacts:
    """The same with events more at the end, each as the first of its kind."""
    last = facts.events[-1]
    events = [Happened(name, data, last.actor, last.at) for name in names]
    return changed(replace(facts, events=[*facts.events, *events]), seq=len(facts.events) + len(names))


def test_c_05_each_planted_fault_is_found() -> None:
    line = hotline()
    closed = line.replied()
    line.called(closed, TAKEN + timedelta(days=1), solved=True)
    open_now, _ = line.dispatched(phone="13900000055")
    facts = facts_of()
    done, going = facts[str(closed)], facts[str(open_now)]
    assert faults(facts, NOW) == []
    without = [one for one in done.events if one.type != "order.replied"]
    untouched = [one for one in done.events if one.type != "order.contacted"]
    extended = {"approved": True, "due_at": done.row["due_at"].isoformat()}
    far = (NOW + timedelta(days=9)).isoformat()
    for broken, fault in (
        (replace(done, events=without), "closed without a reply"),
        (replace(done, events=untouched), "closed and nobody spoke with the person"),
        (told(done, "order.called_back", solved=False), "closed as solved and the person said no"),
        (replace(done, leads_open=1), "ended and still in hand"),
        (changed(done, ending="no_reason"), "closed as no_reason without its ground"),
        (changed(done, kind="efficiency"), "an efficiency complaint closed without a finding"),
        (changed(done, due_at=done.row["due_at"] + timedelta(days=1)), "its limit was moved"),
        (changed(done, seq=done.row["seq"] - 1), "half done: its row and its events differ"),
        (changed(done, kind="misconduct"), "a report of misconduct stands open"),
        (changed(told(done, "order.replied", next_by=far), ending="no_objection"), "closed for silence before its days "
         "were over, or though it was drawn"),
        (more(done, "order.extension_decided", "order.extension_decided", **extended), "extended twice"),
        (more(done, "order.taken", **done.events[0].data), "its life does not begin with being taken, once"),
        (replace(done, events=[replace(done.events[0], at=NOW), *done.events[1:]]), "its events run backwards"),
        (more(done, "order.contact_added"), "spoken of after it had ended"),
        (replace(going, contacts=()), "nobody spoke of it"),
        (replace(going, leads_open=0), "in hands with 0 leads"),
        (replace(going, leads_open=2), "in hands with 2 leads"),
        (changed(going, body_id=None), "without an owner"),
        (changed(going, step_due=None), "without a next step"),
        (changed(going, state="merged", merged_into_id=None), "joined to nothing"),
        (changed(going, state="merged", merged_into_id=open_now), "joined to nothing"),
    ):  # fmt: skip
        found = faults({str(broken.row["id"]): broken}, NOW)
        assert any(fault in one for one in found), fault
    twice = {str(closed): done, str(open_now): replace(going, contacts=done.contacts)}
    assert [one.partition(": ")[2] for one in faults(twice, NOW)] == ["one request filed twice"]
    assert lost({uuid7(): "QH1"}, facts) == ["QH1: a request that was taken is gone"]
    assert lost({done.contacts[0].request: "QH1"}, facts) == []


def again_though_solved(order: Order, solved: bool, satisfied: int | None, ending: str, by: Any, at: Any) -> None:
    closing._again(order, by, at)


def ends_anyway(order: Order, by: Any, at: Any, **changes: Any) -> None:
    closing._close(order, "called_back", True, None, by, at)


def as_audited(order: Order, solved: bool, satisfied: int | None, ending: str, by: Any, at: Any) -> None:
    closing._close(order, "audited", True, satisfied, by, at)


def called(line: Line, *, solved: bool, post: str = "hotline_callback") -> None:
    order = line.replied()
    closing.call_back(order_id=order, how="phone", reached=True, solved=solved, by=line.who(post), at=on(11, 3))


def to_and_fro(line: Line) -> None:
    order, _ = line.handled(to="market")
    for body in ("urban", "market"):
        routing.move_order(order_id=order, body_id=line.body(body), by=line.who("hotline_dispatch"), at=TAKEN)


def back_twice(line: Line) -> None:
    order, _ = line.dispatched(to="market")
    for body, other in (("market", "urban"), ("urban", "fire")):
        by, to = line.who(f"{body}_review"), line.body(other)
        routing.send_back(order_id=order, ground="not_competent", reason="不是本单位职责", by=by, at=TAKEN)
        arbiter = line.who("hotline_dispatch")
        routing.arbitrate(order_id=order, upheld=True, reason="按目录办理", body_id=to, by=arbiter, at=TAKEN)


def one_for_two(line: Line) -> None:
    post, by = line.cast.county.posts["supervision"], line.who("centre_manager")
    also = replace(by, duties=by.duties | {"operate"})
    order = line.take(kind="efficiency", complained_id=line.body("market"), by=also, text="窗口一直推脱不办").order_id
    efficiency.give_roles(order_id=order, post_id=post, by=by, at=TAKEN)


def joined(line: Line) -> None:
    order, main = line.take().order_id, line.take(phone="13900000077", text="垃圾无人清运").order_id
    routing.merge_orders(order_id=order, into=main, by=line.who("hotline_dispatch"), at=TAKEN)


def joined_late(line: Line) -> None:
    called(line, solved=True)
    line.take(join=Order.objects.get(state="closed").pk, phone="13900000078")


class Forgetful:
    """A contact that is never written."""

    def __init__(self, **given: Any) -> None: ...

    def save(self, **given: Any) -> None: ...


def merged_in_hand(line: Line) -> None:
    (order, _), main = line.dispatched(), line.take(phone="13900000077", text="垃圾无人清运").order_id
    routing.merge_orders(order_id=order, into=main, by=line.who("hotline_dispatch"), at=TAKEN)


SEEDED = [
    (closing, "_again", ends_anyway, lambda line: called(line, solved=False),
     "closed as solved and the person said no"),
    (closing, "_follow", again_though_solved, lambda line: called(line, solved=True),
     "done again though nobody asked for it"),
    (closing, "_follow", as_audited, lambda line: called(line, solved=True), "closed as audited without its ground"),
    (closing, "may_call_back", lambda *a, **k: None, lambda line: called(line, solved=True, post="urban_review"),
     "called back by somebody who handled it"),
    (placing, "target_problem", lambda **k: None, lambda line: line.dispatched(complained_id=line.body("urban")),
     "went to the body complained about"),
    (routing, "loop_problem", lambda *a: None, to_and_fro, "went to and fro between bodies"),
    (routing, "return_problem", lambda **k: None, back_twice, "given back more than once, or after it was decided"),
    (routing, "end_nodes", lambda *a: None, merged_in_hand, "ended and still in hand"),
    (routing, "OrderContact", Forgetful, joined, "joined and 1 of its contacts lost"),
    (efficiency, "roles_problem", lambda *a: None, one_for_two, "two of the three roles are one person"),
    (taking, "_stop_ended", lambda row: None, joined_late, "spoken of after it had ended"),
    (taking, "_contact", lambda *a: None, lambda line: line.take(), "nobody spoke of it"),
]  # fmt: skip


@pytest.mark.parametrize(("where", "name", "bug", "way", "fault"), SEEDED, ids=[row[-1] for row in SEEDED])
def test_c_05_a_bug_in_the_acts_turns_the_look_red(
    monkeypatch: pytest.MonkeyPatch, where: Any, name: str, bug: Any, way: Any, fault: str
) -> None:
    monkeypatch.setattr(where, name, bug)
    way(hotline())
    assert fault in sentences()


def test_a_second_dispatch_that_moved_the_limit_would_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = placing.move

    def moved(order: Order, event: Any, **given: Any) -> int:
        return plain(order, event, **given, due_at=order.due_at + timedelta(days=5))

    monkeypatch.setattr(placing, "move", moved)
    hotline().dispatched()
    assert sentences() == ["its limit was moved"]


def test_c_05_an_act_begun_earlier_than_the_one_before_it_does_not_run_backwards() -> None:
    line = hotline()
    _, node = line.dispatched()
    telling.raise_alarms(at=TAKEN + timedelta(days=9))
    routing.sign_order(node_id=node, by=line.who("urban_review"), at=TAKEN + timedelta(days=8))
    assert sentences() == []


def test_c_05_an_alarm_that_nobody_was_told_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    hotline().dispatched()
    telling.raise_alarms(at=NOW)
    assert untold(facts_of(), NOW) == []
    monkeypatch.setattr(telling, "move", lambda *a, **k: 0)
    hotline().dispatched(phone="13900000066")
    telling.raise_alarms(at=NOW)
    assert [one.partition(": ")[2] for one in untold(facts_of(), NOW)] == ["over its step and nobody was told"]


def test_c_05_the_database_itself_refuses_closing_without_a_reply() -> None:
    line = hotline()
    order, _ = line.dispatched()
    row = Order.objects.get(pk=order)
    with pytest.raises(IntegrityError), transaction.atomic():
        closing._close(row, "called_back", True, None, line.who("hotline_callback"), row.taken_at)


def test_c_01_who_is_joined_to_what_was_joined_is_heard_where_it_goes_on() -> None:
    line = hotline()
    order, main = line.take().order_id, line.take(phone="13900000077", text="垃圾无人清运").order_id
    routing.merge_orders(order_id=order, into=main, by=line.who("hotline_dispatch"), at=TAKEN)
    assert line.take(join=order, phone="13900000079").order_id == main


def test_c_01_nobody_is_joined_to_what_has_ended_and_no_report_of_misconduct_to_anything() -> None:
    line = hotline()
    with pytest.raises(Refused, match="order_ended"):
        joined_late(line)
    other = line.take(phone="13900000080", text="垃圾无人清运").order_id
    with pytest.raises(Refused, match="join_misconduct"):
        line.take(join=other, kind="misconduct", complained_id=line.body("market"), phone="13900000081")


@pytest.mark.parametrize("way", [{"elsewhere": "court"}, {"emergency": "110"}])
def test_a_report_of_misconduct_that_belongs_elsewhere_is_told_so_and_goes_to_nobody(way: dict[str, str]) -> None:
    order = hotline().take(kind="misconduct", **way).order_id
    row = Order.objects.get(pk=order)
    assert (row.closed_at, row.nodes.count(), row.text) == (TAKEN, 0, "")


def test_a_report_of_misconduct_asked_again_stays_sealed() -> None:
    line = hotline()
    order = line.take(kind="misconduct", complained_id=line.body("market")).order_id
    node = Order.objects.get(pk=order).nodes.get()
    by = line.who("discipline_leads")
    routing.sign_order(node_id=node.pk, by=by, at=TAKEN)
    handling.contact_person(node_id=node.pk, how="phone", by=by, at=TAKEN)
    handling.reply_order(node_id=node.pk, result="explained", words="已经移送办理", by=by, at=TAKEN)
    closing.close_silent(at=on(11, 20))
    asked = line.asked(request=uuid7())
    closing.reopen_order(order_id=order, asked=asked, by=line.who("hotline_1", on(11, 21)), at=on(11, 21))
    assert [one.text for one in Order.objects.get(pk=order).contacts.all()] == ["", ""]
