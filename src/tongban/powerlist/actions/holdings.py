"""Acts of the list office on holdings: which body holds which function of a power, where, from when, by what document.

Each records its event in the same transaction. Two bodies never hold the same function at the same place and time; the
database itself refuses it.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from tongban.agencies.queries import bodies_by_id
from tongban.kernel.actor import Actor
from tongban.kernel.ids import uuid7
from tongban.kernel.refusals import Refused, refuse
from tongban.ledger.actions import append
from tongban.powerlist.actions.conferring import Batch
from tongban.powerlist.actions.items import need_basis, need_list_office
from tongban.powerlist.actions.openwork import Passage, carry_over
from tongban.powerlist.events.holdings import HoldingEnded, HoldingGranted
from tongban.powerlist.models import PowerHolding
from tongban.powerlist.permissions import may_change_item
from tongban.powerlist.queries.holdings import holding_at
from tongban.powerlist.queries.office import reach_of
from tongban.powerlist.queries.standings import places_only, standing_of
from tongban.powerlist.rules.holdings import WATCHED, first_problem, grant_problem, move_problem


@transaction.atomic
def grant_holding(
    *,
    item_id: UUID,
    place_id: UUID,
    function: str,
    body_id: UUID,
    legal_form: str,
    valid_from: datetime,
    basis_doc: str,
    by: Actor,
    at: datetime,
    valid_to: datetime | None = None,
    supervisor_id: UUID | None = None,
) -> UUID:
    """Gives a body a function of a power at a place from a moment on. Answers the holding's id.

    `supervisor_id` is the body that had it before and goes on to supervise, needed for a concentrated power.

    Refused without a document, for unknown functions and forms, and when another body holds it at that time.
    """
    need_list_office(by)
    need_basis(basis_doc)
    problem = grant_problem(
        function, legal_form, ends_first=valid_to is not None and valid_to <= valid_from,
        watched=supervisor_id not in (None, body_id),
    )  # fmt: skip
    if problem is not None:
        raise Refused(problem)
    holding = uuid7()
    parts = (item_id, place_id, function, body_id, legal_form)
    event = HoldingGranted(*parts, valid_from, valid_to, basis_doc, supervisor_id)
    append(event=event, subject=holding, seq=1, by=by, at=at)
    try:
        with transaction.atomic():
            PowerHolding.objects.create(
                id=holding, item_id=item_id, place_id=place_id, function=function, body_id=body_id,
                legal_form=legal_form, valid=(valid_from, valid_to), basis_doc=basis_doc,
                supervisor_id=supervisor_id, seq=1,
            )  # fmt: skip
    except IntegrityError as error:
        raise refuse(
            "holding.taken",
            zh="这段时间里该地的这项职能已有单位行使，请先结束原来的。",
            en="Another body holds this function there at that time; end that holding first.",
        ) from error
    return holding


@transaction.atomic
def give_first(
    *, item_id: UUID, place_id: UUID, body_id: UUID, legal_form: str, basis_doc: str, valid_from: datetime, by: Actor,
    at: datetime,
) -> UUID:  # fmt: skip
    """Says who decides on a power at a place where nobody does yet. Answers the holding's id.

    Refused where somebody decides already, be it for the whole county: that is delegation, and needs its decision.
    """
    need_county_office(by)
    decided = holding_at(item_id, place_id, "decide", valid_from) is not None
    problem = first_problem(legal_form, decided=decided)
    if problem is not None:
        raise Refused(problem)
    return grant_holding(
        item_id=item_id, place_id=place_id, function="decide", body_id=body_id, legal_form=legal_form,
        valid_from=valid_from, basis_doc=basis_doc, by=by, at=at,
    )  # fmt: skip


@transaction.atomic
def end_holding(*, holding_id: UUID, valid_to: datetime, basis_doc: str, by: Actor, at: datetime) -> None:
    """Ends a hold on a power at a moment, by a document. Refused when it has ended, or would before it began."""
    need_list_office(by)
    need_basis(basis_doc)
    row = PowerHolding.objects.select_for_update().filter(pk=holding_id).first()
    if row is None or row.valid.upper is not None or valid_to <= row.valid.lower:
        raise refuse(
            "holding.ended", zh="没有可以在这个时间结束的职权。", en="There is no holding that could end then."
        )
    batch, stands = Batch(basis_doc, by, at), standing_of(row)
    batch.respan(stands, HoldingEnded(valid_to, basis_doc), stands.start, valid_to, closes=row.closes)
    batch.write()


def need_county_office(by: Actor) -> None:
    """Stops everybody but the county's own list office: which body has which power is not a body's own matter."""
    refusal = may_change_item(by, reach_of(by), None)
    if refusal is not None:
        raise Refused(refusal)


@transaction.atomic
def move_power(
    *, item_id: UUID, place_id: UUID, body_id: UUID, legal_form: str, basis_doc: str, moved_at: datetime, by: Actor,
    at: datetime,
) -> UUID:  # fmt: skip
    """Moves the power to decide on an item at a place to another body at a moment: one hold ends, the next begins.

    In a concentrated form the body that had it goes on to supervise. Cases received before stay where they are; what
    came in since a moment that has passed goes along (see `carry_over`). Answers the new holding's id. Refused when
    nobody has it or the same body, when it would come down to a township or go back from one, or be lent (a delegation
    decision does that), and as `end_holding` and `grant_holding` refuse. Licence Law arts. 24, 25.
    """
    need_county_office(by)
    row = (
        PowerHolding.objects.select_for_update()
        .filter(item_id=item_id, place_id=place_id, function="decide", valid__contains=moved_at, valid__endswith=None)
        .first()
    )
    same = row is not None and row.body_id == body_id
    known = bodies_by_id({body_id, *([row.body_id] if row else ())})
    problem = move_problem(legal_form, same_body=same, had=row is not None, kinds=[one.kind for one in known.values()])
    if problem is not None:
        raise Refused(problem)
    assert row is not None  # `move_problem` has asked
    former = standing_of(row)
    end_holding(holding_id=row.pk, valid_to=moved_at, basis_doc=basis_doc, by=by, at=at)
    made = grant_holding(
        item_id=item_id, place_id=place_id, function="decide", body_id=body_id, legal_form=legal_form,
        valid_from=moved_at, basis_doc=basis_doc, by=by, at=at,
        supervisor_id=row.body_id if legal_form in WATCHED else None,
    )  # fmt: skip
    carry_over(
        [Passage(place_id, former, made)], formers=[former], lines=places_only(), since=moved_at, document=basis_doc,
        by=by, at=at,
    )  # fmt: skip
    return made
