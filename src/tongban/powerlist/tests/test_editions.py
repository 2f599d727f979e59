"""Editions of the list: one authoritative file each, whose digest is in the ledger; copies are told from them."""

from __future__ import annotations

import hashlib
import io
import json
from datetime import UTC, date, datetime
from typing import Any

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404

from tongban.kernel.actor import ANONYMOUS, Actor
from tongban.kernel.refusals import Refused
from tongban.ledger.queries import events_of
from tongban.powerlist.actions.editions import publish_edition
from tongban.powerlist.actions.items import cancel_item, publish_version, save_draft_version
from tongban.powerlist.models import Item, ListEdition
from tongban.powerlist.pages import editions as pages
from tongban.powerlist.queries.editions import lines_of
from tongban.powerlist.rules.edition import changes_between, judge_copy, lines_digest
from tongban.powerlist.tests.factories import BY, Places, publish
from tongban.powerlist.tests.office import ask, office, page
from tongban.powerlist.tests.samples import entry

pytestmark = pytest.mark.django_db
LATER = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)


@pytest.fixture
def first(county: Actor) -> Actor:
    """Three items, published as the first edition."""
    for number in (1, 2, 3):
        publish(entry(name=f"事项{number}"), code=f"QH-{number}")
    publish_edition(by=county, at=BY["at"])
    return county


def second(by: Actor) -> None:
    """One changed, one cancelled, one new: the second edition."""
    changed = save_draft_version(
        item_id=Item.objects.get(code="QH-1").pk, content=entry(name="事项1（改）"), flow="", by=by, at=LATER
    )
    publish_version(version_id=changed, valid_from=date(2026, 11, 24), by=by, at=LATER)
    item = Item.objects.get(code="QH-2").pk
    cancel_item(item_id=item, since=date(2026, 11, 24), basis_doc="青政发〔2026〕9号", by=by, at=LATER)
    publish(entry(name="事项4"), code="QH-4")
    publish_edition(note="随法律调整", by=by, at=LATER)


def upload(data: bytes, no: int = 1) -> Any:
    return ask(ANONYMOUS, pages.edition_check, {"file": SimpleUploadedFile("copy", data)}, no=no)


def taken(form: str, no: int = 1) -> bytes:
    return bytes(ask(ANONYMOUS, pages.edition_file, no=no, form=form).content)


def test_d_06_the_digest_of_an_edition_and_of_its_files_stands_in_the_ledger(first: Actor) -> None:
    row = ListEdition.objects.get()
    (told,) = events_of("list", row.pk)
    assert told.data["digest"] == row.digest == lines_digest(lines_of(1))
    assert told.data["csv"] == hashlib.sha256(taken("csv")).hexdigest()
    assert told.data["json"] == hashlib.sha256(taken("json")).hexdigest()
    assert json.loads(taken("json"))["digest"] == row.digest


@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_d_06_a_copy_as_it_was_taken_is_the_same(first: Actor, form: str) -> None:
    answer = upload(taken(form))
    assert answer.status_code == 200
    assert "完全一致" in answer.content.decode()
    assert taken(form) == taken(form)


def altered(form: str) -> bytes:
    """A copy of the edition in which one name was changed by hand."""
    if form != "xlsx":
        return taken(form).replace("事项2".encode(), "事项贰".encode())
    book, out = openpyxl.load_workbook(io.BytesIO(taken(form))), io.BytesIO()
    (cell,) = [cell for row in book.active.iter_rows() for cell in row if cell.value == "事项2"]
    cell.value = "事项贰"
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_d_06_altering_a_copied_list_is_detected_with_the_place(first: Actor, form: str) -> None:
    text = upload(altered(form)).content.decode()
    assert "不一致" in text
    assert "事项贰" in text
    assert "QH-2" in text


def test_d_06_a_comparison_of_the_digest_column_alone_would_be_found(first: Actor) -> None:
    """Seeded fault: whoever trusts the digests written in a copy does not see another name beside them."""
    lines = lines_of(1)
    altered = [(*line[:1], "别的名称", *line[2:]) if line[0] == "QH-2" else line for line in lines]
    assert lines_digest(altered) == lines_digest(lines)
    assert not judge_copy(lines, altered).same


def test_d_06_lines_missing_added_or_doubled_are_told(first: Actor) -> None:
    lines = lines_of(1)
    verdict = judge_copy(lines, [*lines[1:], lines[1], ("QH-X", *lines[0][1:])])
    assert (verdict.missing, verdict.unknown, verdict.twice) == (("QH-1",), ("QH-X",), ("QH-2",))
    assert judge_copy(lines, reversed(lines)).same


def test_d_06_two_editions_differ_in_what_came_went_and_changed(first: Actor) -> None:
    second(first)
    found = changes_between(lines_of(1), lines_of(2))
    assert found.added == (("QH-4", "事项4"),)
    assert found.removed == (("QH-2", "事项2"),)
    assert found.changed == (("QH-1", "事项1（改）", "1", "2"),)
    text = page(ANONYMOUS, pages.edition_page, no=2)
    assert all(word in text for word in ("新列入", "不再列入", "要多做什么、少做什么", "以此为准"))
    assert "已被替代，以第 2 期为准" in page(ANONYMOUS, pages.edition_page, no=1)


def test_d_05_an_earlier_edition_stays_as_it_was_published(first: Actor) -> None:
    before = {form: taken(form) for form in ("csv", "xlsx", "json")}
    second(first)
    assert {form: taken(form) for form in before} == before


def test_an_edition_that_says_the_same_is_not_published_again(first: Actor) -> None:
    with pytest.raises(Refused) as caught:
        publish_edition(by=first, at=LATER)
    assert caught.value.refusal.code == "edition.same"


def test_a_bodys_list_office_publishes_no_edition(first: Actor, here: Places) -> None:
    with pytest.raises(Refused):
        publish_edition(by=office(here.market), at=LATER)
    with pytest.raises(PermissionDenied):
        ask(office(here.market), pages.edition_publish, {"note": ""})
    assert ask(first, pages.edition_publish, {"note": ""}).status_code == 422


@pytest.mark.parametrize("data", [b"\x00\xff", b"{}", b'{"items": [1]}', b"PK\x03\x04", b"a,b\n1,2", b"[" * 9000])
def test_what_is_no_copy_of_the_list_is_refused_in_a_sentence(first: Actor, data: bytes) -> None:
    answer = upload(data)
    assert answer.status_code == 422


def test_an_edition_nobody_published_is_not_found(first: Actor) -> None:
    with pytest.raises(Http404):
        ask(ANONYMOUS, pages.edition_page, no=7)
    with pytest.raises(Http404):
        ask(ANONYMOUS, pages.edition_file, no=1, form="pdf")


def test_the_page_of_editions_names_the_authoritative_one(first: Actor) -> None:
    assert "公布这一期" in page(first, pages.edition_list)
    text = page(ANONYMOUS, pages.edition_list)
    assert "以第 1 期" in text
    assert "公布这一期" not in text
