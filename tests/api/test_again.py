"""The same request again (Idempotency-Key): one effect, the same answer, and nobody else's; B8."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone

from tests.api.conftest import Caller, secret_of
from tests.api.test_problems import told
from tests.api.test_whole_way import done, scan, submitted
from tests.cast import ANSWERS, Cast, small_county
from tongban.agencies.actions import answers as kept_answers
from tongban.agencies.actions.answers import sweep_answers
from tongban.agencies.models import KeptAnswer
from tongban.cases.models import Case, Draft
from tongban.config.interface import gate

Token = Callable[..., Caller]
SENT: dict[str, Any] = {
    "code": "QH-YJS-001", "answers": ANSWERS, "materials": [{"key": "m_lease"}],
    "applicant": {"kind": "person", "name": "周敏", "id_number": "11010519491231002X", "phone": "13900000000"},
}  # fmt: skip


def test_the_same_request_again_is_done_once_and_told_the_same(cast: Cast, token: Token) -> None:
    window = token("window_1")
    first, again = (window.post("/cases", SENT, Idempotency_Key="k-1") for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    assert (first.json(), again["Idempotency-Replayed"]) == (again.json(), "true")
    assert Case.objects.count() == 1


def test_without_a_key_it_is_done_twice(cast: Cast, token: Token) -> None:
    """The same check without its protection: so it is the key that does it."""
    window = token("window_1")
    done(window.post("/cases", SENT), 201)
    done(window.post("/cases", SENT), 201)
    assert Case.objects.count() == 2


def test_the_same_key_for_another_request_is_refused(cast: Cast, token: Token) -> None:
    window = token("window_1")
    done(window.post("/cases", SENT, Idempotency_Key="k-1"), 201)
    told(window.post("/cases", SENT | {"on_paper": True}, Idempotency_Key="k-1"), 422, "key_reused")
    told(window.post("/desk/find", {"number": "QH1"}, Idempotency_Key="k-1"), 422, "key_reused")


def test_another_caller_with_the_same_key_never_sees_the_answer(cast: Cast, token: Token) -> None:
    first = done(token("window_1").post("/cases", SENT, Idempotency_Key="k-1"), 201)
    other = done(token("window_1").post("/cases", SENT, Idempotency_Key="k-1"), 201)
    assert first["case_id"] != other["case_id"]


def test_what_was_refused_changed_nothing_and_may_be_tried_again(cast: Cast, applicant: Caller) -> None:
    draft = done(applicant.post("/my/drafts", {"version_id": str(cast.version_id)}), 201)["id"]
    told(applicant.post(f"/my/drafts/{draft}/submit", Idempotency_Key="k-1"), 422, "answers_wrong")
    assert KeptAnswer.objects.count() == 0
    done(applicant.ask("patch", f"/my/drafts/{draft}", {"answers": ANSWERS}))
    done(applicant.post(f"/my/drafts/{draft}/submit", Idempotency_Key="k-1"), 201)


def test_the_kept_answer_cannot_be_read_in_the_database(cast: Cast, token: Token) -> None:
    code = done(token("window_1").post("/cases", SENT, Idempotency_Key="k-1"), 201)["lookup_code"]
    row = KeptAnswer.objects.get()
    assert code.encode() not in bytes(row.sealed)
    assert b"k-1" not in bytes(row.key_hash)


def test_after_its_time_a_key_is_new_again(cast: Cast, applicant: Caller) -> None:
    wanted = {"version_id": str(cast.version_id)}
    done(applicant.post("/my/drafts", wanted, Idempotency_Key="k-1"), 201)
    KeptAnswer.objects.update(kept_until=timezone.now() - timedelta(seconds=1))
    done(applicant.post("/my/drafts", wanted, Idempotency_Key="k-1"), 201)
    assert Draft.objects.count() == 2
    assert sweep_answers(at=timezone.now() + timedelta(hours=25)) == 1


def test_a_key_that_is_none_is_refused(applicant: Caller, cast: Cast) -> None:
    for key in ("", "x" * 256, "with blank", "ключ"):
        answer = applicant.post("/my/drafts", {"version_id": str(cast.version_id)}, Idempotency_Key=key)
        told(answer, 400, "key_format")


def test_an_upload_may_be_sent_again(cast: Cast, applicant: Caller) -> None:
    draft = done(applicant.post("/my/drafts", {"version_id": str(cast.version_id)}), 201)["id"]
    address = f"/my/drafts/{draft}/papers/m_lease"
    first, again = (
        done(applicant.ask("post", address, files={"file": scan()}, Idempotency_Key="k-1"), 201) for _ in range(2)
    )
    assert first == again


def test_tries_at_a_number_are_counted_whatever_key_comes_with_them(cast: Cast, applicant: Caller) -> None:
    number = submitted(applicant, cast)["number"]
    tries = [
        applicant.post("/status", {"number": number, "code": "2222-22222-22222"}, Idempotency_Key=f"k-{no}").status_code
        for no in range(6)
    ]
    assert tries == [404] * 5 + [429]


def race(secret: str, callers: int = 4) -> list[Any]:
    """The same request by several at once, each with a connection of its own."""
    barrier, answers = threading.Barrier(callers), []

    def ask() -> None:
        caller = Caller(Client(), secret)
        barrier.wait()
        try:
            answers.append(caller.post("/cases", SENT, Idempotency_Key="race"))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=ask) for _ in range(callers)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return answers


def test_d1_several_at_once_with_one_key_are_one(committed_db: str) -> None:
    secret = secret_of(small_county(), "window_1")
    answers = race(secret)
    assert {one.status_code for one in answers} <= {201, 409}
    assert len({one.content for one in answers if one.status_code == 201}) == 1
    assert Case.objects.count() == 1


def test_d1_were_the_claim_no_claim_several_would_be_done(committed_db: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seeded fault: each request thinks that it is the first."""
    claim = kept_answers.Claim(b"", b"k" * 32, None)
    monkeypatch.setattr(gate, "claim_answer", lambda **named: claim)
    race(secret_of(small_county(), "window_1"))
    assert Case.objects.count() > 1
