"""What follows for people from what supervision sees: an apology, visits counted, a rectification asked for."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from tests.cast import on
from tests.people import signed_in
from tests.stages import delivered
from tests.supervision.stage import TOLD, Stage, late_stage
from tongban.agencies.queries import account_of_official
from tongban.cases.followers import tell_applicants
from tongban.kernel.refusals import Refused
from tongban.ledger.queries import events_of
from tongban.reminders.models import Reminder
from tongban.reminders.queries import told_to
from tongban.supervision.actions.recommending import answer_recommendation, close_recommendation, recommend
from tongban.supervision.actions.watching import fire_due
from tongban.supervision.models import Recommendation, Watched
from tongban.supervision.pages import items

pytestmark = pytest.mark.django_db
SORRY = "promise_broken"


@pytest.fixture
def stage(settings: Any, time_machine: Any) -> Stage:
    settings.DEMO = True
    time_machine.move_to(TOLD + timedelta(minutes=1), tick=False)
    return late_stage()


def text(client: Client, address: str) -> str:
    return str(client.get(address, headers={"accept-language": "zh-CN"}).content.decode())


def at_desk(stage: Stage, post: str) -> Client:
    return signed_in(account_of_official(stage.cast.county.holders[post][0]))


def followed(stage: Stage) -> None:
    """The follower that tells applicants reads the card's event."""
    for entry in events_of("card", stage.card.pk):
        tell_applicants(entry)


def apologies(stage: Stage) -> list[str]:
    return [one.text for one in told_to(stage.cast.citizen, "zh", TOLD) if one.kind == SORRY]


def test_s_17_a_broken_promise_is_told_to_the_applicant_with_an_apology_once(stage: Stage) -> None:
    followed(stage)
    (told,) = apologies(stage)
    assert "没有在承诺的时间内办完，向您致歉" in told
    assert "11月17日" in told  # the ten working days that its own act sets, from acceptance on 3 November
    fire_due(at=TOLD)
    followed(stage)
    assert Reminder.objects.filter(kind=SORRY, channel="page").count() == 1


def test_s_17_other_cards_and_old_news_apologise_to_nobody(stage: Stage, time_machine: Any) -> None:
    (raised,) = events_of("card", stage.card.pk)
    tell_applicants(replace(raised, data={**raised.data, "rule": "due.near"}))
    time_machine.move_to(TOLD + timedelta(days=400), tick=False)
    tell_applicants(replace(raised, recorded_at=TOLD))
    assert Reminder.objects.filter(kind=SORRY).count() == 0


def test_s_05_the_manager_of_the_centre_opens_a_rectification_and_closes_it(stage: Stage) -> None:
    client, market = at_desk(stage, "centre_manager"), stage.cast.county.bodies["market"]
    listed = text(client, f"/supervision/cards/?body={market}")
    address = f"/supervision/recommendations/new/?body={market}"
    assert address in listed
    assert client.post(address, {"words": "请落实 AB 岗", "cards": [str(stage.card.pk)]}).status_code == 302
    row = Recommendation.objects.get()
    head = stage.who("market_decide", on(11, 17))
    answer_recommendation(recommendation_id=row.pk, words="已落实", by=head, at=on(11, 17))
    assert client.post(f"/supervision/recommendations/{row.pk}/", {"do": "close"}).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.made_by) == ("closed", stage.who("centre_manager", on(11, 17)).ref)


@pytest.mark.parametrize("post", ["market_decide", "market_review", "county_head", "window_1"])
def test_s_05_others_open_none(stage: Stage, post: str) -> None:
    by, market = stage.who(post, on(11, 17)), stage.cast.county.bodies["market"]
    with pytest.raises(Refused, match="not_recommending"):
        recommend(body_id=market, words="请落实", cards=[stage.card.pk], by=by, at=on(11, 17))
    assert at_desk(stage, post).get(f"/supervision/recommendations/new/?body={market}").status_code == 403
    with pytest.raises(Refused, match="not_recommending"):
        close_recommendation(recommendation_id=stage.case_id, by=by, at=on(11, 17))


@pytest.mark.parametrize(("most", "words"), [(1, "1 件中有 1 件没有超过"), (0, "1 件中有 0 件没有超过")])
def test_s_14_visits_of_lived_cases_stand_beside_the_number_that_was_promised(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, most: int, words: str
) -> None:
    """Applied online, fetched at the window: one visit, kept where one was promised and broken where none was."""
    case_id = delivered(stage.cast)
    Watched.objects.update_or_create(
        subject_id=case_id,
        defaults={"number": "QH1", "item_id": stage.card.item_id, "channel": "web", "state": "closed",
                  "received_at": on(11, 2), "accepted_at": on(11, 3), "decided_at": on(11, 9), "decision": "grant"},
    )  # fmt: skip
    lived = items._lived
    monkeypatch.setattr(items, "_lived", lambda *given: lived(*given[:3], most))
    page = text(at_desk(stage, "supervision"), "/supervision/items/QH-YJS-001/")
    assert f"承诺最多 {most} 次" in page
    assert words in page
    assert (f'/supervision/cases/{case_id}/">QH1</a>：1' in page) is (most == 0)


def test_s_22_the_share_decided_at_the_first_visit_stands_by_window_and_opens_its_cases(stage: Stage) -> None:
    window = stage.cast.county.posts["window_1"]
    for no, hours in enumerate((0, 0, 0, 5) * 10):
        Watched.objects.create(
            subject_id=UUID(int=no + 1), number=f"QH{no}", item_id=stage.card.item_id, channel="window", state="closed",
            received_at=on(11, 9), accepted_at=on(11, 9), decided_at=on(11, 9, 10 + hours), decision="grant",
            window_post_id=window,
        )  # fmt: skip
    client = at_desk(stage, "supervision")
    page = text(client, "/supervision/items/").split("当场办结，按收件窗口")[1]
    assert "75 %" in page
    figures = re.findall(r'href="(/supervision/cases/\?[^"]+)">(\d+)<', page)
    assert [number for _address, number in figures] == ["40", "30"]
    for address, number in figures:
        assert f"，{number} 件" in text(client, address.replace("&amp;", "&"))
