"""The pages of delegation: the board, a decision with its steps, a power with its evidence, the public list."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from tests.cast import on
from tests.delegation.stage import Stage, stage
from tongban.agencies.queries import account_of_official
from tongban.delegation.models import Decision, Line

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture(autouse=True)
def _demonstration(settings: Any) -> None:
    settings.DEMO = True


def signed_in(made: Stage, post: str) -> Client:
    client = Client(headers={"accept-language": "zh-CN"})
    account = account_of_official(made.cast.county.holders[post][0])
    client.force_login(get_user_model().objects.get(pk=account), backend=BACKEND)
    return client


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def send(client: Client, address: str, **told: str) -> int:
    return client.post(address, told).status_code


def test_d_11_the_board_shows_a_power_where_it_is_ready_or_not_and_each_cell_opens() -> None:
    made = stage(ready=False)
    draft = made.draft()
    line = Line.objects.get(decision_id=draft).pk
    shown = page(signed_in(made, "list_office"), "/delegation/")
    assert f"/delegation/powers/{line}/" in shown
    assert "未准备好" in shown
    assert "需要 2，到位 0" in page(signed_in(made, "list_office"), f"/delegation/powers/{line}/")


def test_a_decision_goes_its_whole_way_on_its_page() -> None:
    made = stage()
    draft = made.draft(at=on(6, 1), effective_at=on(12, 30))
    address = f"/delegation/decisions/{draft}/"
    office, head, mayor = (signed_in(made, post) for post in ("list_office", "county_head", "liuhe_decide"))
    assert send(office, address, do="consult", until="2099-12-30") == 302
    assert send(mayor, address, do="opinion", agrees="no", words="请先配齐人员") == 302
    assert send(head, address, do="approve") == 409
    opinion = Decision.objects.get().opinions.get().pk
    assert send(office, address, do="declined", opinion=str(opinion), why="") == 409
    assert send(office, address, do="adopted", opinion=str(opinion)) == 302
    assert send(office, address, do="approve") == 403
    assert send(head, address, do="approve") == 302
    assert "已批准" in page(office, address)


def test_a_power_is_looked_back_at_and_taken_back_on_its_page(monkeypatch: pytest.MonkeyPatch) -> None:
    made = stage()
    line: UUID = made.activated()
    address, head = f"/delegation/powers/{line}/", signed_in(made, "county_head")
    assert send(head, address, **{"do": "look_back", "look_back-outcome": "support", "look_back-words": " "}) == 409
    assert send(head, address, **{"do": "look_back", "look_back-outcome": "keep"}) == 302
    assert send(signed_in(made, "market_decide"), address, do="take_back") == 403
    asked = {"take_back-moment": "2099-01-01", "take_back-document": "青禾政发〔2026〕12号"}
    assert send(head, address, do="take_back", **asked) in (302, 409)
    assert "回头看" in page(head, address)


def test_everybody_reads_the_public_list_and_its_file_only_after_publication() -> None:
    made = stage()
    made.draft()
    assert "还没有下放的权力" in page(Client(headers={"accept-language": "zh-CN"}), "/empowerment/")
    made.published(number="青禾政发〔2026〕9号")
    shown = page(Client(headers={"accept-language": "zh-CN"}), "/empowerment/")
    assert "青禾政发〔2026〕9号" in shown
    assert "青禾政发〔2026〕8号" not in shown
    assert Client().get("/empowerment/?file=xlsx").content.startswith(b"PK")


def test_d_23_the_board_says_how_much_is_still_held_above() -> None:
    made = stage()
    made.activated()
    assert "仍由县级行使" in page(signed_in(made, "county_head"), "/delegation/")
