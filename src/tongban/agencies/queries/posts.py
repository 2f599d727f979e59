"""Reading posts, who holds them and who therefore acts (AB 岗)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from tongban.agencies.models import Official, Post
from tongban.agencies.models.acting import hands, head_of, held_posts, holders
from tongban.agencies.models.refs import Acting, Hand, PostRef
from tongban.agencies.permissions import both_absent
from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.refusals import Refused, refuse


def post_for(body_id: UUID, duty: str) -> PostRef:
    """The post of a body that carries a duty (the first by key); refused when the body has none."""
    row = Post.objects.filter(body_id=body_id, duties__contains=[duty]).order_by("key").first()
    if row is None:
        raise refuse(
            "no_post",
            zh="该单位还没有设负责这一步的岗位，请联系系统管理岗。",
            en="This body has no post for this step yet; ask the administrator.",
        )
    return post_ref(row)


def posts(ids: Collection[UUID]) -> dict[UUID, PostRef]:
    """Some posts by id, for lists; unknown ids are left out."""
    return {row.pk: post_ref(row) for row in Post.objects.filter(pk__in=ids)}


def posts_of_body(body_id: UUID) -> list[PostRef]:
    """All posts of a body, by key."""
    return [post_ref(row) for row in Post.objects.filter(body_id=body_id).order_by("key")]


def posts_with_duty(duty: str) -> list[PostRef]:
    """All posts of all bodies that carry a duty, by body and key; one statement."""
    return [post_ref(row) for row in Post.objects.filter(duties__contains=[duty]).order_by("body__key", "key")]


def post_ref(row: Post) -> PostRef:
    """A post as others see it."""
    return PostRef(
        post_id=row.pk,
        body_id=row.body_id,
        place_id=row.place_id,
        key=row.key,
        duties=frozenset(row.duties),
        name_zh=row.name_zh,
        name_en=row.name_en,
    )


def posts_of(official_id: UUID, at: datetime) -> list[PostRef]:
    """The posts an official holds at a moment, A before B; one statement.

    `acting` tells whether this person does the post's work then (A, or B while A is away), `cover_for` for whom: a
    desk shows the cases of all posts with `acting`.
    """
    return held_posts(official_id, at)


def actor_of(official_id: UUID, post_id: UUID, at: datetime, channel: str = "web") -> Actor:
    """The official acting in a post at a moment; one statement.

    Refused when the official does not hold the post then. Who holds it but does not act (B while A is there, or anyone
    on leave) gets no duties: may look, cannot act.
    """
    for held in held_posts(official_id, at):
        if held.post_id == post_id:
            return as_actor(official_id, held, channel)
    raise refuse(
        "not_your_post",
        zh="您现在不在这个岗位任职，请换到您的岗位再办。",
        en="You do not hold this post now; switch to a post of yours.",
    )


def as_actor(official_id: UUID, held: PostRef, channel: str = "web") -> Actor:
    """The actor for one of an official's `posts_of`."""
    return Actor(
        ActorKind.OFFICIAL,
        ref=official_id,
        post_id=held.post_id,
        body_id=held.body_id,
        place_id=held.place_id,
        duties=held.duties if held.acting else frozenset(),
        cover_for=held.cover_for,
        channel=channel,
    )


def who_acts(post_id: UUID, at: datetime) -> Acting:
    """Who does a post's work at a moment: A, or B while A is away; refused, naming them and the head, if none is."""
    held = holders(post_id, at)
    first = next((official for role, official, *_ in held if role == "A"), None)
    for role, official, zh, en, away in held:
        if not away:
            covered = first if role == "B" else None
            return Acting(official_id=official, role=role, name_zh=zh, name_en=en, cover_for=covered)
    row = Post.objects.filter(pk=post_id).values_list("name_zh", flat=True).first()
    raise Refused(both_absent(row or "", [zh for _, _, zh, _, _ in held], head_of(post_id, at)))


def hands_of(post_ids: Collection[UUID], at: datetime) -> dict[UUID, Hand]:
    """Whose hands several posts are in at a moment, for pages that name the person; one statement, nobody refused."""
    return {
        post: Hand(post_id=post, body_id=body, name_zh=zh, name_en=en, official_id=who, official=name, role=role)
        for post, body, zh, en, who, name, role in hands(list(post_ids), at)
    }


def official_names(ids: Collection[UUID]) -> dict[UUID, str]:
    """Names of officials by id, for histories and lists; unknown ids are left out."""
    return dict(Official.objects.filter(pk__in=ids).values_list("pk", "name_zh"))
