"""Who acts: the one value that every act takes as `by=`.

It says by whom, in which post and body, for whom, and who typed it in. It is not a user account and not a permission:
accounts live in `agencies`, permissions in each thing's `permissions`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class ActorKind(StrEnum):
    """What kind of person or machine acts."""

    ANONYMOUS = "anonymous"
    CITIZEN = "citizen"
    OFFICIAL = "official"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Actor:
    """One acting person at one moment.

    `ref` is the official's or party's random id (for the system: a fixed one); `post_id`, `body_id`, `place_id` are
    set for
    officials; `duties` are those of the post; `cover_for` is the absent official whose work is done; `on_behalf_of`
    is the party for whom somebody else files (proxy); `channel` is window, web, mobile, agent, job or import.
    """

    kind: ActorKind
    ref: UUID | None = None
    post_id: UUID | None = None
    body_id: UUID | None = None
    place_id: UUID | None = None
    duties: frozenset[str] = frozenset()
    cover_for: UUID | None = None
    on_behalf_of: UUID | None = None
    channel: str = "web"

    def has(self, duty: str) -> bool:
        """Whether the post in which this actor acts carries a duty."""
        return duty in self.duties


ANONYMOUS = Actor(ActorKind.ANONYMOUS)
SYSTEM = Actor(ActorKind.SYSTEM, ref=UUID("00000000-0000-7000-8000-000000000001"), channel="job")
