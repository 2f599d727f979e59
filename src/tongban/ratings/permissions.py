"""Who may rate, and who may work on a rating: nobody on their own work, nobody twice. Pure."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.refusals import Refusal

NOT_FOUND = Refusal("not_found", "没有查到这条评价。请从列表进入。", "We found no such rating. Open it from its list.")
NOT_STAFF = Refusal("not_staff", "评价的办理由工作人员进行。", "Ratings are worked on by officials.")
STAFF_RATES = Refusal(
    "staff_rates",
    "工作人员不能评价，也不能替办事人评价。请办事人用窗口评价器、手机或者自己的账号评。",
    "Officials cannot rate, nor rate for others. The person uses the counter device, a phone or their own account.",
)
OFFICE = frozenset({"supervise", "centre_manage"})


def may_rate(by: Actor, *, rater: UUID, holds_link: bool, told: bool = False) -> Refusal | None:
    """The person the service was for: signed in, holding its number and code, or at the counter device.

    `told`: the platform itself puts down what that person said of a closed order, as the ledger has it.
    """
    if told and by.kind is ActorKind.SYSTEM:
        return None
    if by.kind in (ActorKind.OFFICIAL, ActorKind.SYSTEM):
        return STAFF_RATES
    if holds_link or (by.kind is ActorKind.CITIZEN and by.ref == rater):
        return None
    return NOT_FOUND


def is_office(by: Actor) -> bool:
    """Whether the post looks after all ratings: the centre's manager or efficiency supervision."""
    return by.kind is ActorKind.OFFICIAL and bool(by.duties & OFFICE)


def may_see(by: Actor, *, body: UUID, owner_post: UUID) -> Refusal | None:
    """The post that was rated, the head of its body, and the ratings office."""
    own = by.kind is ActorKind.OFFICIAL and by.body_id == body
    if is_office(by) or (own and (by.has("lead") or (by.duties and by.post_id == owner_post))):
        return None
    return NOT_FOUND


def may_handle(by: Actor, *, body: UUID, owner_post: UUID) -> Refusal | None:
    """谁办理谁负责: the post that was rated, or the head of its body."""
    own = by.kind is ActorKind.OFFICIAL and by.body_id == body
    if own and (by.has("lead") or (by.duties and by.post_id == owner_post)):
        return None
    return Refusal(
        "not_the_rated",
        "差评由被评的岗位或者它的负责人联系、整改、申诉。",
        "The post that was rated, or the head of its body, contacts the rater, puts it right and appeals.",
    )


def may_check(by: Actor, *, body: UUID, handled_by: Collection[UUID]) -> Refusal | None:
    """Calling back, publishing and deciding an appeal: the ratings office, never a person or body concerned."""
    if not is_office(by):
        return Refusal(
            "not_ratings_office",
            "回访、公开和申诉裁定由效能监督岗或者政务服务中心负责人办理。",
            "Efficiency supervision or the manager of the centre calls back, publishes and decides appeals.",
        )
    if by.body_id == body or by.ref in handled_by:
        return Refusal(
            "own_rating",
            "这条差评评的是您的单位，或者您经办过，请由别人办理。",
            "This rating is about your own body, or you had a part in it. Somebody else does this.",
        )
    return None


def may_keep_devices(by: Actor) -> Refusal | None:
    """Counter devices are set up by the manager of the centre."""
    if by.kind is ActorKind.SYSTEM or (by.kind is ActorKind.OFFICIAL and by.has("centre_manage")):
        return None
    return Refusal(
        "not_for_centre", "评价器由政务服务中心负责人设置。", "The manager of the service centre sets up the devices."
    )


def may_survey(by: Actor) -> Refusal | None:
    """Surveys are drawn by the ratings office."""
    if by.kind is ActorKind.SYSTEM or is_office(by):
        return None
    return Refusal(
        "not_for_surveys",
        "问卷由效能监督岗或者政务服务中心负责人发起。",
        "Efficiency supervision or the manager of the centre draws surveys.",
    )
