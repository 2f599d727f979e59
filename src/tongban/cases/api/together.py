"""One thing of several items as JSON (一件事): submitting its draft, how far it is, what another office has done."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from tongban.agencies.forms.programs import Sent, actor_of
from tongban.cases.actions.bundles import tell_member_done
from tongban.cases.actions.drafts import submit_bundle
from tongban.cases.api.applying import ready_to_submit
from tongban.cases.api.shapes import ReceiptOut, Words, receipt
from tongban.cases.queries.bundles import BundleLine, own_bundle
from tongban.cases.queries.draft import draft_of
from tongban.kernel.refusals import refuse

router = Router()


class MemberOut(Schema):
    """One item of the whole: waiting, received as a case, handled outside, done or stopped; after which others."""

    item: str
    name: Words
    state: str
    after: list[str]
    case_id: UUID | None
    elsewhere_id: UUID | None


class TogetherOut(Schema):
    """One thing of several items with its members in their order."""

    id: UUID
    number: str
    name: Words
    open: bool
    received_at: datetime
    done: int
    members: list[MemberOut]


class TogetherReceipt(Schema):
    """What was received: the whole, and the receipt of each item that could begin at once."""

    together: TogetherOut
    receipts: list[ReceiptOut]


class MemberTold(Sent):
    """The item that its own office has done."""

    item: Annotated[str, Field(min_length=1, max_length=60)]


@router.post(
    "/drafts/{draft_id}/submit-together",
    response={201: TogetherReceipt},
    summary="提交一件事 · Submit one thing of several items",
)
def submit_together(request: HttpRequest, draft_id: UUID) -> Any:
    """Each wanted item becomes a case under its own limit; what waits for others begins by itself."""
    by = actor_of(request)
    draft = draft_of(draft_id, by)
    if draft.submitted_case is None:
        ready_to_submit(draft)
    made = submit_bundle(draft_id=draft_id, by=by, at=timezone.now())
    told = {"together": _shown(_own(request, made.bundle_id)), "receipts": [receipt(one) for one in made.receipts]}
    return Status(201, told)


@router.get("/together/{bundle_id}", response=TogetherOut, summary="一件事的进度 · How far one thing is")
def my_together(request: HttpRequest, bundle_id: UUID) -> Any:
    """Every item with its state, its case or the matter in another system, and what it waits for."""
    return _shown(_own(request, bundle_id))


@router.post("/together/{bundle_id}/told", response=TogetherOut, summary="告知已办好 · Tell that an item is done")
def tell_together(request: HttpRequest, bundle_id: UUID, sent: MemberTold) -> Any:
    """For an item handled by an office that tells us nothing; refused for one that others wait for."""
    tell_member_done(bundle_id=bundle_id, item=sent.item, by=actor_of(request), at=timezone.now())
    return _shown(_own(request, bundle_id))


def _own(request: HttpRequest, bundle_id: UUID) -> BundleLine:
    found = own_bundle(bundle_id, actor_of(request), timezone.now())
    if found is None:
        raise refuse("not_found", zh="没有查到这件事。", en="We found no such application.")
    return found


def _shown(found: BundleLine) -> dict[str, Any]:
    name = found.ref.content.name
    return {
        "id": found.id,
        "number": found.number,
        "name": {"zh": name.zh, "en": name.words("en")},
        "open": found.open,
        "received_at": found.received_at,
        "done": found.done,
        "members": [
            {
                "item": one.item, "name": {"zh": one.name_zh, "en": one.name_en or one.name_zh}, "state": one.state,
                "after": list(one.after), "case_id": one.matter.id if one.matter else None,
                "elsewhere_id": one.elsewhere.id if one.elsewhere else None,
            }
            for one in found.members
        ],
    }  # fmt: skip
