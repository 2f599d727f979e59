"""Who may connect systems and take files in: a refusal with its sentence, or None."""

from __future__ import annotations

from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.refusals import Refusal


def may_exchange(by: Actor) -> Refusal | None:
    """Systems, mappings and files are the administrator's (duty `admin`), or the platform's own jobs."""
    if by.kind is ActorKind.SYSTEM or by.has("admin"):
        return None
    return Refusal(
        "not_exchange",
        "外部系统由系统管理岗连接和维护，您现在的岗位不能改。需要接入或更正的，请向系统管理岗提出。",
        "Outside systems are connected by the administrator's post; yours cannot change them. Ask the administrator.",
    )
