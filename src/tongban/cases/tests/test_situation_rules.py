"""Renewing, changing, replacing and giving up a certificate as a table of dated cases; mandates and commitments too."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from tongban.cases.rules.competence import right_body_problem
from tongban.cases.rules.mandates import Terms, helps, may_end, may_give, terms_problem, use_problem
from tongban.cases.rules.pausing import PauseTerms, pause_terms_problem
from tongban.cases.rules.situations import Asked, asking_problem, in_time, lapsed, last_day
from tongban.kernel.actor import SYSTEM, Actor, ActorKind

END, TODAY = date(2027, 3, 31), date(2026, 11, 26)
ITEM, OTHER, CASE, PERSON, HELPER, POST = (UUID(int=n) for n in range(1, 7))


@pytest.mark.parametrize(
    ("situation", "today", "late", "code"),
    [
        ("renew", date(2027, 3, 1), "told", None),
        ("renew", date(2027, 3, 1), "refused", None),
        ("renew", date(2027, 3, 2), "told", None),
        ("renew", date(2027, 3, 2), "refused", "renewal_late"),
        ("renew", END, "told", None),
        ("renew", date(2027, 4, 1), "told", "certificate_expired"),
        ("change", END, "refused", None),
        ("change", date(2027, 4, 1), "told", "certificate_expired"),
        ("replace", date(2027, 4, 1), "told", "certificate_expired"),
        ("surrender", date(2027, 4, 1), "told", None),
    ],
)
def test_art_50_a_certificate_is_renewed_before_it_ends(
    situation: str, today: date, late: str, code: str | None
) -> None:
    told = asking_problem(Asked(situation, True, END, today, 30, late))
    assert (told and told.code) == code


@pytest.mark.parametrize("situation", ["renew", "change", "replace", "surrender"])
def test_an_ended_certificate_is_not_worked_on(situation: str) -> None:
    assert asking_problem(Asked(situation, False, END, TODAY, 30)).code == "certificate_ended"


def test_a_certificate_without_end_needs_no_renewal_but_may_change() -> None:
    assert asking_problem(Asked("renew", True, None, TODAY, 30)).code == "no_end"
    assert asking_problem(Asked("change", True, None, TODAY, 30)) is None
    assert last_day(Asked("renew", True, None, TODAY, 30)) is None


@pytest.mark.parametrize(
    ("situation", "today", "asked_in_time"),
    [("renew", date(2027, 3, 1), True), ("renew", date(2027, 3, 2), False), ("change", date(2027, 3, 1), False)],
)
def test_art_50_thirty_days_before_the_end_are_calendar_days(situation: str, today: date, asked_in_time: bool) -> None:
    assert in_time(Asked(situation, True, END, today, 30)) is asked_in_time


@pytest.mark.parametrize(
    ("expires", "timely", "today", "by_law"),
    [
        (END, True, END, False),
        (END, True, END + timedelta(days=1), True),
        (END, False, END + timedelta(days=1), False),
        (None, True, END, False),
    ],
)
def test_art_50_silence_until_the_end_renews_what_was_asked_in_time(expires, timely, today, by_law) -> None:
    assert lapsed(expires, asked_in_time=timely, today=today) is by_law


def terms(items=(ITEM,), case_id=None, to=date(2026, 12, 31), revoked=None) -> Terms:
    return Terms(frozenset(items), case_id, date(2026, 11, 1), to, revoked)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (terms(), None),
        (terms(items=(), case_id=CASE), None),
        (terms(items=()), "mandate_empty"),
        (terms(to=TODAY), None),
        (terms(to=TODAY - timedelta(days=1)), "mandate_term"),
        (terms(to=TODAY + timedelta(days=366)), "mandate_term"),
    ],
)
def test_art_165_a_mandate_names_its_matters_and_its_term(given: Terms, code: str | None) -> None:
    told = terms_problem(given, today=TODAY, longest_days=365)
    assert (told and told.code) == code


@pytest.mark.parametrize(
    ("given", "item", "case", "code"),
    [
        (terms(), ITEM, None, None),
        (terms(), OTHER, None, "mandate_scope"),
        (terms(items=(), case_id=CASE), OTHER, CASE, None),
        (terms(items=(), case_id=CASE), OTHER, None, "mandate_scope"),
        (terms(to=TODAY - timedelta(days=1)), ITEM, None, "mandate_ended"),
        (terms(revoked=datetime(2026, 11, 20, tzinfo=UTC)), ITEM, None, "mandate_ended"),
    ],
)
def test_a_mandate_carries_what_it_names_while_it_is_in_force(given: Terms, item, case, code: str | None) -> None:
    told = use_problem(given, item_id=item, case_id=case, today=TODAY)
    assert (told and told.code) == code


def citizen(ref: UUID) -> Actor:
    return Actor(kind=ActorKind.CITIZEN, ref=ref)


def official(*duties: str, post: UUID = POST) -> Actor:
    return Actor(kind=ActorKind.OFFICIAL, ref=OTHER, post_id=post, body_id=OTHER, duties=frozenset(duties))


@pytest.mark.parametrize(
    ("by", "paper", "may"),
    [
        (citizen(PERSON), False, True),
        (citizen(PERSON), True, False),
        (citizen(HELPER), False, False),
        (official("receive"), True, True),
        (official("assist"), True, True),
        (official("receive"), False, False),
        (official("decide"), True, False),
        (SYSTEM, True, True),
    ],
)
def test_a_mandate_is_given_by_the_person_or_recorded_from_paper(by: Actor, paper: bool, may: bool) -> None:
    assert (may_give(by, principal_id=PERSON, paper=paper) is None) is may


def test_art_173_the_person_takes_it_back_and_the_helper_may_give_it_up() -> None:
    assert may_end(citizen(PERSON), principal_id=PERSON, helper=False) is None
    assert may_end(citizen(HELPER), principal_id=PERSON, helper=True) is None
    assert may_end(citizen(HELPER), principal_id=PERSON, helper=False) is not None
    assert helps(citizen(HELPER), helper_party=HELPER, helper_post=None)
    assert helps(official("assist"), helper_party=None, helper_post=POST)
    assert not helps(official("receive"), helper_party=None, helper_post=POST)


def pause(kind="testing", until=date(2026, 12, 10), starts=TODAY, staff=2, by=date(2026, 11, 30)) -> PauseTerms:
    return PauseTerms(kind, until, TODAY, starts, staff, by, 5, 2)


@pytest.mark.parametrize(
    ("told", "code"),
    [
        (pause(), None),
        (pause("hearing", starts=None, staff=0), None),
        (pause(until=None), "pause_until"),
        (pause(until=TODAY - timedelta(days=1)), "pause_until"),
        (pause(staff=1), "testing_staff"),
        (pause(starts=None), "testing_start"),
        (pause(starts=TODAY - timedelta(days=1)), "testing_start"),
        (pause(starts=date(2026, 11, 30)), None),
        (pause(starts=date(2026, 12, 1)), "testing_start"),
        (pause(by=TODAY - timedelta(days=3)), None),
    ],
)
def test_arts_45_and_55_a_pause_tells_its_time_and_testing_its_start(told: PauseTerms, code: str | None) -> None:
    found = pause_terms_problem(told)
    assert (found and found.code) == code


def test_art_55_testing_that_starts_after_its_days_is_marked_late() -> None:
    assert pause(by=TODAY - timedelta(days=1)).late
    assert not pause().late


@pytest.mark.parametrize(
    ("ground", "named", "listed", "why", "code"),
    [
        ("not_needed", "", False, "", None),
        ("not_competent", " ", False, "", "right_body"),
        ("not_competent", "县水务局", True, "", None),
        ("not_competent", "省海事局", False, "", "outside_reason"),
        ("not_competent", "省海事局", False, "垂直管理", None),
    ],
)
def test_art_32_the_wrong_organ_names_the_right_one(ground, named, listed, why, code) -> None:
    told = right_body_problem(ground, named, listed, why)
    assert (told and told.code) == code
