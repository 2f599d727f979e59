"""Special procedures on pages: the section of the case page, each act's page, the applicant's own answer."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cases.staff.test_case_page import NASTY, sendable
from tests.cast import Cast, on
from tongban.cases.models import Case, Hearing, HearingRight, Interested
from tongban.cases.pages.special import PAGES
from tongban.cases.queries.status import status_of


@pytest.fixture
def receipt(cast: Cast) -> Any:
    return cast.accepted(on(11, 5), on(11, 9, 9))


def address(receipt: Any, act: str = "") -> str:
    return f"/desk/c/{receipt.case_id}/special/{act}/" if act else f"/desk/c/{receipt.case_id}/"


def page(client: Any, url: str) -> str:
    return str(client.get(url).content.decode())


def section(client: Any, receipt: Any) -> str:
    return page(client, address(receipt)).split('id="special"')[1].split("</section>")[0]


def send(client: Any, receipt: Any, act: str, **values: Any) -> int:
    return int(client.post(address(receipt, act), values).status_code)


def test_each_act_stands_on_the_case_page_as_a_link_or_with_its_reason(receipt: Any, sign_in: Any) -> None:
    reviewer, head = section(sign_in("market_review"), receipt), section(sign_in("market_decide"), receipt)
    assert "/special/hearing-right/" in reviewer
    assert "/special/suspend/" not in reviewer
    assert "只有本件的牵头单位可以办理这一步" in reviewer
    assert "本件没有人要求听证" in reviewer
    assert "/special/suspend/" in head
    assert "不能恢复办理" in head


def test_a_hearing_from_notice_to_record(cast: Cast, receipt: Any, sign_in: Any, clock: Any) -> None:
    client, chair = sign_in("market_review"), str(cast.county.holders["market_decide"][1])
    assert send(client, receipt, "hearing-right", to="applicant") == 302
    citizen = sign_in("")
    mine = f"/my/{receipt.case_id}/hearing/"
    assert "11月16日" in page(citizen, mine)
    assert citizen.post(mine, {"answer": "asked"}).status_code == 302
    when = {"held_on": "2026-11-17", "held_time": "09:30", "venue": "301 会议室", "chair": chair}
    early = client.post(address(receipt, "hearing-notice"), when)
    assert (early.status_code, "最早2026年11月18日" in early.content.decode()) == (422, True)
    assert "301 会议室" in early.content.decode()
    assert send(client, receipt, "hearing-notice", **{**when, "held_on": "2026-11-18"}) == 302
    assert "11月18日（周三）09:30，301 会议室" in section(client, receipt)
    clock(on(11, 18, 15))
    client = sign_in("market_review")
    assert send(client, receipt, "hearing-record", text="各方陈述", present="3", signed="on") == 302
    assert "笔录已归档" in section(client, receipt)
    assert Hearing.objects.get().outcome == "held"


def test_a_third_party_is_shown_masked_and_answered(receipt: Any, sign_in: Any) -> None:
    client = sign_in("market_review")
    assert send(client, receipt, "third-party", kind="person", name="李大山", interest="窗户正对排烟口") == 302
    who = str(Interested.objects.get().pk)
    assert "李大山" not in section(client, receipt)
    assert "11月16日（周一）前可以陈述和申辩" in section(client, receipt)
    assert send(client, receipt, "statement", who=who, text="油烟扰民") == 302
    assert "油烟扰民" in page(client, address(receipt, "weigh"))
    assert send(client, receipt, "weigh", who=who, taken="adopted", reason="已要求加装净化器") == 302
    assert Interested.objects.get().taken == "adopted"


def test_a_suspended_case_says_so_on_every_page(receipt: Any, sign_in: Any) -> None:
    head = sign_in("market_decide")
    assert send(head, receipt, "suspend", ground="busy", reason="忙") == 422
    assert send(head, receipt, "suspend", ground="law_question", reason="用地性质已请示") == 302
    assert "参照《中华人民共和国行政复议法》第三十九条" in section(head, receipt)
    found = status_of(receipt.number, receipt.lookup_code.replace("-", ""), on(11, 9, 12))
    assert found is not None
    assert found.state_words("zh") == "已中止"
    assert "已中止" in page(sign_in(""), f"/my/{receipt.case_id}/")
    assert send(head, receipt, "continue") == 302
    assert Case.objects.get(pk=receipt.case_id).state == "accepted"


def test_nasty_values_and_unknown_acts(receipt: Any, sign_in: Any) -> None:
    client = sign_in("market_review")
    assert client.get(address(receipt, "dance")).status_code == 404
    assert send(client, receipt, "hearing-right", to="applicant") == 302
    for act, shown in PAGES.items():
        for field in shown.form.base_fields:
            for value in NASTY[:4]:
                response = client.post(address(receipt, act), {field: sendable(value)})
                assert response.status_code < 500
    assert HearingRight.objects.count() == 1
