"""Who may connect systems and take files in: a refusal with its sentence, or None."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

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


ANSWERING = ("accept", "review", "decide", "lead")


def may_see_entrants(by: Actor) -> Refusal | None:
    """New firms are seen by those who handle licences in a body."""
    if by.kind is ActorKind.OFFICIAL and by.body_id is not None and any(by.has(duty) for duty in ANSWERING):
        return None
    return Refusal(
        "not_entrant_reader",
        "新设主体由各单位受理、审查、决定和负责的岗位认领，您现在的岗位不能看。",
        "New firms are claimed by posts that accept, review, decide or lead; your post cannot see them.",
    )


def may_answer_entrant(by: Actor, bodies: Collection[UUID]) -> Refusal | None:
    """A firm is claimed, sent back and read by the body that was told of it, as if it were not there for others."""
    problem = may_see_entrants(by)
    if problem is not None or by.body_id in bodies:
        return problem
    return Refusal("not_your_entrant", "没有推送给本单位的这一户。", "Your body was not told of such a firm.")
