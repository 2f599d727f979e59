"""回头看、指导、抽查: looking at a power that came down, what a look-back decides, closing what it found."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tongban.agencies.actions.recording import go_on, stop
from tongban.delegation.actions.decisions import of_county
from tongban.delegation.events.decisions import CheckRectified, DelegationChecked
from tongban.delegation.models import Check, Decision, Line
from tongban.delegation.permissions.decisions import NOT_FOUND, may_approve, may_guide
from tongban.delegation.queries.use import figures_of, limits
from tongban.delegation.rules.decisions import IN_FORCE
from tongban.delegation.rules.dues import dues
from tongban.delegation.rules.lookback import CHECKS, OUTCOMES, verdict
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refused, refuse
from tongban.rulebook.lookup import number

LONGEST: Final = 600


def _found(line_id: UUID) -> tuple[Decision, Line]:
    line = Line.objects.filter(pk=line_id).first()
    if line is None:
        raise Refused(NOT_FOUND)
    row = Decision.objects.select_for_update().get(pk=line.decision_id)
    line = Line.objects.get(pk=line_id)
    if line.state not in IN_FORCE:
        raise refuse("line.not_in_force", zh="这项权力没有在该地行使。", en="The power is not in force there.")
    return row, line


@transaction.atomic
def look_back(*, line_id: UUID, outcome: str, words: str, by: Actor, at: datetime) -> UUID:
    """Closes a look-back with its outcome: `keep`, `support` or `take_back`; figures and verdict are kept with it.

    The verdict is counted, the outcome is a person's. Refused without words where the outcome is not `keep`. The next
    look-back is due after the same time again.
    """
    row, line = _found(line_id)
    stop(may_approve(by, of_county=of_county(by)))
    if outcome not in OUTCOMES:
        raise refuse("check.outcome", zh="请选择继续、支持或者收回。", en="Choose: keep, support or take back.")
    if outcome != "keep" and not words.strip():
        raise refuse("check.words", zh="请写明要怎样支持，或者为什么收回。", en="Say what support, or why taken back.")
    day = timezone.localdate(at)
    found = figures_of([line], at).get(line.pk)
    code = verdict(found, limits(day)) if found else "idle"
    counts = found.counts() if found else {}
    event = DelegationChecked(line=line.pk, what="lookback", verdict=code, outcome=outcome, figures=counts)
    seq = go_on(row, event, by=by, at=at)
    assert line.lookback_due is not None  # a line in force is looked back at
    made = Check(
        decision=row, line=line, kind="lookback", due_on=line.lookback_due, at=at, by_ref=by.ref, verdict=code,
        outcome=outcome, words=words.strip()[:LONGEST], figures=counts, seq=seq,
    )  # fmt: skip
    made.save(force_insert=True)
    line.lookback_due, line.seq = _next(day, 0), seq
    line.save(update_fields=["lookback_due", "seq"])
    return made.pk


def _next(day: date, place: int) -> date:
    return dues(
        day, months=number("delegation.lookback_months", day), guidance=number("delegation.guidance_days", day),
        sample=number("delegation.sample_days", day),
    )[place]  # fmt: skip


@transaction.atomic
def record_check(*, line_id: UUID, kind: str, words: str, by: Actor, at: datetime) -> UUID:
    """The body that gave a power guides its receiver, or samples what it decided (D-18); the next is due again."""
    row, line = _found(line_id)
    stop(may_guide(by, line.giver_id, of_county=of_county(by)))
    if kind not in CHECKS or kind == "lookback" or not words.strip():
        raise refuse("check.kind", zh="请选择指导或者抽查，并写明情况。", en="Choose guidance or sample, and say what.")
    seq = go_on(row, DelegationChecked(line=line.pk, what=kind, verdict="", outcome="", figures={}), by=by, at=at)
    field = f"{kind}_due"
    made = Check(
        decision=row, line=line, kind=kind, due_on=getattr(line, field), at=at, by_ref=by.ref,
        words=words.strip()[:LONGEST], seq=seq,
    )  # fmt: skip
    made.save(force_insert=True)
    setattr(line, field, _next(timezone.localdate(at), 1 if kind == "guidance" else 2))
    line.seq = seq
    line.save(update_fields=[field, "seq"])
    return made.pk


@transaction.atomic
def rectify_check(*, check_id: UUID, by: Actor, at: datetime) -> None:
    """The support that a look-back asked for was given; told once, and of no other check."""
    stop(may_approve(by, of_county=of_county(by)))
    asked = Check.objects.filter(pk=check_id, kind="lookback", outcome="support")
    row = Decision.objects.select_for_update().filter(pk__in=asked.values("decision_id")).first()
    made = asked.filter(rectified_at=None).first()  # looked for under the lock: of two at once the second is refused
    if row is None or made is None:
        raise Refused(NOT_FOUND)
    made.seq = go_on(row, CheckRectified(check=made.pk), by=by, at=at)
    made.rectified_at = at
    made.save(update_fields=["rectified_at", "seq"])
