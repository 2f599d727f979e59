"""The live engine on real cases of the small county: what is raised, once, and what is not while time stands still."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest

from tests.cast import Cast, on, small_county
from tests.stages import delivered, two_testers
from tongban.cases.actions.accept import NoticePoint, notify_once
from tongban.cases.actions.turns import pause_case, resume_case
from tongban.ledger.queries import events_of
from tongban.reminders.models import Reminder
from tongban.supervision.actions.telling import leave_card_digests
from tongban.supervision.actions.watching import fire_due, watch_event
from tongban.supervision.models import Card, Timer, Watched

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("settled")]


@pytest.fixture
def cast() -> Cast:
    return small_county()


def follow(case_id: UUID) -> None:
    """What the follower does with the events of a case."""
    for entry in events_of("case", case_id):
        watch_event(entry)


def raised() -> list[str]:
    """The codes of all cards but those on what the stage itself does: its days lie apart from today's clock."""
    return sorted(Card.objects.exclude(rule="entry.late").values_list("rule", flat=True))


def accepted(cast: Cast) -> UUID:
    """Accepted on 3 November: steps until the 11th, the promise until the 13th, the law until the 17th."""
    case_id = cast.accepted(on(11, 2), on(11, 3)).case_id
    follow(case_id)
    return case_id


def test_a_01_a_case_in_time_gets_no_card(cast: Cast) -> None:
    follow(delivered(cast))
    fire_due(at=on(11, 30))
    assert raised() == []
    assert Timer.objects.count() == 0


def test_a_01_time_alone_raises_the_grades_one_after_the_other(cast: Cast) -> None:
    accepted(cast)
    steps = [(on(11, 10), 0), (on(11, 11, 18), 3), (on(11, 12, 9), 1), (on(11, 13, 18), 2), (on(11, 17, 18), 1)]
    for at, new in steps:
        before = Card.objects.count()
        fire_due(at=at)
        assert Card.objects.count() - before == new, at
    assert raised() == [
        "due.near",
        "due.one_day",
        "due.promise",
        "due.statutory",
        "step.over",
        "step.over",
        "step.over",
    ]


def test_a_01_the_same_moment_twice_raises_once(cast: Cast) -> None:
    case_id = accepted(cast)
    fire_due(at=on(11, 18))
    told = raised()
    follow(case_id)
    fire_due(at=on(11, 18))
    assert raised() == told


def paused(cast: Cast) -> UUID:
    case_id, market = accepted(cast), cast.officer("market_review", on(11, 6))
    pause_case(
        case_id=case_id, kind="testing", document="检验通知书", told_at=on(11, 6), until=date(2026, 11, 20), by=market,
        at=on(11, 6), starts_on=date(2026, 11, 6), staff=two_testers(cast),
    )  # fmt: skip
    return case_id


def test_a_01_no_card_while_time_is_lawfully_not_counted(cast: Cast) -> None:
    paused(cast)  # the follower has not even come to the pause: the timers look at the ledger itself
    fire_due(at=on(11, 19))
    assert raised() == []


def test_a_01_time_not_counted_longer_than_told_is_a_card_itself(cast: Cast) -> None:
    follow(paused(cast))
    fire_due(at=on(11, 21))
    assert raised() == ["pause.longer"]


def test_a_01_after_the_pause_the_clock_goes_on_where_it_stood(cast: Cast) -> None:
    case_id = paused(cast)
    resume_case(case_id=case_id, by=cast.officer("market_review", on(11, 16)), at=on(11, 16))
    follow(case_id)
    fire_due(at=on(11, 18))
    assert "due.promise" not in raised()
    fire_due(at=on(11, 24))
    assert "due.promise" in raised()


def test_a_late_follower_finds_what_a_timer_would_have_found(cast: Cast) -> None:
    case_id = cast.receive(on(11, 2)).case_id
    points = [NoticePoint("m_sign", "missing", "未提交")]
    notify_once(case_id=case_id, points=points, by=cast.officer("market_review", on(11, 4)), at=on(11, 4))
    follow(case_id)
    assert raised() == []
    late = cast.accepted(on(11, 2), on(11, 3)).case_id
    resume_late(cast, late)
    follow(late)
    assert {"due.promise", "due.statutory"} <= set(raised())


def resume_late(cast: Cast, case_id: UUID) -> None:
    """Something happens long after the limit: the settling of time comes before the event."""
    pause_case(
        case_id=case_id, kind="testing", document="检验通知书", told_at=on(11, 20), until=date(2026, 11, 25),
        by=cast.officer("market_review", on(11, 20)), at=on(11, 20), starts_on=date(2026, 11, 20),
        staff=two_testers(cast),
    )  # fmt: skip


def test_the_card_says_whose_it_is_what_proves_it_and_until_when(cast: Cast) -> None:
    case_id = accepted(cast)
    fire_due(at=on(11, 16, 9))
    card = Card.objects.get(rule="due.promise")
    assert (card.subject_id, card.body_id) == (case_id, cast.county.bodies["market"])
    assert set(card.cites) <= {entry.id for entry in events_of("case", case_id)}
    assert card.figures["promised"] < card.figures["statutory"]
    assert card.due_by == on(11, 19, 17)
    told = events_of("card", card.pk)[0]
    assert (told.type, told.data["rule"], told.data["grade"]) == ("card.raised", "due.promise", "red")


def test_red_is_told_at_once_and_yellow_in_the_morning(
    cast: Cast, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.REMINDER_CHANNELS = ("page",)
    accepted(cast)
    monday = on(11, 16, 9)
    monkeypatch.setattr("tongban.supervision.actions.telling.timezone.now", lambda: monday)
    fire_due(at=monday)
    assert kinds() == ["card"]
    assert leave_card_digests(at=on(11, 17, 7)) == 0
    assert leave_card_digests(at=on(11, 17, 8, 31)) > 0
    assert leave_card_digests(at=on(11, 17, 8, 36)) == 0
    assert set(kinds()) == {"card", "cards"}


def kinds() -> list[str]:
    return sorted(Reminder.objects.filter(kind__startswith="card").values_list("kind", flat=True))


def test_the_wall_knows_the_case_from_its_events_alone(cast: Cast) -> None:
    case_id = paused(cast)
    follow(case_id)
    line = Watched.objects.get(subject_id=case_id)
    assert (line.body_id, line.state, line.stopped_at) == (cast.county.bodies["market"], "accepted", on(11, 6))
    assert until(line.statutory_at) == until(on(11, 17, 17))


def until(at: datetime | None) -> str:
    return at.astimezone(on(1, 1).tzinfo).isoformat() if at else ""
