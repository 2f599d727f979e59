"""Whatever is sent to the citizens' forms is answered: kept, refused with a sentence, or not found; never a fault."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tests.cases.public.forms import CODE, PAGES, begin, filled, submitted, text
from tests.cast import FOUNDING, Cast
from tongban.cases.actions.accept import NoticePoint, notify_once
from tongban.cases.models import Case
from tongban.kernel.actor import SYSTEM
from tongban.powerlist.actions.holdings import grant_holding
from tongban.powerlist.queries import published_item

VALUES: list[Any] = [
    "", " ", "\x00", "a\x00b", "\ud83d", "\u202eabc", "\ufeff", "长" * 10_000, "9" * 5_000, "-1", "1e309", "NaN",
    "Infinity", "٣٤", "1,2,3", "0x10", "9999-12-31", "0000-00-00", "2026-02-30", "true", "null", "[]", "{}",
    "<script>alert(1)</script>", "'; DROP TABLE cases_case;--", "%s%n", "{label}", "{0.__class__}", "../../etc/passwd",
    ["a", "b"], ["hot", "hot"], ["x"] * 500, "＝1+1", "é", "🐢" * 61,
]  # fmt: skip
ALL_FIELDS = [(group, field) for group, values in PAGES.items() for field in values]
# Every fourth question at each push, all of them at night: a question of each kind is among the first.
FIELDS = [
    pytest.param(group, field, marks=[] if place % 4 == 0 else [pytest.mark.nightly])
    for place, (group, field) in enumerate(ALL_FIELDS)
]


def send(client: Client, path: str, values: dict[str, Any]) -> Any:
    """As a browser sends a form, but with lone surrogates, which no browser would."""
    body = "&".join(
        f"{name}={quote(one, errors='surrogatepass')}"
        for name, value in values.items()
        for one in (value if isinstance(value, list) else [value])
    )
    return client.post(path, body, content_type="application/x-www-form-urlencoded")


@pytest.mark.parametrize(("group", "field"), FIELDS)
def test_every_question_answers_every_value(chen: Client, group: str, field: str) -> None:
    base = begin(chen)
    for value in VALUES:
        answer = send(chen, f"{base}{group}/", {**PAGES[group], field: value})
        assert answer.status_code in (302, 422), (value, answer.status_code)
        assert "<script>alert" not in text(answer)
        assert chen.get(f"{base}check/").status_code == 200


FILES: list[tuple[str, bytes, str]] = [
    ("a.pdf", b"", "application/pdf"), ("a.png", b"<html></html>", "image/png"), ("x" * 300, b"\x89PNG", "image/png"),
    ("../../x.pdf", b"%PDF-1.4", "text/html"), ("a\u202efdp.exe", b"MZ", ""), ("", b"%PDF-", "application/pdf"),
    ("a.svg", b"<svg onload='alert(1)'/>", "image/svg+xml"), ("a.zip", b"PK\x03\x04" + bytes(50), "application/zip"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "kind"), FILES)
def test_every_odd_file_is_refused_in_words(chen: Client, name: str, data: bytes, kind: str) -> None:
    answer = chen.post(f"{begin(chen)}papers/", {"m_lease": SimpleUploadedFile(name or "x", data, content_type=kind)})
    assert answer.status_code == 422
    assert 'class="err"' in text(answer)


@pytest.mark.parametrize(
    ("path", "body", "kind"),
    [
        ("papers/", b"nonsense", "multipart/form-data; boundary=x"),
        ("papers/", b"", "multipart/form-data"),
        ("operator/", b"\xff\xfe" * 100, "application/x-www-form-urlencoded"),
        ("operator/", b"a=1", "application/x-www-form-urlencoded; charset=utf-16"),
        ("operator/", b'{"a": [[[]]]}', "application/json"),
        ("operator/", b"&".join(b"f%d=1" % n for n in range(3000)), "application/x-www-form-urlencoded"),
        ("check/", b"go=" + b"x" * 5000, "application/x-www-form-urlencoded"),
        ("where/", b"place=nonsense", "application/x-www-form-urlencoded"),
    ],
)
def test_a_broken_request_is_no_fault_of_ours(chen: Client, path: str, body: bytes, kind: str) -> None:
    answer = chen.generic("POST", begin(chen) + path, body, content_type=kind)
    assert answer.status_code in (200, 302, 400, 413, 422)


@pytest.mark.parametrize("button", ["use", "unuse", "drop", "put"])
@pytest.mark.parametrize("key", ["", "nothing", "m_licence", "\x00", "#", "x" * 5000])
def test_a_button_of_an_unknown_row_changes_nothing(chen: Client, button: str, key: str) -> None:
    assert chen.post(f"{begin(chen)}papers/", {button: key}).status_code == 302


@pytest.mark.parametrize("code", ["nothing", "%00", "x" * 300, "..", "QH%20"])
def test_an_unknown_item_is_not_found(chen: Client, code: str) -> None:
    assert chen.get(f"/apply/{code}/").status_code == 404
    assert chen.post(f"/apply/{code}/").status_code == 404


def noticed(cast: Cast, client: Client) -> str:
    address, now = submitted(client), timezone.now()
    points = [NoticePoint("m_lease", "missing", ""), NoticePoint("floor_area", "wrong", "不一致")]
    notify_once(case_id=Case.objects.get().pk, points=points, by=cast.officer("market_review", now), at=now)
    return address


def test_a_supplement_answers_every_value(cast: Cast, chen: Client) -> None:
    page = f"{noticed(cast, chen)}supplement/"
    for value in VALUES:
        answer = send(chen, page, {"floor_area": value, "m_lease": "no file", "go": "submit"})
        assert answer.status_code == 422, value


CHINESE = re.compile(r"[\u4e00-\u9fff]+")
OWN_WORDS = (
    "青禾县老街坊小吃店",
    "陈芳",
    "青禾县柳河镇河沿街",
    "号",
    "层",
    "周强",
    "中文",
    "食品",
    "县",
    "电子证照库",
    "平方米",
    "人",
)


@pytest.mark.parametrize(
    "page", ["step", "papers", "check", "my", "case", "receipt", "supplement", "withdraw", "status"]
)
def test_english_pages_have_no_chinese_words_of_ours(cast: Cast, chen: Client, page: str) -> None:
    case = noticed(cast, chen)
    base = filled(chen)
    paths = {
        "step": f"{base}sign/", "papers": f"{base}papers/", "check": f"{base}check/", "my": "/my/", "case": case,
        "receipt": f"{case}receipt/", "supplement": f"{case}supplement/", "withdraw": f"{case}withdraw/",
        "status": "/status/",
    }  # fmt: skip
    shown = text(chen.get(paths[page], headers={"accept-language": "en"})).split("<main")[1].split("</main>")[0]
    left = [run for run in CHINESE.findall(shown) if not any(word in run for word in OWN_WORDS)]
    assert [run for run in left if run not in ("不一致", "青政服收", "青市监告")] == []


@pytest.mark.parametrize("path", ["/my/", "/status/", f"/apply/{CODE}/"])
def test_large_print_is_on_every_page(chen: Client, path: str) -> None:
    chen.cookies["tongban_size"] = "elder"
    assert 'data-size="elder"' in text(chen.get(path))


def test_an_item_of_several_townships_asks_where(cast: Cast, chen: Client) -> None:
    other = cast.county.places["990823100"]
    grant_holding(
        item_id=published_item(CODE).id, place_id=other, function="decide", body_id=cast.county.bodies["liuhe"],
        legal_form="transferred", valid_from=FOUNDING, basis_doc="青政发〔2026〕1号", by=SYSTEM, at=FOUNDING,
    )  # fmt: skip
    page = chen.post(f"/apply/{CODE}/")
    assert "城关镇" in text(page)
    assert chen.post(f"/apply/{CODE}/", {"place": "", "go": "anew"}).status_code == 422
    begun = chen.post(f"/apply/{CODE}/", {"place": str(other), "go": "anew"})
    base = begun["Location"].removesuffix("operator/")
    assert "城关镇" in text(chen.get(f"{base}check/"))
    # Where a township holds the power itself, everybody says in which township it is: the county is no answer.
    assert chen.post(f"{base}where/", {"place": str(cast.county.home)}).status_code == 422
    third = cast.county.places["990823101"]
    assert chen.post(f"{base}where/", {"place": str(third)})["Location"] == f"{base}check/"
