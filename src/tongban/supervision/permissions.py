"""Who may see cards, explain them, judge them; a refusal says who may. Pure."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.refusals import Refusal

SUPERVISE = "supervise"
NOT_YOURS = Refusal("not_found", "没有查到这条记录。请从列表进入。", "We found no such record. Open it from its list.")
NOT_WATCHING = Refusal(
    "not_watching",
    "效能监督由效能监督岗、政务服务中心负责人和单位负责人查看。您自己的件请到“我的工作台”。",
    "Supervision is for the supervising posts, the manager of the centre and heads of bodies. Your own cases are on "
    "“My desk”.",
)
NOT_SUPERVISOR = Refusal(
    "not_supervisor", "这一步由效能监督岗办理。", "This step is done by a post for efficiency supervision."
)


def may_watch(by: Actor, *, government: UUID | None) -> Refusal | None:
    """Supervisors, the centre's manager and heads of bodies see the wall; heads of a body only their own."""
    if by.kind is ActorKind.OFFICIAL and by.duties & {SUPERVISE, "centre_manage", "lead"}:
        return None
    return NOT_WATCHING


def sees_all(by: Actor, *, government: UUID | None) -> bool:
    """Whether an actor sees every body: supervisors, the centre's manager, the head of the government."""
    if by.kind is not ActorKind.OFFICIAL:
        return by.kind is ActorKind.SYSTEM
    leads = by.has("lead") and by.body_id is not None and by.body_id == government
    return bool(by.duties & {SUPERVISE, "centre_manage"}) or leads


def may_see_card(by: Actor, body: UUID | None, post: UUID | None, *, government: UUID | None) -> Refusal | None:
    """A card is seen by those who see all, by the head of its body and in the post it is about; by nobody else."""
    if sees_all(by, government=government):
        return None
    own = by.kind is ActorKind.OFFICIAL and body is not None and by.body_id == body
    return None if own and (by.has("lead") or (post is not None and by.post_id == post)) else NOT_YOURS


def may_answer(by: Actor, body: UUID | None, post: UUID | None) -> Refusal | None:
    """The head of the body answers for it, or the post that the card is about."""
    own = by.kind is ActorKind.OFFICIAL and by.body_id is not None and by.body_id == body
    if own and (by.has("lead") or (by.duties and by.post_id == post)):
        return None
    return Refusal(
        "card_answer",
        "由这张牌所涉单位的负责人或者经办岗位说明、申诉和整改。",
        "The head of the body that the card is about, or the post concerned, explains, appeals and corrects.",
    )


def may_judge(by: Actor, *, concerned: Collection[UUID], judged_by: UUID | None = None) -> Refusal | None:
    """A supervisor who did not handle the case; on appeal another one than who judged it first."""
    if by.kind is not ActorKind.OFFICIAL or not by.has(SUPERVISE):
        return NOT_SUPERVISOR
    if by.ref in concerned:
        return Refusal(
            "judge_concerned",
            "您经办过这件事，不能审核这张牌。请由另一位效能监督人员审核。",
            "You had a part in this case, so you cannot judge the card. Another supervisor can.",
        )
    if judged_by is not None and by.ref == judged_by:
        return Refusal(
            "judge_twice",
            "这张牌是您认定的，申诉要由另一位效能监督人员复核。",
            "You upheld this card, so another supervisor judges the appeal.",
        )
    return None


def may_supervise(by: Actor) -> Refusal | None:
    """Rules are set by supervisors, or by the platform's set-up."""
    if by.kind is ActorKind.SYSTEM or (by.kind is ActorKind.OFFICIAL and by.has(SUPERVISE)):
        return None
    return NOT_SUPERVISOR


def may_recommend(by: Actor) -> Refusal | None:
    """A rectification is asked for and closed by supervisors and by the manager of the centre, who decides nothing."""
    if may_supervise(by) is None or (by.kind is ActorKind.OFFICIAL and by.has("centre_manage")):
        return None
    return Refusal(
        "not_recommending",
        "整改建议由效能监督岗或者政务服务中心负责人提出、了结。",
        "Supervising posts and the manager of the centre recommend a rectification and close it.",
    )


def may_answer_recommendation(by: Actor, body: UUID) -> Refusal | None:
    """The head of the body that it was sent to."""
    if by.kind is ActorKind.OFFICIAL and by.has("lead") and by.body_id == body:
        return None
    return Refusal(
        "recommendation_answer", "整改建议由收到它的单位负责人答复。", "The head of the body that received it answers."
    )
