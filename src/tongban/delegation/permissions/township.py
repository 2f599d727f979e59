"""Who sees how a township stands: itself and the county government. Pure."""

from __future__ import annotations

from uuid import UUID

from tongban.kernel.actor import Actor, ActorKind


def sees_township(by: Actor, township: UUID, government: UUID | None) -> bool:
    """A township's own officials and the county government see its tasks, capacity and burden."""
    return by.kind is ActorKind.OFFICIAL and by.body_id is not None and by.body_id in (township, government)


def sees_capacity(by: Actor, township: UUID, government: UUID | None) -> bool:
    """What a township has is seen, too, by the heads of the bodies that train, second and supervise."""
    return sees_township(by, township, government) or (by.kind is ActorKind.OFFICIAL and by.has("lead"))
