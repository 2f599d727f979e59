"""Reuse with consent (X-06, Order 716 art. 8): one sees where a paper comes from, agrees, may take it back."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from tests.cast import ANSWERS, Cast
from tests.village import made_png, village
from tongban.cases.actions.drafts import drop_material, put_material, save_answers, start_draft, submit_draft
from tongban.cases.actions.mandates import give_mandate
from tongban.cases.actions.proxy import begin_for
from tongban.cases.actions.receive import Given, receive_case
from tongban.cases.actions.reusing import reuse_paper
from tongban.cases.models import CaseMaterial, Consent
from tongban.cases.queries.mandates import acting_for, mandate_for
from tongban.cases.queries.sources import sources_for
from tongban.documents.actions.files import store_file
from tongban.kernel.ids import uuid7
from tongban.kernel.refusals import Refused
from tongban.ledger.queries import events_of
from tongban.powerlist.queries import version


def held_key(cast: Cast) -> str:
    return next(one.key for one in version(cast.version_id).content.materials if one.held)


def draft_of(cast: Cast) -> UUID:
    now = timezone.now()
    draft = start_draft(
        version_id=cast.version_id, party_id=cast.applicant, place_id=cast.county.home, channel="web",
        by=cast.citizen, at=now,
    )  # fmt: skip
    save_answers(draft_id=draft, answers=ANSWERS, place_id=None, by=cast.citizen, at=now)
    return draft


def with_lease(cast: Cast) -> str:
    """陈芳 applied before, with her lease as a file; answers that case's number."""
    at = timezone.now() - timedelta(days=9)
    stored = store_file(data=made_png(), name="租赁合同.png", owner=uuid7(), by=cast.citizen, at=at)
    return receive_case(
        version_id=cast.version_id, applicant_id=cast.applicant, place_id=cast.county.home, channel="web",
        answers=ANSWERS, materials=[Given("m_lease", stored.id)], by=cast.citizen, at=at,
    ).number  # fmt: skip


def test_x_06_a_consent_is_an_event_and_can_be_taken_back_before_submitting(cast: Cast) -> None:
    draft, key, now = draft_of(cast), held_key(cast), timezone.now()
    reuse_paper(draft_id=draft, key=key, by=cast.citizen, at=now)
    row = Consent.objects.get()
    assert (row.party_id, row.key, row.source) == (cast.applicant, key, "other_body")
    drop_material(draft_id=draft, key=key, by=cast.citizen, at=now)
    assert [one.type for one in events_of("consent", row.pk)] == ["consent.given", "consent.withdrawn"]
    submit_draft(draft_id=draft, by=cast.citizen, at=now)
    with pytest.raises(Refused) as refused:
        drop_material(draft_id=draft, key=key, by=cast.citizen, at=now)
    assert refused.value.refusal.code == "submitted"


def test_x_06_an_earlier_paper_is_taken_over_as_a_copy(cast: Cast) -> None:
    number, draft, now = with_lease(cast), draft_of(cast), timezone.now()
    source = sources_for(version(cast.version_id).content, cast.applicant, now)["m_lease"]
    assert (source.source, source.who) == ("earlier", number)
    reuse_paper(draft_id=draft, key="m_lease", by=cast.citizen, at=now)
    case = submit_draft(draft_id=draft, by=cast.citizen, at=now).case_id
    copied = CaseMaterial.objects.get(case_id=case, key="m_lease")
    assert copied.file_id not in (None, source.file_id)
    assert Consent.objects.get().ref == source.ref


def test_somebody_elses_papers_are_no_source(cast: Cast) -> None:
    with_lease(cast)
    assert "m_lease" not in sources_for(version(cast.version_id).content, UUID(int=5), timezone.now())


def test_a_file_of_ones_own_ends_the_consent(cast: Cast) -> None:
    draft, key, now = draft_of(cast), held_key(cast), timezone.now()
    put_material(draft_id=draft, given=Given(key, held=True), by=cast.citizen, at=now)
    stored = store_file(data=made_png(), name="执照.png", owner=draft, by=cast.citizen, at=now)
    put_material(draft_id=draft, given=Given(key, stored.id), by=cast.citizen, at=now)
    assert Consent.objects.get().withdrawn_at is not None


@pytest.mark.parametrize("allowed", [True, False])
def test_a_helper_consents_only_where_the_mandate_says_so(cast: Cast, allowed: bool) -> None:
    there, now = village(cast), timezone.now()
    item = version(cast.version_id).item_id
    mandate = give_mandate(
        principal_id=cast.applicant, valid_to=timezone.localdate(), items=[item], helper_post=there.post,
        may_reuse=allowed, by=cast.citizen, at=now,
    )  # fmt: skip
    worker = there.worker(now)
    draft = begin_for(
        mandate_id=mandate, version_id=cast.version_id, place_id=cast.county.home, by=worker, at=now
    )  # fmt: skip
    acting = acting_for(worker, mandate_for(mandate, worker))
    if allowed:
        reuse_paper(draft_id=draft, key=held_key(cast), by=acting, at=now)
        assert Consent.objects.exists()
        return
    with pytest.raises(Refused) as refused:
        reuse_paper(draft_id=draft, key=held_key(cast), by=acting, at=now)
    assert refused.value.refusal.code == "consent_own"


def test_the_page_says_where_a_paper_comes_from_and_asks(cast: Cast, chen: Client) -> None:
    number, draft = with_lease(cast), draft_of(cast)
    at = f"/apply/d/{draft}/papers/"
    asked = chen.get(at).content.decode()
    assert f"不用您交：您在办件 {number} 交过的材料" in asked
    agreed = chen.post(at, {"use": "m_lease"}, follow=True).content.decode()
    assert f"您已同意使用：您在办件 {number} 交过的材料" in agreed
    chen.post(at, {"unuse": "m_lease"})
    assert Consent.objects.get().withdrawn_at is not None
