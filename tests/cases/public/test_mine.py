"""My matters, one case, its notice and withdrawal, as the applicant sees them; what a stranger sees: nothing."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tests.cases.public.forms import begin, submitted, text
from tests.cast import Cast, on
from tests.stages import two_testers
from tongban.cases.actions.accept import NoticePoint, accept_case, deem_accepted, notify_once
from tongban.cases.actions.decide import decide_case, issue_result
from tongban.cases.actions.review import review_task
from tongban.cases.actions.turns import pause_case
from tongban.cases.models import Case
from tongban.cases.queries.tasks import open_tasks
from tongban.documents.tests.made_files import pdf


def case_id(address: str) -> UUID:
    return UUID(address.strip("/").split("/")[1])


def noticed(cast: Cast, client: Client) -> str:
    address, now = submitted(client), timezone.now()
    points = [NoticePoint("m_lease", "missing", ""), NoticePoint("floor_area", "wrong", "与平面图不一致")]
    notify_once(case_id=case_id(address), points=points, by=cast.officer("market_review", now), at=now)
    return address


def accepted(cast: Cast, client: Client) -> str:
    address, now = submitted(client), timezone.now()
    accept_case(case_id=case_id(address), by=cast.officer("market_review", now), at=now)
    return address


def test_nothing_yet_says_so_with_the_way_on(chen: Client) -> None:
    page = text(chen.get("/my/"))
    assert "您还没有办件。" in page
    assert 'href="/"' in page


def test_a_draft_waits_for_me(chen: Client) -> None:
    base = begin(chen)
    page = text(chen.get("/my/"))
    assert "要您办 1 件。" in page
    assert f"{base}operator/" in page
    assert "办理时限没有开始" in page


def test_a_submitted_case_is_in_a_posts_hands_and_no_officer_is_named(cast: Cast, chen: Client) -> None:
    submitted(chen)
    page = text(chen.get("/my/"))
    assert "没有要您办的，正在办 1 件。" in page
    assert "在青禾县市场监督管理局" in page
    assert 'class="ruler"' in page
    assert not any(name in page for name in cast.county.officials)


def test_a_notice_waits_for_me_first(cast: Cast, chen: Client) -> None:
    address = noticed(cast, chen)
    page = text(chen.get("/my/"))
    assert "要您办 1 件。" in page
    assert f'href="{address}supplement/"' in page
    case = text(chen.get(address))
    assert "要补正 2 项" in case
    assert "与平面图不一致" in case
    assert f'href="{address}supplement/#s_m_lease"' in case


def test_what_the_notice_asks_is_supplied_in_one_go(cast: Cast, chen: Client) -> None:
    address = noticed(cast, chen)
    page = f"{address}supplement/"
    first = chen.post(page, {"floor_area": "88", "go": "submit"})
    assert first.status_code == 422
    assert "还没有补交" in text(first)
    done = chen.post(page, {"floor_area": "88", "m_lease": SimpleUploadedFile("a.pdf", pdf()), "go": "submit"})
    assert done["Location"] == address
    assert Case.objects.get().state == "received"
    assert "您补交了材料" in text(chen.get(address))


def test_a_corrected_answer_that_is_wrong_is_told(cast: Cast, chen: Client) -> None:
    page = f"{noticed(cast, chen)}supplement/"
    answer = chen.post(page, {"floor_area": "一百", "go": "submit"})
    assert answer.status_code == 422
    assert "请填写整数" in text(answer)
    assert 'value="一百"' in text(answer)


def test_an_uploaded_paper_waits_until_it_is_handed_in(cast: Cast, chen: Client) -> None:
    page = f"{noticed(cast, chen)}supplement/"
    chen.post(page, {"floor_area": "88", "m_lease": SimpleUploadedFile("租约.pdf", pdf()), "go": "put"})
    assert "租约.pdf" in text(chen.get(page))
    assert Case.objects.get().state == "noticed"


def test_bodies_working_at_the_same_time_are_listed(cast: Cast, chen: Client) -> None:
    page = text(chen.get(accepted(cast, chen)))
    assert [body in page for body in ("市场监督管理局", "消防救援大队", "城市管理局")] == [True, True, False]
    assert "受理通知书" in page


def test_a_pause_shows_kind_document_and_end(cast: Cast, chen: Client) -> None:
    address, now = accepted(cast, chen), timezone.now()
    pause_case(
        case_id=case_id(address), kind="testing", document="青市监检〔2026〕7号", told_at=now,
        until=timezone.localdate(now), by=cast.officer("market_review", now), at=now,
        starts_on=timezone.localdate(now), staff=two_testers(cast),
    )  # fmt: skip
    page = text(chen.get(address))
    assert "青市监检〔2026〕7号" in page
    assert "检验、检测、检疫" in page


def test_withdrawing_says_what_follows_and_ends_the_case(chen: Client) -> None:
    address = submitted(chen)
    page = text(chen.get(f"{address}withdraw/"))
    assert "申请将终止" in page
    chen.post(f"{address}withdraw/")
    assert Case.objects.get().state == "withdrawn"
    again = chen.post(f"{address}withdraw/")
    assert again.status_code == 409
    assert "已经不能撤回" in text(again)


@pytest.mark.parametrize("tail", ["", "receipt/", "slip/", "supplement/", "withdraw/"])
def test_anothers_case_is_not_there(chen: Client, stranger: Client, tail: str) -> None:
    address = submitted(chen)
    theirs, nobodys = stranger.get(address + tail), stranger.get(f"/my/{uuid4()}/{tail}")
    assert theirs.status_code == nobodys.status_code == 404
    assert body(theirs) == body(nobodys)


def body(answer: object) -> str:
    """The page without what differs in any two answers: the tokens and the address that was asked for."""
    return text(answer).split("<main")[1].split("</main>")[0]


@pytest.mark.parametrize("tail", ["operator/", "papers/", "check/", "where/", "papers/m_lease/"])
def test_anothers_draft_is_not_there(chen: Client, stranger: Client, tail: str) -> None:
    base = begin(chen)
    assert stranger.get(base + tail).status_code == 404
    assert stranger.post(base + tail, {"shop_name": "x"}).status_code in (404, 405)


def test_an_official_is_told_who_applies(cast: Cast, client: Client) -> None:
    user = get_user_model().objects.get(username="market_review_a")
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa"}]
    session.save()
    assert client.get("/my/").status_code == 403


def test_words_typed_after_the_sign_in_ended_are_there_again(chen: Client, cast: Cast) -> None:
    base = begin(chen)
    page = f"{base}operator/"
    user_id = chen.session["_auth_user_id"]
    chen.logout()
    answer = chen.post(page, {"shop_name": "没有丢的店名"})
    assert answer["Location"].startswith("/sign-in/?next=")
    chen.force_login(
        get_user_model().objects.get(pk=user_id), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    again = text(chen.get(page))
    assert "没有丢的店名" in again
    assert "登录已过期" in again


def test_kept_words_are_sealed(chen: Client) -> None:
    page = f"{begin(chen)}operator/"
    chen.logout()
    chen.post(page, {"operator_name": "陈芳"})
    assert "陈芳" not in str(dict(chen.session))


def test_twenty_cases_cost_as_many_statements_as_one(chen: Client, count_statements: object, time_machine: Any) -> None:
    time_machine.move_to(timezone.now(), tick=False)  # a new day asks for its places and calendar once more
    counts = []
    for more in (1, 6):
        for _ in range(more):
            submitted(chen)
        with count_statements() as sent:  # type: ignore[operator]
            chen.get("/my/")
        counts.append(sent.count)
    assert counts[0] == counts[1] <= 15


def test_deemed_acceptance_names_the_day_it_counts_from(cast: Cast, chen: Client) -> None:
    receipt = cast.receive(on(11, 5, 7, 30))
    deem_accepted(case_id=receipt.case_id, at=on(11, 12, 17, 1))
    page = text(chen.get(f"/my/{receipt.case_id}/"))
    assert "视为受理，自 11月5日起算" in page
    assert "自 11月5日（周四）起视为受理" in page


def test_a_granted_case_shows_certificate_and_remedies(cast: Cast, chen: Client) -> None:
    receipt = cast.accepted(on(11, 5), on(11, 6))
    for task, post in zip(open_tasks(receipt.case_id), ("market_review", "fire_review", "urban_review"), strict=True):
        review_task(task_id=task.id, opinion="agree", reasons="", by=cast.officer(post, on(11, 9)), at=on(11, 9))
    head = cast.officer("market_decide", on(11, 10))
    decide_case(case_id=receipt.case_id, decision="grant", reasons="", basis=[], by=head, at=on(11, 10))
    issue_result(case_id=receipt.case_id, at=on(11, 10))
    page = text(chen.get(f"/my/{receipt.case_id}/"))
    assert "准予，待送达" in page
    assert "食品经营许可证" in page
    assert "60 日内向青禾县人民政府申请行政复议" in page
