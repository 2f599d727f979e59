"""Reading who staffs what, for the administrator: posts with their holders, absences with their cover, windows."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from tongban.agencies.models import Centre, Official, Post
from tongban.agencies.models.acting import head_of
from tongban.agencies.models.refs import Named
from tongban.agencies.models.staffing import absence_rows, empty_row, holding_rows, staff_rows, window_rows
from tongban.agencies.permissions import left_empty
from tongban.kernel.refusals import Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder(Named):
    """One holding of a post: who, in which role, from when, until when (None: open), and whether away now."""

    holding_id: UUID
    role: str
    official_id: UUID
    staff_no: str
    starts: datetime
    ends: datetime | None
    away: bool

    def holds(self, at: datetime) -> bool:
        """Whether the holding runs at a moment."""
        return self.starts <= at and (self.ends is None or at < self.ends)


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffedPost(Named):
    """A post of a body with its present and coming holders."""

    post_id: UUID
    key: str
    duties: frozenset[str]
    holders: list[Holder] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Named):
    """An official for choosing from a list."""

    official_id: UUID
    user_id: UUID
    staff_no: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover(Named):
    """A post of somebody away and who acts in it meanwhile; `by_zh` is empty where nobody does."""

    by_zh: str
    by_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Away(Named):
    """One recorded absence with its cover, post by post."""

    absence_id: UUID
    official_id: UUID
    body_id: UUID
    starts: datetime
    ends: datetime
    reason: str
    covers: tuple[Cover, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowRef(Named):
    """A window: its number, the post that serves there and who sits there now; `closed_at` when it is closed."""

    window_id: UUID
    centre_id: UUID
    number: int
    closed_at: datetime | None
    post_id: UUID
    sits: str


def staff_of_body(body_id: UUID, at: datetime) -> list[StaffedPost]:
    """The posts of a body with present and coming holders, by key; one statement."""
    found: dict[UUID, StaffedPost] = {}
    for pk, key, zh, en, duties, *held in staff_rows(body_id, at):
        post = found.setdefault(pk, StaffedPost(post_id=pk, key=key, name_zh=zh, name_en=en, duties=frozenset(duties)))
        if held[0] is not None:
            post.holders.append(_holder(*held))
    return list(found.values())


def _holder(
    pk: UUID, role: str, official: UUID, zh: str, en: str, no: str, starts: datetime, ends: datetime | None, away: bool
) -> Holder:
    return Holder(
        holding_id=pk, role=role, official_id=official, name_zh=zh, name_en=en, staff_no=no, starts=starts, ends=ends,
        away=away,
    )  # fmt: skip


def staffed_post(post_id: UUID, at: datetime) -> tuple[StaffedPost, UUID] | None:
    """(a post with all its holdings, the newest first, its body), or None when unknown."""
    row = Post.objects.filter(pk=post_id).first()
    if row is None:
        return None
    held = [_holder(*one) for one in holding_rows(post_id, at)]
    post = StaffedPost(
        post_id=row.pk,
        key=row.key,
        name_zh=row.name_zh,
        name_en=row.name_en,
        duties=frozenset(row.duties),
        holders=held,
    )
    return post, row.body_id


def people_of(body_id: UUID) -> list[Person]:
    """The officials of a body by staff number."""
    rows = Official.objects.filter(body_id=body_id).order_by("staff_no")
    return [
        Person(official_id=pk, user_id=user, name_zh=zh, name_en=en, staff_no=no)
        for pk, user, zh, en, no in rows.values_list("pk", "user_id", "name_zh", "name_en", "staff_no")
    ]


def everybody() -> list[tuple[UUID, Person]]:
    """(body, official) of all officials by body and staff number; one statement."""
    rows = Official.objects.order_by("body__key", "staff_no")
    return [
        (body, Person(official_id=pk, user_id=user, name_zh=zh, name_en=en, staff_no=no))
        for body, pk, user, zh, en, no in rows.values_list("body_id", "pk", "user_id", "name_zh", "name_en", "staff_no")
    ]


def person(official_id: UUID) -> tuple[Person, UUID] | None:
    """(an official, the body worked for), or None when unknown."""
    row = Official.objects.filter(pk=official_id).first()
    if row is None:
        return None
    found = Person(
        official_id=row.pk, user_id=row.user_id, name_zh=row.name_zh, name_en=row.name_en, staff_no=row.staff_no
    )
    return found, row.body_id


def absences(at: datetime, *, body_id: UUID | None = None, official_id: UUID | None = None) -> list[Away]:
    """Absences that run or come after a moment, of a body, of one official or of all; one statement."""
    return [
        Away(
            absence_id=pk, official_id=official, name_zh=zh, name_en=en, body_id=body, starts=starts, ends=ends,
            reason=reason,
            covers=tuple(
                Cover(name_zh=p, name_en=q, by_zh=c or "", by_en=d or "") for p, q, c, d in json.loads(covers)
            ),
        )
        for pk, official, zh, en, body, starts, ends, reason, covers in absence_rows(at, body_id, official_id)
    ]  # fmt: skip


def post_left_empty(official_id: UUID, starts: datetime, ends: datetime) -> Refusal | None:
    """Why an official's absence over a span would leave one of their posts with nobody, or None."""
    found = empty_row(official_id, starts, ends)
    if found is None:
        return None
    post_id, post, other, until = found
    day = timezone.localdate(until) if until else None
    return left_empty(post, other, day, head_of(post_id, starts))


def windows(at: datetime, *, closed: bool = False) -> list[WindowRef]:
    """The windows of all centres by number with who sits there; closed ones only when asked for. One statement."""
    return [
        WindowRef(
            window_id=pk,
            centre_id=centre,
            number=no,
            closed_at=shut,
            post_id=post,
            name_zh=zh,
            name_en=en,
            sits=sits or "",
        )
        for pk, centre, no, shut, post, zh, en, sits in window_rows(at)
        if closed or shut is None
    ]


def centre_ids() -> list[UUID]:
    """The bodies that run a service centre, branch or service point."""
    return list(Centre.objects.order_by("body__key").values_list("pk", flat=True))
