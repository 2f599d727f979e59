"""The one-time notice and not accepting: everything judged, the letter beside it, nothing sent half-done."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cases.staff.test_case_page import NASTY, sendable
from tests.cast import Cast, on
from tongban.cases.actions.accept import NoticePoint, notify_once
from tongban.cases.actions.receive import Given
from tongban.cases.actions.supplement import supplement_case
from tongban.cases.models import Case, Notice
from tongban.cases.pages import notice as page


def address(receipt: Any, more: str = "notice/") -> str:
    return f"/desk/c/{receipt.case_id}/{more}"


def judged(client: Any, receipt: Any, **changed: str) -> dict[str, str]:
    """Every paper and answer judged fine, except what is changed."""
    context = client.get(address(receipt)).context
    fine = {f"j_{one.key}": one.state or "ok" for one in [*context["papers"], *context["fields"]]}
    return {**fine, "do": "send", **changed}


def test_what_is_missing_is_marked_from_the_start_and_stands_in_the_letter(cast: Cast, sign_in: Any) -> None:
    receipt = cast.receive(on(11, 5))
    shown = sign_in("market_review").get(address(receipt)).content.decode()
    letter = shown.split('id="letter"')[1].split("</section>")[0]
    assert "主要设备设施清单：没有提交" in letter
    assert "一次告知完，共" in letter
    assert "补正材料一次性告知书" in letter


def test_the_deadline_and_what_happens_at_it(cast: Cast, sign_in: Any) -> None:
    page = sign_in("market_review").get(address(cast.receive(on(11, 5)))).content.decode()
    assert "还剩 3 个工作日，11月12日（周四）17:00 前；过时未告知，自11月5日起视为受理。" in page


def test_a_point_that_is_not_judged_keeps_the_letter(cast: Cast, sign_in: Any) -> None:
    receipt, client = cast.receive(on(11, 5)), sign_in("market_review")
    sent = judged(client, receipt, j_m_layout="wrong", r_m_layout="没有标出出入口")
    del sent["j_floor_area"]
    response = client.post(address(receipt), sent)
    page = response.content.decode()
    assert response.status_code == 422
    assert "还有 1 项没有核对，不能发出：建筑面积" in page
    assert "没有标出出入口" in page
    assert not Notice.objects.exists()


def test_without_the_check_the_letter_would_go_half_judged(
    cast: Cast, sign_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    receipt, client = cast.receive(on(11, 5)), sign_in("market_review")
    monkeypatch.setattr(page, "_refuse_unjudged", lambda judged: None)
    assert client.post(address(receipt), {"j_m_layout": "wrong", "do": "send"}).status_code == 302


def test_wrong_asks_what_is_wrong(cast: Cast, sign_in: Any) -> None:
    receipt, client = cast.receive(on(11, 5)), sign_in("market_review")
    response = client.post(address(receipt), judged(client, receipt, j_m_layout="wrong"))
    assert response.status_code == 422
    assert "不合格的要写明哪里不合格：经营场所平面布局图" in response.content.decode()


def test_all_others_fine_judges_the_rest_and_sends_nothing(cast: Cast, sign_in: Any) -> None:
    receipt, client = cast.receive(on(11, 5)), sign_in("market_review")
    context = client.post(address(receipt), {"j_m_layout": "wrong", "r_m_layout": "缺页", "do": "rest"}).context
    assert context["waiting"] == []
    assert context["points"] == 1
    assert not Notice.objects.exists()


def test_the_notice_goes_with_every_point(cast: Cast, sign_in: Any) -> None:
    receipt, client = cast.receive(on(11, 5)), sign_in("market_review")
    response = client.post(address(receipt), judged(client, receipt, j_floor_area="wrong", r_floor_area="与凭据不一致"))
    assert response.headers["Location"].endswith("?done=notified")
    told = {point["key"]: point["state"] for point in Notice.objects.get().points}
    assert told["floor_area"] == "wrong"
    assert told["m_equipment"] == "missing"
    assert Case.objects.get(pk=receipt.case_id).state == "noticed"


def again(cast: Cast) -> Any:
    receipt = cast.receive(on(11, 2))
    officer = cast.officer("market_review", on(11, 3))
    notify_once(case_id=receipt.case_id, points=[NoticePoint("m_equipment", "missing", "")], by=officer, at=on(11, 3))
    supplement_case(
        case_id=receipt.case_id, answers=None, materials=[Given("m_equipment")], by=cast.citizen, at=on(11, 5)
    )
    return receipt


def test_a_second_notice_needs_its_reason_and_says_that_it_is_a_breach(cast: Cast, sign_in: Any) -> None:
    receipt, client = again(cast), sign_in("market_review")
    assert "首次就能发现的，记一次违规" in client.get(address(receipt)).content.decode()
    sent = judged(client, receipt, j_m_layout="wrong", r_m_layout="缺页")
    refused = client.post(address(receipt), sent)
    assert (refused.status_code, Notice.objects.count()) == (422, 1)
    client.post(address(receipt), {**sent, "again": "补交的清单与平面图不符", "visible": "yes"})
    assert Notice.objects.get(no=2).breach


def test_a_case_that_does_not_wait_for_it_says_so(cast: Cast, sign_in: Any) -> None:
    receipt, client = cast.accepted(on(11, 5), on(11, 9, 9)), sign_in("market_review")
    assert "这件现在是“审查中”" in client.get(address(receipt)).content.decode()
    response = client.post(address(receipt), {"do": "send"})
    assert response.status_code in (409, 422)


def test_another_body_names_the_right_one(cast: Cast, sign_in: Any) -> None:
    receipt, client = cast.receive(on(11, 5)), sign_in("market_review")
    sent = {"ground": "not_competent", "right_body": "", "reasons": "申请事项属于林业部门职权", "do": "send"}
    assert client.post(address(receipt, "not-accept/"), sent).status_code == 422
    response = client.post(address(receipt, "not-accept/"), {**sent, "right_body": "forestry"})
    assert response.headers["Location"].endswith("?done=not_accepted")
    assert Case.objects.get(pk=receipt.case_id).state == "not_accepted"


def test_not_accepting_shows_the_letter_first(cast: Cast, sign_in: Any) -> None:
    receipt, client = cast.receive(on(11, 5)), sign_in("market_review")
    sent = {"ground": "not_needed", "reasons": "仅销售预包装食品不需要许可", "do": "preview"}
    page = client.post(address(receipt, "not-accept/"), sent).content.decode()
    assert "不予受理通知书" in page.split('id="letter"')[1]
    assert Case.objects.get(pk=receipt.case_id).state == "received"


@pytest.mark.parametrize("more", ["notice/", "not-accept/"])
def test_nasty_values(cast: Cast, sign_in: Any, more: str) -> None:
    receipt, client = cast.receive(on(11, 5)), sign_in("market_review")
    for field in ("j_m_layout", "r_m_layout", "again", "ground", "right_body", "reasons", "do"):
        for value in NASTY:
            sent = {"j_m_layout": "wrong", "do": "preview", field: sendable(value)}
            response = client.post(address(receipt, more), sent)
            assert response.status_code < 500
            assert b"<script>alert" not in response.content
