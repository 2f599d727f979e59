"""Who may change the list: a refusal with its sentence, or None. When a change is possible is each act's own matter."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

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


@dataclass(frozen=True, slots=True)
class Reach:
    """Which items a list office keeps: everything (the county's own office, the set-up), or those one body leads."""

    everything: bool
    body_id: UUID | None = None


def may_change_item(by: Actor, reach: Reach, lead: UUID | None) -> Refusal | None:
    """An item is changed by the county's list office, or by the list office of the body that leads it."""
    refusal = may_manage_list(by)
    if refusal is not None or reach.everything or (lead is not None and lead == reach.body_id):
        return refusal
    return Refusal(
        "not_your_item",
        "这个事项由别的单位牵头，您不能改。需要调整的，请向县权责清单管理岗提出。",
        "Another body leads this item, so you cannot change it. Ask the county's list office for the change.",
    )
