"""告知承诺: chosen freely, decided on the spot, checked by its owner by a day; a broken promise has consequences."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest

from tests.cases.counter import SHOP, chief, flow, publish, receive, window_post
from tests.cast import Cast, on
from tongban.cases.actions.accept import accept_case
from tongban.cases.actions.at_once import AtOnce, decide_at_once
from tongban.cases.actions.committing import check_commitment, make_commitment
from tongban.cases.models import Case, Commitment
from tongban.cases.queries.tasks import open_tasks
from tongban.documents.queries.papers import documents_of
from tongban.kernel.refusals import Refused
from tongban.ledger.queries import events_of
from tongban.powerlist.tests.samples import whole, words

pytestmark = pytest.mark.django_db
NOW, LATER = on(11, 20), on(12, 1)
TOLD = {"conditions": [words("有固定的经营场所")], "consequence": words("承诺不实的，撤销决定"), "check_days": 20}


def item(cast: Cast, **content: Any) -> UUID:
    papers = [{**whole()["materials"][0], "promisable": True}, whole()["materials"][1]]
    return publish(
        cast, flow(review="unless_promised"), **{"materials": papers, "commitment": TOLD, "sensitive": []} | content
    )  # fmt: skip


def at_the_window(cast: Cast, *, committed: bool = True, at: datetime = NOW) -> AtOnce:
    window_post(cast)
    return decide_at_once(
        version_id=item(cast), applicant_id=cast.applicant, place_id=cast.county.home, answers=SHOP, materials=[],
        by=chief(cast, at), at=at, committed=committed,
    )  # fmt: skip


def code(act: Any) -> str:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.refusal.code


def check(
    cast: Cast, case_id: UUID, result: str, at: datetime = LATER, finding: str = "", by: str = "market_review"
) -> None:
    check_commitment(case_id=case_id, result=result, finding=finding, by=cast.officer(by, at), at=at)


def test_on_a_commitment_it_is_decided_on_the_spot_without_the_promised_paper(cast: Cast) -> None:
    done = at_the_window(cast)
    case = Case.objects.get(pk=done.receipt.case_id)
    assert (case.state, case.decision) == ("closed", "grant")
    assert {"commitment", "acceptance", "grant"} <= {paper.kind for paper in documents_of(case.pk)}
    assert "case.reviewed" not in [entry.type for entry in events_of("case", case.pk)]


def test_who_declines_is_handled_in_the_usual_way(cast: Cast) -> None:
    assert code(lambda: at_the_window(cast, committed=False)) == "not_on_the_spot"
    case_id = receive(cast, item(cast, local_code="QH-T-002"), on(11, 5)).case_id
    accept_case(case_id=case_id, by=cast.officer("market_review", on(11, 6)), at=on(11, 6))
    assert [task.act for task in open_tasks(case_id)] == ["review"]


def test_online_the_applicant_chooses_after_applying(cast: Cast) -> None:
    case_id = receive(cast, item(cast), on(11, 5), papers=()).case_id
    make_commitment(case_id=case_id, by=cast.citizen, at=on(11, 5))
    accept_case(case_id=case_id, by=cast.officer("market_review", on(11, 6)), at=on(11, 6))
    assert [task.act for task in open_tasks(case_id)] == ["decide"]
    again: dict[str, Any] = {"case_id": case_id, "by": cast.citizen, "at": on(11, 7)}
    assert code(lambda: make_commitment(**again)) == "case_state"


def test_nobody_promises_for_another(cast: Cast) -> None:
    case_id = receive(cast, item(cast), on(11, 5)).case_id
    fire = cast.officer("fire_review", on(11, 5))
    assert code(lambda: make_commitment(case_id=case_id, by=fire, at=on(11, 5))) == "may_not_receive"


def test_an_item_without_a_commitment_offers_none(cast: Cast) -> None:
    case_id = receive(cast, publish(cast, flow()), on(11, 5)).case_id
    assert code(lambda: make_commitment(case_id=case_id, by=cast.citizen, at=on(11, 5))) == "no_commitment"


@pytest.mark.parametrize(("decided", "due"), [
    (on(11, 20), date(2026, 12, 18)), (on(9, 21), date(2026, 10, 26)), (on(11, 30), date(2026, 12, 28)),
])  # fmt: skip
def test_the_check_has_an_owner_and_a_day(cast: Cast, decided: datetime, due: date) -> None:
    at_the_window(cast, at=decided)
    row = Commitment.objects.get()
    assert (row.check_by, row.check_post_id, row.result) == (due, cast.county.posts["market_review"], "")


def test_a_promise_kept_is_recorded(cast: Cast) -> None:
    case_id = at_the_window(cast).receipt.case_id
    check(cast, case_id, "kept")
    assert Commitment.objects.get().result == "kept"
    assert events_of("case", case_id)[-1].data["late"] is False
    assert code(lambda: check(cast, case_id, "kept")) == "checked_already"


def test_a_broken_promise_says_what_was_found_sealed(cast: Cast) -> None:
    case_id = at_the_window(cast).receipt.case_id
    assert code(lambda: check(cast, case_id, "broken")) == "check_finding"
    check(cast, case_id, "broken", on(12, 21), "现场没有经营场所")
    row = Commitment.objects.get()
    assert (row.result, row.checked_by) == ("broken", cast.county.holders["market_review"][0])
    assert "经营场所".encode() not in bytes(row.finding or b"")
    assert events_of("case", case_id)[-1].data["late"] is True


def test_only_its_owner_checks_and_only_after_the_grant(cast: Cast) -> None:
    case_id = at_the_window(cast).receipt.case_id
    assert code(lambda: check(cast, case_id, "kept", by="fire_review")) == "not_your_post"
    early = receive(cast, item(cast, local_code="QH-T-002"), on(11, 5)).case_id
    make_commitment(case_id=early, by=cast.citizen, at=on(11, 5))
    assert code(lambda: check(cast, early, "kept")) == "case_state"


def test_a_grant_that_forgets_the_check_would_be_noticed(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tongban.cases.actions.decide.open_check", lambda *_: None)
    case_id = at_the_window(cast).receipt.case_id
    assert Commitment.objects.get().check_by is None
    assert code(lambda: check(cast, case_id, "kept")) == "nothing_to_check"
