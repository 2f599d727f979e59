"""What cases tell: applicants of news and papers due, officials each working morning of what is due, once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.cast import Cast, on, small_county
from tests.stages import decided, reviewed
from tongban.agencies.actions import record_absence
from tongban.cases import followers
from tongban.cases.actions.accept import NoticePoint, notify_once
from tongban.cases.actions.reminding import leave_digests, remind_of_supplies
from tongban.kernel.actor import SYSTEM
from tongban.ledger.events import Entry
from tongban.ledger.queries import events_of
from tongban.reminders.models import Reminder
from tongban.reminders.queries import told_to

pytestmark = pytest.mark.django_db
MORNING = on(11, 16, 8, 35)  # a Monday


@pytest.fixture
def cast(settled: None, settings: Any) -> Cast:
    settings.REMINDER_CHANNELS = ("page", "sms", "chat", "mail")
    return small_county()


def hear(case_id: Any) -> None:
    for entry in events_of("case", case_id):
        followers.tell_applicants(entry)


def noticed(cast: Cast) -> Any:
    case_id = cast.receive(on(11, 2)).case_id
    points = [NoticePoint("m_sign", "missing", "未提交")]
    notify_once(case_id=case_id, points=points, by=cast.officer("market_review", on(11, 3)), at=on(11, 3))
    return case_id


def kinds() -> list[str]:
    return sorted(Reminder.objects.filter(channel="page").values_list("kind", flat=True))


def test_the_applicant_hears_of_a_notice_and_until_when(cast: Cast) -> None:
    hear(noticed(cast))
    (told,) = told_to(cast.citizen, "zh", on(11, 4))
    assert "1 处要补正" in told.text
    assert "12月3日前" in told.text.replace(" ", "")
    assert Reminder.objects.filter(channel="sms").count() == 1


def test_the_applicant_hears_of_the_decision_once_however_often_the_ledger_is_read(cast: Cast) -> None:
    case_id = decided(cast)
    hear(case_id)
    hear(case_id)
    assert kinds() == ["granted"]


def test_old_news_tells_nobody(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    case_id = decided(cast)
    later = timezone.now() + timedelta(days=4)
    monkeypatch.setattr(followers.timezone, "now", lambda: later)
    hear(case_id)
    assert kinds() == []


def test_papers_that_are_nearly_due_are_asked_for_again_once(cast: Cast) -> None:
    noticed(cast)  # until 3 December
    assert remind_of_supplies(at=on(11, 20, 9)) == 0
    assert remind_of_supplies(at=on(11, 28, 9)) == 1
    remind_of_supplies(at=on(11, 29, 9))
    assert remind_of_supplies(at=on(12, 5, 9)) == 0
    assert kinds() == ["supplement_due"]


def digests() -> dict[str, Any]:
    found = Reminder.objects.filter(kind="digest", channel="chat")
    return {row.official.name_zh: row.params for row in found.select_related("official")}


def test_each_official_gets_one_message_with_what_is_due(cast: Cast) -> None:
    for _ in range(3):
        cast.receive(on(11, 2))  # acceptance was due on 9 November
    assert leave_digests(at=MORNING) == 1
    (params,) = digests().values()
    assert params == {"overdue": 3, "today": 0}
    assert Reminder.objects.filter(kind="digest").count() == 2  # the page and one more, not three
    assert leave_digests(at=MORNING + timedelta(minutes=5)) == 0


def test_what_is_due_today_is_not_over_its_limit(cast: Cast) -> None:
    cast.receive(on(11, 9))  # due on 16 November
    leave_digests(at=MORNING)
    assert list(digests().values()) == [{"overdue": 0, "today": 1}]


def test_whoever_covers_is_told_instead_of_who_is_away(cast: Cast) -> None:
    cast.receive(on(11, 2))
    first, second = cast.county.holders["market_review"]
    record_absence(official_id=first, starts=on(11, 15), ends=on(11, 18), reason="leave", by=SYSTEM, at=on(11, 13))
    leave_digests(at=MORNING)
    (row,) = Reminder.objects.filter(kind="digest", channel="page")
    assert row.official_id == second


@pytest.mark.parametrize(
    ("moment", "why"),
    [(on(11, 16, 8, 25), "before half past eight"), (on(11, 15, 9), "a Sunday"), (on(10, 1, 9), "a holiday"),
     (on(11, 16, 17, 5), "after the office closed")],
)  # fmt: skip
def test_no_message_at_other_times(cast: Cast, moment: Any, why: str) -> None:
    cast.receive(on(9, 2))
    assert leave_digests(at=moment) == 0, why


def test_a_day_without_anything_due_has_no_message(cast: Cast) -> None:
    reviewed(cast)
    assert leave_digests(at=on(11, 5, 9)) == 0


def test_other_things_in_the_ledger_are_passed_over(cast: Cast) -> None:
    entry = next(iter(events_of("body", cast.county.bodies["market"])))
    assert isinstance(entry, Entry)
    followers.tell_applicants(entry)
    assert kinds() == []
