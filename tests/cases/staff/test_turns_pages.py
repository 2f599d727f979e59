"""Pause, resume, extend, urge: the effect on the ruler first, the refusal of the act on the page."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cases.staff.test_case_page import NASTY, sendable
from tests.cast import Cast, on
from tongban.cases.models import Case, Extension, Pause, Urge
from tongban.cases.queries.tasks import open_tasks

PAUSE = {"kind": "expert_review", "document": "专家评审通知书", "told_on": "2026-11-09", "until": "2026-11-23"}
TESTING = {**PAUSE, "kind": "testing", "document": "检验通知书", "starts_on": "2026-11-10"}


@pytest.fixture
def receipt(cast: Cast) -> Any:
    return cast.accepted(on(11, 5), on(11, 9, 9))


def address(receipt: Any, more: str) -> str:
    return f"/desk/c/{receipt.case_id}/{more}/"


def test_the_pause_is_drawn_before_it_is_done(receipt: Any, sign_in: Any) -> None:
    response = sign_in("market_review").post(address(receipt, "pause"), {**PAUSE, "do": "preview"})
    before, after = response.context["before"], response.context["after"]
    assert after["standing"].deadline.day > before["standing"].deadline.day
    assert not Pause.objects.exists()


def test_a_pause_and_its_end(cast: Cast, receipt: Any, sign_in: Any, clock: Any) -> None:
    client, two = sign_in("market_review"), [str(one) for one in cast.county.holders["market_review"]]
    alone = client.post(address(receipt, "pause"), {**TESTING, "staff": two[:1], "do": "send"})
    assert (alone.status_code, "2 名以上工作人员" in alone.content.decode()) == (422, True)
    assert client.post(address(receipt, "pause"), {**TESTING, "staff": two, "do": "send"}).status_code == 302
    clock(on(11, 23))
    client = sign_in("market_review")
    assert "检验、检测、检疫" in client.get(address(receipt, "resume")).content.decode()
    assert client.post(address(receipt, "resume")).status_code == 302
    assert not Case.objects.get(pk=receipt.case_id).paused


def test_a_survey_on_site_is_offered_and_says_why_it_does_not_pause(receipt: Any, sign_in: Any) -> None:
    client = sign_in("market_review")
    assert "现场勘验（计入时限）" in client.get(address(receipt, "pause")).content.decode()
    response = client.post(address(receipt, "pause"), {**PAUSE, "kind": "site_survey", "do": "send"})
    assert response.status_code == 422
    assert "现场勘验计入时限，不能停止计时" in response.content.decode()
    assert "专家评审通知书" in response.content.decode()


def test_another_body_cannot_pause(receipt: Any, sign_in: Any) -> None:
    response = sign_in("fire_review").post(address(receipt, "pause"), {**PAUSE, "do": "send"})
    assert response.status_code == 403
    assert "只有本件的牵头单位可以办理这一步" in response.content.decode()


def test_the_head_extends_once(receipt: Any, sign_in: Any) -> None:
    client = sign_in("market_decide")
    sent = {"length": "10", "reason": "现场条件复杂", "told_on": "2026-11-09", "do": "send"}
    assert client.get(address(receipt, "extend")).context["after"] is not None
    assert client.post(address(receipt, "extend"), sent).status_code == 302
    again = client.post(address(receipt, "extend"), sent)
    assert (again.status_code, Extension.objects.count()) == (409, 1)
    assert "不能再延长" in again.content.decode()


def test_urging_shows_when_it_was_done_last(receipt: Any, sign_in: Any) -> None:
    client = sign_in("centre_manager")
    task = next(task for task in open_tasks(receipt.case_id) if task.node == "review_fire")
    url = address(receipt, f"urge/{task.id}")
    assert "还没有催办过" in client.get(url).content.decode()
    assert client.post(url).status_code == 302
    assert "上次催办 11月9日（周一）10:00" in client.get(url).content.decode()
    assert client.post(url).status_code == 409
    assert Urge.objects.count() == 1


@pytest.mark.parametrize(("post", "more"), [("market_review", "pause"), ("market_decide", "extend")])
def test_nasty_values(receipt: Any, sign_in: Any, post: str, more: str) -> None:
    client = sign_in(post)
    dates = ["9999-12-31", "0001-01-01", "2026-02-30", "1e400", "2036-11-01"]
    for field in ("kind", "document", "told_on", "until", "starts_on", "staff", "length", "reason", "do"):
        for value in [*NASTY, *dates]:
            sent = {**PAUSE, "length": "5", "reason": "", "do": "preview", field: sendable(value)}
            response = client.post(address(receipt, more), sent)
            assert response.status_code < 500
            assert b"<script>alert" not in response.content
