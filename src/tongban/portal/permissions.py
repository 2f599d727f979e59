"""Who may see the portal's own staff pages; a refusal says who may. Pages of other things refuse for themselves."""

from __future__ import annotations

from uuid import UUID

from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.refusals import Refusal

LEADING_DUTIES = ("lead", "centre_manage")

NOT_LEADING = Refusal(
    "portal.not_leading",
    "这一页给单位负责人和政务服务中心负责人看。您要看自己的件，请到“我的工作台”。",
    "This page is for heads of bodies and of the service centre. Your own cases are on “My desk”.",
)


def may_see_minute(actor: Actor) -> Refusal | None:
    """Whether an actor may see the figures of a whole place: only posts that lead or manage a centre."""
    return None if any(actor.has(duty) for duty in LEADING_DUTIES) else NOT_LEADING


def may_see_publications(actor: Actor) -> Refusal | None:
    """What is overdue for the public is seen by who publishes or leads, and by who supervises."""
    duties = ("manage_list", "lead", "centre_manage", "supervise")
    if actor.kind is ActorKind.OFFICIAL and any(actor.has(duty) for duty in duties):
        return None
    return Refusal(
        "portal.not_publishing",
        "应公开事项由清单管理岗、单位负责人、政务服务中心负责人和效能监督岗查看。",
        "What is due to be public is read by the list office, heads, the manager of the centre and supervision.",
    )


def may_weigh_powers(actor: Actor, *, government: UUID | None) -> Refusal | None:
    """What was said of a power is read by the list office, the manager of the centre and the head of the government."""
    leads = actor.has("lead") and actor.body_id is not None and actor.body_id == government
    if actor.kind is ActorKind.OFFICIAL and (actor.has("manage_list") or actor.has("centre_manage") or leads):
        return None
    return Refusal(
        "portal.not_weighing",
        "群众对各项权力的意见由清单管理岗、政务服务中心负责人和县政府负责人查看。",
        "What people say of powers is read by the list office, the manager of the centre and the county's head.",
    )
