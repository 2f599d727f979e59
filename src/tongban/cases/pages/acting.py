"""Who asks, on staff pages of cases: the official with all posts they act in now, and the one an act is done in.

A desk shows the work of all these posts; an act is always done in the one post that holds its task.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils import timezone

from tongban.agencies.queries import as_actor
from tongban.cases.permissions import may_see_case
from tongban.cases.queries.casefile import CaseFile, case_file
from tongban.kernel.actor import ANONYMOUS, Actor, ActorKind
from tongban.kernel.refusals import Refusal

NO_POST = Refusal(
    "no_post_now",
    "您现在没有在岗的岗位，没有工作台。需要任职或代岗的，请联系本单位管理员。",
    "You act in no post now, so you have no desk. Ask your body's administrator for a post or for cover.",
)
STAFF_ONLY = Refusal(
    "staff_only",
    "这一页给经办人员看。您的办件请到“我的事”查看。",
    "This page is for officials. Your own applications are under “My cases”.",
)


@dataclass(frozen=True, slots=True)
class Staff:
    """The official of a request: the actor of the chosen post, and the actors of all posts in which they act."""

    actor: Actor
    name: str
    posts: tuple[Any, ...]
    actors: tuple[Actor, ...]

    @property
    def post_ids(self) -> tuple[UUID, ...]:
        """The posts whose work stands on the desk."""
        return tuple(post.post_id for post in self.posts)

    def in_post(self, post_ids: Iterable[UUID | None]) -> Actor:
        """The actor in the first of these posts that is theirs; else in the chosen post, to be refused there."""
        wanted = list(post_ids)
        return next((actor for actor in self.actors if actor.post_id in wanted), self.actor)

    def with_duty(self, duties: Sequence[str], body_id: UUID | None = None) -> Actor:
        """The actor of a post that carries one of the duties (in a body); else the chosen one, to be refused there."""
        able = [actor for actor in self.actors if actor.duties & set(duties)]
        return next((actor for actor in able if body_id in (None, actor.body_id)), self.actor)

    def cover_of(self, post_id: UUID | None) -> str:
        """For whom the official does the work of a post; empty in their own."""
        return next((post.cover_name for post in self.posts if post.post_id == post_id), "")


def staff_of(request: HttpRequest) -> Staff:
    """The official who asks. Citizens and strangers are refused (403) before anything is looked up."""
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    if actor.kind is not ActorKind.OFFICIAL or actor.ref is None:
        raise PermissionDenied(STAFF_ONLY)
    presence = request.presence  # type: ignore[attr-defined]
    acting = tuple(post for post in presence.posts if post.acting)
    actors = tuple(as_actor(actor.ref, post) for post in acting)
    return Staff(actor, presence.official[1] if presence.official else "", acting, actors)


def open_case(staff: Staff, case_id: UUID) -> CaseFile:
    """A case that this official may see; 404 for all others, whether it exists or not."""
    file = case_file(case_id)
    if file is None or not any(_may_see(actor, file) for actor in (staff.actor, *staff.actors)):
        raise Http404
    return file


def _may_see(actor: Actor, file: CaseFile) -> bool:
    bodies = {file.case.body_id, *(task.body_id for task in file.tasks if task.body_id)}
    posts = {file.case.window_post_id, *(task.post_id for task in file.tasks)} - {None}
    return may_see_case(actor, applicant_id=file.case.applicant_id, bodies=bodies, posts=posts) is None


STATUS: Final = {
    403: {"not_your_post", "no_duty", "reviewed_it", "not_your_body", "may_not_urge", "not_handling"},
    409: {"stale", "case_state", "task_done", "urged_today", "paused_already", "not_paused", "extended_already",
          "branches_open", "paused"},
}  # fmt: skip


def status_of(problem: Refusal) -> int:
    """The answer's number for a refusal: 403 who may, 409 somebody or something was first, 422 what to mend."""
    return next((status for status, codes in STATUS.items() if problem.code in codes), 422)


def now_of(request: HttpRequest) -> Any:
    """The moment of a request; one for the whole page, so that no two sentences disagree."""
    return timezone.now()
