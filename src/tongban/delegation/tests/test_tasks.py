"""D-14: tasks go down by a line; the others are held, approved with money, people and guidance, or returned."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from tests.cast import on

from tongban.agencies.actions.recording import go_on
from tongban.delegation.actions.tasks import Asked, approve_tasks, return_tasks, send_task
from tongban.delegation.actions.tasks_township import confirm_resources, give_back_task, report_task, sign_task
from tongban.delegation.events.tasks import TaskResourced
from tongban.delegation.models import TownshipTask
from tongban.delegation.queries.tasks import unregularised
from tongban.delegation.rules.tasks import Resources, State
from tongban.delegation.tests.duties_stage import Town, town
from tongban.kernel.refusals import Refused
from tongban.ledger.queries import events_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("settled")]
SENT = on(11, 2)
WHOLE = Resources(20_000, 2, "县城管局派员指导三次")


@pytest.fixture
def there() -> Town:
    return town()


def sent(there: Town, *, by: str = "fire_decide", at: datetime = SENT, **asked: object) -> TownshipTask:
    told = {"title": "入村巡查防火", "words": "逐村巡查", "due": date(2026, 11, 20), "line": "PH-01"} | asked
    made = send_task(townships=[there.liuhe], asked=Asked(**told), by=there.by(by, at), at=at)  # type: ignore[arg-type]
    return TownshipTask.objects.get(batch=made)


def again(task: TownshipTask) -> TownshipTask:
    return TownshipTask.objects.get(pk=task.pk)


def officer(there: Town) -> UUID:
    return there.cast.county.holders["liuhe_review"][0]


def test_a_task_with_a_line_goes_down_at_once_is_signed_for_and_reported(there: Town) -> None:
    task = sent(there)
    assert (task.state, task.answer_by, task.line.code) == (State.SENT, None, "PH-01")
    by = there.by("liuhe_review", on(11, 3))
    sign_task(task_id=task.pk, officer_id=officer(there), by=by, at=on(11, 3))
    report_task(task_id=task.pk, words="九个村已巡查", by=by, at=on(11, 12))
    assert again(task).state == State.REPORTED
    types = [event.type for event in events_of("township_task", task.pk)]
    assert types == ["township_task.sent", "township_task.signed", "township_task.reported"]


def test_d_14_an_unlisted_task_is_held_for_the_county_governments_approval(there: Town) -> None:
    task = sent(there, by="urban_decide", title="全镇门牌照片采集", line="")
    assert (task.state, task.line, task.answer_by) == (State.HELD, None, on(11, 5, 17))
    with pytest.raises(Refused, match="task_moved"):
        sign_task(task_id=task.pk, officer_id=officer(there), by=there.by("liuhe_review", SENT), at=SENT)


def test_d_14_a_line_that_the_township_does_not_have_counts_as_none(there: Town) -> None:
    assert sent(there, by="urban_decide", line="ZZ-99").state == State.HELD


def test_d_14_the_database_lets_no_unlisted_task_pass(there: Town) -> None:
    task = sent(there, by="urban_decide", line="")
    task.state = State.SENT
    event = TaskResourced(township=there.liuhe)
    with pytest.raises(IntegrityError, match="no_unlisted_one_passes"), transaction.atomic():
        go_on(task, event, by=there.by("liuhe_review", SENT), at=SENT, fields=("state",))


def test_d_14_the_county_approves_only_with_money_people_and_guidance(there: Town) -> None:
    task, county = sent(there, by="urban_decide", line=""), there.by("county_head", on(11, 3))
    with pytest.raises(Refused, match="no_resources"):
        approve_tasks(batch=task.batch, resources=Resources(20_000, 2), by=county, at=on(11, 3))
    approve_tasks(batch=task.batch, resources=WHOLE, by=county, at=on(11, 3))
    assert (again(task).state, again(task).money) == (State.SENT, 20_000)
    confirm_resources(task_id=task.pk, by=there.by("liuhe_review", on(11, 4)), at=on(11, 4))
    assert again(task).resources_at == on(11, 4)


def test_d_14_or_returns_it_with_a_reason(there: Town) -> None:
    task, office = sent(there, by="urban_decide", line=""), there.by("list_office", on(11, 3))
    with pytest.raises(Refused, match="return_reason"):
        return_tasks(batch=task.batch, reason=" ", by=office, at=on(11, 3))
    return_tasks(batch=task.batch, reason="部门自己有数据", by=office, at=on(11, 3))
    assert again(task).state == State.RETURNED
    with pytest.raises(Refused, match="task_answered"):
        approve_tasks(batch=task.batch, resources=WHOLE, by=office, at=on(11, 3))


def test_d_14_an_emergency_passes_at_once_and_is_red_until_it_is_regularised(there: Town) -> None:
    task = sent(there, title="转移低洼处群众", line="", emergency="上游水位超警戒")
    assert task.state == State.SENT
    assert unregularised(on(11, 9)) == []
    assert unregularised(on(11, 10)) == [task]
    approve_tasks(batch=task.batch, resources=WHOLE, by=there.by("county_head", on(11, 10)), at=on(11, 10))
    assert unregularised(on(11, 11)) == []
    assert events_of("township_task", task.pk)[-1].data["late"] is True
    with pytest.raises(Refused, match="task_answered"):
        return_tasks(batch=task.batch, reason="不该派", by=there.by("county_head", on(11, 10)), at=on(11, 10))


def test_an_emergency_that_passed_is_not_returned(there: Town) -> None:
    task = sent(there, line="", emergency="上游水位超警戒")
    with pytest.raises(Refused, match="return_reason"):
        return_tasks(batch=task.batch, reason="不该派", by=there.by("county_head", SENT), at=SENT)


@pytest.mark.parametrize(
    ("line", "by", "code"), [("SH-01", "urban_decide", "taken_back"), ("PH-01", "market_decide", "another")]
)
def test_a_line_taken_back_or_led_by_another_cannot_be_cited(there: Town, line: str, by: str, code: str) -> None:
    with pytest.raises(Refused, match=code):
        sent(there, line=line, by=by)


def test_d_14_what_the_sender_took_over_is_found_as_off_loading(there: Town) -> None:
    task = sent(there, by="urban_decide", title="户外广告设施检查", line="")
    assert task.signs == ["no_line", "no_resources", "sender_could"]


def test_the_township_gives_back_what_its_list_takes_back_and_names_the_line(there: Town) -> None:
    task = sent(there, by="urban_decide", title="检查广告牌", line="JB-01")
    head = there.by("liuhe_decide", on(11, 3))
    with pytest.raises(Refused, match="no_taken_back_line"):
        give_back_task(task_id=task.pk, line="PH-01", words="不归我们", by=head, at=on(11, 3))
    give_back_task(task_id=task.pk, line="SH-01", words="已由县城管局统一检查", by=head, at=on(11, 3))
    assert (again(task).state, again(task).given_line.code) == (State.GIVEN_BACK, "SH-01")


def test_others_than_the_head_of_a_body_above_send_nothing(there: Town) -> None:
    for post in ("urban_review", "liuhe_decide", "list_office", "window_1"):
        with pytest.raises(Refused, match="not_sender"):
            sent(there, by=post)


def test_others_than_the_county_answer_for_nothing_and_others_than_the_township_sign_for_nothing(there: Town) -> None:
    held, task = sent(there, by="urban_decide", line=""), sent(there)
    for post in ("urban_decide", "liuhe_decide", "supervision"):
        with pytest.raises(Refused, match="not_county"):
            approve_tasks(batch=held.batch, resources=WHOLE, by=there.by(post, SENT), at=SENT)
    with pytest.raises(Refused, match="not_this_township"):
        sign_task(task_id=task.pk, officer_id=officer(there), by=there.by("fire_decide", SENT), at=SENT)
    with pytest.raises(Refused, match="not_township_head"):
        give_back_task(task_id=task.pk, line="SH-01", words="不归", by=there.by("liuhe_review", SENT), at=SENT)


def test_a_task_goes_to_somebody_of_the_townships_roster(there: Town) -> None:
    task, stranger = sent(there), there.cast.county.holders["urban_review"][0]
    with pytest.raises(Refused, match="not_on_roster"):
        sign_task(task_id=task.pk, officer_id=stranger, by=there.by("liuhe_review", SENT), at=SENT)


@pytest.mark.parametrize(
    "wrong", [{"title": " "}, {"due": date(2026, 11, 1)}, {"data": ("secrets",)}, {"words": "长" * 1001}]
)
def test_a_task_without_title_or_day_is_refused(there: Town, wrong: dict[str, object]) -> None:
    with pytest.raises(Refused, match="task_incomplete"):
        sent(there, **wrong)
