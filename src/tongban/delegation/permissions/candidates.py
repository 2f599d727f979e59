"""Who keeps decision tables and chooses modes: the list office; who may look: it, heads and the centre's manager."""

from __future__ import annotations

from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.refusals import Refusal

_KEEPS = "manage_list"


def may_choose(by: Actor) -> Refusal | None:
    """Tables, traits and choices are the list office's, or the platform's set-up."""
    if by.kind is ActorKind.SYSTEM or (by.kind is ActorKind.OFFICIAL and by.has(_KEEPS)):
        return None
    return Refusal(
        "not_list_office",
        "决策表和下放方式由清单管理岗维护。有意见请向清单管理岗提出。",
        "Decision tables and modes are kept by the list office. Tell the list office what should change.",
    )


def may_look(by: Actor) -> Refusal | None:
    """Candidates and tables are read by the list office, heads of bodies and the manager of the centre."""
    if by.kind is ActorKind.OFFICIAL and by.duties & {_KEEPS, "lead", "centre_manage"}:
        return None
    return Refusal(
        "not_for_candidates",
        "下放候选事项由清单管理岗、单位负责人和中心负责人查看。",
        "Candidates for delegation are for the list office, heads of bodies and the manager of the centre.",
    )
