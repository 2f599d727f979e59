"""Pages of what is arranged: papers that follow, checks of commitments, seconds, handings over, other bodies' cases."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from tests.cases.counter import SHOP, chief, flow, publish, receive, window_post
from tests.cast import Cast, on
from tongban.cases.actions.accept import accept_case
from tongban.cases.actions.at_once import decide_at_once
from tongban.cases.models import Case, Commitment, Deferral, Handover, Opinion, Task
from tongban.cases.queries.tasks import open_tasks
from tongban.powerlist.tests.samples import whole, words

PAPERS = whole()["materials"]
FOLLOWS = {**PAPERS[0], "key": "m_rules", "name": words("卫生管理制度"), "necessity": "deferrable"}
TOLD = {"conditions": [words("有固定的经营场所")], "consequence": words("承诺不实的，撤销决定"), "check_days": 20}


def shown(client: Any, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return str(response.content.decode())


def committed(cast: Cast) -> UUID:
    window_post(cast)
    papers = [{**PAPERS[0], "promisable": True}, PAPERS[1]]
    version_id = publish(cast, flow(review="unless_promised"), materials=papers, commitment=TOLD, sensitive=[])
    return decide_at_once(
        version_id=version_id, applicant_id=cast.applicant, place_id=cast.county.home, answers=SHOP, materials=[],
        by=chief(cast, on(11, 9)), at=on(11, 9), committed=True,
    ).receipt.case_id  # fmt: skip


def reviewed_by(cast: Cast, persons: int) -> UUID:
    case_id = receive(cast, publish(cast, flow(review="always", persons=persons)), on(11, 5)).case_id
    accept_case(case_id=case_id, by=cast.officer("market_review", on(11, 6)), at=on(11, 6))
    return case_id


def test_accepting_asks_how_the_missing_paper_was_promised(cast: Cast, sign_in: Any) -> None:
    case_id = receive(cast, publish(cast, flow(), materials=[*PAPERS, FOLLOWS]), on(11, 5)).case_id
    client, address = sign_in("market_review"), f"/desk/c/{case_id}/"
    assert "卫生管理制度，11月18日前" in shown(client, address)
    assert "先有申请人按期补交的承诺" in client.post(address, {"act": "accept"}).content.decode()
    client.post(address, {"act": "accept", "promise": "signed"})
    assert Deferral.objects.get().promise == "signed"
    assert "应在11月18日前补交" in shown(client, address)


def test_the_list_of_checks_names_owner_and_day_and_the_form_records(cast: Cast, sign_in: Any, clock: Any) -> None:
    case_id, client = committed(cast), sign_in("market_review")
    assert "12月7日" in shown(client, "/desk/checks/")
    assert "经营场所" in shown(client, f"/desk/c/{case_id}/check/")
    assert client.post(f"/desk/c/{case_id}/check/", {"result": "broken"}).status_code == 422
    clock(on(12, 8))
    client = sign_in("market_review")  # a month later one signs in again
    assert "已逾期" in shown(client, "/desk/checks/")
    client.post(f"/desk/c/{case_id}/check/", {"result": "broken", "finding": "现场没有经营场所"})
    assert Commitment.objects.get().result == "broken"
    assert "承诺不实" in shown(client, "/desk/checks/")
    assert "可以撤销" in shown(client, f"/desk/c/{case_id}/")


def test_only_the_owner_records_a_check(cast: Cast, sign_in: Any) -> None:
    case_id = committed(cast)
    response = sign_in("market_decide").post(f"/desk/c/{case_id}/check/", {"result": "kept"})
    assert (response.status_code, Commitment.objects.get().result) == (403, "")


def test_the_second_opinion_is_given_by_b_on_the_same_page(cast: Cast, sign_in: Any) -> None:
    case_id = reviewed_by(cast, 2)
    sign_in("market_review").post(f"/desk/c/{case_id}/", {"act": "review", "opinion": "agree"})
    second = sign_in("market_review", 1)
    assert f"/desk/c/{case_id}/" in shown(second, "/desk/offered/")
    page = shown(second, f"/desk/c/{case_id}/")
    assert "还要由本单位的另一人" in page
    task = open_tasks(case_id)[0].id
    second.post(f"/desk/c/{case_id}/", {"act": "review", "opinion": "agree", "task": str(task)})
    assert (Opinion.objects.count(), open_tasks(case_id)[0].act) == (2, "decide")


def test_a_step_is_offered_and_taken_over(cast: Cast, sign_in: Any) -> None:
    window_post(cast)
    case_id = reviewed_by(cast, 1)
    task = open_tasks(case_id)[0].id
    mine, theirs = sign_in("market_review"), sign_in("market_window")
    address = f"/desk/c/{case_id}/hand/{task}/"
    assert "首席代表 沈立" in shown(mine, address)
    assert mine.post(address, {"to_post": "", "reason": "出差"}).status_code == 422
    mine.post(address, {"to_post": str(cast.county.posts["market_window"]), "reason": "出差"})
    assert "出差" in shown(theirs, "/desk/offered/")
    theirs.post("/desk/offered/", {"task": str(task), "do": "take"})
    assert Task.objects.get(pk=task).post_id == cast.county.posts["market_window"]


def test_a_declined_step_stays(cast: Cast, sign_in: Any) -> None:
    window_post(cast)
    case_id = reviewed_by(cast, 1)
    task, theirs = open_tasks(case_id)[0].id, sign_in("market_window")
    sign_in("market_review").post(
        f"/desk/c/{case_id}/hand/{task}/", {"to_post": str(cast.county.posts["market_window"]), "reason": "出差"}
    )
    assert (
        "没有接收" in theirs.post("/desk/offered/", {"task": str(task), "do": "decline"}, follow=True).content.decode()
    )
    assert Handover.objects.get().answer == "declined"
    assert theirs.post("/desk/offered/", {"task": str(task), "do": "take"}).status_code == 409


def test_no_other_post_is_said(cast: Cast, sign_in: Any) -> None:
    case_id = reviewed_by(cast, 1)
    assert "没有其他岗位" in shown(sign_in("market_review"), f"/desk/c/{case_id}/hand/{open_tasks(case_id)[0].id}/")


def test_the_right_body_is_found_by_what_is_typed(cast: Cast, sign_in: Any) -> None:
    case_id = receive(cast, publish(cast, flow()), on(11, 5)).case_id
    client, address = sign_in("market_review"), f"/desk/c/{case_id}/not-accept/"
    told = {"ground": "not_competent", "reasons": "不属于市场监管职权", "do": "send"}
    assert "对得上几个单位" in client.post(address, {**told, "right_body": "局"}).content.decode()
    assert "名单里没有" in client.post(address, {**told, "right_body": "省药监局"}).content.decode()
    client.post(address, {**told, "right_body": "林业局"})
    assert Case.objects.get(pk=case_id).state == "not_accepted"


def test_not_ours_is_recorded_while_the_right_body_is_sought(cast: Cast, sign_in: Any) -> None:
    case_id = receive(cast, publish(cast, flow()), on(11, 5)).case_id
    client, address = sign_in("market_review"), f"/desk/c/{case_id}/not-accept/"
    client.post(address, {"reasons": "不属于市场监管职权", "do": "not_ours"})
    assert "不视为受理" in shown(client, f"/desk/c/{case_id}/")


def test_the_place_in_the_line_is_shown(cast: Cast, sign_in: Any) -> None:
    few = {"quota_count": {"number": 1, "period": "year"}, "quota": words("每年一个")}
    version_id = publish(cast, flow(), **few)
    cases = [receive(cast, version_id, on(11, 5, hour)).case_id for hour in (9, 10)]
    for case_id in cases:
        accept_case(case_id=case_id, by=cast.officer("market_review", on(11, 6)), at=on(11, 6))
    assert "排第 2 位" in shown(sign_in("market_decide"), f"/desk/c/{cases[1]}/")
    signed = sign_in("market_decide").post(f"/desk/c/{cases[1]}/decision/", {"decision": "grant", "do": "sign"})
    assert "请先办前面的" in signed.content.decode()


@pytest.mark.parametrize("nasty", ["\x00", "长" * 10_000, "-1", "<script>", "{{ 7*7 }}"])
def test_nasty_words_give_no_fault(cast: Cast, sign_in: Any, nasty: str) -> None:
    case_id = committed(cast)
    client = sign_in("market_review")
    sent = {name: nasty for name in ("result", "finding", "to_post", "reason", "task", "do", "promise", "right_body")}
    for address in (f"/desk/c/{case_id}/check/", "/desk/offered/", f"/desk/c/{case_id}/"):
        assert client.post(address, sent).status_code < 500
