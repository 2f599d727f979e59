"""The decision page: opinions with names, the document as it will go, signing in two clicks, who may not."""

from __future__ import annotations

from typing import Any

from tests.cases.staff.test_case_page import NASTY, sendable
from tests.cast import Cast, on
from tongban.cases.actions.review import review_task
from tongban.cases.models import Case
from tongban.cases.queries.tasks import open_tasks

POSTS = {"review_market": "market_review", "review_fire": "fire_review", "review_urban": "urban_review"}


def reviewed(cast: Cast, fire: str = "agree") -> Any:
    receipt = cast.accepted(on(11, 2), on(11, 3))
    for task in open_tasks(receipt.case_id):
        opinion = fire if task.node == "review_fire" else "agree"
        officer = cast.officer(POSTS[task.node], on(11, 5))
        review_task(task_id=task.id, opinion=opinion, reasons="疏散出口符合要求", by=officer, at=on(11, 5))
    return receipt


def address(receipt: Any) -> str:
    return f"/desk/c/{receipt.case_id}/decision/"


def test_opinions_stand_with_names_and_reasons(cast: Cast, sign_in: Any) -> None:
    page = sign_in("market_decide").get(address(reviewed(cast))).content.decode()
    assert "赵刚" in page
    assert "疏散出口符合要求" in page
    assert "《中华人民共和国食品安全法》第三十五条" in page


def test_a_routine_case_is_signed_from_the_desk_in_two_clicks(cast: Cast, sign_in: Any) -> None:
    receipt, client = reviewed(cast), sign_in("market_decide")
    assert address(receipt) in client.get("/desk/").content.decode()
    context = client.get(address(receipt)).context
    assert context["chosen"]["decision"] == "grant"
    response = client.post(address(receipt), {**context["chosen"], "do": "sign"})
    assert response.headers["Location"].endswith("?done=granted")
    case = Case.objects.get(pk=receipt.case_id)
    assert case.decision == "grant"
    assert [task.act for task in open_tasks(case.pk)] == ["deliver"]  # the result was made right away


def test_the_document_is_shown_as_it_will_go(cast: Cast, sign_in: Any) -> None:
    page = sign_in("market_decide").get(address(reviewed(cast))).content.decode()
    letter = page.split('id="letter"')[1].split("</section>")[0]
    assert "准予行政许可决定书" in letter
    assert "60日内向青禾县人民政府申请行政复议" in letter
    assert "陈芳" not in letter


def test_where_somebody_disagreed_nothing_is_chosen_beforehand(cast: Cast, sign_in: Any) -> None:
    context = sign_in("market_decide").get(address(reviewed(cast, "disagree"))).context
    assert context["chosen"]["decision"] == ""
    assert context["letter"] is None


def test_a_refusal_needs_reasons_and_articles(cast: Cast, sign_in: Any) -> None:
    receipt, client = reviewed(cast), sign_in("market_decide")
    response = client.post(address(receipt), {"decision": "refuse", "reasons": "", "do": "sign"})
    assert response.status_code == 422
    assert "不予许可必须写明理由和依据的条款" in response.content.decode()
    sent = {
        "decision": "refuse",
        "reasons": "安全出口不足",
        "basis": ["《中华人民共和国消防法》第十五条"],
        "do": "sign",
    }
    assert client.post(address(receipt), sent).headers["Location"].endswith("?done=refused")


def test_an_open_branch_bars_the_decision_with_the_sentence_of_the_act(cast: Cast, sign_in: Any) -> None:
    receipt = cast.accepted(on(11, 2), on(11, 3))
    client = sign_in("market_decide")
    sentence = "还有部门没有提出审查意见，不能作决定。可以先催办。"
    assert sentence in client.get(address(receipt)).content.decode()
    response = client.post(address(receipt), {"decision": "grant", "do": "sign"})
    assert (response.status_code, sentence in response.content.decode()) == (409, True)


def test_the_reviewer_cannot_sign(cast: Cast, sign_in: Any) -> None:
    receipt, client = reviewed(cast), sign_in("market_review")
    page = client.get(address(receipt)).content.decode()
    assert 'value="sign"' not in page
    response = client.post(address(receipt), {"decision": "grant", "do": "sign"})
    assert response.status_code == 403
    assert Case.objects.get(pk=receipt.case_id).decision == ""


def test_the_second_signature_is_told(cast: Cast, sign_in: Any) -> None:
    receipt, client = reviewed(cast), sign_in("market_decide")
    task = str(open_tasks(receipt.case_id)[0].id)
    sent = {"decision": "grant", "reasons": "材料齐全", "task": task, "do": "sign"}
    client.post(address(receipt), sent)
    second = client.post(address(receipt), sent)
    assert second.status_code == 409
    assert "何静 10:00 已办了这一步" in second.content.decode()
    assert "材料齐全" in second.content.decode()


def test_nasty_values(cast: Cast, sign_in: Any) -> None:
    receipt, client = reviewed(cast), sign_in("market_decide")
    for field in ("decision", "basis", "reasons", "do", "task"):
        for value in NASTY:
            sent = {"decision": "refuse", "do": "preview", field: sendable(value)}
            response = client.post(address(receipt), sent)
            assert response.status_code < 500
            assert b"<script>alert" not in response.content


def test_the_page_keeps_its_budget(cast: Cast, sign_in: Any, count_statements: Any) -> None:
    receipt, client = reviewed(cast), sign_in("market_decide")
    client.get(address(receipt))
    with count_statements() as sent:
        response = client.get(address(receipt))
    assert sent.count <= 15
    assert len(response.content) <= 60_000
