"""One thing of several items by programs: drafted, submitted once, followed, told; and the register it chooses from."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.conftest import Caller
from tests.cases.test_company import ASKED, BANK, REGISTER, SEAL, TAX, Stage
from tests.people import signed_in
from tongban.agencies.actions.accounts import open_citizen_account
from tongban.cases.models import Case
from tongban.kernel.actor import SYSTEM
from tongban.powerlist.rules.providers import drawn, number_of

STANDS = Stage


@pytest.fixture
def stage(standing: Stage) -> Stage:
    return standing


@pytest.fixture
def chen(stage: Stage) -> Caller:
    user = open_citizen_account(username="chen", password=None, party_id=stage.cast.applicant, by=SYSTEM, at=stage.now)
    return Caller(signed_in(user))


def done(answer: Any, status: int = 200) -> Any:
    assert answer.status_code == status, answer.content.decode()
    return answer.json()


def drafted(stage: Stage, chen: Caller, **answers: Any) -> str:
    version = str(stage.versions["bundle_company"])
    key = str(done(chen.post("/my/drafts", {"version_id": version}), 201)["id"])
    done(chen.ask("patch", f"/my/drafts/{key}", {"answers": ASKED | answers}))
    return key


def test_s_24_one_thing_is_submitted_followed_and_told_by_programs(stage: Stage, chen: Caller) -> None:
    key = drafted(stage, chen, has_licence=True, has_staff=False)
    made = done(chen.post(f"/my/drafts/{key}/submit-together"), 201)
    assert [one["item"] for one in made["together"]["members"]] == [SEAL, TAX, BANK]
    assert [str(case.pk) for case in Case.objects.order_by("pk")] == [one["case_id"] for one in made["receipts"]]
    told = done(chen.post(f"/my/together/{key}/told", {"item": TAX}))
    assert (told["done"], told["open"]) == (1, True)
    assert done(chen.get(f"/my/together/{key}")) == told


def test_what_others_wait_for_is_refused_with_the_same_sentence(stage: Stage, chen: Caller) -> None:
    key = drafted(stage, chen)
    done(chen.post(f"/my/drafts/{key}/submit-together"), 201)
    told = done(chen.post(f"/my/together/{key}/told", {"item": REGISTER}), 409)
    assert "由承办单位的系统告知" in str(told)


def test_a_maker_who_is_not_listed_is_told_before_anything_is_received(stage: Stage, chen: Caller) -> None:
    key = drafted(stage, chen, has_licence=True, seal_maker="别家")
    told = done(chen.post(f"/my/drafts/{key}/submit-together"), 422)
    assert "seal_maker" in str(told)
    assert Case.objects.count() == 0


def test_s_25_the_order_of_a_register_is_drawn_again_from_what_it_tells(stage: Stage, chen: Caller) -> None:
    number = number_of("0198c2aa-5f11-7a0e-9c41-8b1d22f0a7c3")
    told = done(chen.get(f"/registers/seal_makers?number={number}"))
    shown = [one["uscc"] for one in told["providers"]]
    assert shown == drawn(shown, seed=told["seed"], number=number)
    done(chen.get("/registers/nobody"), 404)
