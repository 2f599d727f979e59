"""The list's pages: the guide in its order, the public list with its file and copies, the list office's import."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from django.urls import reverse

from tongban.kernel.actor import Actor, ActorKind
from tongban.powerlist.actions.items import suspend_item
from tongban.powerlist.models import ImportPreview, Item
from tongban.powerlist.pages import imports, public_list
from tongban.powerlist.queries import forget_versions
from tongban.powerlist.rules.sheet import csv_text, difference, guarded
from tongban.powerlist.tests.factories import BY, FIRST_DAY, places, publish
from tongban.powerlist.tests.lists import GOOD, faulty_list, listed
from tongban.powerlist.tests.samples import FLOW, entry, whole

pytestmark = pytest.mark.django_db
OFFICE = Actor(ActorKind.OFFICIAL, duties=frozenset({"manage_list"}))


@pytest.fixture(autouse=True)
def _fresh() -> None:
    forget_versions()
    places()


def shown(client: Client, address: str, **query: Any) -> str:
    answer = client.get(address, query, headers={"accept-language": "zh-hans"})
    assert answer.status_code == 200
    return answer.content.decode()


def office(method: str, address: str, view: Any, data: dict[str, Any] | None = None, **kwargs: Any) -> Any:
    """A request by the list office's post, past the sign-in."""
    request = getattr(RequestFactory(), method)(address, data or {})
    request.actor = OFFICE
    return view(request, **kwargs)


def file(text: str | bytes, name: str = "list.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text if isinstance(text, bytes) else text.encode())


def test_the_guide_answers_first_and_keeps_its_order(client: Client) -> None:
    publish(whole(), flow=FLOW)
    page = shown(client, "/items/QH-0001/")
    parts = [
        "7 个工作日",
        "您卖吃的吗",
        "有固定经营场所",
        "平面布局图",
        "受理",
        "20 个工作日",
        "3 号窗口",
        "第三十五条",
        "版",
    ]
    places_of = [page.index(part, page.index("<h1>")) for part in parts]
    assert places_of == sorted(places_of)
    assert page.count("<h1>") == 1
    assert "style=" not in page


def test_the_questions_tell_who_needs_it_not(client: Client) -> None:
    publish(whole(), flow=FLOW)
    assert "您不需要办这件事。" in shown(client, "/items/QH-0001/", need0="no")
    assert "您不需要办这件事。" not in shown(client, "/items/QH-0001/", need0="yes")


def test_a_suspended_item_says_so_on_top_and_cannot_be_started(client: Client) -> None:
    suspend_item(item_id=publish(whole(), flow=FLOW), since=FIRST_DAY, basis_doc="青政发〔2026〕9号", **BY)
    page = shown(client, "/items/QH-0001/")
    assert page.index("青政发〔2026〕9号") < page.index("有固定经营场所")
    assert 'action="/apply/' not in page


def test_an_entry_that_only_guides_says_where(client: Client) -> None:
    publish(entry(elsewhere={"zh": "请到烟草专卖局窗口办理。", "en": "Apply at the tobacco bureau.", "url": ""}))
    assert "请到烟草专卖局窗口办理。" in shown(client, "/items/QH-0001/")


@pytest.mark.parametrize("code", ["QH-NONE", "a" * 300, "-", "_"])
def test_an_unknown_item_is_not_found(client: Client, code: str) -> None:
    assert client.get(f"/items/{code}/").status_code == 404


def test_the_longest_name_fits_its_page(client: Client) -> None:
    publish(entry("危" * 60))
    assert "危" * 60 in shown(client, "/items/QH-0001/")


def test_markup_in_a_content_is_shown_not_run(client: Client) -> None:
    publish(whole(conditions=[{"zh": "<script>alert(1)</script>", "en": ""}]), flow=FLOW)
    assert "<script>alert(1)" not in shown(client, "/items/QH-0001/")


def test_an_empty_list_says_why_and_what_next(client: Client) -> None:
    assert "请选择更晚的日期" in shown(client, "/list/")


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_counts_what_it_shows(client: Client, many: int) -> None:
    for number in range(many):
        publish(entry(f"第 {number} 项", local_code=f"QH-{number:04}"))
    page = shown(client, "/list/")
    assert f"{many} 个" in page
    assert page.count('href="/items/') == many


def test_the_list_of_an_earlier_day_does_not_know_later_items(client: Client) -> None:
    publish(entry())
    assert "QH-0001" in shown(client, "/list/", on="2026-01-01")
    assert "QH-0001" not in shown(client, "/list/", on="2025-12-31")


@pytest.mark.parametrize("query", [
    {"on": "9999-12-31"}, {"on": "0001-01-01"}, {"on": "gestern"}, {"after": "\x00"}, {"q": "\x00"}, {"q": "x" * 999},
    {"body": "\ud800"}, {"body": "nobody"}, {"q": "%"}, {"after": "zzzz"}, {"q": "'; DROP"}, {"on": "2026-02-30"},
])  # fmt: skip
def test_any_address_of_the_list_is_answered(client: Client, query: dict[str, str]) -> None:
    publish(entry())
    query = {key: value.encode("utf-8", "replace").decode() for key, value in query.items()}
    assert client.get("/list/", query).status_code == 200


def test_the_file_of_the_list_is_the_same_twice_and_guards_formulas(client: Client) -> None:
    publish(entry("=HYPERLINK(1)"))
    one, two = (client.get("/list/file/").content for _ in range(2))
    assert one == two
    assert b"'=HYPERLINK(1)" in one


@pytest.mark.parametrize(
    "cell", ["=1", "+1", "-1+1", "@a", "%x", "|x", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠1", " =1"]
)
def test_no_cell_of_a_file_is_a_formula(cell: str) -> None:
    assert guarded(cell).startswith("'")


def test_an_altered_copy_is_told_from_the_list(client: Client) -> None:
    publish(entry())
    publish(entry("另一项", local_code="QH-0002"))
    copy = client.get("/list/file/").content
    same = client.post("/list/check/", {"file": file(copy)}).content.decode()
    other = client.post("/list/check/", {"file": file(copy.replace("另一项".encode(), b"X"))}).content.decode()
    assert "与权威清单一致" in same
    assert "QH-0002" in other
    assert "与权威清单一致" not in other


@pytest.mark.parametrize("copy", [b"x", b"\xff\xfe\x00", b"item_code\n", b"PK\x03\x04"])
def test_a_foreign_file_is_refused_in_words(client: Client, copy: bytes) -> None:
    assert "无法比对" in client.post("/list/check/", {"file": file(copy)}).content.decode()


def test_a_copy_may_lack_and_add_lines() -> None:
    found = difference([("a", "1"), ("b", "2")], [["b", "2"], ["c", "3"], []])
    assert (found.changed, found.missing, found.unknown, found.same) == ((), ("a",), ("c",), False)
    assert csv_text([("a", "b")], ("x", "y")) == "\ufeffx,y\r\na,b\r\n"


@pytest.mark.parametrize("name", ["powerlist:import", "powerlist:choose"])
def test_the_import_asks_strangers_to_sign_in(client: Client, name: str) -> None:
    answer = client.post(reverse(name))
    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in/?next=")


def test_an_import_goes_from_file_to_faults_to_choice_to_result() -> None:
    sent = office("post", "/office/import/", imports.upload, {"file": file(listed(faulty_list()))})
    row = ImportPreview.objects.get()
    assert sent["Location"] == reverse("powerlist:preview", args=[row.pk])
    page = office("get", "/", imports.preview, preview_id=row.pk).content.decode()
    assert "2 条可导入，10 条有误（10 处要改），尚未导入任何一条" in page
    assert page.count("<tr>") == 1 + 10
    assert Item.objects.count() == 0
    office("post", "/", imports.choose, {"preview": str(row.pk), "choice": "good"})
    assert "新增 2 项" in office("get", "/", imports.preview, preview_id=row.pk).content.decode()


def test_the_faults_can_be_taken_along_as_texts() -> None:
    office("post", "/", imports.upload, {"file": file(listed([{**GOOD, "name": "=1+1"}]))})
    row = ImportPreview.objects.get()
    answer = office("get", "/", imports.findings_file, preview_id=row.pk)
    assert answer.content.startswith(b"PK")


@pytest.mark.parametrize("sent", [b"", b"\x00" * 99, b"PK\x03\x04", b"\xff\xfe\xff", b"name\n1"])
def test_a_file_that_cannot_be_read_comes_back_with_a_sentence(sent: bytes) -> None:
    answer = office("post", "/office/import/", imports.upload, {"file": file(sent)})
    assert answer.status_code == 422
    assert ImportPreview.objects.count() == 0


def test_an_upload_without_a_file_says_what_is_missing() -> None:
    assert "请选择文件" in office("post", "/office/import/", imports.upload).content.decode()


def test_the_public_list_takes_few_statements(client: Client, count_statements: Any) -> None:
    for number in range(20):
        publish(entry(f"第 {number} 项", local_code=f"QH-{number:04}"))
    with count_statements() as sent:
        shown(client, "/list/")
    assert sent.count <= 15


def test_the_page_of_a_copy_works_without_a_file() -> None:
    request = RequestFactory().post("/list/check/")
    assert public_list.check_copy(request).status_code == 200
