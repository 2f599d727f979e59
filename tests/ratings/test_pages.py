"""The pages of ratings over HTTP: rate, work, counter, public figures with their records, devices, surveys."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from tests.cast import Cast, on
from tests.people import signed_in
from tests.ratings.stage import Stage, again, at_the_window
from tongban.agencies.actions.accounts import open_citizen_account
from tongban.agencies.queries import account_of_official
from tongban.kernel.actor import SYSTEM
from tongban.ratings.models import Device, Rating, Survey
from tongban.ratings.pages import citizen, counter, office, public, staff

NOW = on(11, 11, 11)


class _Then:
    """The moment of the tests in place of the wall clock."""

    moment = NOW
    localdate = staticmethod(lambda at=None: timezone.localdate(at or _Then.moment))
    localtime = staticmethod(timezone.localtime)

    @staticmethod
    def now() -> Any:
        return _Then.moment


@pytest.fixture
def stage(cast: Cast, monkeypatch: pytest.MonkeyPatch, settings: Any) -> Stage:
    settings.DEMO = True
    monkeypatch.setattr(_Then, "moment", NOW)
    for module in (citizen, counter, office, public, staff):
        monkeypatch.setattr(module, "timezone", _Then)
    return at_the_window(cast)


def official(stage: Stage, post: str) -> Client:
    return signed_in(account_of_official(stage.cast.county.holders[post][0]))


def applicant(stage: Stage) -> Client:
    return signed_in(
        open_citizen_account(username="a", password=None, party_id=stage.cast.applicant, by=SYSTEM, at=on(1, 6))
    )


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_the_applicant_rates_from_my_matters_once(stage: Stage) -> None:
    client, key = applicant(stage), stage.occasion().pk
    assert f"/rate/{key}/" in text(client, "/rate/")
    answer = client.post(f"/rate/{key}/", {"level": "5", "reasons": ["late"], "words": "太慢", "named": "on"})
    assert answer["Location"] == "/rate/?done=1"
    row = Rating.objects.get()
    assert (row.level, row.channel, row.named) == (5, "mine", True)
    assert client.post(f"/rate/{key}/", {"level": "1"}).status_code == 409
    assert "已评价" in text(client, f"/rate/{key}/")


def test_s_36_an_official_is_turned_away_everywhere(stage: Stage) -> None:
    client = official(stage, "window_1")
    for address in ("/rate/", f"/rate/{stage.occasion().pk}/", f"/survey/{stage.case_id}/"):
        assert client.get(address).status_code == 403
        assert client.post(address, {"level": "1"}).status_code == 403


def test_number_and_code_open_the_same_without_signing_in(stage: Stage) -> None:
    receipt = stage.cast.receive(on(11, 3))
    client = Client()
    assert client.post("/rate/", {"number": receipt.number, "code": "AAAA"}).status_code == 404
    assert client.post("/rate/", {"number": "", "code": ""}).status_code == 422
    assert client.post("/rate/", {"number": receipt.number, "code": receipt.lookup_code}).status_code == 302
    assert client.get(f"/rate/{stage.occasion().pk}/").status_code == 404  # another case


@pytest.mark.parametrize("sent", [{}, {"level": "9"}, {"level": "5", "reasons": "\0"}])
def test_what_is_no_rating_is_told(stage: Stage, sent: dict[str, str]) -> None:
    answer = applicant(stage).post(f"/rate/{stage.occasion().pk}/", sent)
    assert answer.status_code in (302, 422)


def test_the_counter_goes_from_neutral_to_five_buttons_and_back(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = official(stage, "centre_manager").post(
        "/desk/ratings/devices/", {"post": str(stage.cast.county.posts["window_1"])}
    )
    token = shown.content.decode().split("/counter/open/")[1].split("/")[0]
    client = Client()
    assert client.get("/counter/").status_code == 404
    assert client.get("/counter/open/x/").status_code == 404
    assert client.get(f"/counter/open/{token}/")["Location"] == "/counter/"
    assert 'content="5;url=/counter/"' in text(client, "/counter/")  # neutral, nobody was served lately
    monkeypatch.setattr(_Then, "moment", on(11, 2, 10, 2))
    assert text(client, "/counter/").count('name="level"') == 5
    visit = str(stage.occasion("received").pk)
    assert client.post("/counter/", {"visit": visit, "level": "5"})["Location"] == "/counter/?level=5"
    sent = {"visit": visit, "level": "5", "sure": "1", "reason": "waiting"}
    assert client.post("/counter/", sent)["Location"] == "/counter/?thanks=1"
    assert Rating.objects.get().reasons == ["waiting"]
    assert client.post("/counter/", sent)["Location"] == "/counter/"  # twice: nothing more
    assert official(stage, "window_1").get("/counter/").status_code == 403
    assert Device.objects.count() == 1


def test_the_post_that_was_rated_works_on_it_to_the_end(stage: Stage) -> None:
    row = stage.rate()
    head, supervisor = official(stage, "market_decide"), official(stage, "supervision")
    address = f"/desk/ratings/{row.pk}/"
    assert "1 条差评等您办理" in text(head, "/desk/ratings/")
    refused = head.post(address, {"do": "phone", "why": "", "reason": " "})
    assert (refused.status_code, "请写明查看理由" in refused.content.decode()) == (409, True)
    assert "13800000000" not in refused.content.decode()
    assert "13800000000" in head.post(address, {"do": "phone", "reason": "问清等候的情况"}).content.decode()
    assert "理由：问清等候的情况" in text(applicant(stage), "/account/seen/")
    assert head.post(address, {"do": "contact", "result": "reached", "words": ""}).status_code == 422
    steps = [
        (head, {"do": "contact", "result": "reached", "words": "已致歉"}),
        (head, {"do": "rectify", "result": "fixed", "words": "已增开窗口"}),
        (supervisor, {"do": "call_back", "result": "solved", "words": "本人满意"}),
        (supervisor, {"do": "publish", "words": "已增开一个窗口", "public_words": "等候时间长"}),
    ]
    for client, sent in steps:
        assert client.post(address, sent).status_code == 302, sent
    assert again(row).published_at is not None
    page = text(Client(), "/ratings/")
    assert "等候时间长" in page
    assert "已增开一个窗口" in page


def test_an_appeal_on_the_pages_is_decided_by_another(stage: Stage) -> None:
    row = stage.rate()
    head, supervisor = official(stage, "market_decide"), official(stage, "supervision")
    address = f"/desk/ratings/{row.pk}/"
    assert head.post(address, {"do": "appeal", "result": "wrong", "words": "评价人说按错了"}).status_code == 302
    assert head.post(address, {"do": "judge", "result": "exclude", "words": "同意"}).status_code == 409
    assert text(supervisor, "/desk/ratings/?show=appeals").count(f'href="{address}"') == 1
    assert supervisor.post(address, {"do": "judge", "result": "exclude", "words": "录音证实"}).status_code == 302
    assert again(row).state == "excluded"
    assert "不计入的 1 条" in text(Client(), "/ratings/market/")


def test_strangers_and_other_posts_see_nothing_of_it(stage: Stage) -> None:
    row = stage.rate()
    assert official(stage, "fire_review").get(f"/desk/ratings/{row.pk}/").status_code == 404
    assert applicant(stage).get("/desk/ratings/").status_code == 403
    assert "等了两个小时" not in text(Client(), "/ratings/market/")


def test_s_36_every_public_figure_opens_as_many_records_as_it_says(stage: Stage) -> None:
    stage.rate(level=4)
    page = text(Client(), "/ratings/market/?since=2026-11-01&until=2026-11-30")
    for show, count in (("rated", 1), ("good", 0), ("bad", 1), ("contact_due", 1), ("contact_in_time", 0)):
        opened = text(Client(), f"/ratings/market/?since=2026-11-01&until=2026-11-30&show={show}")
        assert opened.split('id="records"')[1].count("<li>") == count, show
    assert "评价太少" in page
    assert Client().get("/ratings/market/?show=open").status_code == 404
    assert Client().get("/ratings/nobody/").status_code == 404


def test_s_36_the_public_month_of_a_rating_is_the_countys_around_midnight(stage: Stage) -> None:
    stage.rate(at=on(12, 1, 7))  # in Greenwich it is still November
    page = text(Client(), "/ratings/market/?since=2026-12-01&until=2026-12-31&show=rated")
    assert "2026年12月" in page.split('id="records"')[1]


def test_the_list_as_a_workbook_holds_texts_without_a_person(stage: Stage) -> None:
    stage.rate()
    answer = official(stage, "supervision").get("/desk/ratings/file/?show=bad")
    sheet = load_workbook(io.BytesIO(answer.content)).active
    cells = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert "非常不满意" in cells
    assert not any("陈芳" in one or "小时" in one for one in cells)


def test_a_13_a_survey_is_drawn_answered_and_shown_with_its_base(stage: Stage) -> None:
    sent = {"title": "满意度", "questions": "您满意吗？|满意|不满意", "since": "2026-11-01", "until": "2026-11-30",
            "wanted": "10"}  # fmt: skip
    supervisor = official(stage, "supervision")
    assert supervisor.post("/desk/ratings/surveys/", sent | {"questions": "x"}).status_code == 409
    shown = supervisor.post("/desk/ratings/surveys/", sent)["Location"]
    key = Survey.objects.get().pk
    client = applicant(stage)
    assert f"/survey/{key}/" in text(client, "/rate/")
    assert client.post(f"/survey/{key}/", {}).status_code == 409
    assert client.post(f"/survey/{key}/", {"q1": "a1"}).status_code == 302
    assert client.get(f"/survey/{key}/").status_code == 404
    told = text(Client(), shown)
    assert ("1 / 1" in told, "基数不足 30" in told, "100.0" in told) == (True, True, False)
    assert official(stage, "window_1").get("/desk/ratings/surveys/").status_code == 403
