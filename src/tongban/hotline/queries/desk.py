"""Whose desk the hotline is, and which body inspects discipline: by the duties of posts, never by a name."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from tongban.agencies.queries import bodies, posts_with_duty
from tongban.hotline.queries.clocks import ZONE
from tongban.kernel.refusals import refuse


def desk_body() -> UUID:
    """The body that runs the line: the one with the post that dispatches; refused where there is none."""
    found = posts_with_duty("dispatch") or posts_with_duty("operate")
    if not found:
        raise refuse("no_desk", zh="还没有设置 12345 派单岗，请联系系统管理岗。", en="No post dispatches orders yet.")
    return found[0].body_id


def discipline_body() -> UUID:
    """Where reports of misconduct go; refused where no post inspects discipline, never sent anywhere else."""
    found = posts_with_duty("discipline")
    if not found:
        raise refuse(
            "no_discipline",
            zh="检举控告请直接向纪检监察机关反映：12388。",
            en="Report misconduct to discipline inspection directly: 12388.",
        )
    return found[0].body_id


def government(at: datetime) -> UUID | None:
    """The county's government, whose head sees every body."""
    day = at.astimezone(ZONE).date()
    return next((body.id for body in bodies(day) if body.kind == "government"), None)
