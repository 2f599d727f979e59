"""Where a case stands, by number and code: same words for both faults, slow after five, nothing personal."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from tests.cases.public.forms import text
from tests.cast import Cast, on
from tongban.agencies.queries import body_named
from tongban.cases.queries.lookup import clean_code, clean_number
from tongban.cases.queries.status import status_of
from tongban.cases.queries.tries import wait_after

ZH = {"HTTP_ACCEPT_LANGUAGE": "zh-CN"}


@pytest.fixture(autouse=True)
def no_counters(db: None) -> None:
    cache.clear()


def ask(client: Client, number: str, code: str) -> Any:
    return client.post("/status/", {"number": number, "code": code}, **ZH)


def test_p_08_number_and_code_show_state_body_and_deadline_and_no_name(cast: Cast, client: Client) -> None:
    receipt = cast.receive(on(11, 5))
    shown = text(ask(client, receipt.number, receipt.lookup_code))
    assert "已收件，待受理" in shown
    assert "青禾县市场监督管理局" in shown
    assert "陈芳" not in shown


@pytest.mark.parametrize("typed", ["{} ", " {}", "{}-", "lower"])
def test_spaces_dashes_and_small_letters_are_accepted(cast: Cast, client: Client, typed: str) -> None:
    receipt = cast.receive(on(11, 5))
    code = receipt.lookup_code.lower().replace("-", " ") if typed == "lower" else typed.format(receipt.lookup_code)
    number = f"{receipt.number[:6]} {receipt.number[6:10]}-{receipt.number[10:].lower()}"
    assert ask(client, number, code).status_code == 200


def test_p_08_a_wrong_number_and_a_wrong_code_read_the_same(cast: Cast, client: Client) -> None:
    receipt = cast.receive(on(11, 5))
    one = ask(client, receipt.number, "2222-22222-22222")
    other = ask(client, "QH202611059999", receipt.lookup_code)
    assert one.status_code == other.status_code == 404
    main = [text(a).split("<main")[1].split("<form")[0] for a in (one, other)]
    assert main[0] == main[1]


@pytest.mark.parametrize(
    ("number", "code", "told"),
    [("", "ABCD", "请填写编号"), ("！！", "ABCD", "请填写编号"), ("QH202611050001", " ", "请填写查询码")],
)
@pytest.mark.parametrize("address", ["/status/", "/rate/", "/ask/status/"])
def test_what_is_lacking_is_named_and_the_rest_is_kept(
    client: Client, address: str, number: str, code: str, told: str
) -> None:
    answer = client.post(address, {"number": number, "code": code}, **ZH)
    assert answer.status_code == 422
    assert told in text(answer)
    assert f'value="{number}"' in text(answer)
    assert f'value="{code.strip()}"' in text(answer)


def test_after_five_faults_one_waits_and_is_told_why(cast: Cast, client: Client) -> None:
    for _ in range(5):
        ask(client, "QH202611050001", "2222222222222")
    answer = ask(client, "QH202611050002", "2222222222222")
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0
    assert "为防止有人试出查询码" in text(answer)


def test_a_number_is_slow_for_others_too(cast: Cast, client: Client) -> None:
    for _ in range(5):
        ask(client, "QH202611050001", "2222222222222")
    assert ask(Client(), "QH202611050001", "2222222222222").status_code == 429
    assert ask(Client(), "QH202611050009", "2222222222222").status_code == 404


def test_the_wait_ends_and_grows() -> None:
    assert wait_after([4, 100.0], 100.0) == 0
    assert wait_after([5, 100.0], 100.0) == 15
    assert wait_after([6, 100.0], 100.0) == 30
    assert wait_after([5, 100.0], 115.0) == 0
    assert wait_after("nonsense", 100.0) == 0


def test_the_lookup_is_one_statement(cast: Cast, count_statements: Any) -> None:
    receipt = cast.receive(on(11, 5))
    body_named(cast.county.bodies["market"], date(2026, 11, 9))  # names of bodies are kept in the process
    with count_statements() as sent:
        found = status_of(clean_number(receipt.number), clean_code(receipt.lookup_code), on(11, 9))
    assert found is not None
    assert sent.count == 1


def test_the_deadline_is_the_clocks(cast: Cast) -> None:
    receipt = cast.receive(on(11, 5))
    found = status_of(receipt.number, receipt.lookup_code, on(11, 9))
    assert found is not None
    assert found.standing is not None
    assert found.standing.deadline.at == receipt.answer_by


@pytest.mark.parametrize(
    "typed", ["", "\x00", "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"), "9" * 10_000, "＊" * 50]
)
@pytest.mark.parametrize("field", ["number", "code"])
def test_nasty_typing_is_answered(cast: Cast, client: Client, field: str, typed: str) -> None:
    values = {"number": "QH202611050001", "code": "2222222222222", field: typed}
    assert client.post("/status/", values).status_code in (404, 422)
    assert client.get("/status/", {"number": typed}).status_code == 200
