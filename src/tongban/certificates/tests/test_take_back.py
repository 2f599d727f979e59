"""Revoking, cancelling, replacing: who decides, on which ground, with which document and chain."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tongban.agencies.tests.factories import office, person
from tongban.certificates.actions import Succession, end_certificate, revoke_certificate
from tongban.certificates.actions import taking_back as module
from tongban.certificates.queries import certificate, chain_of, check_id, check_number, expired_of
from tongban.certificates.tests.factories import AT, decider, issue, numbered
from tongban.documents.queries.papers import documents_of
from tongban.kernel.identifiers import certificate_identifier_problem
from tongban.kernel.ids import uuid7
from tongban.kernel.refusals import Refused
from tongban.ledger.queries import events_of

pytestmark = pytest.mark.django_db
WHY = "申请材料中的租赁合同系伪造。"


def take(ref, ground, by, at=AT, reasons=WHY):
    return revoke_certificate(certificate_id=ref.id, ground=ground, reasons=reasons, by=by, at=at)


@pytest.mark.parametrize(
    ("ground", "state", "kind"), [("fraud", "revoked", "revocation"), ("dissolved", "cancelled", "cancellation")]
)
def test_the_ground_decides_state_and_document_and_the_ledger_tells_the_article(ground, state, kind):
    at_office = numbered(office())
    ref = issue(at_office)
    after, document_id = take(ref, ground, decider(at_office))
    told, paper = events_of("certificate", ref.id)[-1], documents_of(ref.id)[0]
    assert certificate(ref.id).state == after.state == told.data["state"] == state
    assert (told.data["reason_document"], paper.kind, paper.body_id) == (str(document_id), kind, at_office.body)
    assert "行政许可法" in told.data["article"]
    assert paper.data["remedies"]["reconsideration_body"] == "某市市场监督管理局"
    assert check_number(ref.number).finding == state


def test_a_second_time_is_refused():
    at_office = numbered(office())
    ref = issue(at_office)
    take(ref, "fraud", decider(at_office))
    with pytest.raises(Refused, match="certificate_not_active"):
        take(ref, "dissolved", decider(at_office))


def test_what_was_revoked_is_struck_off_afterwards():
    at_office = numbered(office())
    ref = issue(at_office)
    take(ref, "fraud", decider(at_office))
    assert take(ref, "revoked", decider(at_office))[0].state == "cancelled"


@pytest.mark.parametrize("change", [{"duties": frozenset({"review"})}, {"body_id": uuid7()}])
def test_only_a_deciding_post_of_the_issuing_body_may(change):
    at_office = office()
    ref = issue(at_office)
    with pytest.raises(Refused, match="certificate_not_issuer"):
        take(ref, "fraud", replace(decider(at_office), **change))


@pytest.mark.parametrize(
    ("ground", "reasons", "code"),
    [
        ("expired", WHY, "certificate_not_expired"),
        ("fraud", " ", "certificate_reasons"),
        ("changed", WHY, "certificate_by_case"),
        ("dislike", WHY, "certificate_ground"),
    ],
)
def test_without_its_ground_and_reasons_nothing_is_taken_back(ground, reasons, code):
    at_office = numbered(office())
    with pytest.raises(Refused, match=code):
        take(issue(at_office), ground, decider(at_office), reasons=reasons)


def test_the_body_above_revokes_in_its_own_name_and_strikes_nothing_off(monkeypatch):
    at_office = numbered(office())
    ref, above = issue(at_office), replace(decider(at_office), body_id=uuid7())
    monkeypatch.setattr(module, "superiors_of", lambda body_id, on: frozenset({above.body_id}))
    with pytest.raises(Refused, match="certificate_not_issuer"):
        take(ref, "dissolved", above)
    with pytest.raises(Refused, match="no_body"):  # its own document: this body is not set up here
        take(ref, "abuse", above)


def newer(at_office, ref, situation="change", keeps=True, **given):
    succeeds = Succession(predecessor=ref.id, situation=situation, keeps_number=keeps)
    return issue(at_office, holder=ref.holder, succeeds=succeeds, **given)


@pytest.mark.parametrize(
    ("situation", "ground"), [("renew", "renewed"), ("change", "changed"), ("replace", "reissued")]
)
def test_a_newer_certificate_keeps_the_number_in_its_next_edition(situation, ground):
    at_office = office()
    ref = issue(at_office)
    second = newer(at_office, ref, situation)
    old = certificate(ref.id)
    assert (second.number, second.edition, second.predecessor) == (ref.number, 2, ref.id)
    assert (old.state, old.ground) == ("replaced", ground)
    assert ".002." in second.identifier
    assert certificate_identifier_problem(second.identifier) is None


def test_a_new_number_is_the_first_edition_of_its_own():
    at_office = office()
    ref = issue(at_office)
    second = newer(at_office, ref, keeps=False)
    assert (second.edition, second.predecessor, second.number == ref.number) == (1, ref.id, False)


def test_the_check_by_number_finds_the_newest_and_the_old_one_names_its_successor():
    at_office = office()
    ref = issue(at_office)
    second = newer(at_office, ref)
    third = newer(at_office, second, "replace")
    assert check_number(ref.number, date(2027, 1, 1)).certificate.id == third.id
    old = check_id(ref.id)
    assert (old.finding, old.successor.id) == ("replaced", second.id)
    assert [one.id for one in chain_of(second)] == [ref.id, second.id, third.id]


@pytest.mark.parametrize("wrong", [{"holder": True}, {"kind": "other"}, {"ended": True}])
def test_nobody_replaces_what_is_not_theirs_or_has_ended(wrong):
    at_office = office()
    ref = issue(at_office)
    given = {"kind": "other"} if "kind" in wrong else {}
    if "ended" in wrong:
        end_certificate(ref, ground="surrendered", by=decider(at_office), at=AT)
    if "holder" in wrong:
        ref = replace(ref, holder=person("李明", "440524188001010014"))
    with pytest.raises(Refused, match="certificate_(holder|not_active)"):
        newer(at_office, ref, **given)


def test_certificates_that_have_expired_are_listed_until_they_are_struck_off():
    at_office = numbered(office())
    ref = issue(at_office)
    late = AT + timedelta(days=366 * 6)
    day = late.date()
    assert [one.id for one in expired_of(at_office.body, day, 10)] == [ref.id]
    assert expired_of(at_office.body, date(2031, 11, 25), 10) == []
    take(ref, "expired", decider(at_office), late)
    assert expired_of(at_office.body, day, 10) == []
