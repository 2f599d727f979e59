"""到位登记 and 豁免: what a receiver got, recorded as delivered, and what a head signed may still be missing."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tongban.agencies.actions.recording import begin, stop
from tongban.delegation.actions.decisions import of_county
from tongban.delegation.events.resources import ResourceDelivered, WaiverSigned
from tongban.delegation.models import Delivery, Waiver
from tongban.delegation.permissions.decisions import may_approve, may_draft
from tongban.delegation.rules.readiness import KINDS, waiver_problem
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import refuse
from tongban.rulebook.lookup import number


@transaction.atomic
def record_delivery(
    *, body_id: UUID, kind: str, quantity: int, delivered_on: date, document: str, by: Actor, at: datetime,
    item_id: UUID | None = None, until: date | None = None,
) -> UUID:  # fmt: skip
    """Records that something arrived at a receiver, for one power or for all (`item_id` None).

    Refused without a document, for an unknown kind, and for what has not arrived yet: a promise is no delivery.
    """
    stop(may_draft(by, of_county=of_county(by)))
    if kind not in KINDS or quantity < 1 or not document.strip():
        raise refuse(
            "delivery.what", zh="请写明到位的是什么、数量和凭据文号。", en="Say what came, how much, by which document."
        )  # fmt: skip
    if delivered_on > timezone.localdate(at):
        raise refuse(
            "delivery.later", zh="只登记已经到位的，计划中的不算。", en="Only what arrived is recorded, not plans."
        )
    row = Delivery(
        body_id=body_id, item_id=item_id, kind=kind, quantity=quantity, delivered_on=delivered_on, until=until,
        document=document.strip(),
    )  # fmt: skip
    event = ResourceDelivered(
        body=body_id, item_id=item_id, what=kind, quantity=quantity, delivered_on=delivered_on, until=until,
        document=row.document,
    )  # fmt: skip
    begin(row, event, by=by, at=at)
    return row.pk


@transaction.atomic
def sign_waiver(
    *, body_id: UUID, item_id: UUID | None, kind: str, reason: str, until: date, by: Actor, at: datetime
) -> UUID:
    """The county's head signs that one kind may be missing until a day; refused without reason or last day."""
    stop(may_approve(by, of_county=of_county(by)))
    day = timezone.localdate(at)
    longest = day + timedelta(days=number("delegation.waiver_days", day))
    stop(waiver_problem(kind, reason, until, day, longest))
    row = Waiver(body_id=body_id, item_id=item_id, kind=kind, reason=reason.strip(), until=until, signed_at=at)
    row.signed_by = by.ref
    begin(row, WaiverSigned(body=body_id, item_id=item_id, what=kind, until=until), by=by, at=at)
    return row.pk
