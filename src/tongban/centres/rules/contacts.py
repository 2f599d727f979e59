"""首问负责: whoever is asked first owns the question until somebody takes it over. Pure."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.refusals import Refusal

OPEN, ANSWERED = "open", "answered"
QUESTION_LENGTH: Final = range(2, 501)
NOT_FOUND: Final = Refusal("not_found", "没有查到这条首问记录。", "We found no such question.")


def question_problem(text: str) -> Refusal | None:
    """A question, like an answer, says something and fits a note."""
    if len(text.strip()) in QUESTION_LENGTH:
        return None
    return Refusal("contact_words", "请写明内容，2 到 500 个字。", "Write what it is, in 2 to 500 characters.")


def may_record(by: Actor) -> Refusal | None:
    """Any official in a post whose work they do: whoever is asked does not send people away."""
    if by.kind is ActorKind.OFFICIAL and by.post_id is not None and by.duties:
        return None
    return Refusal(
        "not_an_official", "首问登记由被问到的工作人员办理。", "The official who was asked records the question."
    )


def may_answer(by: Actor, owner_post: UUID) -> Refusal | None:
    """The owner answers or hands over: the first asked, until another post has taken the question over."""
    if by.kind is ActorKind.OFFICIAL and by.post_id == owner_post and by.duties:
        return None
    return Refusal(
        "not_the_owner",
        "这个问题不在您手里，由首问岗位或者接手的岗位答复。",
        "This question is not in your hands; the post that was asked, or that took it over, answers it.",
    )


def may_take(by: Actor, offered_post: UUID | None) -> Refusal | None:
    """Only the post to which it was offered takes a question over."""
    if offered_post is not None and by.kind is ActorKind.OFFICIAL and by.post_id == offered_post and by.duties:
        return None
    return Refusal("not_offered", "这个问题没有转给您的岗位。", "This question was not offered to your post.")


def may_see(by: Actor, *, owner_post: UUID, offered_post: UUID | None, first_post: UUID) -> bool:
    """The posts whose hands it is or was in, the post it is offered to, and the manager of the centre."""
    if by.kind is not ActorKind.OFFICIAL or not by.duties:
        return False
    return by.post_id in {owner_post, offered_post, first_post} or by.has("centre_manage")


def standing(*, over: bool, last_day: bool) -> str:
    """The state whose shape and words a page shows: `red` over the limit, `near` on its last day, else `on`."""
    return "red" if over else "near" if last_day else "on"
