"""The portal's pages over HTTP: home, search, choices, and what is shown when something went wrong."""

from __future__ import annotations

import re
from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory
from pypinyin import lazy_pinyin

from tests.cast import Cast, on, small_county
from tongban.agencies.actions.bodies import open_centre
from tongban.agencies.rules.order import body_order
from tongban.centres.actions.days import open_days
from tongban.config.launch.places import PROJECT
from tongban.kernel.actor import SYSTEM, Actor, ActorKind
from tongban.portal.pages import home
from tongban.portal.pages.errors import forbidden
from tongban.portal.permissions import NOT_LEADING, may_see_minute

ZH = {"HTTP_ACCEPT_LANGUAGE": "zh-CN"}


@pytest.fixture
def cast(settled: None, db: None) -> Cast:
    return small_county()


def text(client: Client, path: str, **extra: Any) -> str:
    return client.get(path, **{**ZH, **extra}).content.decode()


def test_home_asks_what_one_wants_to_do(cast: Cast, client: Client) -> None:
    page = text(client, "/")
    assert "<title>您要办什么事？ · 青禾县政务服务</title>" in page
    assert page.count("<h1") == 1
    assert "开饭店" in page
    assert ">市场监督管理局<" in page


def test_departments_stand_by_the_sound_of_their_names(cast: Cast, client: Client) -> None:
    shown = re.findall(r'<a href="/list/\?body=[^"]*">([^<]+)</a>', text(client, "/"))
    assert len(shown) >= 3
    assert shown == sorted(shown, key=lazy_pinyin), "not by the letters of a key that nobody sees"
    english = re.findall(r'<a href="/list/\?body=[^"]*">([^<]+)</a>', text(client, "/", HTTP_ACCEPT_LANGUAGE="en"))
    assert english == sorted(english)


def test_home_leads_to_the_queues_of_the_halls_that_are_open(cast: Cast, client: Client, monkeypatch: Any) -> None:
    open_centre(body_id=cast.county.bodies["centre"], address_zh="人民路 1 号", address_en="1 Renmin Road",
                by=SYSTEM, at=on(11, 2))  # fmt: skip
    open_days(at=on(11, 6, 9))
    for hour, leads in ((9, True), (20, False)):
        monkeypatch.setattr(home, "timezone", SimpleNamespace(now=partial(on, 11, 6, hour)))
        assert ('href="/hall/centre/"' in text(client, "/")) is leads, f"Friday at {hour}"


TYPED = re.compile(r'(\{% translate "[^"]*[:.;?!]" %\}|[.:;?!]\{% endblocktranslate %\}) (?=\S)')


def test_no_template_types_a_space_after_what_chinese_ends_without_one() -> None:
    found = [
        f"{path.parent.name}/{path.name}: {found.group()}"
        for path in sorted((PROJECT / "src").rglob("*.html"))
        for found in TYPED.finditer(path.read_text())
    ]
    assert found == [], "write {% gap %}: a space in English, none in Chinese"
    assert TYPED.search('{% translate "Reply:" %} {{ words }}'), "the check sees one"


def test_lists_of_bodies_go_by_kind_and_then_by_name() -> None:
    named = [("township", "青禾县白杨镇"), ("department", "青禾县水利局"), ("centre", "青禾县政务服务中心"),
             ("department", "青禾县财政局"), ("government", "青禾县人民政府"), ("other", "青禾县档案馆")]  # fmt: skip
    found = [name.removeprefix("青禾县") for _kind, name in sorted(named, key=lambda one: body_order(*one))]
    assert found == ["人民政府", "财政局", "水利局", "政务服务中心", "白杨镇", "档案馆"]


def test_a_guide_names_its_day_with_the_year_and_the_terms_of_remedies(cast: Cast, client: Client) -> None:
    page = text(client, "/items/QH-YJS-001/")
    assert re.search(r"自20\d\d年\d{1,2}月\d{1,2}日起施行", page)
    assert "自知道决定之日起 60 日内向" in page
    assert re.search(r"或者 6 个月内向\S*人民法院提起行政诉讼", page)


def test_home_speaks_english(cast: Cast, client: Client) -> None:
    page = text(client, "/", HTTP_ACCEPT_LANGUAGE="en")
    assert "What do you want to do?" in page
    assert 'lang="en"' in page


@pytest.mark.parametrize("words", ["开饭店", "kaifandian", "kfd", "open a restaurant"])
def test_search_finds_an_item_by_the_words_people_use(cast: Cast, client: Client, words: str) -> None:
    page = text(client, f"/search/?q={words}")
    assert "承诺" in page
    assert 'class="results"' in page


def test_search_that_finds_nothing_says_what_to_do(cast: Cast, client: Client) -> None:
    page = text(client, "/search/?q=飞碟执照")
    assert "没有找到“飞碟执照”" in page
    assert "tel:12345" in page


def test_search_shows_what_was_typed_as_text(cast: Cast, client: Client) -> None:
    page = text(client, "/search/?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")
    assert "<script>alert" not in page


@pytest.mark.parametrize(
    ("what", "value", "shown"),
    [("size", "elder", 'data-size="elder"'), ("theme", "dark", 'data-theme="dark"'), ("language", "en", 'lang="en"')],
)
def test_a_choice_is_kept_and_leads_back(client: Client, what: str, value: str, shown: str) -> None:
    answer = client.post("/choose/", {"what": what, "value": value, "next": "/nowhere/?x=1"}, **ZH)
    assert (answer.status_code, answer["Location"]) == (302, "/nowhere/?x=1")
    assert shown in text(client, "/nowhere/")


@pytest.mark.parametrize("target", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", ""])
def test_a_choice_never_leads_to_another_site(client: Client, target: str) -> None:
    assert client.post("/choose/", {"what": "size", "value": "elder", "next": target})["Location"] == "/"


@pytest.mark.parametrize(("what", "value"), [("size", "<b>"), ("colour", "red"), ("theme", "")])
def test_a_choice_that_is_not_offered_sets_nothing(client: Client, what: str, value: str) -> None:
    assert client.post("/choose/", {"what": what, "value": value}).cookies == {}


def test_a_page_that_is_not_there_says_so_in_our_words(client: Client) -> None:
    answer = client.get("/nowhere/", **ZH)
    assert answer.status_code == 404
    assert "没有这一页" in answer.content.decode()


def test_a_form_without_its_token_is_explained() -> None:
    answer = Client(enforce_csrf_checks=True).post("/choose/", {"what": "size"}, **ZH)
    assert answer.status_code == 403
    assert "表格打开太久了" in answer.content.decode()


def test_a_refused_act_becomes_a_page_with_its_sentence(settings: Any, client: Client) -> None:
    settings.ROOT_URLCONF = "tongban.portal.tests.styleguide"
    answer = client.get("/styleguide/refused/", **ZH)
    assert answer.status_code == 409
    assert "何静 10:42 已作出决定" in answer.content.decode()


def test_our_own_fault_gives_a_reference_and_needs_no_database(settings: Any, caplog: pytest.LogCaptureFixture) -> None:
    settings.ROOT_URLCONF = "tongban.portal.tests.styleguide"
    page = Client(raise_request_exception=False).get("/styleguide/broken/", **ZH).content.decode()
    reference = page.split('<b class="code">')[1][:4]
    assert reference in caplog.text
    assert "是我们的问题" in page


def test_the_minute_of_a_leader_asks_strangers_to_sign_in(db: None, client: Client) -> None:
    answer = client.get("/lead/", **ZH)
    assert (answer.status_code, answer["Location"]) == (302, "/sign-in/?next=/lead/")


def test_who_is_signed_in_reads_why_not_and_who_may(db: None, django_user_model: Any) -> None:
    request = RequestFactory().get("/lead/")
    request.user = django_user_model(username="someone")
    request.actor = Actor(ActorKind.OFFICIAL)
    page = forbidden(request, PermissionDenied(NOT_LEADING))
    assert page.status_code == 403
    assert NOT_LEADING.zh in page.content.decode()


@pytest.mark.parametrize(
    ("duty", "allowed"), [("lead", True), ("centre_manage", True), ("decide", False), ("review", False)]
)
def test_only_posts_that_lead_see_the_minute(duty: str, allowed: bool) -> None:
    actor = Actor(ActorKind.OFFICIAL, duties=frozenset({duty}))
    assert (may_see_minute(actor) is None) == allowed


def test_a_very_long_address_that_needs_a_sign_in_leads_there_without_its_query(client: Client) -> None:
    answer = client.get("/book/", {"centre": "9" * 5000}, **ZH)
    assert answer.status_code == 302
    assert answer["Location"] == "/sign-in/?next=/"


def test_an_address_that_only_takes_a_form_says_so_in_chinese(db: None, client: Client) -> None:
    answer = client.get("/choose/", **ZH)
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "这个网址只接收表格" in answer.content.decode()
