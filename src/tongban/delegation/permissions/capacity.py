"""Who records what townships have, trains, seconds and supervises. Pure."""

from __future__ import annotations

from uuid import UUID

from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.refusals import Refusal


def may_record_capacity(by: Actor, township: UUID) -> Refusal | None:
    """The county's list office or the township's head record the township's figures."""
    if by.kind is ActorKind.SYSTEM or by.has("manage_list") or (by.body_id == township and by.has("lead")):
        return None
    return Refusal(
        "not_for_capacity",
        "乡镇能力台账由该乡镇负责人或清单管理岗登记。",
        "A township's capacity is recorded by its head or the list office.",
    )


def may_second(by: Actor, home: UUID) -> Refusal | None:
    """The head of the home body seconds its officers."""
    if by.kind is ActorKind.SYSTEM or (by.body_id == home and by.has("lead")):
        return None
    return Refusal(
        "not_home_head", "人员下沉由原单位负责人办理。", "Officers are seconded by the head of their own body."
    )


def may_appraise(by: Actor, township: UUID) -> Refusal | None:
    """The head of the township where an officer is seconded appraises; the home body does not (S3)."""
    if by.kind is ActorKind.SYSTEM or (by.body_id == township and by.has("lead")):
        return None
    return Refusal(
        "not_appraiser",
        "下沉干部由所在乡镇负责人考核。",
        "A seconded officer is appraised by the head of the township.",
    )


def may_plan_training(by: Actor) -> Refusal | None:
    """The list office says which powers need a training."""
    if by.kind is ActorKind.SYSTEM or by.has("manage_list"):
        return None
    return Refusal(
        "not_list_office", "培训计划由清单管理岗制定。", "Which powers need a training is said by the list office."
    )


def may_act_for_giver(by: Actor, giver: UUID) -> Refusal | None:
    """The head of the body that gave the power away trains, samples and guides."""
    if by.kind is ActorKind.SYSTEM or (by.body_id == giver and by.has("lead")):
        return None
    return Refusal(
        "not_giver",
        "培训、抽查和指导由放权部门负责人登记。",
        "Training, sampling and guidance are recorded by the head of the body that gave the power.",
    )
