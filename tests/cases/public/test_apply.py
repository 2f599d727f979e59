"""An application from the guide to the receipt, over HTTP and without script."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.cases.public.forms import CODE, PAGES, begin, filled, submitted, text
from tests.cast import Cast
from tongban.cases.models import Case, Draft
from tongban.documents.tests.made_files import pdf, png


def test_who_is_not_signed_in_signs_in_and_comes_back(cast: Cast, client: Client) -> None:
    answer = client.post(f"/apply/{CODE}/")
    assert answer["Location"] == f"/sign-in/?next=%2Fapply%2F{CODE}%2F"


def test_an_application_goes_from_start_to_receipt(chen: Client) -> None:
    case = submitted(chen)
    page = text(chen.get(f"{case}receipt/"))
    number = Case.objects.get().number
    assert f"{number[:6]} {number[6:10]} {number[10:]}" in page
    assert "最迟" in page
    assert chen.session["lookup_codes"]


def test_the_code_is_in_no_address_and_is_gone_after_this_sign_in(chen: Client) -> None:
    case = submitted(chen)
    code = next(iter(chen.session["lookup_codes"].values()))
    assert code in text(chen.get(f"{case}receipt/"))
    session = chen.session
    del session["lookup_codes"]
    session.save()
    assert code not in text(chen.get(f"{case}receipt/"))


def test_a_second_submission_gives_the_same_case(chen: Client) -> None:
    base = filled(chen)
    first, second = (chen.post(f"{base}check/", {"go": "submit"}) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Case.objects.count() == 1


def test_the_slip_is_a_numbered_document_and_a_pdf(chen: Client) -> None:
    answer = chen.get(f"{submitted(chen)}slip/", follow=True)
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert "attachment" in answer["Content-Disposition"]


@pytest.mark.parametrize(
    ("group", "field", "value", "told"),
    [
        ("operator", "shop_name", "", "请填写“店名”"),
        ("operator", "shop_name", "长" * 61, "最多 60 个字，现在有 61 个"),
        ("operator", "shop_name", "a\x00b", "不能识别的符号"),
        ("operator", "uscc", "92990823MA0QH5T7X4", "统一社会信用代码第 18 位"),
        ("operator", "phone", "12345", "手机号应为 11 位"),
        ("premises", "floor_area", "八十", "请填写整数（平方米）"),
        ("premises", "floor_area", "1", "应在 5 至 20000 平方米之间"),
        ("premises", "gas", "perhaps", "请选“是”或“否”"),
        ("business", "size", "huge", "所列的各项里选择"),
        ("business", "dishes", ["hot", "stone"], "所列的各项里选择"),
    ],
)
def test_a_wrong_answer_is_named_with_what_is_right(
    chen: Client, group: str, field: str, value: Any, told: str
) -> None:
    base = begin(chen)
    answer = chen.post(f"{base}{group}/", {**PAGES[group], field: value})
    assert answer.status_code == 422
    assert told in text(answer)
    assert f'href="#q_{field}"' in text(answer)


def test_a_wrong_answer_stays_on_the_page_and_in_the_draft(chen: Client) -> None:
    base = begin(chen)
    wrong = {**PAGES["operator"], "phone": "12345"}
    assert 'value="12345"' in text(chen.post(f"{base}operator/", wrong))
    assert 'value="12345"' in text(chen.get(f"{base}operator/"))


def test_saving_for_later_asks_nothing(chen: Client) -> None:
    base = begin(chen)
    answer = chen.post(f"{base}operator/", {"shop_name": "半", "go": "later"})
    assert answer["Location"] == "/my/"
    assert 'value="半"' in text(chen.get(f"{base}operator/"))


def test_a_question_that_hangs_on_another_says_when_it_is_asked(chen: Client) -> None:
    base = begin(chen)
    assert "只在“要设置户外招牌吗”选“是”时填写。" in text(chen.get(f"{base}sign/"))
    assert chen.post(f"{base}sign/", {"has_sign": "no"}).status_code == 302
    assert "请填写“招牌尺寸”" in text(chen.post(f"{base}sign/", {"has_sign": "yes"}))


def test_an_answer_asked_no_more_is_not_submitted(chen: Client) -> None:
    base = filled(chen, sign={"has_sign": "yes", "sign_size": "6.5 米", "sign_text": "老街坊"})
    assert "老街坊" in text(chen.get(f"{base}check/")).split("招牌文字")[1]
    chen.post(f"{base}sign/", {"has_sign": "no", "sign_text": "老街坊"})
    assert "招牌文字" not in text(chen.get(f"{base}check/"))


def test_changing_an_answer_comes_back_to_the_check(chen: Client) -> None:
    base = filled(chen)
    assert f"{base}premises/?return=check#q_floor_area" in text(chen.get(f"{base}check/"))
    assert 'name="return" value="check"' in text(chen.get(f"{base}premises/?return=check"))
    answer = chen.post(f"{base}premises/", {**PAGES["premises"], "return": "check"})
    assert answer["Location"] == f"{base}check/"


def test_what_is_missing_stands_against_submitting(chen: Client) -> None:
    base = begin(chen)
    answer = chen.post(f"{base}check/", {"go": "submit"})
    assert answer.status_code == 422
    assert "请填写“店名”" in text(answer)
    assert not Case.objects.exists()


def test_a_draft_is_gone_on_with_or_begun_anew(chen: Client) -> None:
    base = begin(chen)
    page = chen.post(f"/apply/{CODE}/")
    assert page.status_code == 200
    assert "继续填写" in text(page)
    assert chen.post(f"/apply/{CODE}/", {"go": "on"})["Location"] == f"{base}operator/"
    anew = chen.post(f"/apply/{CODE}/", {"go": "anew"})
    assert anew["Location"] != f"{base}operator/"
    assert Draft.objects.count() == 1


def test_a_paper_is_uploaded_seen_replaced_and_removed(chen: Client) -> None:
    papers = f"{begin(chen)}papers/"
    chen.post(papers, {"m_lease": SimpleUploadedFile("合同.pdf", pdf()), "put": "m_lease"})
    page = text(chen.get(papers))
    assert "合同.pdf" in page
    assert chen.get(f"{papers}m_lease/")["Content-Disposition"].startswith("attachment")
    chen.post(papers, {"m_lease": SimpleUploadedFile("新合同.png", png()), "put": "m_lease"})
    assert "新合同.png" in text(chen.get(papers))
    chen.post(papers, {"drop": "m_lease"})
    assert "新合同.png" not in text(chen.get(papers))


def test_the_same_file_for_two_papers_is_noticed(chen: Client) -> None:
    papers, same = f"{begin(chen)}papers/", pdf()
    chen.post(papers, {"m_lease": SimpleUploadedFile("a.pdf", same), "put": "m_lease"})
    page = text(chen.post(papers, {"m_layout": SimpleUploadedFile("b.pdf", same), "put": "m_layout"}))
    assert "同一个文件" in page


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("empty.pdf", b"", "0 字节"),
        ("page.png", b"<html><script>alert(1)</script></html>", "只收 PDF、PNG 和 JPEG"),
        ("a.exe", b"MZ" + bytes(100), "只收 PDF、PNG 和 JPEG"),
        ("cut.pdf", b"%PDF-1.7\n", "PDF"),
    ],
)
def test_a_file_that_is_refused_says_why(chen: Client, name: str, data: bytes, told: str) -> None:
    papers = f"{begin(chen)}papers/"
    answer = chen.post(papers, {"m_lease": SimpleUploadedFile(name, data, content_type="image/png"), "go": "next"})
    assert answer.status_code == 422
    assert told in text(answer)


def test_what_the_platform_has_is_used_or_not(chen: Client) -> None:
    papers = f"{begin(chen)}papers/"
    chen.post(papers, {"use": "m_licence"})
    assert 'name="unuse" value="m_licence"' in text(chen.get(papers))
    chen.post(papers, {"unuse": "m_licence"})
    assert 'name="use" value="m_licence"' in text(chen.get(papers))
