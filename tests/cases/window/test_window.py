"""One window: receiving on paper in few steps, the slip, supplements; who may, and what happens to wrong values."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from uuid import UUID

import pypdfium2
import pytest
from django.test import Client

from tests.cases.window.conftest import NOW, As, text
from tests.cast import Cast
from tongban.agencies.queries import party_by_id_number, sealing_key
from tongban.cases.actions.accept import NoticePoint, notify_once
from tongban.cases.forms.identity import is_citizen_id
from tongban.cases.models import Case, CaseMaterial
from tongban.cases.queries.certificate import answers_of
from tongban.cases.queries.window import ON_PAPER
from tongban.kernel.refusals import refuse
from tongban.simulation.rules.codes import citizen_code

NUMBER = citizen_code(44, date(1990, 5, 6))
MOST = 8  # interactions for receiving one application


class Hands:
    """A clerk's hands: counts each field filled, box ticked and button or link pressed."""

    def __init__(self, client: Client) -> None:
        self.client, self.count, self.values = client, 0, {}

    def search(self, words: str) -> str:
        self.count += 1
        return text(self.client.get("/window/", {"q": words}))

    def open(self, page: str) -> str:
        self.count += 1
        self.address = re.search(r'href="(/window/[^"]+/)" data-open', page)[1]  # type: ignore[index]
        self.values = dict(
            re.findall(r'type="hidden" name="(w-once)" value="([^"]+)"', text(self.client.get(self.address)))
        )
        return self.address

    def fill(self, **values: str) -> None:
        self.count += len(values)
        self.values |= {name.replace("__", "-"): value for name, value in values.items()}

    def press(self) -> Any:
        self.count += 1
        return self.client.post(self.address, self.values)


def received(hands: Hands, **more: str) -> Any:
    hands.open(hands.search("餐饮店"))
    hands.fill(party__id_number=NUMBER, party__name="罗大勇", floor_area="80", has_sign="no", w__all="on")
    hands.values |= more
    return hands.press()


def code_of(page: str) -> str:
    return re.search(r"[2-9A-Z]{4}-[2-9A-Z]{5}-[2-9A-Z]{5}", page)[0]  # type: ignore[index]


def test_an_application_on_paper_is_received_in_eight_interactions(as_post: As) -> None:
    hands = Hands(as_post("window_1"))
    answer = received(hands)
    assert answer.status_code == 200
    assert hands.count <= MOST
    assert "打印收件凭证" in text(answer)
    assert Case.objects.get().channel == "window"


def test_whose_application_is_refused_is_not_registered_by_it(as_post: As, monkeypatch: pytest.MonkeyPatch) -> None:
    """No data of a person stay behind where nothing was received."""

    def refusing(**_named: Any) -> Any:
        raise refuse("stale", zh="请刷新。", en="Reload.")

    monkeypatch.setattr("tongban.cases.pages.window.receive_case", refusing)
    assert received(Hands(as_post("window_1"))).status_code in (409, 422)
    assert party_by_id_number(NUMBER) is None


def test_the_page_says_what_the_receipt_starts(as_post: As) -> None:
    hands = Hands(as_post("window_1"))
    page = text(hands.client.get(hands.open(hands.search("餐饮店"))))
    assert "11月27日（周五）17:00" in page
    assert "视为受理" in page


def test_all_needed_papers_are_recorded_and_those_held_are_used(as_post: As) -> None:
    received(Hands(as_post("window_1")), **{"use-m_licence": "on"})
    rows = dict(CaseMaterial.objects.values_list("key", "held"))
    assert rows["m_licence"] is True
    assert rows["m_lease"] is False
    assert "m_fire" not in rows  # 80 square metres need no fire commitment


def test_answers_that_stay_on_paper_are_marked_so(as_post: As) -> None:
    received(Hands(as_post("window_1")), shop_name="老街坊小吃店")
    case = Case.objects.get()
    answers = answers_of(case.pk, sealing_key(case.applicant_id))
    assert (answers["shop_name"], answers["address"], answers["floor_area"]) == ("老街坊小吃店", ON_PAPER, 80)
    assert "size" not in answers  # a choice that nobody made is not made up


def test_the_slip_bears_number_code_and_name(as_post: As) -> None:
    hands = Hands(as_post("window_1"))
    code = code_of(text(received(hands)))
    case = Case.objects.get()
    slip = hands.client.post(f"/window/r/{case.pk}/slip/", {"code": code})
    words = pypdfium2.PdfDocument(slip.content)[0].get_textpage().get_text_range().replace("\n", "")
    assert slip["Content-Type"] == "application/pdf"
    assert all(part in words for part in (code, "罗大勇", "收件凭证"))


def test_a_code_that_is_not_this_cases_is_not_printed(as_post: As) -> None:
    hands = Hands(as_post("window_1"))
    received(hands)
    slip = hands.client.post(f"/window/r/{Case.objects.get().pk}/slip/", {"code": "2222-33333-44444"})
    assert "2222" not in pypdfium2.PdfDocument(slip.content)[0].get_textpage().get_text_range()


def test_the_code_is_shown_once(as_post: As) -> None:
    hands = Hands(as_post("window_1"))
    code = code_of(text(received(hands)))
    again = hands.client.post(hands.address, hands.values, follow=True)
    assert Case.objects.count() == 1
    assert code not in text(again)
    assert "只显示过一次" in text(again)


def test_a_known_applicant_needs_no_name(cast: Cast, as_post: As) -> None:
    hands = Hands(as_post("window_1"))
    hands.open(hands.search("餐饮店"))
    hands.fill(party__id_number=citizen_code(27, date(1988, 3, 14)), floor_area="80", has_sign="no")
    assert hands.press().status_code == 200
    assert Case.objects.get().applicant_id == cast.applicant


def test_another_name_for_a_known_number_is_refused_and_what_was_typed_stays(as_post: As) -> None:
    answer = received(Hands(as_post("window_1")), **{"party-id_number": citizen_code(27, date(1988, 3, 14))})
    assert answer.status_code == 409
    assert "证件号码与登记的姓名或名称不一致" in text(answer)
    assert 'value="罗大勇"' in text(answer)
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("party-id_number", "", "必填"),
        ("party-id_number", "990823199005060440", "身份证号"),
        ("floor_area", "", "建筑面积"),
        ("floor_area", "八十", "建筑面积"),
        ("floor_area", "99999999999999999999", "建筑面积"),
    ],
)
def test_a_wrong_value_is_named_beside_its_field(as_post: As, name: str, value: str, said: str) -> None:
    answer = received(Hands(as_post("window_1")), **{name: value})
    assert answer.status_code in (409, 422)
    assert said in text(answer)
    assert not Case.objects.exists()


def test_everything_wrong_is_told_at_once_and_each_names_its_field(as_post: As) -> None:
    wrong = {"party-id_number": "９９０８２３１９９００５０６０４４０", "party-phone": "138abc", "floor_area": ""}
    answer = received(Hands(as_post("window_1")), **wrong)
    assert answer.status_code == 422
    for link in (
        '#id_party-id_number">“身份证号或统一社会信用代码”：身份证号第 18 位不符，请核对末位。<',
        '#id_party-phone">“联系电话”：手机号应为 11 位，现为 6 位，请核对。<',
        '#q_floor_area">请填写“建筑面积”。<',
    ):
        assert link in text(answer)


def test_a_missing_number_is_asked_for_by_its_name(as_post: As) -> None:
    answer = received(Hands(as_post("window_1")), **{"party-id_number": ""})
    assert '#id_party-id_number">请填写“身份证号或统一社会信用代码”。<' in text(answer)


@pytest.mark.parametrize("number", ["１１０１０５１９４９１２３１００２Ｘ", "110105-19491231 002x"])
def test_a_citizens_number_is_known_however_it_is_written(number: str) -> None:
    assert is_citizen_id(number)


@pytest.mark.parametrize("number", ["92990823MA0QH5T7X3", "911100000000131279", "11100000000013127D", "1101", ""])
def test_a_firms_code_and_half_a_number_are_no_citizens(number: str) -> None:
    assert not is_citizen_id(number)


@pytest.mark.parametrize("post", ["market_review", "market_decide", "delivery", "centre_manager"])
def test_other_posts_are_told_who_may_receive(as_post: As, post: str) -> None:
    answer = as_post(post).get("/window/")
    assert answer.status_code == 403
    assert "只有综合窗口的收件岗位可以收件" in text(answer)


def test_a_stranger_receives_nothing(cast: Cast, client: Client) -> None:
    assert client.get("/window/")["Location"] == "/sign-in/?next=/window/"
    assert client.post("/window/QH-YJS-001/", {}).status_code == 302


def noticed(cast: Cast) -> UUID:
    receipt = cast.receive(NOW)
    points = [NoticePoint("m_sign", "missing", "请补交"), NoticePoint("floor_area", "wrong", "与图不符")]
    notify_once(case_id=receipt.case_id, points=points, by=cast.officer("market_review", NOW), at=NOW)
    return receipt.case_id


def test_papers_after_a_notice_are_taken_in_at_the_window(cast: Cast, as_post: As) -> None:
    case_id, client = noticed(cast), as_post("window_1")
    number = Case.objects.get(pk=case_id).number
    page = text(client.get("/window/", {"number": f"{number[:6]} {number[6:10]} {number[10:]}"}, follow=True))
    assert "要求补正 2 项" in page
    done = client.post(f"/window/s/{case_id}/", {"have-m_sign": "on", "floor_area": "92"}, follow=True)
    assert "回到受理单位" in text(done)
    assert Case.objects.get(pk=case_id).state == "received"
    assert answers_of(case_id, sealing_key(cast.applicant))["floor_area"] == 92


def test_taking_in_nothing_is_refused(cast: Cast, as_post: As) -> None:
    answer = as_post("window_1").post(f"/window/s/{noticed(cast)}/", {"have-unknown": "on"})
    assert answer.status_code == 409
    assert "还没有补交任何材料" in text(answer)


NASTY = (
    "\0",
    "\ud800",
    "x" * 10_000,
    "-1",
    "9" * 400,
    "'; --",
    "<script>",
    "%s%n",
    "[]",
    "../../etc",
    "𠮷" * 200,
    "=1+1",
)


@pytest.mark.parametrize("value", NASTY)
def test_nothing_that_is_typed_breaks_the_window(as_post: As, value: str) -> None:
    client = as_post("window_1")
    sent = value.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    page = client.get("/window/", {"q": sent, "number": sent})
    assert page.status_code == 200
    names = ("party-id_number", "party-name", "party-phone", "floor_area", "w-place", "w-once", "w-all", "dishes")
    answer = client.post("/window/QH-YJS-001/", {**dict.fromkeys(names, sent), f"have-{sent[:50]}": sent})
    assert answer.status_code in (404, 409, 422)
    assert party_by_id_number(NUMBER) is None
