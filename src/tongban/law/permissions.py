"""Who may keep the law library: a refusal with its sentence, or None."""

from __future__ import annotations

from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.refusals import Refusal


def may_keep_laws(by: Actor) -> Refusal | None:
    """Laws are entered, amended and repealed here by the list office (duty `manage_list`), or the platform's set-up."""
    if by.kind is ActorKind.SYSTEM or by.has("manage_list"):
        return None
    return Refusal(
        "not_list_office",
        "法律依据由清单管理岗维护，您现在的岗位不能改。需要补充的，请向清单管理岗提出。",
        "The law library is kept by the list office's post; yours cannot change it. Ask the list office for the entry.",
    )
