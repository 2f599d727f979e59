"""Taking in what another system tells of its cases: each telling once, as events marked foreign, for its applicant."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from tongban.agencies.actions.parties import register_party
from tongban.agencies.queries import bodies
from tongban.exchange.actions.entrants import see_entrant
from tongban.exchange.actions.sending import queue_record
from tongban.exchange.actions.systems import need_exchange
from tongban.exchange.adapters.door import Unreadable
from tongban.exchange.adapters.registry import door
from tongban.exchange.events import ForeignCaseMoved, ForeignCaseSeen
from tongban.exchange.models import ForeignCase, ForeignStep, System
from tongban.exchange.queries.systems import ZONE, mapping_of
from tongban.exchange.rules.mapping import FieldMapping, Finding, read_record
from tongban.exchange.rules.records import CaseRecord
from tongban.kernel import canonical
from tongban.kernel.actor import Actor
from tongban.kernel.ids import uuid7
from tongban.kernel.refusals import Refused, refuse
from tongban.ledger.actions import append

PERSONAL: Final = frozenset({"applicant_kind", "applicant_name", "applicant_id", "entity_name", "entity_code"})
# What the step keeps and the case does not.
OF_STEP: Final = frozenset({"scope"})


@dataclass(slots=True)
class TakenIn:
    """What a file brought: how many cases were new, moved on or said nothing new, and every value not understood."""

    new: int = 0
    moved: int = 0
    same: int = 0
    findings: list[Finding] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as the mapping reads it, before anything is written."""

    records: tuple[tuple[int, CaseRecord, str], ...]
    findings: tuple[Finding, ...]


def read_cases(*, system: System, data: bytes, mapping: FieldMapping | None = None) -> Reading:
    """Reads a file of a system and writes nothing; refused when it is not what the contract says or no mapping is
    kept.
    """
    known = mapping or mapping_of(system)
    if known is None:
        raise refuse(
            "no_mapping", zh="这个系统还没有字段对照，请先确认对照再收进。",
            en="This system has no mapping yet. Confirm the mapping first.",
        )  # fmt: skip
    try:
        table = door(system.adapter, system.settings).read(data)
    except Unreadable as error:
        raise refuse("unreadable", zh=error.zh, en=error.en) from error
    heading = known.fields.get("state", "")
    records, findings = [], []
    for line, row in enumerate(table.rows, start=2):
        record, wrong = read_record(known, row, line=line, zone=ZONE)
        findings += wrong
        if record is not None:
            records.append((line, record, str(row.get(heading, ""))))
    return Reading(tuple(records), tuple(findings))


def take_in(*, system_id: UUID, data: bytes, by: Actor, at: datetime, again: set[str] | None = None) -> TakenIn:
    """Takes a file in, row by row: a good row is kept whole, a bad one is told and left; twice changes nothing.

    `again` says that it is an old message read once more: a state that the case had then is no news, until a row that
    was left out then has moved the same case (its number is added to `again`).

    Refused for a system that is stopped or does not give cases.
    """
    need_exchange(by)
    system = System.objects.get(pk=system_id)
    if system.state != "active" or not system.takes:
        raise refuse("system_idle", zh="这个系统已停用或不收进办件。", en="This system is stopped or gives no cases.")
    reading, taken = read_cases(system=system, data=data), TakenIn()
    taken.findings += reading.findings
    by_code = {body.uscc: body.id for body in bodies()}
    for line, record, word in reading.records:
        try:
            did = _take(system, record, word, by_code.get(record.body_code), by, at, again)
        except Refused as refused:
            said = refused.refusal
            taken.findings.append(Finding(line, record.number, said.sentence("zh"), said.sentence("en")))
            continue
        setattr(taken, did, getattr(taken, did) + 1)
    return taken


@transaction.atomic
def _take(
    system: System, record: CaseRecord, word: str, body_id: UUID | None, by: Actor, at: datetime,
    again: set[str] | None,
) -> str:  # fmt: skip
    applicant = register_party(
        kind=record.applicant_kind, name=record.applicant_name, id_number=record.applicant_id, by=by, at=at
    )
    firm = _firm(record, by, at)
    told = told_of(record)
    who = {"applicant": str(applicant), "firm": str(firm) if firm else ""}
    digest = hashlib.sha256(canonical.encode({**told, **who, "word": word})).hexdigest()
    row = ForeignCase.objects.select_for_update().filter(system=system, number=record.number).first()
    if row is not None and (row.digest == digest or _known(row, told, word, again)):
        return "same"
    if again is not None:
        again.add(record.number)
    columns = _columns(record, word, applicant, body_id, digest, at)
    if row is None:
        row = ForeignCase(id=uuid7(), system=system, seq=1, **columns)
        append(event=_seen(row), subject=row.pk, seq=1, by=by, at=at)
        row.save(force_insert=True)
        did = "new"
    else:
        for key, value in columns.items():
            setattr(row, key, value)
        append(event=_moved(row), subject=row.pk, seq=row.seq + 1, by=by, at=at)
        row.seq += 1
        row.save(force_update=True)
        did = "moved"
    ForeignStep.objects.create(
        id=uuid7(), case=row, state=row.state, foreign_state=word, told=told, seen_at=at, seq=row.seq
    )
    see_entrant(case=row, firm=firm, scope=record.scope, by=by, at=at)
    for other in System.objects.filter(sends=True, state="active").exclude(pk=system.pk):
        queue_record(system=other, subject_kind="foreign_case", subject_id=row.pk, after=row.seq, by=by, at=at,
                     item_code=row.item_code)  # fmt: skip
    return did


def _firm(record: CaseRecord, by: Actor, at: datetime) -> UUID | None:
    """The firm that a registration made, once it has a name and a code."""
    if not (record.entity_name and record.entity_code):
        return None
    return register_party(kind="firm", name=record.entity_name, id_number=record.entity_code, by=by, at=at)


def _known(row: ForeignCase, told: dict[str, Any], word: str, again: set[str] | None) -> bool:
    """Whether an old message says what was taken from it then, and nothing before it has come late."""
    if again is None or row.number in again:
        return False
    return ForeignStep.objects.filter(case=row, told=told, foreign_state=word).exists()


def told_of(record: CaseRecord) -> dict[str, Any]:
    """All of a record but its applicant, as the step keeps it: times in UTC, absent ones None."""
    return {key: _plain(value) for key, value in asdict(record).items() if key not in PERSONAL}


def _plain(value: Any) -> Any:
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value


def _columns(
    record: CaseRecord, word: str, applicant: UUID, body_id: UUID | None, digest: str, at: datetime
) -> dict[str, Any]:
    own = {key: value for key, value in asdict(record).items() if key not in PERSONAL | OF_STEP}
    return {
        **own,
        "applicant_id": applicant,
        "body_id": body_id,
        "foreign_state": word,
        "digest": digest,
        "seen_at": at,
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat() if moment else None


def _seen(row: ForeignCase) -> ForeignCaseSeen:
    return ForeignCaseSeen(
        system=row.system.key, number=row.number, item_code=row.item_code,
        body=str(row.body_id) if row.body_id else None,
        applicant=str(row.applicant_id), state=row.state, foreign_state=row.foreign_state,
        received=row.received_at.astimezone(UTC).isoformat(), due=_iso(row.due_at), digest=row.digest,
    )  # fmt: skip


def _moved(row: ForeignCase) -> ForeignCaseMoved:
    return ForeignCaseMoved(
        state=row.state, foreign_state=row.foreign_state, decision=row.decision, accepted=_iso(row.accepted_at),
        due=_iso(row.due_at), decided=_iso(row.decided_at), closed=_iso(row.closed_at), digest=row.digest,
    )  # fmt: skip
