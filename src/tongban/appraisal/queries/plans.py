"""Reading the register of appraisal plans."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from tongban.agencies.queries import body_keyed
from tongban.appraisal.models import Plan
from tongban.appraisal.permissions import oversees
from tongban.appraisal.rules.vetoes import Indicator
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refused
from tongban.rulebook.lookup import number, rule

SHOWN = 200
LISTS = ("all", "refused", "approved")


def government(on: date) -> UUID | None:
    """The county government's body; None where the installation has none."""
    try:
        return body_keyed("government", on).id
    except Refused:
        return None


def veto_levels(on: date) -> tuple[str, ...]:
    """Who may approve a one-vote veto."""
    return tuple(str(rule("appraisal.veto_levels", on).value).split())


def single_loss_most(on: date) -> int:
    """The most points of the hundred that one failure may take."""
    return number("appraisal.single_loss_most", on)


def seen_by(by: Actor) -> Q:
    """Plans that were taken are open to all heads; what was refused, to its own body and to the county."""
    if oversees(by, government(timezone.localdate())):
        return Q()
    return Q(edition__gt=0) | Q(body_id=by.body_id)


def plans(
    by: Actor, of: str = "all", body: UUID | None = None, *, after: UUID | None = None, size: int = SHOWN
) -> list[Plan]:
    """The filings that an actor sees, the newest first, those after one of them, at most `size`; two statements."""
    rows = Plan.objects.filter(seen_by(by))
    if of == "refused":
        rows = rows.filter(edition=0)
    if of == "approved":
        rows = rows.filter(edition__gt=0, indicators__contains=[{"effect": "veto"}])
    if body is not None:
        rows = rows.filter(body_id=body)
    last = Plan.objects.filter(pk=after).first() if after is not None else None
    if last is not None:
        rows = rows.filter(Q(filed_at__lt=last.filed_at) | Q(filed_at=last.filed_at, pk__lt=last.pk))
    return list(rows.order_by("-filed_at", "-id")[:size])


def plan_seen(plan_id: UUID, by: Actor) -> Plan | None:
    """One filing, if the actor sees it."""
    return Plan.objects.filter(seen_by(by), pk=plan_id).first()


def editions(plan: Plan) -> list[Plan]:
    """All editions of the same appraisal, the newest first."""
    rows = Plan.objects.filter(body_id=plan.body_id, year=plan.year, title=plan.title, edition__gt=0)
    return list(rows.order_by("-edition"))


def indicators_of(plan: Plan) -> list[Indicator]:
    """The indicators that were filed."""
    return [Indicator(**one) for one in plan.indicators]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A refused veto of a body: the filing it opens."""

    plan_id: UUID
    body_id: UUID
    title: str
    at: datetime


def refused_between(bodies: list[UUID], since: datetime, before: datetime) -> list[Refusal]:
    """The plans of some bodies that were refused for a veto in a span, the oldest first; one statement."""
    rows = Plan.objects.filter(body_id__in=bodies, edition=0, filed_at__gte=since, filed_at__lt=before)
    told = rows.order_by("filed_at", "id").values_list("id", "body_id", "title", "filed_at")
    return [Refusal(*one) for one in told]
