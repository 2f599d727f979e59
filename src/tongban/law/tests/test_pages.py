"""Pages of the library: everybody reads, the list office takes in; nasty input gets a page, never a fault."""

from __future__ import annotations

import re
from datetime import date
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from django.urls import reverse

from tongban.kernel.actor import Actor, ActorKind
from tongban.law.actions.laws import interpret, repeal_law
from tongban.law.models import Law, LawChange, LawVersion
from tongban.law.pages.keeping import enter, keep
from tongban.law.pages.taking_in import judged, store, upload
from tongban.law.rules.numerals import ArticleNo
from tongban.law.tests.samples import BY, SECOND_DAY, amended, enacted
from tongban.law.tests.statutes import AMENDED, PLAIN, TITLE

pytestmark = pytest.mark.django_db
OFFICE = Actor(ActorKind.OFFICIAL, ref=UUID(int=7), duties=frozenset({"manage_list"}))
NASTY = ["\x00", "’;--", "（" * 500, "%", "9" * 400, "٣", "<b>"]


def shown(client: Client, name: str, *words: object, **query: str) -> str:
    response = client.get(reverse(name, args=words), query)
    assert response.status_code == 200
    return response.content.decode()


def office(view: object, data: dict[str, object] | None = None, **words: object) -> object:
    """A page as the list office gets it."""
    factory = RequestFactory()
    request = factory.post("/", data) if data is not None else factory.get("/")
    request.actor = OFFICE  # type: ignore[attr-defined]
    request._dont_enforce_csrf_checks = True
    return view(request, **words)  # type: ignore[operator]


def test_the_list_finds_laws_by_name_and_articles_by_words(client: Client) -> None:
    enacted()
    enacted(title="青禾县鱼塘管理条例", text="")
    assert "条文尚未收录" in shown(client, "law:list")
    found = shown(client, "law:list", q="三米")
    assert "第四条" in found
    assert "鱼塘" not in found


def test_the_law_shows_its_articles_as_of_a_day(client: Client) -> None:
    law_id = enacted()
    amended(law_id)
    before, after = (shown(client, "law:law", law_id, on=day) for day in ("2026-06-30", "2026-07-01"))
    assert "三米" in before
    assert "三米" not in after
    assert 'id="a4"' in before
    assert "还没有施行" in shown(client, "law:law", law_id, on="2019-12-31")


def test_a_repealed_law_stays_readable_and_says_so(client: Client) -> None:
    law_id = enacted()
    repeal_law(law_id=law_id, since=SECOND_DAY, document="青人发〔2026〕4号", **BY)
    page = shown(client, "law:law", law_id, on="2026-08-01")
    assert "青人发〔2026〕4号" in page
    assert "三米" in page


def test_an_article_shows_its_wordings_and_what_acts_said(client: Client) -> None:
    law_id = enacted()
    amended(law_id)
    note = {"document": "青法释〔2026〕1号", "note": "竹灯也是灯笼。"}
    interpret(law_id=law_id, since=SECOND_DAY, articles=(ArticleNo(2),), **note, **BY)  # type: ignore[arg-type]
    page = shown(client, "law:article", law_id, "2", on="2026-07-01")
    assert page.count("<details") == 2
    assert "竹灯也是灯笼" in page
    gone = shown(client, "law:article", law_id, "4", on="2026-07-01")
    assert "第五条 → 第四条" in gone
    assert "挂灯笼不收费" in gone


def test_the_panel_of_items_leaves_the_title_of_the_page(client: Client) -> None:
    page = shown(client, "law:article", enacted(), "4")
    assert 'hx-swap="innerHTML ignoreTitle:true"' in page
    assert re.search(r'hx-get="/laws/[^"]+/4/items/\?on=', page)


@pytest.mark.parametrize("article", ["7", "0", "4-1", "abc", "9" * 30])
def test_an_article_that_is_none_is_not_found(client: Client, article: str) -> None:
    assert client.get(reverse("law:article", args=[enacted(), article])).status_code == 404


@pytest.mark.parametrize("words", NASTY)
def test_nasty_filters_get_a_page(client: Client, words: str) -> None:
    law_id = enacted()
    for name, args in (("law:list", []), ("law:law", [law_id]), ("law:article", [law_id, "4"])):
        assert client.get(reverse(name, args=args), {"q": words, "on": words, "after": words}).status_code == 200


def test_a_page_of_the_library_takes_few_statements(client: Client, django_assert_max_num_queries: object) -> None:
    law_id = enacted()
    amended(law_id)
    for name, args in (("law:list", []), ("law:law", [law_id]), ("law:article", [law_id, "4"])):
        with django_assert_max_num_queries(8):  # type: ignore[operator]
            shown(client, name, *args)


def uploaded(text: str) -> UUID:
    file = SimpleUploadedFile("law.md", text.encode())
    response = office(upload, {"file": file})
    return UUID(re.findall(r"[0-9a-f-]{36}", response["Location"])[0])  # type: ignore[index]


def body(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined, no-any-return]


def test_an_upload_is_judged_before_it_is_stored() -> None:
    upload_id = uploaded(PLAIN.replace("第四条 灯笼", "灯笼"))
    page = body(office(judged, upload_id=upload_id))
    assert "缺少第四条" in page
    assert Law.objects.count() == 0
    told = {"choice": "enact", "kind": "local", "valid_from": "2020-01-01", "source": "县公报"}
    assert office(store, told, upload_id=upload_id).status_code == 302  # type: ignore[attr-defined]
    assert LawVersion.objects.get().articles == 5


def test_a_text_that_cannot_be_kept_offers_no_button() -> None:
    page = body(office(judged, upload_id=uploaded(PLAIN.replace("第五条 ", "第四条 "))))
    assert 'name="choice"' not in page
    assert "第四条出现两次" in page


def test_a_new_text_of_a_known_law_is_offered_as_an_amendment() -> None:
    law_id = enacted()
    page = body(office(judged, upload_id=uploaded(AMENDED)))
    assert 'value="amend"' in page
    assert str(law_id) in page
    assert 'value="enact"' not in page


def test_a_refused_choice_keeps_what_was_typed() -> None:
    law_id = enacted()
    told = {"choice": "amend", "law": str(law_id), "valid_from": "2020-01-01", "source": "某公报", "document": "某决定"}
    response = office(store, told, upload_id=uploaded(AMENDED))
    assert response.status_code == 422  # type: ignore[attr-defined]
    assert "某公报" in body(response)


@pytest.mark.parametrize("words", NASTY)
def test_nasty_forms_get_a_page(words: str) -> None:
    law_id, upload_id = enacted(), uploaded(PLAIN)
    told = dict.fromkeys(
        ("choice", "law", "valid_from", "source", "title", "kind", "since", "document", "articles", "note"), words
    )  # fmt: skip
    for act in ("repeal", "interpret", words):
        assert office(keep, {**told, "act": act}, law_id=law_id).status_code == 422  # type: ignore[attr-defined]
    assert office(store, told, upload_id=upload_id).status_code == 422  # type: ignore[attr-defined]
    assert office(enter, told).status_code == 422  # type: ignore[attr-defined]


def test_the_list_office_enters_interprets_and_repeals() -> None:
    told = {"title": TITLE, "kind": "local", "valid_from": "2020-01-01", "source": "县公报"}
    assert office(enter, told).status_code == 302  # type: ignore[attr-defined]
    law_id = Law.objects.get().pk
    said = {
        "act": "interpret",
        "since": "2026-01-01",
        "document": "青法释〔2026〕1号",
        "note": "说明",
        "articles": "第二条、3",
    }
    assert office(keep, said, law_id=law_id).status_code == 302  # type: ignore[attr-defined]
    assert list(LawChange.objects.order_by("number").values_list("number", flat=True)) == [2, 3]
    office(keep, {"act": "repeal", "since": "2026-12-01", "document": "青人发〔2026〕9号"}, law_id=law_id)
    assert Law.objects.get().repealed_on == date(2026, 12, 1)
