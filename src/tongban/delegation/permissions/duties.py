"""Who may publish the duty lists of townships. Pure."""

from __future__ import annotations

from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.refusals import Refusal


def may_publish_duties(by: Actor) -> Refusal | None:
    """The list office publishes them; the lists are the county's, no township and no department writes its own."""
    if by.kind is ActorKind.SYSTEM or by.has("manage_list"):
        return None
    return Refusal(
        "not_duty_office",
        "乡镇履职事项清单由县里的清单管理岗公布。要改哪一条，请向清单管理岗提出。",
        "The duty lists of townships are published by the county's list office. Tell it which line should change.",
    )
