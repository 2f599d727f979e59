"""Whether somebody may be given the deciding step of a power: no training, no decision (D-26)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from tongban.agencies.queries import body_named, official_names
from tongban.delegation.models import Training, TrainingPlan
from tongban.delegation.rules.capacity import training_problem
from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.refusals import Refusal
from tongban.powerlist.queries.names import item_names


def deciding_refused(item_id: UUID, official_id: UUID, at: datetime) -> Refusal | None:
    """Why an officer of a township cannot decide on a power at a moment, or None; one statement when allowed.

    Only powers with a training plan in force ask for one; a plan is for townships, so ask only for their officers.
    """
    day = timezone.localdate(at)
    plan = TrainingPlan.objects.filter(item_id=item_id, since__lte=day).first()
    if plan is None or Training.objects.filter(plan=plan, official_id=official_id, completed__lte=day).exists():
        return None
    name = official_names([official_id]).get(official_id, "")
    item = item_names([item_id]).get(item_id, ("", ""))[0]
    return training_problem(planned=True, trained=False, name=name, item=item)


def untrained(item_id: UUID, by: Actor, at: datetime) -> Refusal | None:
    """Why the deciding step of a power cannot be this actor's: an officer of a township without its training.

    No statement for those who decide at the county; the bodies are kept in the process.
    """
    if by.kind is not ActorKind.OFFICIAL or by.ref is None or by.body_id is None:
        return None
    if body_named(by.body_id, timezone.localdate(at)).kind != "township":
        return None
    return deciding_refused(item_id, by.ref, at)


def trained(item_id: UUID, officials: list[UUID], on: datetime) -> set[UUID]:
    """Which of some officials have completed the training of a power; one statement."""
    day = timezone.localdate(on)
    rows = Training.objects.filter(plan__item_id=item_id, official_id__in=officials, completed__lte=day)
    return set(rows.values_list("official_id", flat=True))


def plans() -> list[TrainingPlan]:
    """All training plans, by item; one statement."""
    return list(TrainingPlan.objects.select_related("giver").order_by("item__code"))
