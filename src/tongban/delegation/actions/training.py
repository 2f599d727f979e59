"""Training per power: planned by the list office, completed person by person, recorded by who gave the power (D-26)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from tongban.agencies.actions.recording import begin, go_on, stop
from tongban.agencies.queries import person
from tongban.delegation.events.capacity import TrainingCompleted, TrainingPlanned
from tongban.delegation.models import Training, TrainingPlan
from tongban.delegation.permissions.capacity import may_act_for_giver, may_plan_training
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import refuse


@transaction.atomic
def plan_training(*, item_id: UUID, giver_id: UUID, since: date, by: Actor, at: datetime) -> UUID:
    """From a day on whoever decides on a power at a township needs its training; refused when planned already."""
    stop(may_plan_training(by))
    if TrainingPlan.objects.filter(item_id=item_id).exists():
        raise refuse("training_planned", zh="这项权力已有培训计划。", en="This power has a training plan already.")
    row = TrainingPlan(item_id=item_id, giver_id=giver_id, since=since)
    begin(row, TrainingPlanned(item=item_id, giver=giver_id, since=since), by=by, at=at)
    return row.pk


@transaction.atomic
def complete_training(*, plan_id: UUID, official_id: UUID, completed: date, by: Actor, at: datetime) -> None:
    """An officer completed the training of a power; recorded by the head of the body that gives it, once a person."""
    plan = TrainingPlan.objects.select_for_update().filter(pk=plan_id).first()
    if plan is None or person(official_id) is None or completed > timezone.localdate(at):
        raise refuse(
            "training_incomplete",
            zh="请选择培训计划和人员，日期不能在以后。",
            en="Choose the plan, the officer and a day that is not to come.",
        )
    stop(may_act_for_giver(by, plan.giver_id))
    seq = go_on(plan, TrainingCompleted(official=official_id, completed=completed), by=by, at=at)
    try:
        with transaction.atomic():
            Training.objects.create(plan=plan, official_id=official_id, completed=completed, seq=seq)
    except IntegrityError as twice:
        raise refuse("trained_already", zh="此人已登记培训合格。", en="This was recorded already.") from twice
