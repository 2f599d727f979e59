"""Who may change the list: a refusal with its sentence, or None. When a change is possible is each act's own matter."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.refusals import Refusal


def may_manage_list(by: Actor) -> Refusal | None:
    """Items, versions, holdings and imports are the list office's (duty `manage_list`), or the platform's set-up."""
    if by.kind is ActorKind.SYSTEM or by.has("manage_list"):
        return None
    return Refusal(
        "not_list_office",
        "权责清单由清单管理岗维护，您现在的岗位不能改。需要调整的，请向清单管理岗提出。",
        "The power list is kept by the list office's post; yours cannot change it. Ask the list office for the change.",
    )


@dataclass(frozen=True, slots=True)
class Reach:
    """Which items a list office keeps: everything (the county's own office, the set-up), or those one body leads."""

    everything: bool
    body_id: UUID | None = None


def may_change_item(by: Actor, reach: Reach, lead: UUID | None) -> Refusal | None:
    """An item is changed by the county's list office, or by the list office of the body that leads it."""
    refusal = may_manage_list(by)
    if refusal is not None or reach.everything or (lead is not None and lead == reach.body_id):
        return refusal
    return Refusal(
        "not_your_item",
        "这个事项由别的单位牵头，您不能改。需要调整的，请向县权责清单管理岗提出。",
        "Another body leads this item, so you cannot change it. Ask the county's list office for the change.",
    )


NOT_YOUR_INCREASE = Refusal(
    "not_your_increase",
    "没有这条疑点，或者它不属于您所在的单位。",
    "There is no such finding, or it is not one of your body.",
)


def may_see_increase(by: Actor, reach: Reach, body: UUID | None) -> Refusal | None:
    """A finding is seen by the county's list office and its head, and by those of the body it concerns."""
    if may_see_comparison(by, reach) is None:
        return None
    own = by.kind is ActorKind.OFFICIAL and body is not None and by.body_id == body
    return None if own and (by.has("lead") or by.has("manage_list")) else NOT_YOUR_INCREASE


def may_see_comparison(by: Actor, reach: Reach) -> Refusal | None:
    """The claim beside the true change is for the county's list office and the county's head."""
    whole = by.kind is ActorKind.OFFICIAL and reach.everything
    if by.kind is ActorKind.SYSTEM or (whole and (by.has("manage_list") or by.has("lead"))):
        return None
    return Refusal(
        "comparison_reader",
        "整次比对由县权责清单管理岗和县政府负责人查看。",
        "A whole comparison is read by the county's list office and the county's head.",
    )


def may_read_increases(by: Actor) -> Refusal | None:
    """The findings are for list offices and for heads, who explain theirs."""
    if by.kind is ActorKind.SYSTEM or by.has("manage_list") or by.has("lead"):
        return None
    return Refusal(
        "not_increase_reader",
        "减事项、减材料的疑点由清单管理岗和单位负责人查看。",
        "Findings on cuts of the list are read by list offices and heads of bodies.",
    )


def may_explain_increase(by: Actor, body: UUID | None) -> Refusal | None:
    """The head of the department explains and reports the correction."""
    if by.kind is ActorKind.OFFICIAL and by.has("lead") and body is not None and by.body_id == body:
        return None
    return Refusal(
        "increase_head",
        "由这个事项所属单位的负责人说明和报告整改。",
        "The head of the body whose item it is explains and reports the correction.",
    )


def may_judge_increase(by: Actor, reach: Reach) -> Refusal | None:
    """The county's list office decides, never the department about itself."""
    if by.kind is ActorKind.SYSTEM or (by.has("manage_list") and reach.everything):
        return None
    return Refusal(
        "increase_judge",
        "由县权责清单管理岗比对和认定，单位不认定自己的疑点。",
        "The county's list office compares and decides; no body decides its own findings.",
    )


def may_vote(by: Actor, members: frozenset[UUID]) -> Refusal | None:
    """On an item of a round vote its members, but for those of the body that leads the item."""
    if by.kind is ActorKind.OFFICIAL and by.post_id in members:
        return None
    return Refusal(
        "not_voter",
        "您的岗位不在这一项的表决名单里。牵头单位的成员对本单位的事项只陈述意见，不投票。",
        "Your post does not vote on this item. Members of the body that leads an item are heard on it and do not vote.",
    )


def may_read_clearing(by: Actor) -> Refusal | None:
    """Rounds and disputes are read by list offices and heads of bodies; their results are published."""
    if by.kind is ActorKind.SYSTEM or by.has("manage_list") or by.has("lead"):
        return None
    return Refusal(
        "not_clearing_reader",
        "清理轮次和交叉裁决由清单管理岗和单位负责人查看，结果公布后人人可看。",
        "Rounds and disputes are read by list offices and heads of bodies; the results are published.",
    )


def may_lead(by: Actor, body: UUID) -> Refusal | None:
    """The head of a body speaks for it: states its case, decides as arbiter, answers a practice."""
    if by.kind is ActorKind.OFFICIAL and by.has("lead") and by.body_id == body:
        return None
    return Refusal(
        "not_its_head",
        "这一步由该单位负责人办理。",
        "This step is done by the head of that body.",
    )


def may_file_practice(by: Actor, government: UUID | None) -> Refusal | None:
    """The head of any body below the county government files a practice."""
    if by.kind is ActorKind.OFFICIAL and by.has("lead") and by.body_id not in (None, government):
        return None
    return Refusal(
        "not_practice_filer",
        "首创做法由乡镇或者部门的负责人申报。",
        "A practice is filed by the head of a township or department.",
    )
