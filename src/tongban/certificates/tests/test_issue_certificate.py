"""Issuing: one per case, numbered without gaps, never without its event."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from tongban.agencies.tests.factories import office, person
from tongban.certificates.models import Certificate
from tongban.certificates.queries import certificate, certificate_of, certificates_of_holder
from tongban.certificates.tests.factories import CONTENT, issue
from tongban.kernel.identifiers import certificate_identifier_problem
from tongban.kernel.ids import uuid7
from tongban.kernel.refusals import Refused
from tongban.ledger.queries import events_of

pytestmark = pytest.mark.django_db


def test_a_certificate_gets_number_identifier_and_event():
    ref = issue(office())
    assert ref.number == "JY990823202600001"
    assert certificate_identifier_problem(ref.identifier) is None
    (event,) = events_of("certificate", ref.id)
    assert (event.type, event.data["no"], event.data["holder"]) == ("certificate.issued", 1, str(ref.holder))


def test_issuing_twice_gives_the_same_certificate():
    at_office, case = office(), uuid7()
    first, second = issue(at_office, case_id=case), issue(at_office, case_id=case, holder=person())
    assert first == second == certificate_of(case, "food_business")
    assert Certificate.objects.count() == 1
    assert issue(at_office).number.endswith("00002")


def test_each_kind_and_year_counts_by_itself():
    at_office = office()
    numbers = [issue(at_office, kind=kind, content={**CONTENT, "number_word": word}).number
               for kind, word in (("food_business", "JY"), ("hygiene", "WS"), ("food_business", "JY"))]  # fmt: skip
    assert [number[-5:] for number in numbers] == ["00001", "00001", "00002"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"valid_to": date(2020, 1, 1)}, "certificate_period"),
        ({"content": {**CONTENT, "type_code": "X" * 21}}, "certificate_identifier"),
    ],
)
def test_what_does_not_fit_is_refused_and_takes_no_number(changes, code):
    at_office = office()
    with pytest.raises(Refused, match=code):
        issue(at_office, **changes)
    assert issue(at_office).number.endswith("00001")


def test_a_holder_sees_all_of_theirs():
    at_office, holder = office(), person()
    refs = [issue(at_office, holder=holder) for _ in range(3)]
    assert {ref.id for ref in certificates_of_holder(holder)} == {ref.id for ref in refs}


def test_signing_waits_as_a_job_of_the_same_transaction():
    ref = issue(office())
    with connection.cursor() as cursor:
        cursor.execute("SELECT args FROM procrastinate_jobs WHERE task_name = 'certificates.sign_certificate'")
        jobs = cursor.fetchall()
    assert str(ref.id) in str(jobs)
    assert certificate(ref.id).digest is None


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE certificates_certificate SET state = 'revoked'",
        "UPDATE certificates_certificate SET valid_to = '2099-01-01', seq = seq + 1",
        "DELETE FROM certificates_certificate",
        "TRUNCATE certificates_certificate CASCADE",
        "INSERT INTO certificates_certificate SELECT (jsonb_populate_record(c, jsonb_build_object('id', "
        "gen_random_uuid(), 'case_id', gen_random_uuid(), 'no', 2, 'number', 'x', 'identifier', 'x'))).* "
        "FROM certificates_certificate c",
    ],
)
def test_no_write_without_its_event(statement):
    issue(office())
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        # Later in the transaction that issued it the head has moved, so only a later number could pass.
        cursor.execute(statement)
