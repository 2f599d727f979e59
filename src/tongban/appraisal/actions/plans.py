"""考核计划备案: a department files its appraisal plan; a veto without approval is refused, which is recorded."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from tongban.agencies.actions.recording import begin, stop
from tongban.agencies.queries import bodies_by_id
from tongban.appraisal.events import PlanFiled, PlanRefused
from tongban.appraisal.models import Plan
from tongban.appraisal.permissions import may_file
from tongban.appraisal.queries.plans import single_loss_most, veto_levels
from tongban.appraisal.rules.vetoes import Finding, Indicator, plan_problem, unapproved, veto_refusal
from tongban.kernel.actor import Actor
from tongban.kernel.canonical import encode
from tongban.kernel.refusals import Refusal, Refused
from tongban.ledger.events import Event
from tongban.rulebook.lookup import rule

SENT_TWICE = Refusal(
    "plan_sent_twice",
    "这份考核计划已经报送过，内容没有变化，不用再报。",
    "This plan was filed already and nothing in it changed; it need not be filed again.",
)


@dataclass(frozen=True, slots=True)
class Filed:
    """What came of a filing: its record, and why it was refused (None: it was taken)."""

    plan_id: UUID
    refusal: Refusal | None


@transaction.atomic
def file_plan(*, title: str, year: int, indicators: Sequence[Indicator], by: Actor, at: datetime) -> Filed:
    """Takes a plan into the register as the next edition of its year, frozen, or records its refusal.

    A plan that sets a one-vote veto without a national or provincial approval, in the open or in disguise, is not
    taken (乡镇政府条例第十九条). It answers the refusal instead of raising it, because the refusal must stay on record.
    Raises for what is merely incomplete.
    """
    today = timezone.localdate(at)
    body = bodies_by_id([by.body_id], today).get(by.body_id) if by.body_id else None
    stop(may_file(by, body.kind if body else ""))
    assert body is not None
    levels, most = veto_levels(today), single_loss_most(today)
    stop(_year_problem(year, today.year) or plan_problem(title, indicators, today.year, levels))
    kept = [one.kept() for one in indicators]
    row = Plan(
        body_id=body.id, year=year, title=title.strip(), edition=0, indicators=kept, found=[], filed_at=at,
        digest=hashlib.sha256(encode({"title": title.strip(), "year": year, "indicators": kept})).hexdigest(),
    )  # fmt: skip
    found = list(unapproved(indicators, most=most, levels=levels))
    if found:
        return _refused(row, found, most, by, at)
    row.edition = _next_edition(row)
    event = PlanFiled(
        body=body.id, year=year, edition=row.edition, indicators=len(kept), plan_digest=row.digest,
        approved=sum(bool(one.level) for one in indicators),
    )  # fmt: skip
    _record(row, event, by, at)
    return Filed(row.pk, None)


def _refused(row: Plan, found: list[Finding], most: int, by: Actor, at: datetime) -> Filed:
    """Records the refusal; the very same plan sent twice is one refusal."""
    article = rule("appraisal.veto_levels", timezone.localdate(at)).citation()
    refusal = veto_refusal(found, most=most, article=article)
    before = Plan.objects.filter(body_id=row.body_id, digest=row.digest, edition=0).first()
    if before is not None:
        return Filed(before.pk, refusal)
    row.found = [f"{one.no}:{'+'.join(one.ways)}" for one in found]
    event = PlanRefused(body=row.body_id, year=row.year, found=tuple(row.found), plan_digest=row.digest)
    _record(row, event, by, at)
    return Filed(row.pk, refusal)


def _record(row: Plan, event: Event, by: Actor, at: datetime) -> None:
    try:
        with transaction.atomic():
            begin(row, event, by=by, at=at)
    except IntegrityError as clash:
        raise Refused(SENT_TWICE) from clash


def _next_edition(row: Plan) -> int:
    same = Plan.objects.filter(body_id=row.body_id, year=row.year, title=row.title, edition__gt=0)
    last = same.order_by("-edition").first()
    if last is not None and last.digest == row.digest:
        raise Refused(SENT_TWICE)
    return last.edition + 1 if last else 1


def _year_problem(year: int, now: int) -> Refusal | None:
    if now <= year <= now + 1:
        return None
    return Refusal(
        "plan_year",
        "考核年度请填 {now} 年或者 {next} 年。",
        "The year of the appraisal is {now} or {next}.",
        {"now": now, "next": now + 1},
    )
