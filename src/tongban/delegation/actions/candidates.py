"""Candidates: what is noted of the ledger, what the list office records of an item, and the choice of its mode."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tongban.agencies.actions.recording import begin, go_on, stop
from tongban.delegation.events.candidates import ModeChosen, TraitsSet
from tongban.delegation.models.candidates import CaseSeen, ItemTraits, ModeChoice, Voice
from tongban.delegation.permissions.candidates import may_choose
from tongban.delegation.queries.candidates import candidate
from tongban.delegation.rules.candidates import voice_of
from tongban.delegation.rules.tables import MODES, TRAITS
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import refuse
from tongban.ledger.events import Entry

ACTS = ("adopt", "other", "keep")


def note_event(entry: Entry) -> None:
    """Takes one event of the ledger into the projections: a case received, a request, a low rating. Twice is once."""
    if entry.type == "case.received":
        data = entry.data
        case = CaseSeen(
            subject_id=entry.subject, number=data["number"], item_id=data["item"], applicant=data["applicant"],
            place_id=entry.place_id, channel=data["channel"], fee=data.get("fee", 0), received_at=entry.at,
        )  # fmt: skip
        CaseSeen.objects.bulk_create([case], ignore_conflicts=True)
    found = voice_of(entry.type, entry.data)
    if found is not None:
        voice = Voice(
            event_id=entry.id, kind=found[0], item_id=found[1], subject_kind=entry.kind, subject_id=entry.subject,
            number=str(entry.data.get("number", ""))[:40], place_id=entry.place_id, at=entry.at,
        )  # fmt: skip
        Voice.objects.bulk_create([voice], ignore_conflicts=True)


@transaction.atomic
def set_traits(*, item_id: UUID, traits: Sequence[str], expertise: int, reason: str, by: Actor, at: datetime) -> UUID:
    """Records what no figure tells of an item: traits of the closed list, expertise 0 to 4, and why.

    Refused for others than the list office, for unknown traits, and without a reason.
    """
    stop(may_choose(by))
    if not set(traits) <= set(TRAITS) or not 0 <= expertise <= 4 or not reason.strip():
        raise refuse(
            "traits_incomplete",
            zh="请选择特征和专业程度（0 到 4 级），并写明理由。",
            en="Choose the traits and the level of expertise (0 to 4), and say why.",
        )
    row = ItemTraits.objects.select_for_update().filter(item_id=item_id).first() or ItemTraits(item_id=item_id)
    row.traits, row.expertise, row.reason = sorted(set(traits)), expertise, reason.strip()[:2000]
    row.by_ref, row.at = by.ref, at
    event = TraitsSet(item=item_id, traits=tuple(row.traits), expertise=expertise)
    if row.seq is None:
        begin(row, event, by=by, at=at)
    else:
        go_on(row, event, by=by, at=at, fields=("traits", "expertise", "reason", "by_ref", "at"))
    return row.pk


@transaction.atomic
def choose_mode(*, code: str, act: str, mode: str = "", reason: str = "", by: Actor, at: datetime) -> UUID:
    """A person decides on a candidate (D-10): adopts the table's proposal, takes another mode, or keeps the item.

    What was proposed, the facts and the sum as they stood are kept with the choice. Another mode needs a reason, and so
    does keeping what the table would move. Refused for others than the list office and without an edition in force.
    """
    stop(may_choose(by))
    found = candidate(code, at)
    if found.edition is None:
        raise refuse("no_table", zh="还没有公布的决策表。", en="No decision table is published yet.")
    proposed = found.proposal.mode
    chosen = {"adopt": proposed, "keep": "county"}.get(act, mode)
    if act not in ACTS or chosen not in MODES or (act == "other" and chosen == proposed):
        raise refuse(
            "mode_choice",
            zh="请选择：采用建议、改用另一种方式，或者留在县级。",
            en="Choose: adopt the proposal, take another mode, or keep the item at the county.",
        )
    if chosen != proposed and not reason.strip():
        raise refuse(
            "mode_reason",
            zh="和决策表的建议不同，请写明理由。",
            en="This differs from what the table proposes. Say why.",
        )
    words = reason.strip()[:2000]
    row = ModeChoice(
        item_id=found.item_id, edition_id=found.edition.id, proposed=proposed, chosen=chosen, act=act, reason=words,
        facts=found.facts, score=found.score, by_ref=by.ref, at=at,
        components=[[one.key, one.counted, one.points, one.weight] for one in found.components],
    )  # fmt: skip
    event = ModeChosen(
        item=found.item_id, edition=found.edition.id, proposed=proposed, chosen=chosen, act=act, score=found.score,
        reason_digest=hashlib.sha256(words.encode()).hexdigest(),
    )  # fmt: skip
    begin(row, event, by=by, at=at)
    return row.pk
