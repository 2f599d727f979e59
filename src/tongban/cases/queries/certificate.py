"""What the certificate of a granted case says: the item names the fields, the sealed form gives the answers."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

import orjson

from tongban.agencies.queries import unseal
from tongban.cases.models import CaseForm
from tongban.cases.queries.limits import ZONE
from tongban.cases.queries.step import StepView
from tongban.powerlist.queries import VersionRef


def answers_of(case_id: UUID, key: Any) -> dict[str, Any]:
    """The newest revision of a case's form, opened."""
    row = CaseForm.objects.filter(case_id=case_id).order_by("-revision").first()
    return opened(bytes(row.sealed) if row else None, key)


def opened(sealed: bytes | None, key: Any) -> dict[str, Any]:
    """The answers of a sealed form; none where there is no form."""
    answers: dict[str, Any] = orjson.loads(unseal(key, sealed)) if sealed is not None else {}
    return answers


def valid_until(start: date, years: int | None) -> date | None:
    """The last day of a certificate valid for whole years; None for one without end.

    29 February falls back to the 28th.
    """
    if years is None:
        return None
    try:
        same = start.replace(year=start.year + years)
    except ValueError:
        same = start.replace(year=start.year + years, day=28)
    return date.fromordinal(same.toordinal() - 1)


def certificate_content(view: StepView, ref: VersionRef, at: datetime) -> dict[str, Any] | None:
    """What the certificate of a case says, or None when it ends in none; `view` was read by `step_to_issue`."""
    result = ref.content.result
    if result is None or result.certificate is None:
        return None
    wanted, start = result.certificate, at.astimezone(ZONE).date()
    answers = opened(view.extra[0], view.key)
    labels = {field.key: field for field in ref.content.fields()}
    shown = {
        labels[key].label.zh: _shown(labels[key], answers.get(key))
        for key in wanted.fields
        if key in labels and not labels[key].personal
    }
    return {
        "case_id": view.case_id,
        "body_id": view.in_name_of,
        "kind": wanted.kind,
        "holder": view.applicant_id,
        "content": {
            "title": wanted.title.zh,
            "number_word": wanted.number_word,
            "type_code": wanted.type_code,
            "fields": shown,
        },
        "valid_from": start,
        "valid_to": valid_until(start, wanted.valid_years),
    }


def _shown(field: Any, value: Any) -> str:
    words = {option.value: option.label.zh for option in field.options}
    if isinstance(value, list):
        return "；".join(words.get(one, str(one)) for one in value)
    text = words.get(str(value), "" if value is None else str(value))
    return f"{text}{field.unit}" if text else ""
