"""What a granted case does to the certificate it is about: a newer edition, or its end at the holder's wish.

Licence law arts. 49 (change), 50 (renewal), 70 (surrender). The decision is the case's; nothing is decided here.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from tongban.cases.actions.step import Step
from tongban.cases.queries.certificate import certificate_content, valid_until
from tongban.cases.queries.limits import ZONE
from tongban.cases.queries.situations import About, about
from tongban.cases.rules.situations import CHANGE, RENEW, REPLACE, SURRENDER
from tongban.certificates.actions import Succession, certificate_within, end_certificate, issue_certificate
from tongban.certificates.queries import CertificateRef, certificate
from tongban.kernel.actor import Actor
from tongban.rulebook.lookup import rule


def carry_out(step: Step, *, by: Actor, at: datetime) -> tuple[UUID | None, list[str], list[Any]]:
    """The certificate a granted case ends in: a new one, the next one of an older, or none (surrender, documents).

    Returns its id; a first certificate is still to be written by the WITH queries and values beside it.
    """
    found = about(step.view.case_id) if step.view.facts.get("situation") else None
    wanted = certificate_content(step.view, step.ref, at)
    if found is None:
        return certificate_within(no=step.view.extra[1], **wanted, by=by, at=at) if wanted else (None, [], [])
    older = certificate(found.certificate_id)
    if found.situation == SURRENDER:
        end_certificate(older, ground="surrendered", by=by, at=at)
        return None, [], []
    return issue_certificate(**_next(step, wanted or {}, older, found, at), by=by, at=at).id, [], []


def _next(step: Step, wanted: dict[str, Any], older: CertificateRef, found: About, at: datetime) -> dict[str, Any]:
    """The arguments of the next certificate: what was asked anew stands over what the older one says."""
    today = at.astimezone(ZONE).date()
    given = dict(wanted.get("content", {}).get("fields", {})) if found.situation != REPLACE else {}
    fields = dict(older.content.get("fields", {})) | {label: value for label, value in given.items() if value}
    start, end = _period(step, older, found, today)
    return {
        "case_id": step.view.case_id,
        "body_id": step.view.in_name_of,
        "kind": older.kind,
        "holder": older.holder,
        "content": {**older.content, "fields": fields},
        "valid_from": start,
        "valid_to": end,
        "succeeds": Succession(older.id, found.situation, _keeps_number(step, found, today)),
    }


def _period(step: Step, older: CertificateRef, found: About, today: date) -> tuple[date, date | None]:
    """A renewal begins anew on the day of the decision; a change or replacement keeps the days that are left."""
    if found.situation != RENEW:
        return (today if found.situation == CHANGE else older.valid_from_now), older.valid_to
    result = step.ref.content.result
    years = result.certificate.valid_years if result is not None and result.certificate is not None else None
    return today, valid_until(today, years)


def _keeps_number(step: Step, found: About, today: date) -> bool:
    situation = step.ref.content.situation
    said = situation.number if situation is not None else ""
    return (said or str(rule(f"certificate.number.{found.situation}", today).value)) == "kept"
