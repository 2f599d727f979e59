"""The linkage with 110 by its contract, over both doors: handed over at once, taken in once, results both ways."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.cast import on
from tests.hotline.stage import NOISE, TAKEN, Line, hotline
from tests.hotline.test_pages import client
from tongban.hotline.actions import carrying
from tongban.hotline.actions.carrying import carry
from tongban.hotline.actions.police import take_call
from tongban.hotline.actions.routing import dispatch_order, merge_orders
from tongban.hotline.actions.taking import turn_away
from tongban.hotline.adapters.police.door import linked, read_rows
from tongban.hotline.adapters.police.toy import FolderDesk, HttpDesk, told
from tongban.hotline.followers import hear
from tongban.hotline.models import Order, OrderContact, PoliceMatter, PoliceMessage
from tongban.ledger.queries import events_of

pytestmark = pytest.mark.django_db
FIGHT = "广场上有人持械斗殴，已经有人受伤。"


@pytest.fixture
def line() -> Line:
    return hotline()


@pytest.fixture(params=["signed_http", "file_drop"])
def desk(
    request: Any, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[HttpDesk | FolderDesk]:
    """110 behind each of the doors."""
    monkeypatch.setenv("TONGBAN_110_KEY", "a-shared-key")
    link = {"adapter": request.param, "key_from": "TONGBAN_110_KEY", "folder": str(tmp_path), "coding": "utf-8-sig"}
    if request.param == "file_drop":
        settings.POLICE_LINK = link
        yield FolderDesk(tmp_path)
        return
    toy = HttpDesk("a-shared-key")
    settings.POLICE_LINK = link | {"url": toy.url}
    yield toy
    toy.close()


def round_(desk: HttpDesk | FolderDesk, at: Any = TAKEN, rounds: int = 1) -> None:
    """What the follower hears, one or more rounds of the worker, and 110's own reading of its folder; all twice."""
    for _again in range(2):
        for order in Order.objects.values_list("pk", flat=True):
            for entry in events_of("order", order):
                hear(entry)
    for no in range(rounds):
        carry(at=at + timedelta(minutes=no))
        if isinstance(desk, FolderDesk) and not getattr(desk, "down", False):
            desk.take()
    carry(at=at + timedelta(minutes=rounds))


def ended(line: Line, order: Any) -> None:
    """Handled by urban management and closed after the callback or by silence."""
    dispatch_order(order_id=order, body_id=line.body("urban"), by=line.who("hotline_1"), at=TAKEN)
    line.answered(order)


def test_what_is_110s_is_handed_over_at_once_with_what_is_known(line: Line, desk: Any) -> None:
    order = line.take(emergency="110", text=FIGHT, urgency="life").order_id
    round_(desk)
    (row,) = desk.desk.heard
    assert (row["what"], row["text"], row["urgency"]) == ("transfer", FIGHT, "life")
    assert (row["name"], row["phone"], row["place"]) == ("罗大勇", "13900000001", "990823")
    matter = PoliceMatter.objects.get()
    assert (matter.answer, matter.number, matter.order_id) == ("taken", "110-0001", order)
    kinds = [entry.type for entry in events_of("order", order)]
    assert kinds == ["order.taken", "order.police_linked", "order.police_told", "order.police_heard"]


def test_an_order_turned_away_to_110_is_handed_over_too_and_its_result_comes_back(line: Line, desk: Any) -> None:
    from_desk = line.take(text=FIGHT)
    turn_away(order_id=from_desk.order_id, ground="110", by=line.who("hotline_1"), at=TAKEN)
    round_(desk)
    desk.put_out(told("result", number="110-0001", ours=from_desk.number, result="已出警", words="双方已带回派出所"))
    round_(desk)
    matter = PoliceMatter.objects.get()
    assert (matter.result, desk.desk.kinds()) == ("已出警", [("transfer", from_desk.number)])
    assert "派出所" not in str(events_of("order", from_desk.order_id)[-1].data)


def test_the_page_of_what_is_110s_says_where_it_went_and_names_nobody(line: Line, desk: Any, settings: Any) -> None:
    settings.DEMO = True
    order = line.take(emergency="110", text=FIGHT, urgency="life", name="").order_id
    told = client(line, "hotline_dispatch").get(f"/hotline/orders/{order}/").content.decode()
    assert "已转紧急热线" in told
    assert "110 · 正在发生的违法犯罪" in told
    assert "还没有派单" not in told
    assert "匿名 139****0001" in told


def test_another_emergency_line_is_not_told_110(line: Line, desk: Any) -> None:
    line.take(emergency="119", text="三楼着火了")
    round_(desk)
    assert not PoliceMessage.objects.exists()


def test_a_call_of_110_is_one_order_acknowledged_and_its_result_told(line: Line, desk: Any) -> None:
    call = told("call", number="J-77", text=NOISE, name="周小云", phone="13900000002", place="990823")
    desk.put_out(call, call)
    round_(desk)
    desk.put_out(call)
    round_(desk)
    order = Order.objects.get()
    assert (order.channel, order.origin, order.outside_no, order.contacts.count()) == ("police", "110", "J-77", 1)
    ended(line, order.pk)
    round_(desk)
    rows = [(row["what"], row["number"], row["ours"], row["result"]) for row in desk.desk.heard]
    assert rows == [("taken", "J-77", order.number, ""), ("result", "J-77", order.number, "solved")]


def test_a_call_about_a_known_matter_joins_it_and_both_numbers_get_their_result(line: Line, desk: Any) -> None:
    first = line.take(kind="help").order_id
    desk.put_out(
        told("call", number="J-77", text=NOISE + "请快来。", name="罗大勇", phone="13900000001"),
        told("call", number="J-78", text="楼下烧烤店夜里油烟很大", name="罗大勇", phone="13900000004"),
    )
    round_(desk)
    assert (Order.objects.count(), OrderContact.objects.filter(order=first).count()) == (2, 2)
    other = Order.objects.exclude(pk=first).get()
    merge_orders(order_id=other.pk, into=first, by=line.who("hotline_dispatch"), at=TAKEN)
    ended(line, first)
    round_(desk)
    told_of = [row["number"] for row in desk.desk.heard if row["what"] == "result"]
    assert sorted(told_of) == ["J-77", "J-78"]


def test_new_words_about_a_number_are_a_contact_and_what_cannot_be_taken_is_answered(line: Line, desk: Any) -> None:
    desk.put_out(told("call", number="J-77", text=NOISE), told("call", number="J-77", text="现在还在营业"))
    desk.put_out(told("call", number="J-78", text="?"), told("call", text="没有编号"), told("greeting", number="J-79"))
    round_(desk, rounds=2)
    assert Order.objects.get().contacts.count() == 2
    refused = [(row["number"], row["words"]) for row in desk.desk.heard if row["what"] == "refused"]
    assert refused == [("J-78", "请写明要反映的事。")]


def outage(line: Line, desk: Any, settings: Any) -> None:
    """An hour without 110: transfers and calls meanwhile, then everything is back."""
    link = settings.POLICE_LINK
    settings.POLICE_LINK = link | {"folder": "/nowhere", "url": "http://127.0.0.1:9"}
    for no in range(3):
        line.take(emergency="110", text=f"{FIGHT}{no}", phone=f"1390000010{no}")
        desk.put_out(told("call", number=f"J-{no}", text=f"{no} 号楼前井盖丢了", phone=f"1380000000{no}"))
        round_(desk, TAKEN + timedelta(minutes=20 * no), rounds=3)
    assert PoliceMessage.objects.filter(state="waiting").count() == 3
    settings.POLICE_LINK = link
    round_(desk, TAKEN + timedelta(minutes=61), rounds=2)


def test_an_outage_of_an_hour_loses_and_doubles_nothing(line: Line, desk: Any, settings: Any) -> None:
    outage(line, desk, settings)
    kinds = [row["what"] for row in desk.desk.heard]
    assert (kinds.count("transfer"), kinds.count("taken")) == (3, 3)
    transfers = [row["text"] for row in desk.desk.heard if row["what"] == "transfer"]
    assert transfers == [f"{FIGHT}{no}" for no in range(3)]
    assert Order.objects.filter(origin="110").count() == 3
    assert not PoliceMatter.objects.filter(way="out").exclude(answer="taken").exists()


class Killed(Exception):
    """The process ends here."""


def killed_after_sending(line: Line, desk: Any, patch: pytest.MonkeyPatch) -> list[str]:
    """110 has the row, and we die before we know it; the next round tries again. What 110 took."""
    line.take(emergency="110", text=FIGHT)
    for entry in events_of("order", Order.objects.get().pk):
        hear(entry)

    def die(*given: Any, **named: Any) -> None:
        raise Killed

    with patch.context() as one:
        one.setattr(carrying, "_settle", die)
        with pytest.raises(Killed):
            carry(at=TAKEN)
    if isinstance(desk, FolderDesk):
        desk.take()
    round_(desk, TAKEN + timedelta(minutes=1), rounds=2)
    return [row["what"] for row in desk.desk.heard]


def test_a_kill_between_sending_and_knowing_doubles_nothing(line: Line, desk: Any, monkeypatch: Any) -> None:
    assert killed_after_sending(line, desk, monkeypatch) == ["transfer"]


def test_a_name_that_changes_with_each_try_would_be_found(line: Line, desk: Any, monkeypatch: Any) -> None:
    """Seeded fault: a try is named by its count, so 110 cannot know that it has the row."""
    names = iter(range(99))
    monkeypatch.setattr(carrying, "name_of", lambda row: f"20261102-try{next(names)}")
    assert killed_after_sending(line, desk, monkeypatch) == ["transfer", "transfer"]


def test_a_call_read_again_after_a_crash_is_still_one(line: Line, desk: Any, settings: Any) -> None:
    desk.put_out(told("call", number="J-77", text=NOISE, phone="13900000002"))
    way = linked()
    assert way is not None
    rows = [row for data in way.fetch("")[0] for row in read_rows(way, data)]
    assert [take_call(told=row, at=TAKEN) for row in (*rows, *rows)] == [True, False]
    round_(desk)
    assert (Order.objects.count(), OrderContact.objects.count()) == (1, 1)


def test_without_110_nothing_is_queued_and_nothing_fails(line: Line, settings: Any) -> None:
    settings.POLICE_LINK = {"adapter": ""}
    order = line.take(emergency="110", text=FIGHT).order_id
    for entry in events_of("order", order):
        hear(entry)
    assert (carry(at=on(11, 3)), PoliceMessage.objects.count()) == ((0, 0), 0)
