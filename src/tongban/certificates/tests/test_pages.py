"""The check page: verdict first, masked holder, nasty uploads answered with a sentence."""

import re
import time
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tongban.agencies.tests.factories import office
from tongban.certificates.actions import revoke_certificate, sign_certificate
from tongban.certificates.tests.factories import AT, decider, issue, numbered
from tongban.documents.queries.files import file_bytes
from tongban.documents.tests import made_files as made
from tongban.kernel.ids import uuid7

pytestmark = pytest.mark.django_db


def verdict_of(response):
    text = response.content.decode()
    found = re.search(r'<p class="verdict">(.*?)</p>', text, re.DOTALL)
    return re.sub(r"<[^>]+>|\s", "", found.group(1)) if found else None


def by_number(client, number):
    return client.get(reverse("certificates:check"), {"number": number})


def by_file(client, data, name="c.pdf"):
    return client.post(reverse("certificates:check"), {"file": SimpleUploadedFile(name, data)})


def test_the_page_asks_for_a_number_or_a_file(client):
    page = client.get(reverse("certificates:check"))
    assert page.status_code == 200
    assert verdict_of(page) is None
    assert page.content.decode().count("<h1") == 1


def test_a_good_certificate_is_told_by_number_and_by_code_with_its_holder_masked(client):
    ref = issue(office(), valid_from=date(2020, 1, 1), valid_to=date(2099, 1, 1))
    for page in (by_number(client, ref.number.lower()), client.get(reverse("certificates:qr", args=[ref.id]))):
        text = page.content.decode()
        assert verdict_of(page) == "有效"
        assert "县市场监管局" in text
        assert "陈小芳" not in text
        assert "陈*" in text
        assert "<svg" in text


def test_expired_and_revoked_are_the_first_words(client):
    at_office = office()
    old = issue(at_office, valid_from=date(2020, 1, 1), valid_to=date(2021, 1, 1))
    bad = issue(at_office, valid_from=date(2020, 1, 1), valid_to=date(2099, 1, 1))
    by = decider(numbered(at_office))
    revoke_certificate(certificate_id=bad.id, ground="fraud", reasons="材料系伪造", by=by, at=AT)
    assert verdict_of(by_number(client, old.number)) == "已过期"
    assert verdict_of(by_number(client, bad.number)) == "已撤销"
    assert "第六十九条第二款" in by_number(client, bad.number).content.decode()


@pytest.mark.parametrize("number", ["JY0", "x' OR 1=1 --", "％％％", "\0", "9" * 200])
def test_an_unknown_number_is_not_called_forged(client, number):
    page = by_number(client, number)
    assert page.status_code in (200, 422)
    assert "伪造" not in page.content.decode()
    assert verdict_of(page) in ("没有查到", None)


def test_an_unknown_code_answers_the_same_way(client):
    assert verdict_of(client.get(reverse("certificates:qr", args=[uuid7()]))) == "没有查到"


def test_a_sealed_file_is_valid_and_one_changed_byte_is_altered(client):
    ref = issue(office(), valid_from=date(2020, 1, 1), valid_to=date(2099, 1, 1))
    pdf = file_bytes(sign_certificate(certificate_id=ref.id, at=AT).file_id)
    assert verdict_of(by_file(client, pdf)) == "有效"
    changed = by_file(client, pdf[:3000] + bytes([pdf[3000] ^ 1]) + pdf[3001:])
    assert verdict_of(changed) == "内容被改动"


NASTY = {
    **made.REFUSED,
    "unsigned pdf": made.pdf(),
    "picture": made.png(),
    "false range": b"%PDF-1.7\n/ByteRange [0 9 9 9]\n%%EOF",
    "deep": b"%PDF-1.7\n1 0 obj\n" + b"[" * 100_000 + b"\nendobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF",
    "loop": b"%PDF-1.7\n1 0 obj<</Type/ObjStm/Prev 9>>endobj\ntrailer<</Prev 9/Root 1 0 R>>\nstartxref\n9\n%%EOF",
    "wide number": b"%PDF-1.7\nstartxref\n" + b"9" * 5000 + b"\n%%EOF",
}


@pytest.mark.parametrize("name", [name for name in NASTY if name != "empty"])
def test_any_upload_is_answered(client, name):
    started = time.process_time()
    page = by_file(client, NASTY[name], "字\r\n../../x.pdf")
    assert page.status_code == 200
    assert verdict_of(page) in ("不是本平台签发的文件", "内容被改动")
    assert time.process_time() - started < 5


@pytest.mark.parametrize("data", [{}, {"file": "text"}, {"file": SimpleUploadedFile("e.pdf", b"")}])
def test_a_missing_or_empty_file_is_a_fault_of_the_field(client, data):
    page = client.post(reverse("certificates:check"), data)
    assert page.status_code == 422
    assert verdict_of(page) is None


def test_a_file_over_the_limit_is_told_the_limit(client, monkeypatch):
    monkeypatch.setattr("tongban.certificates.pages.check.number", lambda *_: 1024)
    page = by_file(client, made.pdf() + b"\0" * 2000)
    assert page.status_code == 422
    assert "MB" in page.content.decode()


def test_nothing_is_inline_and_english_is_complete(client):
    ref = issue(office(), valid_from=date(2020, 1, 1))
    page = client.get(reverse("certificates:qr", args=[ref.id]), headers={"accept-language": "en"}).content.decode()
    assert "style=" not in page
    assert "<script>" not in page
    main = page[page.index("<main") : page.index("</main")]
    assert "Valid" in main
