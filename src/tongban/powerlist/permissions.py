"""Who may change the list: a refusal with its sentence, or None. When a change is possible is each act's own matter."""

from __future__ import annotations

from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.refusals import Refusal


def may_manage_list(by: Actor) -> Refusal | None:
    """Items, versions, holdings and imports are the list office's (duty `manage_list`), or the platform's set-up."""
    if by.kind is ActorKind.SYSTEM or by.has("manage_list"):
        return None
    return Refusal(
        "not_list_office",
        "权责清单由清单管理岗维护，您现在的岗位不能改。需要调整的，请向清单管理岗提出。",
        "The power list is kept by the list office's post; yours cannot change it. Ask the list office for the change.",
    )
