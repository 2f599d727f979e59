"""A closed order is rated once: by the callback, by judging it online, by its page, by number and code on the slip."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from tests.cast import Cast, on
from tests.hotline.stage import TAKEN, Line
from tests.people import signed_in
from tongban.agencies.actions.accounts import open_citizen_account
from tongban.hotline.actions.closing import close_silent, judge_order, reopen_order
from tongban.hotline.actions.handling import contact_person, reply_order
from tongban.hotline.actions.routing import dispatch_order, sign_order
from tongban.hotline.models import Order, OrderNode
from tongban.hotline.queries import rateable as ratable_orders
from tongban.hotline.queries.view import order_numbered
from tongban.kernel.actor import SYSTEM
from tongban.kernel.refusals import Refused
from tongban.ledger.queries import events_of
from tongban.ratings.actions.rating import give_rating
from tongban.ratings.followers import hear
from tongban.ratings.models import Occasion, Rating
from tongban.ratings.queries.ratings import rating_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def line(cast: Cast) -> Line:
    return Line(cast)


def heard(order: UUID) -> None:
    """What ratings hear of an order and of its rating; twice, which changes nothing."""
    for _again in range(2):
        for entry in [
            *events_of("order", order),
            *(e for r in Rating.objects.all() for e in events_of("rating", r.pk)),
        ]:
            hear(entry)


def asked_online(line: Line, at: Any = TAKEN) -> UUID:
    """陈芳 asks on the page; urban management answers."""
    order = line.take(at, by=line.cast.citizen, party_id=line.cast.applicant, channel="web").order_id
    dispatch_order(order_id=order, body_id=line.body("urban"), by=line.who("hotline_1"), at=at)
    answered(line, order, at)
    return order


def answered(line: Line, order: UUID, at: Any) -> None:
    node, officer = OrderNode.objects.get(order=order, role="lead", closed_at=None).pk, line.who("urban_review", at)
    sign_order(node_id=node, by=officer, at=at)
    contact_person(node_id=node, how="phone", by=officer, at=at)
    reply_order(node_id=node, result="solved", words="已责令整改并复查", by=officer, at=at)


@pytest.mark.parametrize(("satisfied", "level"), [(5, 1), (3, 3), (1, 5)])
def test_s_36_what_was_said_in_the_callback_is_the_rating_of_the_order(line: Line, satisfied: int, level: int) -> None:
    order = line.replied()
    line.called(order, on(11, 3), solved=True, satisfied=satisfied)
    heard(order)
    row = Rating.objects.get()
    assert (row.level, row.channel, row.occasion.kind, row.body_id) == (level, "callback", "order", line.body("urban"))
    assert row.owner_post_id == line.who("urban_review").post_id


def test_s_36_an_order_is_rated_once_whatever_way_it_came(line: Line) -> None:
    order = asked_online(line)
    judge_order(order_id=order, solved=True, satisfied=5, by=line.cast.citizen, at=on(11, 3))
    heard(order)
    again: dict[str, Any] = {"level": 1, "reasons": (), "words": "", "named": True, "at": on(11, 4)}
    with pytest.raises(Refused, match="rated_once"):
        give_rating(occasion_id=Occasion.objects.get().pk, channel="mine", by=line.cast.citizen, **again)
    reopened = line.asked(party_id=line.cast.applicant, text="昨晚又开到凌晨")
    reopen_order(order_id=order, asked=reopened, by=line.cast.citizen, at=on(11, 4))
    answered(line, order, on(11, 5))
    judge_order(order_id=order, solved=True, satisfied=1, by=line.cast.citizen, at=on(11, 6))
    heard(order)
    assert [(row.level, row.channel) for row in Rating.objects.all()] == [(1, "mine")]


def test_s_36_a_bad_rating_of_an_order_opens_one_order_and_that_one_is_not_rated_again(line: Line) -> None:
    order = line.replied()
    line.called(order, on(11, 3), solved=True, satisfied=1)
    heard(order)
    opened = Order.objects.get(channel="rating")
    assert "12345 诉求（城市管理）" in opened.text
    assert Rating.objects.get().contact_by is not None
    dispatch_order(order_id=opened.pk, body_id=line.body("urban"), by=line.who("hotline_1"), at=on(11, 3))
    answered(line, opened.pk, on(11, 3))
    line.called(opened.pk, on(11, 4), solved=True, satisfied=1)
    heard(opened.pk)
    assert (Rating.objects.count(), Order.objects.count()) == (1, 2)


def test_a_chain_of_ratings_would_be_found(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seeded fault: what a bad rating opened is rated too, so a bad one begets another for ever."""
    monkeypatch.setattr(ratable_orders, "Channel", type("Any", (), {"RATING": "nothing"}))
    order = line.replied(channel="rating")
    line.called(order, on(11, 3), solved=True, satisfied=1)
    heard(order)
    assert Rating.objects.exists()


def test_silence_rates_nothing_and_leaves_the_order_to_be_rated(line: Line) -> None:
    order = asked_online(line)
    Order.objects.filter(pk=order).values("state")
    if Order.objects.get(pk=order).state == "callback":
        line.called(order, on(11, 3), solved=True)
    close_silent(at=on(11, 30))
    heard(order)
    assert (Rating.objects.count(), Occasion.objects.get().case_id) == (0, order)


def test_a_report_of_misconduct_is_rated_by_nobody(line: Line) -> None:
    taken = line.take(kind="misconduct", text="有人收好处费", complained_id=line.body("market"))
    heard(taken.order_id)
    assert not Occasion.objects.exists()


@pytest.mark.parametrize("post", ["hotline_1", "urban_review", "hotline_callback"])
def test_s_36_no_official_rates_an_order(line: Line, post: str) -> None:
    order = asked_online(line)
    judge_order(order_id=order, solved=True, satisfied=None, by=line.cast.citizen, at=on(11, 3))
    heard(order)
    given: dict[str, Any] = {"level": 1, "reasons": (), "words": "", "named": True, "channel": "mine", "at": on(11, 4)}
    for told in (False, True):
        with pytest.raises(Refused, match="staff_rates"):
            give_rating(occasion_id=Occasion.objects.get().pk, by=line.who(post), told=told, holds_link=True, **given)
    with pytest.raises(Refused, match="staff_rates"):
        give_rating(occasion_id=Occasion.objects.get().pk, by=SYSTEM, **given)


def closed_now(line: Line) -> tuple[UUID, str, str]:
    """An order of today, asked with a phone and closed without a level: its number and code."""
    now = timezone.now()
    taken = line.take(now)
    dispatch_order(order_id=taken.order_id, body_id=line.body("urban"), by=line.who("hotline_1", now), at=now)
    answered(line, taken.order_id, now)
    if Order.objects.get(pk=taken.order_id).state == "callback":
        line.called(taken.order_id, now, solved=True)
    heard(taken.order_id)
    return taken.order_id, taken.number, taken.lookup_code


def test_the_slip_leads_to_the_request_and_when_it_is_closed_to_its_rating(line: Line) -> None:
    _order, number, code = closed_now(line)
    anybody = Client(headers={"accept-language": "zh-CN"})
    assert f'value="{number}"' in anybody.get(f"/ask/status/?number={number}").content.decode()
    shown = anybody.post("/ask/status/", {"number": number, "code": code}).content.decode()
    form = shown.split('action="/rate/"')[1].split("</form>")[0]
    sent = dict(re.findall(r'name="(number|code)" value="([^"]+)"', form))
    listed = anybody.post("/rate/", sent, follow=True).content.decode()
    assert "诉求办结" in listed
    where = re.search(r'href="(/rate/[0-9a-f-]{36}/)"', listed)
    assert where is not None
    assert anybody.post(where[1], {"level": "4", "reasons": ["unsolved"], "named": "on"}).status_code == 302
    assert (Rating.objects.get().channel, Rating.objects.get().level) == ("link", 4)


def test_the_page_after_asking_prints_a_code_and_mine_leads_to_rating(line: Line) -> None:
    user = open_citizen_account(
        username="chenfang", password=None, party_id=line.cast.applicant, by=SYSTEM, at=timezone.now()
    )
    who, now = signed_in(user), timezone.now()
    sent = {"kind": "help", "place": str(line.cast.county.home), "text": "路灯不亮，请修", "name": "", "phone": ""}
    page = who.get("/ask/").content.decode()
    key = re.search(r'name="request" value="([^"]+)"', page)
    taken = who.post("/ask/", sent | {"request": key[1] if key else ""}).content.decode()
    assert '<svg class="qr"' in taken
    number = re.search(r"QHR\d+", taken)
    order = order_numbered(number[0]) if number else None
    assert order is not None
    dispatch_order(order_id=order, body_id=line.body("urban"), by=line.who("hotline_1", now), at=now)
    answered(line, order, timezone.now())
    judge_order(order_id=order, solved=True, satisfied=None, by=line.cast.citizen, at=timezone.now())
    heard(order)
    assert 'href="/rate/"' in who.get(f"/my/requests/{order}/").content.decode()
    assert "诉求办结" in who.get("/rate/").content.decode()


def test_who_works_on_a_bad_rating_of_an_order_sees_what_was_rated(line: Line) -> None:
    order = line.replied()
    line.called(order, on(11, 3), solved=True, satisfied=2)
    heard(order)
    view = rating_for(Rating.objects.get().pk, line.who("urban_review", on(11, 4)))
    assert view.line.rating.occasion.item_name == "12345 诉求（城市管理）"


def test_c_10_the_petitioner_sees_the_status_adds_rates_and_reopens(line: Line) -> None:
    user = open_citizen_account(
        username="chenfang", password=None, party_id=line.cast.applicant, by=SYSTEM, at=timezone.now()
    )
    who, now = signed_in(user), timezone.now()
    order = line.take(now, by=line.cast.citizen, party_id=line.cast.applicant, channel="web").order_id
    page = f"/my/requests/{order}/"
    assert "待派单" in who.get(page).content.decode()
    assert who.post(page, {"do": "add", "words": "今晚又开到凌晨"}).status_code == 302
    dispatch_order(order_id=order, body_id=line.body("urban"), by=line.who("hotline_1", now), at=now)
    answered(line, order, timezone.now())
    assert "已责令整改并复查" in who.get(page).content.decode()
    assert who.post(page, {"do": "judge", "solved": "yes", "satisfied": "2"}).status_code == 302
    heard(order)
    assert [(row.level, row.channel) for row in Rating.objects.all()] == [(4, "mine")]
    assert who.post(page, {"do": "reopen", "words": "还是没有解决"}).status_code == 302
    assert (Order.objects.get(pk=order).state, Order.objects.get(pk=order).round) == ("dispatched", 1)
