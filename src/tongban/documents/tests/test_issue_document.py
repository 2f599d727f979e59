"""Issuing and voiding documents: numbers without gaps, nothing without its event."""

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from tongban.documents.actions.issue import issue_document, void_document
from tongban.documents.actions.numbers import allot_number, set_document_mark
from tongban.documents.actions.render import render_document
from tongban.documents.models import Document
from tongban.documents.queries.papers import document, document_mark, documents_of
from tongban.documents.tests.factories import AT, issued, marked_office, noted
from tongban.documents.tests.samples import CONTENT
from tongban.kernel.actor import SYSTEM
from tongban.kernel.ids import uuid7
from tongban.kernel.refusals import Refused

pytestmark = pytest.mark.django_db


def accepted(body, case, at, data=CONTENT["acceptance"]):
    return issue_document(
        kind="acceptance", body_id=body, subject_id=case, seq=1, data=data, sealed=None, at=at, by=SYSTEM
    )


def refused_by_the_database(write):
    with pytest.raises(DatabaseError), transaction.atomic():
        write()


def test_each_series_counts_by_itself():
    body = marked_office().body
    numbers = [issued(body, kind).number for kind in ("acceptance", "acceptance", "grant")]
    assert numbers == ["青市监受〔2026〕1号", "青市监受〔2026〕2号", "青市监准〔2026〕1号"]


def test_a_new_year_in_the_offices_zone_begins_at_one():
    body = marked_office().body
    eve, morning = datetime(2026, 12, 31, 15, 59, tzinfo=UTC), datetime(2026, 12, 31, 16, 0, tzinfo=UTC)
    texts = []
    for at in (eve, morning):
        case = uuid7()
        noted(case, 1)
        texts.append(accepted(body, case, at).number)
    assert texts == ["青市监受〔2026〕1号", "青市监受〔2027〕1号"]


def test_the_bodys_name_and_the_remedies_lengths_are_frozen():
    data = document(issued(marked_office().body, "refusal").id).data
    assert data["body_name"]["zh"] == "县市场监管局"
    assert (data["remedies"]["days"], data["remedies"]["months"]) == (60, 6)


def test_a_document_without_its_event_is_refused_by_the_database():
    body = marked_office().body
    refused_by_the_database(lambda: accepted(body, uuid7(), AT))


def test_an_incomplete_document_takes_no_number():
    body = marked_office().body
    with pytest.raises(Refused, match="document_incomplete"):
        accepted(body, uuid7(), AT, data={})
    assert issued(body).number.endswith("〕1号")


def test_a_body_without_a_mark_is_told_who_sets_it():
    from tongban.agencies.tests.factories import office

    body = office().body
    with pytest.raises(Refused, match="document_mark_missing") as refused, transaction.atomic():
        issued(body)
    assert "县市场监管局" in refused.value.refusal.sentence("zh")


def test_a_voided_document_keeps_its_number_and_cannot_be_voided_twice():
    body, case = marked_office().body, uuid7()
    ref = issued(body, case_id=case)
    void_document(document_id=ref.id, seq=noted(case, 2), by=SYSTEM, at=AT)
    assert documents_of(case)[0].voided_at == AT
    assert issued(body).number.endswith("〕2号")
    with pytest.raises(Refused, match="document_voided_already"):
        void_document(document_id=ref.id, seq=noted(case, 3), by=SYSTEM, at=AT)


def test_documents_and_series_cannot_be_removed_or_set_back():
    body = marked_office().body
    issued(body)
    refused_by_the_database(lambda: Document.objects.all().delete())
    for change in ("SET last = last + 2", "SET last = last - 1", "SET year = 2020"):
        refused_by_the_database(lambda change=change: execute(f"UPDATE documents_numberseries {change}"))
    refused_by_the_database(lambda: execute("DELETE FROM documents_numberseries"))


def execute(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_rolled_back_serial_is_given_again():
    body = marked_office().body
    with transaction.atomic():
        allot_number(body, "受", 2026)
        transaction.set_rollback(True)
    assert allot_number(body, "受", 2026) == 1


def test_a_mark_can_be_changed_for_numbers_to_come_but_not_without_its_event():
    body = marked_office().body
    set_document_mark(body_id=body, mark="青市场", by=SYSTEM, at=AT)
    assert document_mark(body) == "青市场"
    assert issued(body).number == "青市场受〔2026〕1号"
    refused_by_the_database(lambda: execute("UPDATE documents_documentmark SET mark = '青', seq = seq + 1"))


def test_a_document_is_printed_alike_on_any_day():
    ref = issued(marked_office().body, "grant")
    first = render_document(ref.id, personal={"addressee": "陈小芳"})
    assert first == render_document(ref.id, personal={"addressee": "陈小芳"})
    assert first.startswith(b"%PDF-")
