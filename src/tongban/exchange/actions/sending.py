"""Telling other systems: queued with its event, sent in order, tried until taken, refused with its reason."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F

from tongban.agencies.queries import bodies_by_id, divisions, party_cards, party_facts
from tongban.exchange.adapters.door import Turned, Unreachable
from tongban.exchange.adapters.registry import door
from tongban.exchange.events import RecordOvertaken, RecordQueued, RecordQueuedAgain, RecordRefused, RecordSent
from tongban.exchange.models import Entrant, ForeignCase, ForeignStep, OutgoingRecord, System
from tongban.exchange.queries.systems import ZONE, mapping_of
from tongban.exchange.rules.following import fold, next_try
from tongban.exchange.rules.mapping import unsayable, write_record
from tongban.exchange.rules.records import CaseRecord
from tongban.kernel.actor import SYSTEM, Actor
from tongban.kernel.ids import uuid7
from tongban.ledger.actions import append
from tongban.ledger.queries import events_of
from tongban.powerlist.queries import version
from tongban.rulebook.lookup import number

BATCH = 200


@transaction.atomic
def queue_record(
    *, system: System, subject_kind: str, subject_id: UUID, after: int, item_code: str, by: Actor, at: datetime
) -> bool:
    """Leaves one telling of a case for a system, once for each event; False when it is not to be told of it."""
    if system.items and item_code not in system.items:
        return False
    row = OutgoingRecord(
        id=uuid7(), system=system, subject_kind=subject_kind, subject_id=subject_id, after=after, next_at=at,
        queued_at=at, seq=1,
    )  # fmt: skip
    if OutgoingRecord.objects.filter(system=system, subject_id=subject_id, after=after).exists():
        return False
    event = RecordQueued(system.key, subject_kind, str(subject_id), after)
    append(event=event, subject=row.pk, seq=1, by=by, at=at)
    row.save(force_insert=True)
    return True


def send_waiting(*, at: datetime) -> dict[str, int]:
    """Sends what waits, system by system, each in the order of its events; answers how many were taken by each.

    The first that cannot be delivered stops its system until its next try, so that no later telling overtakes it.
    """
    return {system.key: _send_to(system, at) for system in System.objects.filter(sends=True, state="active")}


def waiting_for(system: System) -> list[OutgoingRecord]:
    """What waits for a system, in the order of its events: by its next try a later state could overtake an earlier."""
    return list(OutgoingRecord.objects.filter(system=system, state="waiting").order_by("queued_at", "id")[:BATCH])


def _send_to(system: System, at: datetime) -> int:
    sent = 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", [f"exchange to {system.pk}"])
        if not cursor.fetchone()[0]:
            return 0
    try:
        for row in waiting_for(system):
            if row.next_at > at or not _deliver(system, row, at):
                break
            sent += row.state == "sent"
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [f"exchange to {system.pk}"])
    return sent


def _deliver(system: System, row: OutgoingRecord, at: datetime) -> bool:
    """Whether the system's queue may go on: taken or refused for good; False when it must be tried again."""
    mapping, record = mapping_of(system), _record(row, at)
    lost = [] if mapping is None or record is None else unsayable(mapping, record)
    if mapping is None or record is None or lost:
        _close(row, "refused", "no_word:" + ",".join(lost) if lost else "no_mapping", at)
        return True
    way = door(system.adapter, system.settings)
    try:
        data = way.write([write_record(mapping, record, zone=ZONE)])
        way.send(data, name=f"{row.queued_at.astimezone(ZONE):%Y%m%d-%H%M%S}-{row.pk}")
    except Turned as error:
        _close(row, "refused", error.reason, at)
        return True
    except Unreachable as error:
        row.tries += 1
        row.next_at, row.error = _next_try(row.tries, at), str(error)[:200]
        row.save(update_fields=["tries", "next_at", "error"])
        return False
    row.tries += 1
    _close(row, "sent", "", at, hashlib.sha256(data).hexdigest())
    return True


def _next_try(tries: int, at: datetime) -> datetime:
    day = at.astimezone(ZONE).date()
    return next_try(tries, at, number("exchange.first_retry_minutes", day), number("exchange.retry_minutes", day))


@transaction.atomic
def send_again(*, system: System, by: Actor, at: datetime) -> int:
    """Queues every refused record of a system once more, after the mapping or the other side was mended.

    One whose case has been told further meanwhile is left as overtaken: sent now, it would turn the other system back.
    Answers how many are queued.
    """
    queued = 0
    for row in OutgoingRecord.objects.select_for_update().filter(system=system, state="refused").order_by("queued_at"):
        later = OutgoingRecord.objects.filter(
            system=system, subject_id=row.subject_id, after__gt=row.after, state="sent"
        ).exists()
        event = RecordOvertaken() if later else RecordQueuedAgain()
        append(event=event, subject=row.pk, seq=row.seq + 1, by=by, at=at)
        row.state, row.next_at, row.seq = "overtaken" if later else "waiting", at, row.seq + 1
        row.save(update_fields=["state", "next_at", "seq"])
        queued += not later
    return queued


@transaction.atomic
def _close(row: OutgoingRecord, state: str, error: str, at: datetime, digest: str = "") -> None:
    event = RecordSent(row.tries, digest) if state == "sent" else RecordRefused(error or "refused")
    append(event=event, subject=row.pk, seq=row.seq + 1, by=SYSTEM, at=at)
    row.state, row.error, row.seq = state, error, row.seq + 1
    row.sent_at = at if state == "sent" else None
    row.save(update_fields=["state", "error", "tries", "sent_at", "seq"])


def _record(row: OutgoingRecord, at: datetime) -> CaseRecord | None:
    """The case as it stood after that event, with its applicant opened for this one purpose and logged."""
    told, applicant = _own(row) if row.subject_kind == "case" else _foreign(row)
    if told is None or applicant is None:
        return None
    card = party_cards([applicant], viewer=SYSTEM).get(applicant)
    if card is None or card.erased:
        return None
    facts = party_facts(applicant, purpose="exchange", case_ref=told["number"], at=at, by=SYSTEM)
    told |= _firm(row, told["number"], at)
    return CaseRecord(**told, applicant_kind=card.kind, applicant_name=facts.name, applicant_id=facts.id_number)


def _firm(row: OutgoingRecord, number: str, at: datetime) -> dict[str, str]:
    """The firm that a registration elsewhere made, for the other system; nothing for any other case."""
    made = Entrant.objects.filter(case_id=row.subject_id).exclude(party_id=F("case__applicant_id")).first()
    if made is None or row.subject_kind == "case":
        return {}
    facts = party_facts(made.party_id, purpose="exchange", case_ref=number, at=at, by=SYSTEM)
    return {"entity_name": facts.name, "entity_code": facts.id_number}


def _foreign(row: OutgoingRecord) -> tuple[dict[str, Any] | None, UUID | None]:
    step = ForeignStep.objects.filter(case_id=row.subject_id, seq=row.after).first()
    if step is None:
        return None, None
    return moments(step.told), ForeignCase.objects.values_list("applicant_id", flat=True).get(pk=row.subject_id)


def moments(told: Mapping[str, Any]) -> dict[str, Any]:
    """A kept telling with its times as moments again."""
    return {key: datetime.fromisoformat(value) if key.endswith("_at") and value else value
            for key, value in told.items()}  # fmt: skip


def _own(row: OutgoingRecord) -> tuple[dict[str, Any] | None, UUID | None]:
    entries = [entry for entry in events_of("case", row.subject_id) if entry.seq <= row.after]
    seen = fold((entry.type, entry.at, entry.data) for entry in entries)
    if not (seen.version and seen.applicant):
        return None, None
    content = version(UUID(seen.version)).content
    body = bodies_by_id([UUID(seen.body)]).get(UUID(seen.body)) if seen.body else None
    places = {place.id: place.code for place in divisions()}
    place_id = entries[0].place_id
    told = {
        "number": seen.number, "item_code": content.implementing_code or content.local_code,
        "item_name": content.name.zh,
        "body_code": body.uscc if body else "", "place_code": places.get(place_id, "") if place_id else "",
        "state": seen.state, "decision": seen.decision, "received_at": seen.received_at,
        "accepted_at": seen.accepted_at,
        "due_at": datetime.fromisoformat(seen.due_at) if seen.due_at else None, "decided_at": seen.decided_at,
        "closed_at": seen.closed_at,
    }  # fmt: skip
    return told, UUID(seen.applicant)
