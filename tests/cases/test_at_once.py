"""即办: what is complete is received, accepted, granted and handed over in one act; what is not, is not (art. 34)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from tests.cases.counter import SHOP, chief, flow, publish, window_post
from tests.cast import Cast, on
from tongban.cases.actions import at_once
from tongban.cases.actions.at_once import AtOnce, decide_at_once
from tongban.cases.actions.receive import Given
from tongban.cases.models import Case
from tongban.documents.queries.papers import documents_of
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refused
from tongban.ledger.queries import events_of

pytestmark = pytest.mark.django_db


def at_the_window(cast: Cast, version_id: UUID, *, by: Actor | None = None, **changed: Any) -> AtOnce:
    told: dict[str, Any] = {"answers": SHOP, "materials": [Given("m_plan")]} | changed
    return decide_at_once(
        version_id=version_id, applicant_id=cast.applicant, place_id=cast.county.home,
        by=by or chief(cast, on(11, 20)), at=on(11, 20), **told,
    )  # fmt: skip


@pytest.fixture
def item(cast: Cast) -> UUID:
    window_post(cast)
    return publish(cast, flow(), case_type="on_the_spot")


def refused(cast: Cast, version_id: UUID, **changed: Any) -> str:
    with pytest.raises(Refused) as told:
        at_the_window(cast, version_id, **changed)
    assert not Case.objects.exists()
    return told.value.refusal.code


def test_s_22_one_act_leaves_every_step_with_its_event(cast: Cast, item: UUID) -> None:
    done = at_the_window(cast, item)
    case = Case.objects.get(pk=done.receipt.case_id)
    assert (case.state, case.decision, case.accepted_at) == ("closed", "grant", on(11, 20))
    assert [entry.type for entry in events_of("case", case.pk)] == [
        "case.received", "case.accepted", "case.decided", "case.result_issued", "case.delivered",
    ]  # fmt: skip


def test_one_act_leaves_every_document(cast: Cast, item: UUID) -> None:
    done = at_the_window(cast, item)
    kinds = {paper.kind for paper in documents_of(done.receipt.case_id)}
    assert kinds == {"receipt_slip", "acceptance", "grant", "delivery_record"}
    assert done.certificate_id is not None


def test_everything_lacking_is_named_at_once(cast: Cast, item: UUID) -> None:
    with pytest.raises(Refused) as told:
        at_the_window(cast, item, answers={}, materials=[])
    sentence = told.value.refusal.sentence("zh")
    assert "店名" in sentence
    assert "平面布局图" in sentence


def test_the_platforms_own_paper_keeps_nothing_up(cast: Cast, item: UUID) -> None:
    assert at_the_window(cast, item).decision_id


@pytest.mark.parametrize(
    ("case_type", "review", "code"),
    [("promised", "never", "not_on_the_spot"), ("on_the_spot", "always", "review_first")],
)
def test_only_an_item_without_review_is_decided_on_the_spot(cast: Cast, case_type: str, review: str, code: str) -> None:
    window_post(cast)
    assert refused(cast, publish(cast, flow(review=review), case_type=case_type)) == code


@pytest.mark.parametrize("post", ["market_review", "window_1", "fire_review", "forestry_decide"])
def test_only_who_may_decide_for_the_body_decides_at_once(cast: Cast, item: UUID, post: str) -> None:
    assert refused(cast, item, by=cast.officer(post, on(11, 20))) == "not_at_once_by_you"


def test_the_head_of_the_body_may_do_it_too(cast: Cast, item: UUID) -> None:
    done = at_the_window(cast, item, by=cast.officer("market_decide", on(11, 20)))
    assert Case.objects.get(pk=done.receipt.case_id).state == "closed"


def test_what_was_corrected_on_the_spot_is_recorded_and_no_notice_goes(cast: Cast, item: UUID) -> None:
    done = at_the_window(cast, item, corrected=["m_plan"])
    received = events_of("case", done.receipt.case_id)[0]
    assert (received.data["corrected"], received.data["at_once"]) == (["m_plan"], True)


def test_a_judge_that_overlooks_gaps_would_be_noticed(cast: Cast, item: UUID, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(at_once, "at_once_lacks", lambda *_: None)
    at_the_window(cast, item, materials=[])
    with pytest.raises(AssertionError):
        assert not Case.objects.exists()
