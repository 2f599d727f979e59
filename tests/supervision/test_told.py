"""Who hears of a card, of a judgement and of a recommendation, who finds it on a page, and who may not judge it."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from tests.cast import on
from tests.people import signed_in
from tests.supervision.stage import Stage, late_stage
from tongban.agencies.queries import account_of_official
from tongban.reminders.models import Reminder
from tongban.supervision.actions import telling
from tongban.supervision.actions.cards import close_card, judge_appeal
from tongban.supervision.actions.recommending import recommend
from tongban.supervision.actions.telling import leave_card_digests
from tongban.supervision.models import Card
from tongban.supervision.pages import carddetail
from tongban.supervision.permissions import may_judge
from tongban.supervision.queries.cards import concerned

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("settled")]


@pytest.fixture
def stage(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Stage:
    settings.DEMO, settings.REMINDER_CHANNELS = True, ("page",)
    for name in ("pages.asking", "pages.cards", "actions.telling"):
        monkeypatch.setattr(f"tongban.supervision.{name}.timezone.now", lambda: on(11, 20, 9))
    return late_stage()


def told(stage: Stage, kind: str, post: str = "market_decide") -> list[str]:
    """Until when the messages of a kind that the holder of a post got say that something is due."""
    holder = stage.cast.county.holders[post][0]
    return [one.params.get("until", "") for one in Reminder.objects.filter(kind=kind, official_id=holder)]


def page(stage: Stage, post: str, address: str) -> tuple[int, str]:
    answer = signed_in(account_of_official(stage.cast.county.holders[post][0])).get(address)
    return answer.status_code, answer.content.decode()


def test_the_body_is_told_that_a_card_was_upheld_and_until_when_it_may_appeal(stage: Stage) -> None:
    stage.upheld()
    assert told(stage, "card_upheld") == ["2026-11-25"]
    assert told(stage, "card_upheld", "supervision") == []


@pytest.mark.parametrize(("lift", "kind", "until"), [(False, "card_stands", "2026-12-04"), (True, "card_lifted", "")])
def test_whoever_appealed_is_told_how_it_ended(stage: Stage, lift: bool, kind: str, until: str) -> None:
    judge = stage.appealed().who("supervision_review", on(11, 20))
    judge_appeal(card_id=stage.card.pk, lift=lift, words="属实", by=judge, at=on(11, 20))
    assert told(stage, kind) == [until]


def test_the_head_of_a_body_is_told_of_a_recommendation_and_its_day(stage: Stage) -> None:
    market = stage.cast.county.bodies["market"]
    recommend(body_id=market, words="落实 AB 岗", cards=[stage.card.pk], by=stage.who("supervision", on(11, 20)),
              at=on(11, 20))  # fmt: skip
    assert told(stage, "recommendation") == ["2026-12-11"]


def test_old_judgements_that_are_read_in_again_are_told_to_nobody(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tongban.supervision.actions.telling.timezone.now", lambda: on(12, 20, 9))
    stage.upheld()
    assert told(stage, "card_upheld") == []


def test_who_spoke_for_the_body_does_not_judge_the_card_in_another_post(stage: Stage) -> None:
    """The head explained the card and holds a supervising post besides."""
    judge, head = stage.explained().who("supervision", on(11, 19)), stage.cast.county.holders["market_decide"][0]
    barred = may_judge(replace(judge, ref=head), concerned=concerned(stage.card))
    assert barred is not None
    assert barred.code == "judge_concerned"
    assert may_judge(judge, concerned=concerned(stage.card)) is None


def test_who_let_the_time_pass_left_no_event_and_still_does_not_judge(stage: Stage) -> None:
    """The step lay with a post; whoever held it then is concerned, though the ledger knows no act of theirs."""
    card = Card(subject_kind="x", subject_id=stage.case_id, since=stage.card.since,
                post_id=stage.cast.county.posts["fire_review"])  # fmt: skip
    assert concerned(card) == {stage.cast.county.holders["fire_review"][0]}


def yellow_before_the_holiday(stage: Stage, at: datetime) -> Card:
    """The red card again, as a yellow one that was told at another moment."""
    card = Card.objects.get(pk=stage.card.pk)
    return Card(
        rule="due.near", edition=0, grade="yellow", subject_kind="case", subject_id=stage.case_id, occurrence="holiday",
        number=card.number, body_id=card.body_id, post_id=card.post_id, place_id=card.place_id, cites=card.cites,
        figures={}, since=at, told_at=at, state="noted", seq=1,
    )  # fmt: skip


def test_a_yellow_card_before_a_holiday_of_nine_days_is_in_the_first_message_after_it(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """2026: Spring Festival from 15 to 23 February, 14 February worked: its cards are news on the 24th."""
    late = telling._news_from(on(2, 24).date())
    assert late <= on(2, 14, 0)
    assert telling._news_from(on(11, 17).date()) == on(11, 10, 0)
    known = yellow_before_the_holiday(stage, on(2, 14, 15))
    heard = []
    monkeypatch.setattr(telling, "leave_reminder", lambda **given: heard.append(given["params"]))
    monkeypatch.setattr(telling, "_addressees", lambda *_: {stage.case_id})
    monkeypatch.setattr(telling.Card.objects, "select_for_update", lambda **_: Waiting([known]))
    assert leave_card_digests(at=on(2, 24, 8, 31)) == 1
    assert heard == [{"yellow": 1, "blue": 0}]


class Waiting(list[Card]):
    """Cards that wait for the morning, as the query answers them."""

    def filter(self, **_: Any) -> Waiting:
        return self

    def order_by(self, _name: str) -> Waiting:
        return self


def test_a_post_that_a_card_is_about_finds_it_in_its_list_with_its_rule(stage: Stage) -> None:
    """It is told in the morning to open its cards; before, both the list and the rule refused it."""
    own = Card.objects.filter(post_id=stage.cast.county.posts["market_review"])
    code, shown = page(stage, "market_review", "/supervision/cards/")
    assert code == 200
    assert shown.count("<tr data-row>") == own.count() > 0
    for card in own:
        assert str(card.pk) in shown
        inside = page(stage, "market_review", f"/supervision/cards/{card.pk}/")[1]
        links = re.findall(r"<main.*</main>", inside, re.S)[0]
        assert {page(stage, "market_review", link)[0] for link in re.findall(r'<a [^>]*href="(/[^"]+)"', links)} == {
            200
        }
    assert '/supervision/"' not in shown.partition("<main")[2], "no way to what this reader is refused"
    assert page(stage, "market_review", "/supervision/")[0] == 403


def test_why_a_card_cannot_be_upheld_yet_stands_beside_what_can_be_done(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tongban.supervision.pages.asking.timezone.now", lambda: on(11, 17, 9))
    shown = page(stage, "supervision", f"/supervision/cards/{stage.card.pk}/")[1]
    assert 'value="lift"' in shown
    assert 'value="uphold"' not in shown
    assert "单位还在说明期限内" in shown
    assert "由这张牌所涉单位的负责人" not in shown


@pytest.mark.parametrize(("kind", "address"), [("order", "/hotline/orders/{}/"), ("rating", "/ratings/")])
def test_a_card_opens_what_it_is_about(stage: Stage, kind: str, address: str) -> None:
    card = Card(subject_kind=kind, subject_id=stage.case_id)
    opens = carddetail._opens(card, stage.who("supervision", on(11, 20)))
    assert address.format(stage.case_id) in opens
    assert str(stage.case_id) in opens
    assert carddetail._opens(card, stage.who("fire_review", on(11, 20))) == ""


def test_a_post_sees_no_card_of_another_post_in_its_list(stage: Stage) -> None:
    assert page(stage, "fire_review", f"/supervision/cards/?body={stage.card.body_id}")[1].count("<tr data-row>") == 0
    assert page(stage, "fire_review", f"/supervision/cards/{stage.card.pk}/")[0] == 404


def test_a_workbook_that_cannot_hold_all_says_so(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tongban.supervision.pages.cards.EXPORTED", 1)
    client: Client = signed_in(account_of_official(stage.cast.county.holders["supervision"][0]))
    number = Card.objects.count()
    assert number > 1
    with zipfile.ZipFile(io.BytesIO(client.get("/supervision/cards/file/").content)) as book:
        words = book.read("xl/sharedStrings.xml").decode()
    assert f"只有前 1 条，共 {number} 条" in words


def test_a_closed_card_leaves_nobody_with_a_new_day(stage: Stage) -> None:
    stage.corrected()
    close_card(card_id=stage.card.pk, words="已核实", by=stage.who("supervision", on(11, 20)), at=on(11, 20))
    assert {one.kind for one in Reminder.objects.filter(kind__startswith="card_")} == {"card_upheld"}
