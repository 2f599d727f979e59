"""Every operation with made requests, right and wrong: no answer of 500 or above, none that is not described.

Requests are made from the description itself, always the same ones. About every second one names a record that
exists, so that acts are reached and not only their doors. The push tier makes few of each, the night many.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any, Final

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.api.conftest import ROOT, secret_of
from tests.cast import Cast, on
from tests.hotline.stage import Line, in_every_state
from tests.people import new_draft, signed_in, with_file
from tests.stages import issued
from tongban.agencies.actions.accounts import open_citizen_account
from tongban.agencies.models import Token
from tongban.cases.queries.tasks import open_tasks
from tongban.config.interface import api as interface
from tongban.documents.queries.papers import documents_of
from tongban.kernel.actor import SYSTEM

SEED: Final = int(os.environ.get("TONGBAN_SEED", "1"))
PUSH, NIGHT = 3, 300
TIERS = [pytest.param(PUSH, id="push"), pytest.param(NIGHT, id="nightly", marks=pytest.mark.nightly)]
CHECKS: Final = (
    not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance,
)  # fmt: skip
POSTS: Final = {
    "accept": "market_review", "decide": "market_decide", "deliver": "delivery", "receive": "window_1",
    "manage_list": "list_office",
}  # fmt: skip
LINE: Final = {
    "operate": "hotline_1", "dispatch": "hotline_dispatch", "handle": "urban_review", "call_back": "hotline_callback",
}  # fmt: skip
USUAL: Final = settings(
    derandomize=False, database=None, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
)
Send = Callable[[Any, int], Any]


def records(cast: Cast) -> dict[str, list[str]]:
    """Records that exist, by the words of addresses; the last is the applicant's own."""
    accepted, done = with_file(cast), issued(cast)
    known: dict[str, list[Any]] = {
        "case_id": [accepted, cast.receive(on(11, 2)).case_id, done], "draft_id": [new_draft(cast)],
        "task_id": [task.id for task in open_tasks(accepted)], "version_id": [cast.version_id],
        "document_id": [documents_of(accepted)[0].id], "code": ["QH-YJS-001"], "key": ["m_lease", "m_layout"],
        "order_id": in_every_state(Line(cast)),
    }  # fmt: skip
    return {word: [str(one) for one in some] for word, some in known.items()}


@pytest.fixture
def one_connection() -> Iterator[None]:
    """Requests stay in the test's own transaction: what a server does with old connections is left out."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def send(cast: Cast, one_connection: None) -> Send:
    """Sends one made request as somebody who may come to its operation; what it changed is undone."""
    known = records(cast)
    account = open_citizen_account(username="chenfang", password=None, party_id=cast.applicant, by=SYSTEM, at=on(11, 2))
    session = signed_in(account).cookies["sessionid"].value
    usual = {name: secret_of(cast, post) for name, post in POSTS.items()}
    line = {name: secret_of(cast, post, purpose="hotline") for name, post in LINE.items()}

    def sent(case: Any, turn: int) -> Any:
        for word, some in known.items():
            if word in case.path_parameters and turn % 2:
                case.path_parameters[word] = some[turn // 2 % len(some)]
        headers = {"Cookie": f"sessionid={session}; csrftoken={'a' * 32}", "X-CSRFToken": "a" * 32}
        if {"token": []} in case.operation.definition.raw["security"]:
            secrets = line if "/orders" in case.operation.path else usual
            headers = {"Authorization": f"Bearer {secrets[sorted(secrets)[turn // 2 % len(secrets)]]}"}
        case.headers = {**(case.headers or {}), **headers}
        with transaction.atomic():
            answer = case.call()
            transaction.set_rollback(True)
        return answer

    return sent


def faults(send: Send, examples: int, only: str = "") -> Iterator[str]:
    """What is wrong, operation by operation; each makes its own requests."""
    schema = schemathesis.openapi.from_wsgi(f"{ROOT}/openapi.json", get_wsgi_application())
    for result in schema.get_all_operations():
        operation = result.ok()
        if only in operation.label:
            yield from _tried(operation, send, examples)


def _tried(operation: Any, send: Send, examples: int) -> Iterator[str]:
    found: dict[str, str] = {}
    turns = iter(range(10**9))

    @seed(SEED)
    @settings(USUAL, max_examples=examples)
    @given(case=operation.as_strategy())
    def check(case: Any) -> None:
        answer = send(case, next(turns))
        try:
            case.validate_response(answer, checks=CHECKS)
        except BaseExceptionGroup as wrong:
            for one in wrong.exceptions:
                found.setdefault(type(one).__name__, f"{operation.label}: {answer.status_code} {one}"[:600])
        except AssertionError as wrong:
            found.setdefault(type(wrong).__name__, f"{operation.label}: {answer.status_code} {wrong}"[:600])

    check()
    yield from found.values()


@pytest.mark.parametrize("examples", TIERS)
def test_e1_no_made_request_meets_a_fault_or_an_undescribed_answer(send: Send, examples: int, settings: Any) -> None:
    settings.TOKEN_REQUESTS_A_MINUTE = 10**6
    assert "\n".join(faults(send, examples)) == ""


def test_a_fault_and_an_undescribed_answer_would_be_found(send: Send, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seeded faults: an operation breaks, another answers with a number that is described nowhere."""

    def broken(*given: Any, **named: Any) -> Any:
        raise RuntimeError

    monkeypatch.setattr("tongban.agencies.api.standing_bodies", broken)
    assert any("ServerError" in one or "500" in one for one in faults(send, 2, "/bodies"))
    described = interface.description()["paths"][f"{ROOT}/places"]["get"]["responses"]
    monkeypatch.delitem(described, "200")
    assert list(faults(send, 2, "/places"))


def test_made_requests_reach_the_acts_themselves(send: Send, cast: Cast) -> None:
    """The check has teeth only if requests get through the doors: tokens hold, records are found."""
    assert Token.objects.count() == len(POSTS) + len(LINE)
    seen = {send_once(send, "GET /api/v1/cases/{case_id}", turn) for turn in range(1, 8, 2)}
    assert 200 in seen


def send_once(send: Send, label: str, turn: int) -> int:
    schema = schemathesis.openapi.from_wsgi(f"{ROOT}/openapi.json", get_wsgi_application())
    operation = next(one.ok() for one in schema.get_all_operations() if one.ok().label == label)
    case = operation.Case(path_parameters={"case_id": "x"}, headers={}, query={}, cookies={})
    status: int = send(case, turn).status_code
    return status


@pytest.mark.nightly
def test_e1_the_hotline_s_operations_meet_no_fault_in_500_made_requests_each(send: Send, settings: Any) -> None:
    """Alone: `pytest tests/api/test_schemathesis.py -m nightly -k hotline`."""
    settings.TOKEN_REQUESTS_A_MINUTE = 10**6
    assert "\n".join(faults(send, 500, "/orders")) == ""
