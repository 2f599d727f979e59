"""Writes how powers are used, case by case, from the ledger alone; nobody fills in a form for it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from tongban.delegation.models import Use
from tongban.ledger.events import Entry


def note_use(entry: Entry) -> None:
    """One event of a case, or of a certificate that was revoked; others are passed over."""
    act = _ACTS.get(entry.type)
    if act is not None:
        act(entry)


def _received(entry: Entry) -> None:
    if entry.place_id is None:
        return
    held = entry.data.get("holding")
    row = Use(
        case_id=entry.subject, item_id=UUID(entry.data["item"]), place_id=entry.place_id,
        holding_id=UUID(held) if held else None, received_at=entry.at,
    )  # fmt: skip
    Use.objects.bulk_create([row], ignore_conflicts=True)  # heard twice, it is one case


def _change(entry: Entry, **columns: Any) -> None:
    Use.objects.filter(pk=entry.subject).update(**columns)


def _accepted(entry: Entry) -> None:
    due = entry.data.get("promised_due") or entry.data.get("due")
    if due:
        _change(entry, due_at=datetime.fromisoformat(due))


def _reviewed(entry: Entry) -> None:
    """Who had its say before the decision, be it by another name: a review, an opinion."""
    row = Use.objects.filter(pk=entry.subject).first()
    if row is not None and entry.body_id is not None and entry.body_id not in row.reviewed_bodies:
        _change(entry, reviewed_bodies=[*row.reviewed_bodies, entry.body_id])


def _decided(entry: Entry) -> None:
    _change(entry, decided_at=entry.at, decided_body=entry.body_id)


def _moved(entry: Entry) -> None:
    _change(entry, holding_id=UUID(entry.data["to_holding"]))


def _issued(entry: Entry) -> None:
    """The result: its certificate, and whose seal it bears. Older events tell no seal."""
    told = {"certificate_id": entry.data.get("certificate"), "sealed_body": entry.data.get("sealed_by")}
    _change(entry, **{name: UUID(value) for name, value in told.items() if value})


def _revoked(entry: Entry) -> None:
    """Revoked, not replaced or cancelled with its time: the decision did not stand."""
    if entry.data.get("state") == "revoked":
        Use.objects.filter(certificate_id=entry.subject).update(overturned=True)


_ACTS: Final = {
    "case.received": _received,
    "case.accepted": _accepted,
    "case.reviewed": _reviewed,
    "case.decided": _decided,
    "case.moved": _moved,
    "case.result_issued": _issued,
    "certificate.revoked": _revoked,
}
