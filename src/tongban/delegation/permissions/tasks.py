"""Who may send tasks to townships, answer for those no line covers, sign, report and give back. Pure."""

from __future__ import annotations

from uuid import UUID

from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.refusals import Refusal

HANDLING = ("accept", "review", "decide", "lead")


def may_send(by: Actor, kind: str) -> Refusal | None:
    """The head of a body above the townships sends tasks; `kind` is that of the actor's body."""
    if by.has("lead") and kind in ("department", "government", "centre"):
        return None
    return Refusal(
        "not_sender",
        "给乡镇下派任务由县级部门负责人办理。",
        "Tasks for townships are sent by the head of a county body.",
    )


def may_answer(by: Actor, government: UUID | None) -> Refusal | None:
    """The county's list office or its head says whether a task that no line covers goes down."""
    if government is not None and by.body_id == government and (by.has("manage_list") or by.has("lead")):
        return None
    return Refusal(
        "not_county",
        "清单以外的任务由县政府批准或者退回，由清单管理岗和县长办理。",
        "A task on no list is approved or returned by the county government: its list office or its head.",
    )


def may_handle(by: Actor, township: UUID) -> Refusal | None:
    """Those who handle matters of a township sign for its tasks and report on them."""
    if by.body_id == township and any(by.has(duty) for duty in HANDLING):
        return None
    return Refusal("not_this_township", "这项任务由该乡镇办理。", "This task is for that township to handle.")


def may_give_back(by: Actor, township: UUID) -> Refusal | None:
    """The township's head gives a task back."""
    if by.body_id == township and by.has("lead"):
        return None
    return Refusal("not_township_head", "退回任务由乡镇负责人办理。", "The head of the township gives a task back.")


def sees_task(by: Actor, sender: UUID, township: UUID, government: UUID | None) -> bool:
    """The sender, the township and the county government see a task."""
    return by.kind is ActorKind.OFFICIAL and by.body_id in (sender, township, government)
