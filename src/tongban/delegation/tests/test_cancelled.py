"""D-16 for what was cancelled: looked back at on its day, closed only when it is really gone, overdue in sight."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client
from tests.cast import Cast, on
from tests.people import signed_in

from tongban.agencies.queries import account_of_official
from tongban.delegation.actions.cancelled import look_at_cancelled
from tongban.delegation.models import GoneLook
from tongban.delegation.rules.cancelled import look_due
from tongban.delegation.tests.candidates_stage import Told, restaurant
from tongban.kernel.actor import SYSTEM
from tongban.kernel.refusals import Refused
from tongban.ledger.queries import events_of
from tongban.powerlist.actions.items import cancel_item

GONE = date(2026, 4, 1)


@pytest.mark.parametrize(
    ("last", "due"),
    [
        (None, date(2026, 10, 1)),
        (("alive", date(2026, 10, 9)), date(2026, 11, 8)),
        (("wanted", date(2026, 12, 31)), date(2027, 1, 30)),
        (("done", date(2026, 10, 9)), None),
    ],
)
def test_d_16_a_cancelled_item_is_due_until_it_is_done(last: Any, due: date | None) -> None:
    assert look_due(GONE, last, months=6, days=30) == due


@pytest.fixture
def gone(settled: Any, settings: Any) -> tuple[Cast, Told, str]:
    settings.DEMO = True
    made = restaurant()
    cancel_item(item_id=made[1].item, since=date(2026, 11, 4), basis_doc="青政发〔2026〕9号", by=SYSTEM, at=on(11, 3))
    return made


def client(cast: Cast, post: str = "list_office") -> Client:
    return signed_in(account_of_official(cast.county.holders[post][0]))


@pytest.mark.django_db
def test_d_16_what_still_comes_in_keeps_it_open_and_opens(gone: tuple[Cast, Told, str]) -> None:
    cast, told, code = gone
    told.case(on(11, 2), applicant=1)
    told.case(on(11, 5), applicant=2)
    told.request(on(11, 6))
    there = f"/delegation/cancelled/{code}/"
    with time_machine.travel(on(11, 10), tick=False):
        office = client(cast)
        page = office.get(there).content.decode()
        assert (page.count("QH-000"), page.count(">H")) == (1, 1), "what came before it went is not counted"
        assert "2027年5月4日" in page, "six months on"
        answer = office.post(there, {"found": "done", "words": "已不再审批"})
        assert answer.status_code == 409
        assert "取消以后还收了 1 件申请" in answer.content.decode()
        assert office.post(there, {"found": "?", "words": "x"}).status_code == 422
        assert office.post(there, {"found": "alive", "words": "以备案名义继续收件"}).status_code == 302
        page = office.get(there).content.decode()
    assert "12月10日" in page, "thirty days on"
    assert "以备案名义继续收件" in page
    (row,) = GoneLook.objects.all()
    (event,) = events_of("gone_look", row.pk)
    assert (event.data["found"], event.data["cases"], event.data["wishes"]) == ("alive", 1, 1)


@pytest.mark.django_db
def test_d_16_overdue_ones_are_seen_and_a_closed_one_stays_closed(gone: tuple[Cast, Told, str]) -> None:
    cast, _, code = gone
    with time_machine.travel(on(11, 10).replace(year=2027), tick=False):
        office = client(cast)
        listed = office.get("/delegation/candidates/").content.decode().partition('id="gone"')[2]
        assert f"/delegation/cancelled/{code}/" in listed
        assert "已逾期" in listed
        assert (
            office.post(
                f"/delegation/cancelled/{code}/", {"found": "done", "words": "核查三家，均未再要求"}
            ).status_code
            == 302
        )
        page = office.get(f"/delegation/cancelled/{code}/").content.decode()
        assert "回头看已办结" in page
        assert "登记回头看" not in page, "nothing is left to do"
    with pytest.raises(Refused, match="look_closed"):
        look_at_cancelled(code=code, found="alive", words="又收件了吗", by=SYSTEM, at=on(11, 12).replace(year=2027))


@pytest.mark.django_db
def test_d_16_only_the_list_office_writes_and_only_of_what_went(gone: tuple[Cast, Told, str]) -> None:
    cast, _, code = gone
    with time_machine.travel(on(11, 10), tick=False):
        there = f"/delegation/cancelled/{code}/"
        assert client(cast, "county_head").get(there).status_code == 200
        assert client(cast, "county_head").post(there, {"found": "alive", "words": "还在办"}).status_code == 403
        assert client(cast, "market_review").get(there).status_code == 403
        assert client(cast).get("/delegation/cancelled/QH-NO-000/").status_code == 404
    with pytest.raises(Refused, match="not_cancelled"):
        look_at_cancelled(code="QH-NO-000", found="alive", words="还在办", by=SYSTEM, at=on(11, 12))
