"""Drafts: begun, kept, never half-submitted. No limit runs for a draft and no official sees it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import orjson
from django.db import transaction
from django.db.models import Q

from tongban.agencies.queries import seal, sealing_key, unseal
from tongban.cases.actions.bundles import BundleReceipt, receive_bundle
from tongban.cases.actions.consents import give_consent, withdraw_consent
from tongban.cases.actions.mandates import use_mandate
from tongban.cases.actions.receive import Given, Receipt, receive_case
from tongban.cases.models import Draft, DraftMaterial
from tongban.cases.permissions import may_act_as_applicant
from tongban.cases.queries.answers import only_shown, wrong_answers
from tongban.cases.queries.limits import ZONE
from tongban.cases.queries.missing import draft_problems
from tongban.cases.queries.registers import with_registers
from tongban.cases.queries.situations import known_answers, subject_for
from tongban.cases.queries.sources import PaperSource, sources_for
from tongban.cases.rules.consents import OTHER_BODY
from tongban.cases.rules.mandates import NOT_FOUND
from tongban.certificates.queries import certificate
from tongban.documents.actions.files import remove_files_of
from tongban.kernel.actor import Actor
from tongban.kernel.ids import uuid7
from tongban.kernel.refusals import Refused, refuse
from tongban.powerlist.queries import version
from tongban.powerlist.rules.providers import number_of
from tongban.rulebook.lookup import rule


def start_draft(
    *,
    version_id: UUID,
    party_id: UUID,
    place_id: UUID,
    channel: str,
    by: Actor,
    at: datetime,
    certificate_id: UUID | None = None,
) -> UUID:
    """Begins an application that nobody but its applicant sees. Refused for items that are only guides.

    With `certificate_id` it is about a certificate that the applicant holds, and what the platform knows of the
    form's answers is filled in. Refused then as `subject_for` refuses.
    """
    problem = may_act_as_applicant(by, applicant_id=party_id)
    if problem is not None:
        raise Refused(problem)
    if not version(version_id).content.whole:
        raise refuse(
            "not_here", zh="这个事项不在本平台办理，请看办事指南。", en="This item is not handled here; see its guide."
        )
    content, sealed = version(version_id).content, None
    if certificate_id is not None:
        subject_for(content, party_id, certificate_id, at)
        key = sealing_key(party_id)
        sealed = seal(key, orjson.dumps(known_answers(certificate(certificate_id), content, key)))
    today = at.astimezone(ZONE).date()
    keep = timedelta(days=int(str(rule("draft.keep_days", today).value)))
    row = Draft.objects.create(
        id=uuid7(),
        item_version_id=version_id,
        party_id=party_id,
        place_id=place_id,
        channel=channel,
        created_at=at,
        updated_at=at,
        expires_on=today + keep,
        certificate_id=certificate_id,
        sealed=sealed,
    )
    return row.pk


def _own_draft(draft_id: UUID, by: Actor) -> Draft:
    row = Draft.objects.select_for_update().filter(pk=draft_id).first()
    if row is None or may_act_as_applicant(by, applicant_id=row.party_id) is not None:
        raise refuse(
            "not_found", zh="没有查到这份草稿，它可能已经过期。", en="We found no such draft; it may have expired."
        )
    if row.submitted_case is not None:
        raise refuse(
            "submitted",
            zh="这份申请已经提交，请到“我的事”查看。",
            en="This application was submitted; see “My cases”.",
        )
    return row


@transaction.atomic
def save_answers(*, draft_id: UUID, answers: Mapping[str, Any], place_id: UUID | None, by: Actor, at: datetime) -> None:
    """Keeps answers; given keys replace what was there, others stay. Nothing is judged: a draft may be wrong."""
    row = _own_draft(draft_id, by)
    key = sealing_key(row.party_id)
    known: dict[str, Any] = orjson.loads(unseal(key, bytes(row.sealed))) if row.sealed else {}
    row.sealed = seal(key, orjson.dumps({**known, **answers}))
    row.place_id = place_id or row.place_id
    row.revision, row.updated_at = row.revision + 1, at
    row.save(update_fields=["sealed", "place", "revision", "updated_at"])


@transaction.atomic
def put_material(*, draft_id: UUID, given: Given, by: Actor, at: datetime) -> None:
    """Puts one paper to a draft, replacing an earlier one of the same key."""
    row = _own_draft(draft_id, by)
    _consent(row, given, by, at)
    values = {"file_id": given.file_id, "held": given.held, "at": at}
    DraftMaterial.objects.update_or_create(
        draft=row, key=given.key, defaults=values, create_defaults={"id": uuid7(), **values}
    )
    Draft.objects.filter(pk=row.pk).update(updated_at=at)


def _consent(row: Draft, given: Given, by: Actor, at: datetime) -> None:
    """A paper that the platform has is used with consent; a file of one's own ends a consent given for it before."""
    if not given.held:
        withdraw_consent(draft_id=row.pk, key=given.key, by=by, at=at)
        return
    content = version(row.item_version_id).content
    paper = content.material(given.key)
    named = PaperSource(OTHER_BODY, paper.held if paper is not None else "")
    source = sources_for(content, row.party_id, at).get(given.key, named)
    give_consent(draft_id=row.pk, key=given.key, source=source, by=by, at=at)


@transaction.atomic
def drop_material(*, draft_id: UUID, key: str, by: Actor, at: datetime) -> None:
    """Takes one paper out of a draft."""
    row = _own_draft(draft_id, by)
    DraftMaterial.objects.filter(draft=row, key=key).delete()
    withdraw_consent(draft_id=draft_id, key=key, by=by, at=at)
    Draft.objects.filter(pk=row.pk).update(updated_at=at)


@transaction.atomic
def submit_draft(*, draft_id: UUID, by: Actor, at: datetime, incomplete_ok: bool = True) -> Receipt:
    """Submits a draft: the case takes the draft's id, so its files stay where they are; a second try is refused.

    Obligatory questions must be answered; missing papers are allowed (art. 32 knows the notice for them) unless
    `incomplete_ok` is False. One thing of several items is submitted by `submit_bundle`.
    """
    row, answers, papers = _to_submit(draft_id, by, incomplete_ok, at)
    receipt = receive_case(
        version_id=row.item_version_id,
        applicant_id=row.party_id,
        place_id=row.place_id,
        channel=row.channel,
        answers=answers,
        materials=papers,
        by=replace(by, channel=row.channel),
        at=at,
        case_id=row.pk,
        certificate_id=row.certificate_id,
    )
    _by_mandate(row, by, at, case_id=row.pk)
    Draft.objects.filter(pk=row.pk).update(submitted_case=receipt.case_id, sealed=None, updated_at=at)
    return receipt


@transaction.atomic
def submit_bundle(*, draft_id: UUID, by: Actor, at: datetime) -> BundleReceipt:
    """Submits the draft of one thing of several items (一件事): the bundle takes the draft's id."""
    row, answers, papers = _to_submit(draft_id, by, incomplete_ok=True, at=at)
    whole = receive_bundle(
        version_id=row.item_version_id,
        applicant_id=row.party_id,
        place_id=row.place_id,
        channel=row.channel,
        answers=answers,
        materials=papers,
        by=replace(by, channel=row.channel),
        at=at,
        bundle_id=row.pk,
    )
    _by_mandate(row, by, at, case_id=None)
    Draft.objects.filter(pk=row.pk).update(submitted_case=whole.bundle_id, sealed=None, updated_at=at)
    return whole


def _by_mandate(row: Draft, by: Actor, at: datetime, *, case_id: UUID | None) -> None:
    """Submitted for somebody else: the mandate is looked at in the same transaction, and the act is told to them."""
    if by.on_behalf_of is None:
        return
    if row.mandate_id is None:
        raise Refused(NOT_FOUND)
    item_id = version(row.item_version_id).item_id
    use_mandate(
        mandate_id=row.mandate_id, what="filed", item_id=item_id, ref=row.pk, case_id=case_id, by=by, at=at
    )  # fmt: skip


def _to_submit(
    draft_id: UUID, by: Actor, incomplete_ok: bool, at: datetime
) -> tuple[Draft, dict[str, Any], list[Given]]:
    """The draft with its answers and papers, when nothing stands against submitting it."""
    row = _own_draft(draft_id, by)
    key = sealing_key(row.party_id)
    answers: dict[str, Any] = orjson.loads(unseal(key, bytes(row.sealed))) if row.sealed else {}
    papers = [Given(m.key, m.file_id, m.held) for m in row.materials.order_by("key")]
    ref = version(row.item_version_id)
    answers = only_shown(ref.content, answers)
    problems = draft_problems(ref.content, answers, {p.key for p in papers}, papers_must=not incomplete_ok)
    if problems:
        raise refuse(
            "incomplete",
            zh="还有 {count} 项必填内容没有填好，请先补全：{names}。",
            en="{count} required answers are missing: {names_en}.",
            count=len(problems),
            names="、".join(p.zh for p in problems),
            names_en=", ".join(p.en for p in problems),
        )
    today = at.astimezone(ZONE).date()
    listed = with_registers(ref.content, number=number_of(str(row.pk)), on=today)
    for problem in wrong_answers(listed, answers).values():
        raise Refused(problem)
    return row, answers, papers


@transaction.atomic
def renew_draft(*, draft_id: UUID, version_id: UUID, by: Actor, at: datetime) -> None:
    """Goes on with a newer version of the same item; answers and papers stay. Refused for another item's version."""
    row = _own_draft(draft_id, by)
    if version(version_id).item_id != version(row.item_version_id).item_id:
        raise refuse("other_item", zh="这不是同一个事项，请重新申请。", en="This is another item; apply for it anew.")
    row.item_version_id, row.updated_at = version_id, at
    row.save(update_fields=["item_version", "updated_at"])


@transaction.atomic
def discard_draft(*, draft_id: UUID, by: Actor, at: datetime) -> None:
    """The applicant throws a draft away; its papers go with the next sweep of files."""
    _own_draft(draft_id, by).delete()
    remove_files_of(owners=[draft_id], at=at)


@transaction.atomic
def sweep_drafts(*, at: datetime, by: Actor) -> int:
    """Deletes drafts past their day with their papers; returns how many."""
    return _delete_drafts(Q(expires_on__lt=at.astimezone(ZONE).date()), at)


@transaction.atomic
def discard_drafts_of(*, party_id: UUID, by: Actor, at: datetime) -> int:
    """Deletes everything a person began and did not submit, at their wish; returns how many drafts."""
    return _delete_drafts(Q(party_id=party_id), at)


def _delete_drafts(which: Q, at: datetime) -> int:
    # Answers on paper hang on drafts as consents do; what a submitted case was made of belongs to the case.
    gone = list(
        Draft.objects.select_for_update().filter(which, submitted_case__isnull=True).values_list("id", flat=True)
    )
    Draft.objects.filter(id__in=gone).delete()
    remove_files_of(owners=gone, at=at)
    return len(gone)
