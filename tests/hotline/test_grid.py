"""R-10 网格事件: found, several bodies called at once, each answers, closed in under 12 hours; silence escalates."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any
from uuid import UUID

import pytest
import time_machine

from tests.cast import Cast, small_county
from tests.hotline.gridstage import BODIES, FOUND, found, report
from tests.people import picture, signed_in
from tongban.agencies.queries import account_of_official
from tongban.hotline.actions.grid import answer_call, close_event, escalate_silent, hand_to_line, report_event
from tongban.hotline.models import GridCall, GridEvent, Order
from tongban.hotline.pages.grid import shown
from tongban.hotline.queries import grid_warnings
from tongban.hotline.queries.grid import event_for, events_for, order_of
from tongban.hotline.queries.grid_warnings import event_warnings
from tongban.hotline.queries.orders import Asked, counted, order_page
from tongban.hotline.rules.topics import Ground
from tongban.kernel.ids import uuid7
from tongban.kernel.refusals import Refused
from tongban.ledger.queries import events_of


@pytest.fixture
def cast(settled: None, db: None) -> Cast:
    return small_county()


def answer(cast: Cast, event: UUID, body: str, hours: float) -> None:
    at = FOUND + timedelta(hours=hours)
    by = cast.officer(f"{body}_review", at)
    answer_call(event_id=event, result="handled", words="已到场", by=by, at=at)


def code(act: Callable[[], Any]) -> str:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.refusal.code


def test_n13_r_10_the_dumping_case_is_closed_in_less_than_twelve_hours(cast: Cast) -> None:
    event = found(cast)
    for body, hours in zip(BODIES, (1, 2, 3), strict=True):
        answer(cast, event, body, hours)
    at = FOUND + timedelta(hours=9)
    close_event(event_id=event, words="垃圾已清运，车主已处罚", by=cast.officer("liuhe_review", at), at=at)
    row = GridEvent.objects.get()
    assert row.closed_at - row.found_at < timedelta(hours=12)
    told = events_of("grid_event", event)
    assert [one.type.split(".")[1] for one in told] == ["found", "answered", "answered", "answered", "closed"]
    assert (told[-1].data["silent"], told[-1].data["late"]) == ([], False)


def test_r_10_what_is_closed_after_twelve_hours_is_told_as_late_to_the_minute(cast: Cast) -> None:
    for minutes, late in ((0, False), (1, True)):
        event, at = found(cast), FOUND + timedelta(hours=12, minutes=minutes)
        close_event(event_id=event, words="垃圾已清运", by=cast.officer("liuhe_review", at), at=at)
        assert events_of("grid_event", event)[-1].data["late"] is late


def test_r_10_a_missing_responder_is_escalated_once_and_stays_named(cast: Cast) -> None:
    event = found(cast)
    answer(cast, event, "urban", 1)
    answer(cast, event, "market", 5)
    assert escalate_silent(at=FOUND + timedelta(hours=3)) == 0
    at = FOUND + timedelta(hours=4, minutes=1)
    GridCall.objects.get(body_id=cast.county.bodies["market"])
    assert (escalate_silent(at=at), escalate_silent(at=at)) == (1, 0)
    escalated = next(one for one in events_of("grid_event", event) if one.type == "grid_event.escalated")
    assert escalated.data["bodies"] == [str(cast.county.bodies["forestry"])]
    overseer = cast.officer("hotline_dispatch", at)
    assert (events_for(overseer, at)[1].open, events_for(overseer, at)[1].alarming) == (1, 1)
    close_event(event_id=event, words="已清运", by=cast.officer("liuhe_review", at), at=at)
    assert (events_for(overseer, at)[1].open, events_for(overseer, at)[1].alarming) == (0, 0)
    assert events_of("grid_event", event)[-1].data["silent"] == [str(cast.county.bodies["forestry"])]


def test_r_10_the_silent_body_stands_in_the_minute_of_the_head_of_government_and_opens(
    cast: Cast, settings: Any
) -> None:
    settings.DEMO = True
    event, other, at = found(cast), found(cast), FOUND + timedelta(hours=4, minutes=1)
    for body in BODIES:
        answer_call(event_id=other, result="handled", words="已到场", by=cast.officer(f"{body}_review", at), at=FOUND)
    escalate_silent(at=at)
    with time_machine.travel(at, tick=False):
        head = signed_in(account_of_official(cast.county.holders["county_head"][0]))
        assert 'href="/desk/grid/?silent=1">1 件网格事件有单位到时没有答复。' in head.get("/lead/").content.decode()
        listed = head.get("/desk/grid/?silent=1").content.decode()
        assert (listed.count("<tr "), str(event) in listed, head.get(f"/desk/grid/{event}/").status_code) == (
            1,
            True,
            200,
        )
        stranger = signed_in(account_of_official(cast.county.holders["fire_decide"][0]))
        assert "网格事件有单位" not in stranger.get("/lead/").content.decode()


def test_c_01_what_is_not_solved_in_the_field_becomes_one_order_of_the_line(cast: Cast) -> None:
    """One matter, one clock, one list: the event ends where the order begins, and the desk's count is its list."""
    event, at = found(cast), FOUND + timedelta(hours=6)
    finder = cast.officer("liuhe_review", at)
    given = {"event_id": event, "words": "垃圾还在，城管说不归他们", "by": finder, "at": at}
    assert code(lambda: hand_to_line(**{**given, "at": FOUND + timedelta(hours=1)})) == "grid_open"
    assert not Order.objects.exists()
    taken = hand_to_line(**given)
    assert code(lambda: hand_to_line(**given)) == "grid_closed"
    assert GridEvent.objects.get().closed_at == at
    desk = Asked(view="desk")
    assert [row.pk for row in order_page(desk, now=at, size=9).rows] == [taken.order_id]
    assert counted(desk, at) == 1
    order = Order.objects.get()
    assert (order.channel, order.kind, order.state, order.place_id) == (
        "grid", "report", "taken", GridEvent.objects.get().place_id,
    )  # fmt: skip
    assert order_of(GridEvent.objects.get()) == (order.pk, order.number)
    assert all(part in order.text for part in ("建筑垃圾", "桥头", "不归他们"))


def test_how_an_event_stands_is_said_and_no_card_is_named(cast: Cast) -> None:
    event, by = found(cast), cast.officer("liuhe_review", FOUND)
    hours = {1: "处置中", 5: "有单位超时未答复", 13: "超过办结时限"}
    for after, words in hours.items():
        at = FOUND + timedelta(hours=after)
        escalate_silent(at=at)
        assert shown(event_for(event, by, at), at)["stands"] == words
    close_event(event_id=event, words="垃圾已清运", by=by, at=FOUND + timedelta(hours=14))
    assert shown(event_for(event, by, FOUND), FOUND)["stands"] == "已办结"


def test_a_watch_that_never_escalates_would_be_found(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    found(cast)
    monkeypatch.setattr("tongban.hotline.actions.grid._escalate", lambda _event, _at: False)
    assert escalate_silent(at=FOUND + timedelta(hours=5)) == 0
    assert GridCall.objects.filter(escalated_at=None).count() == 3


def reported_again(cast: Cast, times: int, *, weeks_ago: int = 0) -> None:
    for back in range(times):
        at = FOUND - timedelta(weeks=weeks_ago, hours=back)
        report_event(report=report(cast, found_at=at), by=cast.officer("liuhe_review", at), at=at)


def warned(cast: Cast, post: str = "hotline_dispatch") -> list[tuple[str, str, int, int]]:
    some = event_warnings(cast.officer(post, FOUND), FOUND + timedelta(hours=1))
    return [(one.event_kind, one.name, one.rise.lately, one.rise.before) for one in some]


def test_s_38_events_that_rise_at_a_place_are_warned_of_before_the_next_one(cast: Cast) -> None:
    reported_again(cast, 1, weeks_ago=6)
    reported_again(cast, 2)
    assert warned(cast) == [], "three in two months are no news"
    reported_again(cast, 9)
    assert warned(cast) == [("dumping", "柳河镇", 11, 1)]
    assert warned(cast, "liuhe_review") == warned(cast), "the township is told of its own place"
    assert warned(cast, "urban_review") == [], "a body that was called is told of its calls alone"


def test_s_38_each_number_of_a_warning_opens_as_many_events(cast: Cast, settings: Any) -> None:
    settings.DEMO = True
    reported_again(cast, 1, weeks_ago=6)
    reported_again(cast, 11)
    with time_machine.travel(FOUND + timedelta(hours=1), tick=False):
        desk = signed_in(account_of_official(cast.county.holders["hotline_dispatch"][0]))
        page = unescape(desk.get("/desk/grid/").content.decode())
        links = re.findall(r'href="([^"]*since=[^"]*)">\D*(\d+)起', page)
        found = [(desk.get(f"/desk/grid/{where}").content.decode().count("data-row"), int(no)) for where, no in links]
    assert found == [(11, 11), (1, 1)]


def test_s_38_a_warning_that_does_not_look_back_would_be_found(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seeded: whatever came before is forgotten, and the usual number is told as a rise."""
    for weeks in (0, 5):
        reported_again(cast, 7, weeks_ago=weeks)
    monkeypatch.setattr("tongban.hotline.queries.grid_warnings.ground_of", lambda rise, repeat: None if not rise.rises
                        else Ground.RISING)  # fmt: skip
    assert warned(cast) == []
    real = grid_warnings.rise_of
    monkeypatch.setattr(grid_warnings, "rise_of", lambda days, today: real([d for d in days if d.month == 11], today))
    assert warned(cast) != []


def test_the_same_report_sent_again_is_one(cast: Cast) -> None:
    key = uuid7()
    assert found(cast, id=key) == found(cast, id=key) == key
    assert GridEvent.objects.count() == 1
    other = cast.officer("urban_review", FOUND)
    assert code(lambda: report_event(report=report(cast, id=key), by=other, at=FOUND)) == "not_found"


def test_the_usual_bodies_are_called_where_none_is_chosen(cast: Cast) -> None:
    event = found(cast, bodies=(), event_kind="forest")
    called = set(GridCall.objects.filter(event=event).values_list("body_id", flat=True))
    assert called == {cast.county.bodies["forestry"], cast.county.bodies["fire"]}


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"text": " "}, "grid_words"), ({"event_kind": "x"}, "grid_kind"), ({"bodies": [uuid7()]}, "grid_bodies"),
        ({"photo": b"no picture"}, "file_type"),
    ],
)  # fmt: skip
def test_what_is_no_report_is_refused_and_leaves_nothing(cast: Cast, changes: dict[str, Any], problem: str) -> None:
    assert code(lambda: found(cast, **changes)) == problem
    assert not GridEvent.objects.exists()


def test_a_phone_whose_clock_is_wrong_counts_from_when_it_arrived(cast: Cast) -> None:
    early, late = (found(cast, found_at=FOUND + timedelta(days=days)) for days in (-30, 2))
    assert set(GridEvent.objects.filter(pk__in=[early, late]).values_list("found_at", flat=True)) == {FOUND}


def test_nobody_else_reports_answers_or_closes(cast: Cast) -> None:
    event, at = found(cast), FOUND + timedelta(hours=1)
    assert code(lambda: report_event(report=report(cast), by=cast.citizen, at=at)) == "not_grid_worker"
    for post in ("fire_review", "window_1"):
        by = cast.officer(post, at)
        assert code(lambda by=by: answer_call(event_id=event, result="handled", words="已到场", by=by, at=at)) == (
            "not_called"
        )
        assert code(lambda by=by: event_for(event, by, at)) == "not_found"
    urban, finder = cast.officer("urban_review", at), cast.officer("liuhe_review", at)
    assert code(lambda: close_event(event_id=event, words="已清运", by=urban, at=at)) == "not_the_finder"
    assert code(lambda: close_event(event_id=event, words="已清运", by=finder, at=at)) == "grid_open"
    answer(cast, event, "urban", 1)
    assert code(lambda: answer(cast, event, "urban", 1)) == "grid_answered"


def test_the_photo_is_kept_with_the_event(cast: Cast, settings: Any, tmp_path: Any) -> None:
    settings.FILES_ROOT = tmp_path
    assert GridEvent.objects.get(pk=found(cast, photo=picture())).photo is not None
