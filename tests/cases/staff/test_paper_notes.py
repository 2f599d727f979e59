"""Notes on the pages of papers: one writes, the others read, the notice takes them over."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection

from tests.cast import ANSWERS, Cast, on
from tests.people import picture
from tongban.cases.actions.accept import accept_case
from tongban.cases.actions.papernotes import note_on_paper
from tongban.cases.actions.receive import Given, receive_case
from tongban.cases.models import PaperNote
from tongban.cases.queries.casefile import case_file
from tongban.cases.queries.matter import OWN, notice_points
from tongban.cases.queries.mine import own_case
from tongban.cases.queries.papernotes import notes_of
from tongban.cases.rules.papernotes import LONGEST, PLACES, note_problem, note_words, place_at
from tongban.documents.actions.files import store_file
from tongban.kernel.ids import uuid7
from tongban.kernel.refusals import Refused
from tongban.ledger.queries import events_of

TEXT = "这一页的日期看不清，王小明"


def test_each_of_nine_places_is_found_again_by_its_middle() -> None:
    assert len({words for words, *_ in PLACES.values()}) == 9
    assert all(place_at(x, y) == key for key, (_zh, _en, x, y) in PLACES.items())
    assert [place_at(x, y) for x, y in ((0, 0), (1000, 1000), (333, 999))] == [
        "top_left",
        "bottom_right",
        "bottom_left",
    ]
    assert note_words(2, 10, 990, "缺章", "zh") == "第 2 页左下：缺章"


@pytest.mark.parametrize(
    ("changed", "code"),
    [({"text": " "}, "note_words"), ({"text": "x" * (LONGEST + 1)}, "note_long"), ({"text": "a\nb"}, "note_long"),
     ({"page": 3}, "note_place"), ({"page": 0}, "note_place"), ({"x": 1001}, "note_place"), ({"y": -1}, "note_place")],
)  # fmt: skip
def test_a_note_says_something_at_a_place_that_is_there(changed: dict[str, Any], code: str) -> None:
    given: dict[str, Any] = {"text": "缺章", "page": 1, "pages": 2, "x": 0, "y": 1000}
    assert note_problem(**given) is None
    problem = note_problem(**{**given, **changed})
    assert problem is not None
    assert problem.code == code


def received(cast: Cast) -> UUID:
    """A case not yet accepted whose lease is a stored file."""
    stored = store_file(data=picture(), name="租赁合同.png", owner=uuid7(), by=cast.citizen, at=on(11, 5))
    return receive_case(
        version_id=cast.version_id, applicant_id=cast.applicant, place_id=cast.county.home, channel="web",
        answers=ANSWERS, materials=[Given("m_lease", stored.id), Given("m_layout")], by=cast.citizen, at=on(11, 5),
    ).case_id  # fmt: skip


def noted(cast: Cast, case_id: UUID, post: str = "market_review", **changed: Any) -> UUID:
    told: dict[str, Any] = {"key": "m_lease", "page": 1, "x": 150, "y": 900, "text": TEXT, **changed}
    return note_on_paper(case_id=case_id, by=cast.officer(post, on(11, 6)), at=on(11, 6), **told)


def test_a_note_is_read_by_the_other_reviewers_and_is_no_word_in_the_ledger(cast: Cast, sign_in: Any) -> None:
    case_id = received(cast)
    accept_case(case_id=case_id, by=cast.officer("market_review", on(11, 6)), at=on(11, 6))
    noted(cast, case_id)
    last = events_of("case", case_id)[-1]
    assert (last.type, last.data["paper"], last.data["page"]) == ("case.noted", "m_lease", 1)
    assert TEXT not in str(last.data)
    assert TEXT.encode() not in bytes(PaperNote.objects.get().words)
    page = sign_in("fire_review").get(f"/desk/c/{case_id}/?paper=m_lease").content.decode()
    assert TEXT in page
    assert "第 1 页左下" in page
    assert '<circle cx="15.0%" cy="90.0%"' in page


def test_the_page_writes_where_was_clicked_or_chosen_in_words(cast: Cast, sign_in: Any) -> None:
    case_id, client = received(cast), sign_in("market_review")
    sent = {"act": "note", "paper": "m_lease", "page": "1", "text": TEXT, "place": "top_right", "x": "", "y": ""}
    assert client.post(f"/desk/c/{case_id}/", sent).status_code == 302
    assert client.post(f"/desk/c/{case_id}/", {**sent, "x": "20", "y": "30"}).status_code == 302
    assert [(note.x, note.y) for note in PaperNote.objects.order_by("seq")] == [(833, 166), (20, 30)]
    for bad in ({"page": "9"}, {"page": "x"}, {"text": ""}, {"paper": "nothing"}, {"x": "2000", "y": "1"}):
        assert client.post(f"/desk/c/{case_id}/", {**sent, **bad}).status_code == 422
    assert PaperNote.objects.count() == 2


def test_who_has_no_step_in_the_case_writes_no_note(cast: Cast) -> None:
    case_id = received(cast)
    with pytest.raises(Refused) as refused:
        noted(cast, case_id, post="list_office")
    assert refused.value.refusal.code == "not_handling"


def test_notes_become_the_reason_of_the_notice_and_reach_the_applicant_with_it(cast: Cast, sign_in: Any) -> None:
    case_id, client = received(cast), sign_in("market_review")
    noted(cast, case_id)
    context = client.get(f"/desk/c/{case_id}/notice/").context
    lease = next(one for one in context["papers"] if one.key == "m_lease")
    assert (lease.state, lease.reason) == ("wrong", f"第 1 页左下：{TEXT}")
    sent = {f"j_{one.key}": one.state or "ok" for one in [*context["papers"], *context["fields"]]}
    answer = client.post(f"/desk/c/{case_id}/notice/", {**sent, "r_m_lease": lease.reason, "do": "send"})
    assert answer.status_code == 302
    matter = own_case(case_id, cast.citizen, on(11, 9))
    assert matter is not None
    assert f"第 1 页左下：{TEXT}" in [point.reason for point in notice_points(matter)]
    assert "case.noted" in OWN


def test_a_note_on_a_replaced_copy_is_shown_no_more(cast: Cast) -> None:
    case_id = received(cast)
    noted(cast, case_id)
    file = case_file(case_id)
    assert file is not None
    assert [note.no for note in notes_of(file)["m_lease"]] == [1]
    papers = tuple(replace(paper, file=None) for paper in file.papers)
    assert notes_of(replace(file, papers=papers)) == {}


def test_the_database_refuses_a_note_without_its_event(cast: Cast) -> None:
    case_id = received(cast)
    noted(cast, case_id)
    with pytest.raises(DatabaseError), connection.cursor() as cursor:
        cursor.execute("UPDATE cases_papernote SET page = 2 WHERE case_id = %s", [case_id])
