"""Renewal, change, replacement and surrender of a certificate as cases; silence renews (licence law arts. 49, 50, 70).

The holder's licence is the restaurant's of the small county; the four items are those of the county's list.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from tests.cast import FOUNDING
from tests.holders import ANSWERS, ENDS, Stage, at, before, holder
from tongban.agencies.actions.parties import register_party
from tongban.cases.actions import renewal
from tongban.cases.actions.accept import NoticePoint, notify_once
from tongban.cases.actions.drafts import start_draft
from tongban.cases.actions.renewal import deem_renewals, deem_renewed
from tongban.cases.actions.sweeps import deem_silent_cases
from tongban.cases.models import Case
from tongban.cases.queries.draft import draft_of
from tongban.cases.queries.tasks import open_tasks
from tongban.certificates.queries import certificate, check_number, successor_of
from tongban.documents.queries.papers import documents_of
from tongban.kernel.actor import SYSTEM
from tongban.kernel.refusals import Refused
from tongban.ledger.queries import events_of
from tongban.simulation.rules.codes import citizen_code

pytestmark = pytest.mark.django_db


STANDS = holder


@pytest.fixture
def stage(standing: Stage) -> Stage:
    return standing


# Asked so many days before the end, accepted or not, looked at so long after the end: what is the case, and until
# when does the certificate hold? (licence law art. 50)
DEEMED = [
    (60, True, timedelta(0), "deemed", date(2031, 12, 20)),
    (30, True, timedelta(0), "deemed", date(2031, 12, 20)),
    (29, True, timedelta(0), "", ENDS),
    (60, False, timedelta(0), "deemed", date(2031, 12, 20)),
    (60, True, timedelta(days=3), "deemed", date(2031, 12, 20)),
    (60, True, timedelta(days=40), "deemed", date(2031, 12, 20)),
    (60, True, timedelta(seconds=-1), "", ENDS),
    (60, True, timedelta(days=-20), "", ENDS),
]


@pytest.mark.parametrize(("asked", "accepted", "late", "decision", "until"), DEEMED)
def test_art_50_silence_until_expiry_renews_what_was_asked_in_time(
    stage: Stage, asked: int, accepted: bool, late: timedelta, decision: str, until: date
) -> None:
    case_id = stage.ask("food_renewal", at(before(asked)))
    if accepted:
        stage.accept(case_id, at(before(asked - 1)))
    moment = at(ENDS + timedelta(days=1), 0) + late
    done = deem_renewals(at=moment)
    case, held = Case.objects.get(pk=case_id), certificate(stage.held.id)
    assert (case.decision, held.valid_to, done) == (decision, until, int(bool(decision)))
    if decision:
        assert (case.state, case.decided_at, held.origin_from) == (
            "closed",
            at(date(2026, 12, 21), 0),
            date(2026, 12, 21),
        )


def overnight(stage: Stage) -> UUID:
    """Asked in time, accepted, and nobody decided."""
    case_id = stage.ask("food_renewal", at(before(45)))
    stage.accept(case_id, at(before(44)))
    deem_renewals(at=at(ENDS + timedelta(days=1), 0, 1))
    return case_id


def test_the_holder_is_told_in_writing_and_case_and_certificate_both_have_their_event(stage: Stage) -> None:
    case_id = overnight(stage)
    told = documents_of(case_id)[-1]
    assert (told.kind, told.data["valid_from"], told.data["valid_to"]) == (
        "deemed_renewal", "2026-12-21", "2031-12-20",
    )  # fmt: skip
    assert events_of("case", case_id)[-1].type == "case.renewed_by_law"
    assert events_of("certificate", stage.held.id)[-1].data["case"] == str(case_id)
    assert open_tasks(case_id) == []


def test_the_check_says_valid_though_renewed_by_law(stage: Stage) -> None:
    overnight(stage)
    found = check_number(stage.held.number, date(2027, 1, 1))
    assert found.certificate is not None
    assert (found.finding, found.certificate.deemed) == ("valid", True)


def test_a_second_run_and_a_second_look_change_nothing(stage: Stage) -> None:
    case_id = overnight(stage)
    before_it = Case.objects.get(pk=case_id).seq
    assert deem_renewals(at=at(ENDS + timedelta(days=2))) == 0
    with pytest.raises(Refused, match="case_state"):
        deem_renewed(case_id=case_id, at=at(ENDS + timedelta(days=2)))
    assert Case.objects.get(pk=case_id).seq == before_it


def test_the_sweep_notices_a_wrong_day(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seeded: a sweep that renews on the last day itself would take a day from the organ."""
    stage.ask("food_renewal", at(before(60)))
    monkeypatch.setattr(renewal, "lapsed", lambda expires_on, asked_in_time, today: today >= expires_on)
    monkeypatch.setattr(
        renewal, "lapsed_renewals", lambda moment, most: list(Case.objects.values_list("id", flat=True))
    )
    assert deem_renewals(at=at(ENDS, 23, 59)) == 0  # the certificate itself refuses: it has not expired


def test_after_expiry_nobody_decides_what_the_law_has_decided(stage: Stage) -> None:
    case_id = stage.ask("food_renewal", at(before(45)))
    stage.accept(case_id, at(before(44)))
    stage.review(case_id, at(before(40)))
    with pytest.raises(Refused, match="renewed_by_law"):
        stage.decide(case_id, at(ENDS + timedelta(days=1)))
    assert deem_renewals(at=at(ENDS + timedelta(days=1))) == 1


def test_who_waits_for_the_applicant_is_not_silent(stage: Stage) -> None:
    case_id = stage.ask("food_renewal", at(before(45)))
    officer = stage.cast.officer("market_review", at(before(44)))
    point = [NoticePoint("phone", "wrong", "号码少一位")]
    notify_once(case_id=case_id, points=point, by=officer, at=at(before(44)))
    assert deem_renewals(at=at(ENDS + timedelta(days=1))) == 0


def test_five_silent_days_accept_and_silence_until_the_end_renews(stage: Stage) -> None:
    case_id = stage.ask("food_renewal", at(before(45)))
    assert deem_silent_cases(at=at(before(30))) == 1
    assert deem_renewals(at=at(ENDS + timedelta(days=1), 0)) == 1
    assert Case.objects.get(pk=case_id).origin == "deemed"


@pytest.mark.parametrize(
    ("key", "start", "end", "ground"),
    [
        ("food_renewal", before(40), date(2031, 11, 9), "renewed"),
        ("food_change", before(40), ENDS, "changed"),
        ("food_replacement", date(2021, 12, 21), ENDS, "reissued"),
    ],
)
def test_a_granted_case_issues_the_next_edition(stage: Stage, key: str, start: date, end: date, ground: str) -> None:
    stage.grant(key, at(before(40)))
    old, new = certificate(stage.held.id), successor_of(stage.held.id)
    assert new is not None
    assert (old.state, old.ground) == ("replaced", ground)
    assert (new.number, new.edition, new.valid_from, new.valid_to) == (stage.held.number, 2, start, end)


def test_a_change_keeps_what_was_not_changed(stage: Stage) -> None:
    stage.grant("food_change", at(before(40)))
    new = successor_of(stage.held.id)
    assert new is not None
    assert "青禾县新店名小吃店" in new.content["fields"].values()
    assert new.content["title"] == "食品经营许可证"


def test_a_surrendered_certificate_is_cancelled_and_nothing_follows_it(stage: Stage) -> None:
    stage.grant("food_surrender", at(before(40)))
    old = certificate(stage.held.id)
    assert (old.state, old.ground, successor_of(old.id)) == ("cancelled", "surrendered", None)


@pytest.mark.parametrize(
    ("key", "day", "code"),
    [
        ("food_renewal", ENDS + timedelta(days=1), "certificate_expired"),
        ("food_change", ENDS + timedelta(days=1), "certificate_expired"),
        ("food_replacement", ENDS + timedelta(days=1), "certificate_expired"),
        ("food_surrender", ENDS + timedelta(days=1), ""),
        ("food_renewal", ENDS, ""),
    ],
)
def test_what_can_be_asked_of_an_expired_certificate(stage: Stage, key: str, day: date, code: str) -> None:
    if not code:
        assert stage.ask(key, at(day))
        return
    with pytest.raises(Refused, match=code):
        stage.ask(key, at(day))


def test_nothing_is_asked_twice_nor_of_a_strangers_certificate(stage: Stage) -> None:
    stage.ask("food_renewal", at(before(45)))
    with pytest.raises(Refused, match="asked_already"):
        stage.ask("food_renewal", at(before(44)))
    stranger = register_party(
        kind="person", name="李明", id_number=citizen_code(41, date(1979, 8, 2)), phone="13900000000", by=SYSTEM,
        at=FOUNDING,
    )  # fmt: skip
    stage.cast.applicant = stranger
    with pytest.raises(Refused, match="certificate_unknown"):
        stage.ask("food_change", at(before(44)), certificate_id=stage.held.id)
    with pytest.raises(Refused, match="certificate_needed"):
        stage.ask("food_change", at(before(44)))


def test_what_the_platform_has_is_filled_in(stage: Stage) -> None:
    stage.grant("food_change", at(before(40)))
    now = datetime.now(UTC)
    newest = successor_of(stage.held.id)
    assert newest is not None
    draft_id = start_draft(
        version_id=stage.versions["food_change"], party_id=stage.cast.applicant, place_id=stage.cast.county.home,
        channel="web", by=stage.cast.citizen, at=min(now, at(before(20))), certificate_id=newest.id,
    )  # fmt: skip
    assert draft_of(draft_id, stage.cast.citizen).answers == ANSWERS["food_change"]
