"""What the documents of special procedures say: hearing, third parties, suspension and termination.

Names of parties are not here; a document that goes to a third party names them by reference (`to_party`).
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from tongban.cases.actions.papers import accepted_head, day, paper_head, remedies_of
from tongban.cases.actions.step import Step
from tongban.cases.queries.limits import ZONE
from tongban.cases.rules import Ground


def _to(party_id: UUID | None) -> dict[str, Any]:
    return {"to_party": str(party_id)} if party_id is not None else {}


def hearing_right_paper(step: Step, *, days: int, until: date, party_id: UUID | None) -> dict[str, Any]:
    """听证权利告知书: that a hearing can be asked for, within how many days, free of charge."""
    return {**accepted_head(step), "days": days, "request_by": until.isoformat(), **_to(party_id)}


def hearing_notice_paper(
    step: Step, *, held_at: datetime, venue: str, chair: str, due: datetime | None
) -> dict[str, Any]:
    """听证通知书: time, place and chair; and that its time does not count, so until when the decision is then due."""
    local = held_at.astimezone(ZONE)
    return {
        **accepted_head(step),
        "held_on": local.date().isoformat(),
        "held_time": f"{local:%H:%M}",
        "venue": venue,
        "chair": chair,
        "from_on": day(step.at),
        "due_on": day(due),
    }


def hearing_record_paper(step: Step, *, held_at: datetime, venue: str, chair: str, present: int) -> dict[str, Any]:
    """听证笔录: the cover of the record; what was said is in the sealed record itself."""
    local = held_at.astimezone(ZONE)
    return {
        **accepted_head(step),
        "held_on": local.date().isoformat(),
        "held_time": f"{local:%H:%M}",
        "venue": venue,
        "chair": chair,
        "present": present,
        "signed": "听证参加人核对无误后签名或者盖章",
    }


def interested_paper(step: Step, *, until: date, party_id: UUID) -> dict[str, Any]:
    """利害关系人告知书: what is applied for, and until when they may make a statement."""
    return {**accepted_head(step), "answer_by": until.isoformat(), **_to(party_id)}


def suspension_paper(step: Step, *, ground: Ground, reason: str, until: date | None) -> dict[str, Any]:
    """中止办理决定书: ground, article and facts; the time of the suspension does not count."""
    expected = {"until_on": until.isoformat()} if until else {}
    return {
        **accepted_head(step), "ground": ground.zh, "article": ground.article, "reasons": reason,
        "from_on": day(step.at), **expected,
    }  # fmt: skip


def continuation_paper(step: Step, *, from_at: datetime, due: datetime | None) -> dict[str, Any]:
    """恢复办理通知书: since when it stood still, that it goes on, until when the decision is due."""
    return {**accepted_head(step), "from_on": day(from_at), "until_on": day(step.at), "due_on": day(due)}


def termination_paper(step: Step, *, ground: Ground, reason: str) -> dict[str, Any]:
    """终止办理决定书: ground, article and facts, with the remedies against it."""
    return {
        **paper_head(step), "ground": ground.zh, "article": ground.article, "reasons": reason,
        "remedies": remedies_of(step),
    }  # fmt: skip
