"""D-26, D-27: the untrained decide nothing, seconded officers take the township's orders and are appraised by it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.cast import on
from tests.people import signed_in

from tongban.agencies.queries import account_of_official
from tongban.delegation.actions.capacity import (
    appraise_officer,
    end_secondment,
    record_capacity,
    second_officer,
)
from tongban.delegation.actions.tasks import Asked, send_task
from tongban.delegation.actions.tasks_township import sign_task
from tongban.delegation.actions.training import complete_training
from tongban.delegation.models import Secondment, TownshipTask, TrainingPlan
from tongban.delegation.queries import training
from tongban.delegation.queries.capacity import appraisals_of, capacity_of, posted_down
from tongban.delegation.queries.township import appraised_by, roster
from tongban.delegation.queries.training import deciding_refused
from tongban.delegation.tests.duties_stage import Town, town, with_capacity
from tongban.kernel.refusals import Refused
from tongban.ledger.queries import events_of
from tongban.powerlist.queries import version

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("settled")]


@pytest.fixture
def there() -> Town:
    made = town()
    with_capacity(made)
    return made


def test_the_ledger_of_capacity_counts_posts_people_certificates_and_training(there: Town) -> None:
    found = capacity_of(there.liuhe, on(11, 2))
    assert found is not None
    assert (found.established, found.filled, found.vehicles) == (13, 11, 1)
    assert (found.people, found.seconded, found.certified, found.trained) == (7, 1, 1, 1)


def test_a_certificate_that_ran_out_is_not_counted(there: Town) -> None:
    assert capacity_of(there.liuhe, on(11, 2).replace(year=2029)).certified == 0  # type: ignore[union-attr]


def test_d_27_a_seconded_officer_is_on_the_townships_roster_and_takes_its_tasks(there: Town) -> None:
    officer, at = there.cast.county.holders["market_review"][1], on(11, 2)
    assert [one.home for one in roster(there.liuhe, at) if one.official_id == officer] == [there.body("market")]
    asked = Asked(title="走访", words="走访", due=date(2026, 11, 20), line="JB-01")
    made = send_task(townships=[there.liuhe], asked=asked, by=there.by("fire_decide", at), at=at)
    task = TownshipTask.objects.get(batch=made)
    sign_task(task_id=task.pk, officer_id=officer, by=there.by("liuhe_decide", at), at=at)
    assert events_of("township_task", task.pk)[-1].data["officer"] == str(officer)


def test_d_27_the_township_appraises_while_the_officer_is_there_and_the_home_body_after(there: Town) -> None:
    officer, market = there.cast.county.holders["market_review"][1], there.body("market")
    row = Secondment.objects.get()
    assert appraised_by(officer, market, on(11, 2)) == there.liuhe
    end_secondment(secondment_id=row.pk, valid_to=on(11, 3), by=there.by("market_decide", on(11, 3)), at=on(11, 3))
    assert appraised_by(officer, market, on(11, 4)) == market
    assert officer not in {one.official_id for one in roster(there.liuhe, on(11, 4))}


def test_d_27_an_officer_is_seconded_once_at_a_time_and_by_the_home_body(there: Town) -> None:
    officer, at = there.cast.county.holders["market_review"][1], on(11, 2)
    for by, code in (("market_decide", "seconded_already"), ("urban_decide", "not_home_head")):
        with pytest.raises(Refused, match=code):
            second_officer(official_id=officer, township_id=there.liuhe, valid_from=at, by=there.by(by, at), at=at)


def test_d_27_the_township_appraises_the_officer_and_the_home_body_does_not(there: Town) -> None:
    row, at = Secondment.objects.get(), on(11, 20)
    told: dict[str, Any] = {"secondment_id": row.pk, "since": date(2026, 11, 2), "until": date(2026, 11, 20), "at": at}
    good: dict[str, Any] = {"grade": "excellent", "words": "全月在岗，指导到位"}
    for by, other, code in (
        ("market_decide", {}, "not_appraiser"), ("liuhe_decide", {"words": " "}, "appraisal_grade"),
        ("liuhe_decide", {"until": date(2026, 12, 1)}, "appraisal_span"),
        ("liuhe_decide", {"since": date(2025, 1, 1)}, "appraisal_span"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=code):
            appraise_officer(**{**told, **good, **other}, by=there.by(by, at))
    appraise_officer(**told, **good, by=there.by("liuhe_decide", at))
    assert events_of("secondment", row.pk)[-1].data["grade"] == "excellent"
    assert [one.grade for one in appraisals_of(there.liuhe)] == ["excellent"]
    with pytest.raises(Refused, match="appraised_already"):
        appraise_officer(**told, **good, by=there.by("liuhe_decide", at))


def test_n11_the_share_of_a_body_that_is_posted_down_and_who_manages_and_appraises(there: Town, settings: Any) -> None:
    assert posted_down(there.body("market"), on(11, 2)) == (1, 4, 25)
    settings.DEMO = True
    account = account_of_official(there.cast.county.holders["liuhe_decide"][0])
    shown = signed_in(account).get("/townships/liuhe/capacity/").content.decode()
    assert "青禾县市场监督管理局共 4 人，派驻乡镇 1 人，占 25%。" in shown
    assert "由乡镇管理和考核，原单位负责业务指导" in shown


def test_d_26_who_is_not_trained_for_a_power_cannot_decide_on_it(there: Town) -> None:
    item = version(there.cast.version_id).item_id
    trained, not_yet = there.cast.county.holders["liuhe_decide"]
    assert deciding_refused(item, trained, on(11, 2)) is None
    problem = deciding_refused(item, not_yet, on(11, 2))
    assert problem is not None
    assert "柳晓东还没有完成" in problem.sentence("zh")
    plan = TrainingPlan.objects.get()
    complete_training(
        plan_id=plan.pk, official_id=not_yet, completed=date(2026, 11, 3), by=there.by("market_decide", on(11, 3)),
        at=on(11, 3),
    )  # fmt: skip
    assert deciding_refused(item, not_yet, on(11, 4)) is None
    assert deciding_refused(item, not_yet, on(11, 2)) is not None


def test_d_26_letting_everybody_through_would_be_found(there: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "training_problem", lambda **told: None)
    item = version(there.cast.version_id).item_id
    assert deciding_refused(item, there.cast.county.holders["liuhe_decide"][1], on(11, 2)) is None


def test_more_posts_filled_than_approved_are_refused(there: Town) -> None:
    with pytest.raises(Refused, match="capacity_figures"):
        record_capacity(
            township_id=there.liuhe,
            established=3,
            filled=4,
            vehicles=0,
            by=there.by("list_office", on(5, 6)),
            at=on(5, 6),
        )
