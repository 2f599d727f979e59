"""Reading mediations: those of a body, one whole with its words, its paper; of an order how it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Q

from tongban.agencies.queries import (
    PartyCard,
    bodies_by_id,
    official_names,
    party_cards,
    party_facts,
    sealing_key,
    unseal,
)
from tongban.documents.actions.render import render_view
from tongban.documents.queries.papers import DocumentView, documents_of, with_words
from tongban.hotline.models import Mediation, MediationSession, MediationSide, Order
from tongban.hotline.queries.grid import Stretch, open_first
from tongban.hotline.rules.mediation import GOING, NOT_FOUND, SIDES, may_keep, reply_of, ways_of
from tongban.hotline.rules.states import IN_HANDS
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refused, refuse

OVERSEES: Final = frozenset({"dispatch", "supervise", "centre_manage"})


@dataclass(frozen=True, slots=True)
class MediationView:
    """One mediation as its body sees it: both sides masked, the words opened."""

    row: Mediation
    text: str
    terms: str
    sides: tuple[tuple[MediationSide, PartyCard | None], ...]
    sessions: tuple[tuple[MediationSession, str], ...]
    mediators: tuple[str, ...]
    papers: tuple[DocumentView, ...]


def mediable_order(order_id: UUID, body_id: UUID) -> Order:
    """The order that a body leads and can mediate; refused for any other."""
    row = Order.objects.select_for_update().filter(pk=order_id).first()
    if row is None or row.lead_id != body_id or row.state not in IN_HANDS:
        raise refuse(
            "order_not_led",
            zh="只有本单位主办、还没有答复的诉求可以转调解。",
            en="Only an order that your body leads and has not answered can be mediated.",
        )
    if row.kind in ("misconduct", "efficiency"):
        raise refuse(
            "order_of_officials", zh="对机关和工作人员的投诉不作调解。", en="What is about officials is not mediated."
        )
    if going(order_id):
        raise refuse("mediated_already", zh="这件诉求正在调解。", en="This order is being mediated.")
    return row


def brought_by_name(row: Order) -> bool:
    """Whether who brought an order gave a name; who did not is named in a mediation only by themselves, anew."""
    return row.contacts.filter(named=True, party_id=row.party_id).exists()


def going(order_id: UUID) -> bool:
    """Whether an order is being mediated."""
    return Mediation.objects.filter(order_id=order_id, state__in=sorted(GOING)).exists()


def mediation_of(order_id: UUID) -> Mediation | None:
    """The newest mediation about an order."""
    return Mediation.objects.filter(order_id=order_id).defer("sealed", "terms").order_by("-at").first()


def reply_from(row: Mediation) -> tuple[str, str] | None:
    """(result, words) that an ended mediation gives for the answer of its order; None while it goes on."""
    if row.state in GOING:
        return None
    number = next((one.number for one in documents_of(row.pk)), "") if row.state == "agreed" else ""
    return reply_of(row.state, row.dispute, ways_of(row.dispute), number)


def mediations_for(
    by: Actor, now: datetime, start: int = 0
) -> tuple[list[tuple[Mediation, str, bool]], Stretch[Mediation]]:
    """(mediation, its body, whether it may be opened): a body's own; for who oversees all, of which no word is read.

    Those that go on first, by when they are to be ended; of them counted apart those over their limit.
    """
    rows = Mediation.objects.defer("sealed", "terms").select_related("order")
    if not by.duties & OVERSEES:
        rows = rows.filter(body_id=by.body_id) if by.body_id is not None else rows.none()
    found = open_first(rows, "end_by", Q(end_by__lt=now), start)
    named = bodies_by_id({row.body_id for row in found.rows})
    return [(row, named[row.body_id].name, may_keep(by, row.body_id) is None) for row in found.rows], found


def mediation_for(mediation_id: UUID, by: Actor) -> MediationView:
    """One mediation for the body that mediates; refused (`not_found`) for everybody else."""
    row = Mediation.objects.select_related("order").filter(pk=mediation_id).first()
    if row is None or may_keep(by, row.body_id) is not None:
        raise Refused(NOT_FOUND)
    sides = list(row.sides.order_by("side"))
    cards = party_cards([one.party_id for one in sides], viewer=by)
    names = official_names(row.mediators)
    return MediationView(
        row=row,
        text=_opened(sides[0], row.sealed),
        terms=_opened(sides[0], row.terms),
        sides=tuple((one, cards.get(one.party_id)) for one in sides),
        sessions=tuple((one, _opened(sides[0], one.sealed)) for one in row.sessions.order_by("no")),
        mediators=tuple(names[one] for one in row.mediators if one in names),
        papers=tuple(documents_of(row.pk)),
    )


def _opened(first: MediationSide, sealed: bytes | memoryview | None) -> str:
    if not sealed:
        return ""
    try:
        return unseal(sealing_key(first.party_id), bytes(sealed)).decode()
    except Refused:  # the person's data was erased
        return ""


def mediation_paper(view: MediationView, document_id: UUID, *, by: Actor, at: datetime) -> tuple[str, bytes] | None:
    """(number, PDF) of a paper with the full names of both; the reading of the names is logged first."""
    paper = next((one for one in view.papers if one.id == document_id), None)
    if paper is None:
        return None
    names = []
    for one, _card in view.sides:
        try:
            name = party_facts(one.party_id, purpose="document", case_ref=paper.number, at=at, by=by).name
        except Refused:  # the person's data was erased
            name = ""
        names.append(f"{name}（{SIDES[one.side][0]}）")
    if paper.sealed:
        paper = with_words(paper, unseal(sealing_key(view.sides[0][0].party_id), paper.sealed))
    return paper.number, render_view(paper, {"addressee": "、".join(names)})
