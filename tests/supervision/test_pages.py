"""The pages of supervision: figures that open and equal their lists, a card's life by its buttons, who sees what."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from tests.cast import on
from tests.exchange.samples import foreign
from tests.people import signed_in
from tests.stages import decide, reviewed
from tests.supervision.stage import TOLD, Stage, late_stage
from tongban.agencies.queries import account_of_official
from tongban.ledger.queries import events_of
from tongban.supervision.actions.watching import fire_due, watch_event
from tongban.supervision.models import Card, Recommendation, Setting, Watched
from tongban.supervision.queries.cards import CardPage, card_page
from tongban.supervision.queries.coverage import coverage, systems

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("settled")]
MODULES = ("asking.timezone.now", "cards.timezone.now", "advice.timezone.now")


@pytest.fixture
def stage(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Stage:
    settings.DEMO = True
    for name in MODULES:
        monkeypatch.setattr(f"tongban.supervision.pages.{name}", lambda: on(11, 17, 9))
    return late_stage()


def as_post(stage: Stage, post: str) -> Client:
    return signed_in(account_of_official(stage.cast.county.holders[post][0]))


def text(answer: Any) -> str:
    assert answer.status_code == 200, answer.content.decode()[:500]
    return str(answer.content.decode())


def rows(page: str) -> int:
    return page.count("<tr data-row>")


def test_each_figure_of_the_wall_opens_its_records_and_equals_their_list(stage: Stage) -> None:
    client = as_post(stage, "supervision")
    page = text(client.get("/supervision/"))
    links = re.findall(r'<td class="num"[^>]*><a href="(/supervision/[^"]+)">([\d,]+)</a>', page)
    assert len(links) >= 6
    for address, figure in links:
        shown = text(client.get(address.replace("&amp;", "&")))
        assert rows(shown) == int(figure.replace(",", "")), address


def test_a_seeded_fault_between_figure_and_list_would_be_seen(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    def one_less(asked: Any, **named: Any) -> CardPage:
        found = card_page(asked, **named)
        return CardPage(found.rows[1:], None, found.total)

    monkeypatch.setattr("tongban.supervision.pages.cards.card_page", one_less)
    with pytest.raises(AssertionError):
        test_each_figure_of_the_wall_opens_its_records_and_equals_their_list(stage)


def test_a_new_card_shows_on_the_open_wall(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tongban.supervision.pages.asking.timezone.now", lambda: on(11, 16, 9, 30))
    client = as_post(stage, "supervision")
    assert "张新牌" not in text(client.get("/supervision/news/", {"since": TOLD.isoformat()}))
    before = text(client.get("/supervision/news/", {"since": on(11, 16, 8).isoformat()}))
    assert "张新牌" in before
    assert "超过承诺时限" in before


def test_an_open_wall_whose_sign_in_has_ended_is_opened_anew_and_keeps_no_sign_in_awake(stage: Stage) -> None:
    stranger = Client()
    answer = stranger.get("/supervision/news/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Refresh"]) == (204, "true")
    client = as_post(stage, "supervision")
    client.get("/supervision/")
    session = client.session
    session["seen"] -= 600
    session.save()
    client.get("/supervision/news/", headers={"HX-Request": "true", "HX-Trigger": "news"})
    assert client.session["seen"] == session["seen"]
    client.get("/supervision/")
    assert client.session["seen"] > session["seen"]


def test_the_page_of_a_card_cites_rule_source_and_events(stage: Stage) -> None:
    page = text(as_post(stage, "supervision").get(f"/supervision/cards/{stage.card.pk}/"))
    for words in (
        "超过承诺时限",
        "《优化营商环境条例》第三十六条",
        "收件",
        "受理",
        "法定时限到",
        "青禾县市场监督管理局",
    ):
        assert words in page
    assert "陈芳" not in page


def press(stage: Stage, post: str, act: str, words: str = "情况如此") -> int:
    client = as_post(stage, post)
    return client.post(f"/supervision/cards/{stage.card.pk}/", {"act": act, "words": words}).status_code


def test_a_card_goes_its_whole_way_by_the_buttons(stage: Stage) -> None:
    steps = [("market_decide", "explain"), ("supervision", "uphold"), ("market_decide", "appeal"),
             ("supervision_review", "lift_on_appeal")]  # fmt: skip
    for post, act in steps:
        assert press(stage, post, act) == 302, act
    assert stage.state() == "lifted"
    assert "已撤销" in text(as_post(stage, "market_decide").get(f"/supervision/cards/{stage.card.pk}/"))


def test_what_is_not_possible_is_said_beside_the_words_that_are_kept(stage: Stage) -> None:
    assert press(stage, "supervision", "uphold") == 409
    assert press(stage, "centre_manager", "uphold") == 403
    assert press(stage, "fire_review", "explain") == 404
    assert press(stage, "market_decide", "explain", "") == 422
    assert press(stage, "market_decide", "dance") == 422
    assert press(stage, "market_decide", "explain", "很长" * 2000) == 422


def test_a_head_sees_the_own_body_and_no_other(stage: Stage) -> None:
    market, forestry = as_post(stage, "market_decide"), as_post(stage, "forestry_decide")
    assert rows(text(market.get("/supervision/cards/"))) > 0
    assert rows(text(forestry.get("/supervision/cards/"))) == 0
    assert forestry.get(f"/supervision/cards/{stage.card.pk}/").status_code == 404
    assert forestry.get(f"/supervision/cases/{stage.case_id}/").status_code == 404
    assert text(as_post(stage, "market_review").get(f"/supervision/cards/{stage.card.pk}/"))[:9] == "<!doctype"


def test_a_list_is_paged_by_key_and_nothing_is_lost(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tongban.supervision.pages.cards.number", lambda key, on: 2)
    client, seen, address = as_post(stage, "supervision"), [], "/supervision/cards/"
    while address:
        page = text(client.get(address))
        seen += re.findall(r'href="/supervision/cards/([0-9a-f-]{36})/" data-open', page)
        found = re.search(r'rel="next" href="([^"]+)"', page)
        address = "/supervision/cards/" + found[1].replace("&amp;", "&") if found else ""
    assert len(seen) == len(set(seen)) == Card.objects.count()


def test_lists_leave_as_workbooks_without_formulas(stage: Stage) -> None:
    client = as_post(stage, "supervision")
    for address in ("/supervision/cards/file/", "/supervision/cases/file/?due=late"):
        with zipfile.ZipFile(io.BytesIO(client.get(address).content)) as book:
            sheet = book.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in sheet
        assert "<row" in sheet


def test_a_supervisor_tries_figures_on_the_past_and_only_then_puts_them_to_use(stage: Stage) -> None:
    client, address = as_post(stage, "supervision"), "/supervision/rules/urged.often/"
    tried = client.post(address, {"do": "try", "supervision.urges": "9000"})
    assert "回测" in text(tried)
    assert not Setting.objects.filter(rule="urged.often").exists()
    assert client.post(address, {"do": "use", "supervision.urges": "9000"}).status_code == 302
    row = Setting.objects.get(rule="urged.often")
    assert row.figures == {"supervision.urges": 9000}
    assert "before" in row.back_test
    assert client.post(address, {"do": "try", "supervision.urges": "zero"}).status_code == 422
    assert as_post(stage, "market_decide").post(address, {"do": "switch", "active": "off"}).status_code == 403


def test_a_rule_is_switched_for_one_item_by_its_code(stage: Stage) -> None:
    client, address = as_post(stage, "supervision"), "/supervision/rules/due.promise/"
    assert client.post(address, {"do": "switch", "active": "off", "item": "NONE"}).status_code == 409
    assert client.post(address, {"do": "switch", "active": "off", "item": "QH-YJS-001"}).status_code == 302
    assert Setting.objects.get(rule="due.promise").item_id == stage.card.item_id


def test_c_06_a_recommendation_is_made_answered_and_closed_on_its_pages(stage: Stage) -> None:
    client, market = as_post(stage, "supervision"), stage.cast.county.bodies["market"]
    address = f"/supervision/recommendations/new/?body={market}"
    assert client.post(address, {"words": "落实"}).status_code == 409
    assert client.post(address, {"words": "落实", "cards": [str(stage.card.pk)]}).status_code == 302
    row = Recommendation.objects.get()
    head, own = as_post(stage, "market_decide"), f"/supervision/recommendations/{row.pk}/"
    assert client.post(own, {"words": "已落实"}).status_code == 403
    assert head.post(own, {"words": "已落实"}).status_code == 302
    assert client.post(own, {"do": "close"}).status_code == 302
    assert "已了结" in text(client.get(own))


def test_c_06_what_is_owed_is_counted_whole_and_a_list_too_long_says_so(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, market = as_post(stage, "supervision"), stage.cast.county.bodies["market"]
    for _again in range(2):
        client.post(
            f"/supervision/recommendations/new/?body={market}", {"words": "落实", "cards": [str(stage.card.pk)]}
        )
    monkeypatch.setattr("tongban.supervision.pages.advice.MOST", 1)
    page = text(client.get("/supervision/recommendations/"))
    assert ("2 份等待答复" in page, page.count("data-row"), "这里只列出前 1 条，还有更多" in page) == (True, 1, True)


def test_a_02_the_report_names_what_is_not_watched(stage: Stage) -> None:
    page = text(as_post(stage, "supervision").get("/supervision/coverage/"))
    for words in ("12345 热线工单", "未接入", "已接入", "招标投标和政府采购"):
        assert words in page
    found = coverage(on(11, 17))
    assert [one.key for one in found.levels] == ["windows", "outside", "towns", "systems"]
    for level in found.levels:
        assert (
            (f'<a href="#{level.key}">' in page) is (f'<table class="tab" id="{level.key}">' in page) is (level.all > 0)
        )
        assert f"{level.all} 个中 {level.seen} 个" in page


@pytest.mark.parametrize("business", ["approval", "trading", "funds", "enforcement"])
def test_a_02_a_case_of_another_system_is_watched_by_the_same_rules(stage: Stage, business: str) -> None:
    """A tender, a payment and an enforcement case come in through the exchange; what runs late there gets its card."""
    key = "elsewhere" if business == "approval" else business
    assert key in {one.key for one in systems() if not one.watched and not one.connected}
    case_id = foreign(stage.cast, on(11, 20), business=business, due="2026-11-27 17:00:00")
    for entry in events_of("foreign_case", case_id):
        watch_event(entry)
    fire_due(at=on(12, 28))
    assert Card.objects.filter(rule="elsewhere.late", subject_id=case_id).exists()
    assert key in {one.key for one in systems() if one.watched}


def test_s_23_what_an_item_took_is_counted_as_its_promise_and_each_figure_opens_its_cases(stage: Stage) -> None:
    client = as_post(stage, "supervision")
    for no, days in enumerate((1, 3, 8)):  # accepted on Tuesday 3 November
        Watched.objects.create(
            subject_id=UUID(int=no + 1), number=f"QH{no}", item_id=stage.card.item_id, channel="web", state="decided",
            received_at=on(11, 2), accepted_at=on(11, 3), decided_at=on(11, 3 + days), promised_at=on(11, 10),
            decision="grant", place_id=stage.card.place_id,
        )  # fmt: skip
    assert "3 个工作日" in text(client.get("/supervision/items/"))
    page = client.get("/supervision/items/QH-YJS-001/").content.decode()
    for address, number in re.findall(r'href="(/supervision/cases/\?[^"]+)">(\d+)<', page):
        assert f"，{number} 件" in text(client.get(address.replace("&amp;", "&")))
    late = f"/supervision/cases/?due=decided_late&item={stage.card.item_id}&channel=web"
    assert "近一年超期办结" in text(client.get(late))
    assert "QH2" in text(client.get(late))


def test_s_13_the_same_papers_and_another_result_open_both_cases(stage: Stage) -> None:
    for result in ("grant", "refuse"):
        case_id = reviewed(stage.cast)
        decide(stage.cast, case_id, result)
        for entry in events_of("case", case_id):
            watch_event(entry)
    page = as_post(stage, "supervision").get("/supervision/items/QH-YJS-001/").content.decode()
    alike = page.split("材料相同、结果不同</h2>")[1].split("</table>")[0]
    both = Watched.objects.filter(decision__in=("grant", "refuse")).values_list("subject_id", flat=True)
    assert len(both) == 2
    assert all(f"/supervision/cases/{one}/" in alike or str(one) in alike for one in both)


def test_s_23_an_item_shows_its_lived_time_beside_promise_and_law(stage: Stage) -> None:
    client = as_post(stage, "supervision")
    page = text(client.get("/supervision/items/QH-YJS-001/"))
    assert "承诺 8 个工作日" in page.replace("：", " ")
    assert "<svg" in page
    assert client.get("/supervision/items/NONE/").status_code == 404


@pytest.mark.parametrize(
    "query", ["after=x", "after=2026-01-01~x", "grade=purple", "body=%00", "due=9", "from=99999999999"]
)
def test_nasty_filters_never_break_a_list(stage: Stage, query: str) -> None:
    client = as_post(stage, "supervision")
    for address in ("/supervision/cards/", "/supervision/cases/", "/supervision/news/", "/supervision/"):
        assert client.get(f"{address}?{query}").status_code == 200
