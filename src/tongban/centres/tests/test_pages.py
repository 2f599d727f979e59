"""The pages of booking and the queue over HTTP."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tongban.agencies.actions import open_citizen_account
from tongban.agencies.models import Official, User
from tongban.centres.models import Booking, Ticket
from tongban.centres.pages import booking, calling
from tongban.centres.queries import queue
from tongban.centres.tests.factories import AT, Hall, hall
from tongban.kernel.actor import SYSTEM

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def made(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Hall:
    settings.DEMO = True
    for module in (booking, calling):
        monkeypatch.setattr(module, "timezone", _Then)
    return hall()


class _Then:
    """The moment of the tests in place of the wall clock."""

    localdate = staticmethod(timezone.localdate)

    @staticmethod
    def now() -> Any:
        return AT


def citizen(made: Hall, who: int = 0) -> Client:
    party = made.citizens[who].ref
    assert party is not None
    user = open_citizen_account(username=f"c{who}", password=None, party_id=party, by=SYSTEM, at=AT)
    client = Client()
    client.force_login(User.objects.get(pk=user), backend=BACKEND)
    return client


def clerk(made: Hall) -> Client:
    client = Client()
    client.force_login(Official.objects.get(pk=made.office.clerk).user, backend=BACKEND)
    return client


def test_a_citizen_books_sees_the_code_and_cancels(made: Hall) -> None:
    client = citizen(made)
    assert "10:00" in client.get("/book/").content.decode()
    answer = client.post("/book/", {"day": made.day, "starts": "10:00"})
    page = client.get(answer["Location"]).content.decode()
    assert Booking.objects.get().code in page
    assert "11月23日（周一）" in page
    assert client.post("/book/", {"day": made.day, "starts": "10:00"}).status_code == 409
    assert client.post(answer["Location"], {"do": "cancel"}).status_code == 302
    assert "已取消" in client.get(answer["Location"]).content.decode()


def test_the_countys_centre_is_offered_before_the_townships(monkeypatch: pytest.MonkeyPatch) -> None:
    found = {key: SimpleNamespace(key=key, kind=kind) for key, kind in (("baiyang", "township"), ("centre", "centre"))}
    monkeypatch.setattr(queue, "centre_ids", list)
    monkeypatch.setattr(queue, "bodies_by_id", lambda _ids: found)
    assert [one.key for one in queue.centres()] == ["centre", "baiyang"]


def test_another_citizen_finds_neither_booking_nor_number(made: Hall) -> None:
    client, stranger = citizen(made), citizen(made, 1)
    booked = client.post("/book/", {"day": made.day, "starts": "10:00"})["Location"]
    number = client.post("/hall/market/number/")["Location"]
    assert [stranger.get(where).status_code for where in (booked, number)] == [404, 404]


def test_a_clerk_calls_and_the_screen_shows_the_number_only(made: Hall) -> None:
    citizen(made).post("/hall/market/number/")
    client = clerk(made)
    client.post("/queue/", {"do": "next"})
    assert "A001" in client.get("/queue/").content.decode()
    screen = Client().get("/hall/market/").content.decode()
    assert "A001" in screen
    assert "请到 1 号窗口" in screen
    assert "张" not in screen.replace("登录", "")
    assert 'hx-trigger="every 10s"' in screen
    client.post("/queue/", {"do": "missed"})
    assert Ticket.objects.get().state == "missed"
    assert client.post("/queue/", {"do": "missed"}).status_code == 409


@pytest.mark.parametrize(("where", "sent"), [("/book/", {"day": "x"}), ("/book/", {"starts": "25:99"})])
def test_nothing_typed_breaks_booking(made: Hall, where: str, sent: dict[str, str]) -> None:
    assert citizen(made).post(where, {"day": str(made.day), "starts": "10:00"} | sent).status_code == 404
    assert clerk(made).post("/hall/market/number/", {"code": "\0\0"}).status_code < 500
    assert Client().get("/hall/nowhere/").status_code == 404
