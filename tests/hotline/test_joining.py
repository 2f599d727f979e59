"""Decision 0018: a call and a grid event about one thing are proposed to each other; a person joins them, once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from tests.hotline.gridstage import report
from tests.hotline.stage import Line, hotline, state
from tests.people import signed_in
from tongban.agencies.queries import account_of_official
from tongban.hotline.actions.grid import answer_call, close_event, hand_to_line, join_event, report_event
from tongban.hotline.actions.taking import turn_away
from tongban.hotline.models import GridEvent, Order, OrderContact
from tongban.hotline.queries.grid import order_of
from tongban.hotline.queries.joining import events_like, orders_like
from tongban.kernel.refusals import Refused
from tongban.ledger.queries import events_of

CALL = "柳河镇河沿村桥头有人夜里倒了一车建筑垃圾，没人管"


@pytest.fixture
def line(db: None, settings: Any) -> Line:
    settings.DEMO = True
    return hotline()


def town(line: Line) -> UUID:
    return line.cast.county.places["990823101"]


def event(line: Line) -> GridEvent:
    """What the worker found just now."""
    now = timezone.now()
    told = report(line.cast, found_at=now - timedelta(minutes=40))
    by = line.cast.officer("liuhe_review", now)
    return GridEvent.objects.get(pk=report_event(report=told, by=by, at=now))


def call(line: Line, **changes: Any) -> UUID:
    told = {"text": CALL, "place_id": town(line), "kind": "report", "phone": "13900000301"} | changes
    return line.take(changes.pop("at", timezone.now()), **{k: v for k, v in told.items() if k != "at"}).order_id


def client(line: Line, post: str) -> Client:
    return signed_in(account_of_official(line.cast.county.holders[post][0]))


def code(act: Any) -> str:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.refusal.code


def joined(line: Line, row: GridEvent, order: UUID) -> None:
    join_event(event_id=row.pk, order_id=order, by=line.who("hotline_dispatch"), at=timezone.now())


def test_0018_each_finds_the_other_by_place_days_and_words(line: Line) -> None:
    row, order = event(line), call(line)
    assert [one.event.pk for one in events_like(CALL, town(line), timezone.now())] == [row.pk]
    assert [one.order.pk for one in orders_like(row)] == [order]
    other = line.cast.county.places["990823102"]
    assert events_like(CALL, other, timezone.now()) == []
    assert events_like(CALL, town(line), timezone.now() + timedelta(days=9)) == []
    assert events_like("学校门口红绿灯坏了", town(line), timezone.now()) == []
    assert events_like(CALL, line.cast.county.home, timezone.now()) != [], "of the whole county: it may be anywhere"


def test_0018_what_is_not_the_same_is_not_proposed_to_the_event(line: Line) -> None:
    row = event(line)
    call(line, text="学校门口红绿灯坏了", phone="13900000302")
    call(line, place_id=line.cast.county.places["990823102"], phone="13900000303")
    call(line, at=timezone.now() - timedelta(days=9), phone="13900000304")
    call(line, kind="misconduct", complained_id=line.body("market"), phone="13900000305")
    assert orders_like(row) == []


def test_0018_joining_loses_nothing_and_makes_no_second_order(line: Line) -> None:
    row, order = event(line), call(line)
    joined(line, row, order)
    contact = OrderContact.objects.get(request=row.pk)
    assert (contact.order_id, contact.kind, contact.channel) == (order, "joined", "grid")
    assert "一车建筑垃圾" in contact.text
    assert order_of(row) == (order, Order.objects.get(pk=order).number)
    assert [one.type for one in events_of("grid_event", row.pk)][-1] == "grid_event.joined"
    assert (events_like(CALL, town(line), timezone.now()), GridEvent.objects.get().closed_at) == ([], None)
    later = timezone.now() + timedelta(hours=5)
    answer_call(
        event_id=row.pk, result="handled", words="已到场", by=line.cast.officer("urban_review", later), at=later
    )
    hand_to_line(event_id=row.pk, words="垃圾还在", by=line.who("hotline_dispatch"), at=later)
    assert Order.objects.count() == 1
    assert list(OrderContact.objects.filter(order=order).order_by("at").values_list("kind", flat=True)) == [
        "first", "joined", "addition",
    ]  # fmt: skip


def test_0018_what_is_closed_in_the_field_leaves_the_order_open(line: Line) -> None:
    row, order = event(line), call(line)
    joined(line, row, order)
    later = timezone.now() + timedelta(hours=13)
    close_event(event_id=row.pk, words="垃圾已清运", by=line.who("hotline_dispatch"), at=later)
    assert state(order) == "taken", "the caller is still to be answered"


def test_0018_an_event_goes_to_one_order_and_is_joined_by_who_dispatches(line: Line) -> None:
    row, order, other = event(line), call(line), call(line, text="别的事：路灯不亮", phone="13900000306")
    told: dict[str, Any] = {"event_id": row.pk, "at": timezone.now()}
    assert code(lambda: join_event(**told, order_id=order, by=line.who("urban_review"))) == "not_dispatcher"
    joined(line, row, order)
    assert code(lambda: joined(line, row, other)) == "grid_joined"
    secret = call(line, kind="misconduct", complained_id=line.body("market"), phone="13900000307")
    assert code(lambda: joined(line, event(line), secret)) == "join_misconduct"


def test_0018_an_order_that_ended_meanwhile_is_not_the_end_of_the_event(line: Line) -> None:
    row, order = event(line), call(line)
    joined(line, row, order)
    turn_away(order_id=order, ground="court", by=line.who("hotline_dispatch"), at=timezone.now())
    later = timezone.now() + timedelta(hours=13)
    hand_to_line(event_id=row.pk, words="垃圾还在", by=line.who("hotline_dispatch"), at=later)
    ((known, _number),) = [one for one in [order_of(GridEvent.objects.get())] if one]
    assert (known != order, Order.objects.count()) == (True, 2)


def test_0018_the_pages_propose_in_both_directions_and_while_the_call_is_typed(line: Line) -> None:
    row, order = event(line), call(line)
    dispatcher, operator = client(line, "hotline_dispatch"), client(line, "hotline_1")
    page, seen = f"/hotline/orders/{order}/", f"/desk/grid/{row.pk}/"
    assert f'name="event" value="{row.pk}"' in dispatcher.get(page).content.decode()
    assert f'name="order" value="{order}"' in dispatcher.get(seen).content.decode()
    assert f'value="{order}"' not in client(line, "urban_review").get(seen).content.decode()
    typed = {"text": CALL, "place": str(town(line)), "phone": "", "topic": "", "kind": ""}
    beside = operator.post("/hotline/beside/", typed).content.decode()
    assert f'name="event" value="{row.pk}">' in beside, "proposed, not ticked"
    assert dispatcher.post(seen, {"do": "join", "order": str(order)}).status_code == 302
    assert "已并入诉求" in dispatcher.get(seen).content.decode()
    assert "网格员发现" in client(line, "hotline_1").get(page).content.decode()
    assert dispatcher.post(page, {"do": "join_event", "event": str(row.pk)}).status_code == 409


def test_0018_an_event_ticked_beside_the_form_is_joined_with_the_call_that_is_taken(line: Line) -> None:
    row = event(line)
    sent = {
        "request": "01900000-0000-7000-8000-000000000001", "phone": "13900000308", "name": "", "text": CALL,
        "topic": "", "place": str(town(line)), "kind": "", "proposed_kind": "report", "urgency": "general",
        "channel": "phone", "do": "take", "event": str(row.pk),
    }  # fmt: skip
    assert client(line, "hotline_1").post("/hotline/", sent).status_code == 302
    order = Order.objects.get()
    assert (order.kind, order_of(row)) == ("report", (order.pk, order.number))


@pytest.mark.parametrize(
    ("sent", "kind"),
    [({"kind": "", "proposed_kind": "consult"}, "consult"), ({"kind": ""}, "help"),
     ({"kind": "praise", "proposed_kind": "consult"}, "praise")],
)  # fmt: skip
def test_c_01_a_kind_chosen_goes_before_the_one_proposed_and_a_struck_one_is_not_taken(
    line: Line, sent: dict[str, str], kind: str
) -> None:
    operator = client(line, "hotline_1")
    typed = {
        "request": "01900000-0000-7000-8000-000000000002", "phone": "13900000309", "text": "请问开店要什么材料",
        "place": str(town(line)), "urgency": "general", "channel": "phone", "do": "take",
    }  # fmt: skip
    beside = operator.post("/hotline/beside/", typed | sent).content.decode()
    assert ('name="proposed_kind" value="consult" checked' in beside) is (sent["kind"] == "")
    assert operator.post("/hotline/", typed | sent).status_code == 302
    assert Order.objects.get().kind == kind


def test_c_01_a_page_shown_again_for_a_wrong_input_leaves_the_kind_open_as_it_was(line: Line) -> None:
    typed = {
        "request": "01900000-0000-7000-8000-000000000003", "phone": "1390000", "text": "请问开店要什么材料", "kind": "",
        "place": str(town(line)), "urgency": "general", "channel": "phone", "do": "take",
    }  # fmt: skip
    shown = client(line, "hotline_1").post("/hotline/", typed)
    assert shown.status_code == 422
    assert '<option value="" selected' in shown.content.decode().split('name="kind"')[1].split("</select>")[0]
