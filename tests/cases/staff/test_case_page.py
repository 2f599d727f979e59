"""The case page: answers with their papers, the act of whoever reads it, branches, conflict, who may see it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.cast import Cast, on
from tests.people import with_file
from tests.stages import two_testers
from tongban.cases.actions.review import review_task
from tongban.cases.actions.turns import pause_case, urge_task
from tongban.cases.models import Case, Task
from tongban.cases.pages import acting
from tongban.cases.queries.tasks import open_tasks

LONG = "长" * 10_000
NASTY = ["\x00", "\ud800", LONG, "-1", "10" * 40, "<script>alert(1)</script>", "' OR 1=1 --", "{{ 7*7 }}", "‮"]


def sendable(value: str) -> str:
    """A value as it comes over the wire. As bytes the client would send each of them as a value of its own."""
    return value.encode("utf-8", "surrogatepass").decode("utf-8", "replace")


def address(receipt: Any, more: str = "") -> str:
    return f"/desk/c/{receipt.case_id}/{more}"


def shown(client: Any, receipt: Any, more: str = "") -> str:
    response = client.get(address(receipt, more))
    assert response.status_code == 200
    return str(response.content.decode())


def test_each_answer_carries_the_number_of_its_paper(cast: Cast, sign_in: Any) -> None:
    page = shown(sign_in("market_review"), cast.receive(on(11, 5)))
    row = page.split('<th scope="row">建筑面积')[1].split("</tr>")[0]
    assert "86 平方米" in row
    assert 'aria-label="凭据 3：建筑面积">3</a>' in row


def test_persons_are_masked_and_the_full_name_asks_a_reason(cast: Cast, sign_in: Any) -> None:
    page = shown(sign_in("market_review"), cast.receive(on(11, 5)))
    assert "陈芳" not in page
    assert "13800000000" not in page
    assert "查看全名（须写理由）" in page


def test_what_is_missing_is_named(cast: Cast, sign_in: Any) -> None:
    page = shown(sign_in("market_review"), cast.receive(on(11, 5)))
    assert "主要设备设施清单" in page
    assert "请把缺的和不合格的一次告知完" in page


def test_the_first_sentence_says_what_i_have_to_do_until_when(cast: Cast, sign_in: Any) -> None:
    page = shown(sign_in("market_review"), cast.receive(on(11, 5)))
    assert "请在 11月12日（周四）17:00 前受理或一次性告知，还剩 3 个工作日" in page


def test_acceptance_by_the_button(cast: Cast, sign_in: Any) -> None:
    receipt = cast.receive(on(11, 5))
    response = sign_in("market_review").post(address(receipt), {"act": "accept"}, follow=True)
    assert "已受理" in response.content.decode()
    assert Case.objects.get(pk=receipt.case_id).state == "accepted"


def test_an_opinion_goes_from_the_page(cast: Cast, sign_in: Any) -> None:
    receipt = cast.accepted(on(11, 5), on(11, 9, 9))
    client = sign_in("fire_review")
    response = client.post(address(receipt), {"act": "review", "opinion": "disagree", "reasons": "出口不足"})
    assert response.status_code == 302
    assert Task.objects.get(case_id=receipt.case_id, node="review_fire").outcome == "disagree"


def test_an_opinion_without_reasons_keeps_what_was_chosen(cast: Cast, sign_in: Any) -> None:
    receipt = cast.accepted(on(11, 5), on(11, 9, 9))
    response = sign_in("fire_review").post(address(receipt), {"act": "review", "opinion": "disagree", "reasons": ""})
    assert response.status_code == 422
    page = response.content.decode()
    assert "不同意的，请写明理由和依据条款" in page
    assert 'value="disagree" checked' in page


def test_testing_or_hearing_leads_to_the_pause(cast: Cast, sign_in: Any) -> None:
    receipt = cast.accepted(on(11, 5), on(11, 9, 9))
    response = sign_in("market_review").post(address(receipt), {"act": "review", "opinion": "pause"})
    assert response.headers["Location"].endswith("/pause/")


def test_the_second_is_told_who_was_first_and_keeps_the_text(cast: Cast, sign_in: Any, clock: Any) -> None:
    receipt = cast.accepted(on(11, 5), on(11, 9, 9))
    task = next(task for task in open_tasks(receipt.case_id) if task.node == "review_fire")
    client = sign_in("fire_review")
    clock(on(11, 9, 10, 42))
    officer = cast.officer("fire_review", on(11, 9, 10, 42))
    review_task(task_id=task.id, opinion="agree", reasons="", by=officer, at=on(11, 9, 10, 42))
    sent = {"act": "review", "task": str(task.id), "opinion": "disagree", "reasons": "疏散通道被占用"}
    response = client.post(address(receipt), sent)
    page = response.content.decode()
    assert response.status_code == 409
    assert "赵刚 10:42 已办了这一步，您的意见没有提交，文字保留在下面。" in page
    assert "疏散通道被占用" in page


def test_s_07_the_late_branch_stands_first_with_the_urge(cast: Cast, sign_in: Any, clock: Any) -> None:
    receipt = cast.accepted(on(11, 2), on(11, 3))
    clock(on(11, 12))
    page = shown(sign_in("market_review"), receipt)
    rows = page.split('class="par"')[1].split("<tbody>")[1].split("</table>")[0].split("<tr>")[1:]
    assert "消防救援大队" in rows[0]
    assert "催办" in rows[0]
    assert "前面各步都办完后开始" in rows[-1]


def test_who_has_no_step_reads_whose_it_is(cast: Cast, sign_in: Any) -> None:
    page = shown(sign_in("market_decide"), cast.receive(on(11, 5)))
    assert "本件现在没有您要办的步骤，在谁手里：市场监督管理局 张敏" in page
    assert 'name="act"' not in page


@pytest.mark.parametrize(
    ("post", "status"),
    [("market_review", 200), ("market_decide", 200), ("forestry_review", 404), ("centre_manager", 200), ("", 403)],
)
def test_who_may_see_a_case(cast: Cast, sign_in: Any, post: str, status: int) -> None:
    receipt = cast.receive(on(11, 5))
    assert sign_in(post).get(address(receipt)).status_code == status


def test_without_the_wall_a_stranger_would_read_the_case(
    cast: Cast, sign_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(acting, "_may_see", lambda actor, file: True)
    assert sign_in("forestry_review").get(address(cast.receive(on(11, 5)))).status_code == 200


def test_a_paper_is_shown_as_a_page_and_leaves_only_as_attachment(cast: Cast, sign_in: Any) -> None:
    case_id = with_file(cast)
    client = sign_in("market_review")
    assert f"/desk/c/{case_id}/paper/m_lease/1.png" in client.get(f"/desk/c/{case_id}/").content.decode()
    page = client.get(f"/desk/c/{case_id}/paper/m_lease/1.png")
    original = client.get(f"/desk/c/{case_id}/paper/m_lease/")
    assert (page.status_code, page.headers["Content-Type"]) == (200, "image/png")
    assert original.headers["Content-Disposition"].startswith("attachment")
    assert client.get(f"/desk/c/{case_id}/paper/m_lease/2.png").status_code == 404
    assert sign_in("forestry_review").get(f"/desk/c/{case_id}/paper/m_lease/").status_code == 404


def test_nobody_is_led_to_sign_in(cast: Cast, clock: Any, client: Any) -> None:
    response = client.get(address(cast.receive(on(11, 5))))
    assert response.status_code == 302
    assert "/sign-in/" in response.headers["Location"]


def test_another_post_of_the_same_body_cannot_do_the_step(cast: Cast, sign_in: Any) -> None:
    receipt = cast.receive(on(11, 5))
    response = sign_in("market_decide").post(address(receipt), {"act": "accept"})
    assert response.status_code == 403
    assert Case.objects.get(pk=receipt.case_id).state == "received"


def test_other_acts_say_why_not(cast: Cast, sign_in: Any) -> None:
    page = shown(sign_in("fire_review"), cast.accepted(on(11, 5), on(11, 9, 9)))
    assert "只有本件的牵头单位可以办理这一步" in page


def test_the_history_names_people_and_documents(cast: Cast, sign_in: Any) -> None:
    page = shown(sign_in("market_review"), cast.accepted(on(11, 5), on(11, 9, 9)))
    assert "市场监督管理局 张敏：受理，3 个部门同时开始" in page
    assert "受理通知书 青市监受〔2026〕1号" in page


def test_a_document_opens_as_pdf(cast: Cast, sign_in: Any) -> None:
    receipt, client = cast.accepted(on(11, 5), on(11, 9, 9)), sign_in("market_review")
    link = shown(client, receipt).split("/doc/")[1].split('"')[0]
    response = client.get(address(receipt, f"doc/{link}"))
    assert response.content.startswith(b"%PDF")
    assert response.headers["Content-Disposition"].startswith("attachment")


def test_a_document_of_another_case_is_not_here(cast: Cast, sign_in: Any) -> None:
    one, other = cast.accepted(on(11, 5), on(11, 9, 9)), cast.accepted(on(11, 5), on(11, 9, 9))
    client = sign_in("market_review")
    link = shown(client, one).split("/doc/")[1].split('"')[0]
    assert client.get(address(other, f"doc/{link}")).status_code == 404


def test_a_name_is_shown_for_a_reason_only(cast: Cast, sign_in: Any) -> None:
    receipt, client = cast.receive(on(11, 5)), sign_in("market_review")
    refused = client.post(address(receipt, "reveal/"), {"reason": ""})
    assert (refused.status_code, "陈芳" in refused.content.decode()) == (422, False)


def test_a_paused_case_says_so(cast: Cast, sign_in: Any) -> None:
    receipt = cast.accepted(on(11, 5), on(11, 9, 9))
    by = cast.officer("market_review", on(11, 9, 9))
    pause_case(
        case_id=receipt.case_id, kind="testing", document="检验通知书", told_at=on(11, 9, 9),
        until=date(2026, 11, 23), by=by, at=on(11, 9, 9), starts_on=date(2026, 11, 10), staff=two_testers(cast),
    )  # fmt: skip
    page = shown(sign_in("market_review"), receipt)
    assert "正在停止计时，恢复后由您提出审查意见" in page
    assert "恢复计时" in page


def test_nasty_values_are_refused_on_the_page(cast: Cast, sign_in: Any) -> None:
    receipt, client = cast.accepted(on(11, 5), on(11, 9, 9)), sign_in("fire_review")
    for field in ("act", "opinion", "reasons", "task"):
        for value in NASTY:
            sent = {"act": "review", "opinion": "", "reasons": "", field: sendable(value)}
            response = client.post(address(receipt), sent)
            assert response.status_code < 500
            assert b"<script>alert" not in response.content


def test_a_case_keeps_its_budget(cast: Cast, sign_in: Any, count_statements: Any) -> None:
    receipt = cast.accepted(on(11, 2), on(11, 3))
    urge_task(task_id=open_tasks(receipt.case_id)[1].id, by=cast.officer("centre_manager", on(11, 9)), at=on(11, 9))
    client = sign_in("market_review")
    shown(client, receipt)
    with count_statements() as sent:
        response = client.get(address(receipt))
    assert sent.count <= 15
    assert len(response.content) <= 60_000
