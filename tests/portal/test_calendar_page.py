"""The work calendar: what moves is told before it is published, and moves afterwards, nothing else."""

from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast, on, small_county
from tests.people import signed_in
from tongban.agencies.actions import amend_calendar
from tongban.agencies.queries import account_of_official, calendar, calendar_version, forget_calendar
from tongban.agencies.rules.workdays import CALENDAR
from tongban.cases.actions import recount
from tongban.cases.actions.recount import recount_deadlines
from tongban.cases.models import Case, Task
from tongban.kernel.actor import SYSTEM
from tongban.kernel.refusals import Refused
from tongban.kernel.workcalendar import DayKind
from tongban.ledger.queries import events_of

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 24)  # a Tuesday within the limits of a case accepted on 20 November
CHANGE = f"{DAY}~{DAY}~holiday"


@pytest.fixture
def cast(settled: None, settings: Any) -> Any:
    settings.DEMO = True
    yield small_county()
    forget_calendar()


@pytest.fixture
def admin(cast: Cast) -> Client:
    return signed_in(account_of_official(cast.county.holders["system_admin"][0]))


def due(case_id: Any) -> tuple[datetime | None, datetime | None]:
    row = Case.objects.get(pk=case_id)
    return row.due_at, row.promised_due_at


def test_what_moves_is_shown_before_it_is_published(cast: Cast, admin: Client) -> None:
    case = cast.accepted(on(11, 19), on(11, 20))
    before = due(case.case_id)
    page = admin.post("/office/calendar/", {"do": "add", "first": DAY, "last": DAY, "kind": "holiday"}).content.decode()
    assert "有 1 件的期限会变" in page
    assert "开办小餐饮店" in page or case.number[:6] in page
    assert due(case.case_id) == before
    assert calendar().is_working(DAY)


def test_publishing_moves_the_limits_of_open_cases_and_is_recorded(cast: Cast, admin: Client) -> None:
    case = cast.accepted(on(11, 19), on(11, 20))
    before, since = due(case.case_id), calendar_version().version
    sent = {"do": "save", "change": CHANGE, "source": "青政办发〔2026〕9号", "since": since}
    assert admin.post("/office/calendar/", sent).status_code == 302
    assert not calendar().is_working(DAY)
    assert recount_deadlines(at=on(11, 21)) == 1
    assert all(new > old for new, old in zip(due(case.case_id), before, strict=True) if old and new)
    assert recount_deadlines(at=on(11, 21)) == 0
    (event,) = events_of("calendar", CALENDAR)
    assert event.data["changed"] == [f"{DAY} holiday"]


def test_what_was_computed_anew_is_what_a_new_case_gets(cast: Cast) -> None:
    """The projection equals the clock: a case accepted after the change has the deadlines of one moved by it."""
    moved = cast.accepted(on(11, 19), on(11, 20))
    amend_calendar(
        changes={DAY: DayKind.HOLIDAY}, source="通知", since=calendar_version().version, by=SYSTEM, at=on(11, 20, 12)
    )
    fresh = cast.accepted(on(11, 19), on(11, 20))
    assert due(moved.case_id) != due(fresh.case_id)
    recount_deadlines(at=on(11, 21))
    assert due(moved.case_id) == due(fresh.case_id)
    dues = [sorted(Task.objects.filter(case_id=one.case_id, closed_at=None).values_list("lane", "due_at"))
            for one in (moved, fresh)]  # fmt: skip
    assert dues[0] == dues[1]


def test_a_case_that_went_on_meanwhile_keeps_what_its_own_step_stored(cast: Cast, monkeypatch: Any) -> None:
    case = cast.accepted(on(11, 19), on(11, 20))
    amend_calendar(
        changes={DAY: DayKind.HOLIDAY}, source="通知", since=calendar_version().version, by=SYSTEM, at=on(11, 20, 12)
    )
    before = due(case.case_id)
    stale = [[found] for batch in recount.recounted(calendar(), on(11, 21)) for found in batch]
    for (found,) in stale:
        found.seq -= 1
        found.tasks.clear()
    monkeypatch.setattr(recount, "recounted", lambda *given: iter(stale))
    recount_deadlines(at=on(11, 21))
    assert due(case.case_id) == before


@pytest.mark.parametrize(
    ("change", "source", "since", "code"),
    [({DAY: DayKind.HOLIDAY}, " ", None, "no_source"), ({DAY: DayKind.WORKING}, "通知", None, "nothing_changed"),
     ({DAY: DayKind.HOLIDAY}, "通知", "other", "calendar_moved_on")],
)  # fmt: skip
def test_a_change_without_ground_or_effect_or_on_an_old_page_is_refused(
    cast: Cast, change: Any, source: str, since: str | None, code: str
) -> None:
    seen = since or calendar_version().version
    with pytest.raises(Refused, match=code):
        amend_calendar(changes=change, source=source, since=seen, by=SYSTEM, at=on(11, 20))


def test_a_year_without_a_notice_is_said_to_be_provisional_until_it_is_entered(cast: Cast, admin: Client) -> None:
    assert "暂定" in admin.get("/office/calendar/?year=2027").content.decode()
    days = {date(2027, 2, day): DayKind.HOLIDAY for day in range(5, 12)}
    amend_calendar(changes=days, source="国办通知", since=calendar_version().version, by=SYSTEM, at=on(11, 20))
    assert calendar().knows(2027)
    assert "暂定" not in admin.get("/office/calendar/?year=2027").content.decode()


def test_nothing_typed_breaks_the_page(admin: Client) -> None:
    odd = ({"change": "\0"}, {"change": "1~2~3"}, {"do": "add", "first": "x"}, {"do": "save"}, {"source": "\0" * 9000})
    for sent in odd:
        assert admin.post("/office/calendar/", sent).status_code < 500
    assert admin.get("/office/calendar/?year=99999999999").status_code == 200
