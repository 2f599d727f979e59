"""Grid events as tables: who reports, answers, closes and sees, when it was found, and when it may be closed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from tongban.hotline.rules.grid import (
    KINDS,
    close_problem,
    found_when,
    may_answer,
    may_close,
    may_report,
    may_see,
    report_problem,
)
from tongban.kernel.actor import Actor, ActorKind

AT = datetime(2026, 11, 2, 9, tzinfo=UTC)
HOME, CALLED, OTHER = UUID(int=1), UUID(int=2), UUID(int=3)
FINDER, SOMEBODY, POST = UUID(int=4), UUID(int=5), UUID(int=6)


def official(*duties: str, body: UUID = HOME, ref: UUID = SOMEBODY) -> Actor:
    return Actor(kind=ActorKind.OFFICIAL, ref=ref, post_id=POST, body_id=body, duties=frozenset(duties))


CITIZEN = Actor(kind=ActorKind.CITIZEN, ref=FINDER)


@pytest.mark.parametrize(
    ("by", "may"),
    [
        (official("assist"), True),
        (official("handle"), True),
        (official("receive"), True),
        (official("decide"), False),
        (official(), False),
        (CITIZEN, False),
    ],
)
def test_r_10_who_goes_about_reports(by: Actor, may: bool) -> None:
    assert (may_report(by) is None) is may


@pytest.mark.parametrize(
    ("by", "may"),
    [
        (official("handle", body=CALLED), True),
        (official("lead", body=CALLED), True),
        (official("receive", body=CALLED), False),
        (official("handle", body=OTHER), False),
        (CITIZEN, False),
    ],
)
def test_r_10_a_body_that_was_called_answers_and_no_other(by: Actor, may: bool) -> None:
    assert (may_answer(by, [CALLED]) is None) is may


@pytest.mark.parametrize(
    ("by", "may"),
    [
        (official("assist", ref=FINDER), True),
        (official("dispatch", body=OTHER), True),
        (official("assist"), False),
        (official("handle", body=CALLED, ref=FINDER), False),
        (official("dispatch", body=CALLED), False),
        (CITIZEN, False),
    ],
)
def test_r_10_the_finder_or_the_dispatcher_closes_never_a_body_that_was_called(by: Actor, may: bool) -> None:
    assert (may_close(by, reported_by=FINDER, called=[CALLED]) is None) is may


@pytest.mark.parametrize(
    ("by", "may"),
    [
        (official("accept"), True),
        (official("accept", body=CALLED), True),
        (official("accept", body=OTHER), False),
        (official("accept", body=OTHER, ref=FINDER), True),
        (official("supervise", body=OTHER), True),
        (official("centre_manage", body=OTHER), True),
        (official(), False),
        (CITIZEN, False),
    ],
)
def test_r_10_an_event_is_seen_by_those_it_concerns(by: Actor, may: bool) -> None:
    assert (may_see(by, home=HOME, reported_by=FINDER, called=[CALLED]) is None) is may


@pytest.mark.parametrize(
    ("kind", "words", "bodies", "code"),
    [
        ("fire", "楼道堆物", 1, None),
        ("fire", "楼道", 6, None),
        ("ghost", "楼道堆物", 1, "grid_kind"),
        ("fire", " 堆 ", 1, "grid_words"),
        ("fire", "堆" * 501, 1, "grid_words"),
        ("fire", "楼道堆物", 0, "grid_bodies"),
        ("fire", "楼道堆物", 7, "grid_bodies"),
    ],
)
def test_r_10_what_a_report_needs(kind: str, words: str, bodies: int, code: str | None) -> None:
    told = report_problem(kind, words, bodies)
    assert (told and told.code) == code


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_names_in_two_languages_whom_to_call(kind: str) -> None:
    zh, en, bodies = KINDS[kind]
    assert zh
    assert en
    assert 1 <= len(bodies) <= 6


@pytest.mark.parametrize(
    ("told", "found"),
    [
        (None, AT),
        (AT - timedelta(hours=3), AT - timedelta(hours=3)),
        (AT - timedelta(days=7), AT - timedelta(days=7)),
        (AT - timedelta(days=7, seconds=1), AT),
        (AT + timedelta(minutes=10), AT + timedelta(minutes=10)),
        (AT + timedelta(minutes=10, seconds=1), AT),
    ],
)
def test_r_10_the_hour_of_the_phone_counts_unless_its_clock_is_wrong(told: datetime | None, found: datetime) -> None:
    assert found_when(told, AT) == found


@pytest.mark.parametrize(
    ("answered", "due", "may"),
    [([True, True], False, True), ([True, False], False, False), ([True, False], True, True), ([], False, True)],
)
def test_r_10_it_is_closed_when_all_answered_or_are_late(answered: list[bool], due: bool, may: bool) -> None:
    assert (close_problem(answered, due) is None) is may
