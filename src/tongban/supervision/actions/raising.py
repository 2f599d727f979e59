"""Raising a card: once for a rule, a subject and an occurrence, whatever dies and however often it is read."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from tongban.agencies.actions.recording import begin
from tongban.agencies.queries import working_days_on
from tongban.kernel.actor import Actor
from tongban.supervision.actions.telling import tell_of_card
from tongban.supervision.events import CardRaised
from tongban.supervision.models import Card
from tongban.supervision.rules.cards import State
from tongban.supervision.rules.declare import Hit, Rule
from tongban.supervision.rules.engine import Finding
from tongban.supervision.rules.track import Track

LONGEST: Final = 120


def raise_card(*, finding: Finding, track: Track, edition: int, by: Actor, at: datetime) -> UUID | None:
    """Raises the card of a finding, in the running transaction; None when it was raised before.

    `at` is when it is told; the breach itself happened at the finding's moment.
    """
    rule, hit = finding.rule, finding.hit
    kind, subject = hit.subject or (track.kind, track.subject)
    occurrence = hit.occurrence[:LONGEST]
    if Card.objects.filter(rule=rule.code, subject_kind=kind, subject_id=subject, occurrence=occurrence).exists():
        return None
    card = _card(rule, hit, track, (kind, subject, occurrence), at)
    card.edition = edition
    event = CardRaised(
        rule=rule.code, edition=edition, grade=card.grade, subject_kind=kind, subject=subject, occurrence=occurrence,
        since=hit.at, answer_by=card.due_by, body=hit.body, post=hit.post, cites=tuple(card.cites),
        figures=dict(hit.figures),
    )  # fmt: skip
    begin(card, event, by=by, at=at, place_id=track.place)
    tell_of_card(card=card, rule=rule, at=at)
    return card.pk


def _card(rule: Rule, hit: Hit, track: Track, about: tuple[str, UUID, str], at: datetime) -> Card:
    kind, subject, occurrence = about
    return Card(
        rule=rule.code, grade=rule.grade.value, subject_kind=kind, subject_id=subject, occurrence=occurrence,
        number=str(track.told("number") or "") if kind == "case" else "", item_id=track.item, body_id=hit.body,
        post_id=hit.post, place_id=track.place, official=hit.official, cites=list(hit.cites), figures=dict(hit.figures),
        since=hit.at, told_at=at, state=State.TOLD if rule.answer else State.NOTED,
        due_by=working_days_on(at, rule.answer) if rule.answer else None,
    )  # fmt: skip
