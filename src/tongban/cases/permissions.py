"""Who may act on a case: pure; each function returns a refusal (a sentence) or None.

When an act is possible stands in `rules`.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol
from uuid import UUID

from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.refusals import Refusal

HANDLING = frozenset({"accept", "review", "decide"})
NOT_YOURS = Refusal(
    "not_found", "没有查到这件办件。请核对编号，或从“我的事”进入。", "We found no such case. Check the number."
)


def not_your_post(post_zh: str, post_en: str) -> Refusal:
    """The sentence for an official of another post: whose hands the task is in."""
    return Refusal(
        "not_your_post",
        "这一步在{post}手里，您现在的岗位不能办。需要代办的，请由该岗位转交。",
        "This step is in the hands of {post_en}; your present post cannot do it. That post can hand it over.",
        {"post": post_zh, "post_en": post_en},
    )


def may_work_on_task(
    by: Actor, *, post_id: UUID | None, duty: str, post_zh: str = "其他岗位", post_en: str = "another post"
) -> Refusal | None:
    """A task is done by the post it was given to, in that post; the system does what the flow gives to the system."""
    if by.kind is ActorKind.SYSTEM:
        return None
    if by.kind is not ActorKind.OFFICIAL or by.post_id is None:
        return not_your_post(post_zh, post_en)
    if by.post_id != post_id:
        return not_your_post(post_zh, post_en)
    if not by.has(duty):
        return Refusal(
            "no_duty",
            "您的岗位没有这项职责，不能办理这一步。请联系本单位管理员核对岗位职责。",
            "Your post does not carry this duty. Ask your body's administrator to check the duties of the post.",
        )
    return None


def may_note(by: Actor, *, posts: Collection[UUID | None]) -> Refusal | None:
    """Notes on papers are written by those who have or had a step in the case, for each other."""
    if by.kind is ActorKind.OFFICIAL and by.post_id in posts and by.duties & HANDLING:
        return None
    return Refusal(
        "not_handling",
        "批注由经办本件的岗位写，您现在的岗位没有经办本件。",
        "Notes are written by the posts that handle the case; yours does not.",
    )


def may_decide(by: Actor, *, reviewers: Collection[UUID], separate: bool) -> Refusal | None:
    """Whoever reviewed a case does not decide it where its flow keeps the two apart."""
    if separate and by.ref in reviewers:
        return Refusal(
            "reviewed_it",
            "您审查过本件，不能作决定。可以由本单位其他负责决定的人员办理。",
            "You reviewed this case, so you cannot decide it. Another official with the duty to decide can.",
        )
    return None


def may_review(by: Actor, *, chairs: Collection[UUID]) -> Refusal | None:
    """Whoever chairs a hearing of the case does not review it (licence law art. 48)."""
    if by.ref in chairs:
        return Refusal(
            "chairs_hearing",
            "您是本件的听证主持人，不能审查本件（行政许可法第四十八条）。请由本岗位的其他人员审查。",
            "You chair the hearing of this case, so you cannot review it (licence law art. 48). Another official of "
            "the post can.",
        )
    return None


def may_act_as_applicant(by: Actor, *, applicant_id: UUID) -> Refusal | None:
    """The applicant's own acts, or those of whoever acts for them (`on_behalf_of`, set from a mandate only).

    A stranger learns nothing, not even that the case exists.
    """
    own = by.kind is ActorKind.CITIZEN and by.ref == applicant_id
    mine = own or (by.on_behalf_of == applicant_id and (by.kind is ActorKind.CITIZEN or by.has("assist")))
    return None if mine or by.kind is ActorKind.SYSTEM else NOT_YOURS


def may_see_case(
    by: Actor, *, applicant_id: UUID, bodies: Collection[UUID], posts: Collection[UUID | None]
) -> Refusal | None:
    """The applicant sees a case, and so do officials whose body has a task in it.

    The centre manager and the leaders of the place see every case. The head of a body, who decides besides leading,
    sees the cases of that body only.
    """
    if by.kind is ActorKind.CITIZEN:
        return may_act_as_applicant(by, applicant_id=applicant_id)
    if by.kind is ActorKind.SYSTEM:
        return None
    if by.kind is ActorKind.OFFICIAL and (by.body_id in bodies or by.post_id in posts):
        return None
    leads_the_place = by.has("lead") and not by.duties & HANDLING
    if by.kind is ActorKind.OFFICIAL and (by.has("centre_manage") or leads_the_place):
        return None
    return NOT_YOURS


def only_by_oneself(by: Actor) -> Refusal | None:
    """What no mandate carries: withdrawing, answering on a hearing, promising instead of proving."""
    if by.on_behalf_of is None:
        return None
    return Refusal(
        "only_oneself",
        "这一步要由申请人本人办理，代办人不能代办。",
        "The applicant does this in person; nobody does it by mandate.",
    )


def may_receive(by: Actor) -> Refusal | None:
    """Receipt (收件) by any integrated-window clerk, or online by the applicant or who acts for them by mandate."""
    helping = by.on_behalf_of is not None and by.has("assist")
    at_window = by.kind is ActorKind.OFFICIAL and (by.has("receive") or helping)
    if by.kind in {ActorKind.SYSTEM, ActorKind.CITIZEN} or at_window:
        return None
    return Refusal(
        "may_not_receive",
        "只有综合窗口的收件岗位可以收件。请由窗口人员办理，或让申请人网上提交。",
        "Only a window post may receive applications. Ask a window clerk, or let the applicant file online.",
    )


def may_be_second(by: Actor, *, given: Collection[UUID], post_id: UUID | None, body_id: UUID | None) -> Refusal | None:
    """A step for two is done by two (licence law art. 34 para. 3): nobody gives both opinions.

    The second is the other holder of the post, who need not be covering for anybody, or another reviewer of the body.
    """
    if by.ref in given:
        return Refusal(
            "second_person",
            "这一步要两个人核查，您已经提出过意见，还要由本单位的另一人提出。",
            "Two persons do this step. You have given your opinion; a colleague of your body gives the second.",
        )
    colleague = by.post_id == post_id or (by.body_id == body_id and by.has("review"))
    if by.kind is ActorKind.OFFICIAL and colleague:
        return None
    return Refusal(
        "not_second",
        "第二人核查由承办岗位的另一岗或者本单位其他审查人员办理。",
        "The second opinion is given by the other holder of the post, or another reviewer of the same body.",
    )


class PostSeen(Protocol):
    """What a permission reads of a post."""

    @property
    def post_id(self) -> UUID: ...
    @property
    def body_id(self) -> UUID: ...
    @property
    def duties(self) -> frozenset[str]: ...


def may_hand_over(
    by: Actor, *, post_id: UUID | None, body_id: UUID | None, duty: str, target: PostSeen | None
) -> Refusal | None:
    """A step is handed over by its own post, or by the head of the body, to another post of the body that can do it."""
    own = by.kind is ActorKind.OFFICIAL and by.post_id == post_id and bool(by.duties)
    if not own and not (by.body_id == body_id and by.has("lead")):
        return Refusal(
            "not_yours_to_hand",
            "只有承办这一步的岗位和本单位负责人可以转交。",
            "Only the post that holds this step, or the head of its body, can hand it over.",
        )
    if target is None or target.body_id != body_id or target.post_id == post_id or duty not in target.duties:
        return Refusal(
            "handover_target",
            "只能转交给本单位另一个有这项职责的岗位。请从名单里选。",
            "It can be handed only to another post of the same body that carries this duty. Choose from the list.",
        )
    return None


def may_take_over(by: Actor, *, to_post: UUID) -> Refusal | None:
    """Whoever acts in the post it was offered to takes a step over, nobody for them."""
    if by.kind is ActorKind.OFFICIAL and by.post_id == to_post and by.duties:
        return None
    return Refusal(
        "not_offered_to_you",
        "这一步不是转交给您的岗位的，不能接收。",
        "This step was not offered to your post.",
    )


def may_decide_at_once(by: Actor, *, body_id: UUID) -> Refusal | None:
    """即办: an official of the competent organ whose post decides; a chief window representative has such a post."""
    if by.kind is ActorKind.OFFICIAL and by.body_id == body_id and by.has("decide"):
        return None
    return Refusal(
        "not_at_once_by_you",
        "当场作出决定须由承办单位有决定权的人员或者首席代表办理。您可以先收件，由该单位办理。",
        "Only an official of the competent body with the authority to decide can decide at once. "
        "You can receive it; that body goes on.",
    )


def may_turn(by: Actor, *, body_id: UUID, duties: Collection[str]) -> Refusal | None:
    """Pause, resume and extend belong to posts of the lead body that carry one of the duties."""
    if by.kind is ActorKind.SYSTEM or (by.body_id == body_id and by.duties & set(duties)):
        return None
    return Refusal(
        "not_your_body",
        "只有本件的牵头单位可以办理这一步。请与牵头单位联系。",
        "Only the lead body of this case can do this. Contact that body.",
    )


def may_extend(by: Actor, *, body_id: UUID, joint: bool) -> Refusal | None:
    """The head of the organ extends; of joint handling the head of the government (`body_id`) does (art. 42)."""
    if by.kind is ActorKind.SYSTEM or (by.body_id == body_id and by.has("lead")):
        return None
    if joint:
        return Refusal(
            "not_government_head",
            "本件依法联合办理，延长期限由本级人民政府负责人批准，部门负责人不能批准（行政许可法第四十二条第二款）。",
            "This case is handled jointly by law: only the head of the government approves its extension, not the head "
            "of a department (licence law art. 42(2)).",
        )
    return Refusal(
        "not_your_body",
        "延长期限由本件牵头单位的负责人批准。请与该单位负责人联系。",
        "The head of the lead body approves an extension. Contact that head.",
    )


def may_urge(by: Actor) -> Refusal | None:
    """The centre manager and the lead post may urge; nobody decides in a body's name by urging."""
    if by.kind is ActorKind.OFFICIAL and by.duties & {"centre_manage", "lead", "decide", "review", "accept"}:
        return None
    return Refusal(
        "may_not_urge",
        "只有办理本件的单位和服务中心可以催办。",
        "Only the bodies of this case and the centre may urge.",
    )


NOT_FOR_LISTS = Refusal(
    "not_for_lists",
    "这一页给办件的单位看。请用您的工作账号登录；查自己的办件，请到“我的事”或“查进度”。",
    "This page is for the bodies that handle cases. Sign in with your official account; your own cases are under "
    "“My cases”.",
)
NOT_IN_VIEW = Refusal(
    "not_in_view",
    "您现在的岗位只能看本单位的件。要看其他单位的，请向政务服务中心或县政府办公室询问。",
    "Your post sees the cases of its own body only. Ask the service centre or the county office about others.",
)
NOT_FOR_CENTRE = Refusal(
    "not_for_centre",
    "这一页给政务服务中心负责人看。您要看自己的件，请到“我的工作台”。",
    "This page is for the manager of the service centre. Your own cases are on “My desk”.",
)


def may_manage_centre(by: Actor) -> Refusal | None:
    """The centre manager sees how windows and bodies stand and may urge; no decision comes with it."""
    return None if by.kind is ActorKind.OFFICIAL and by.has("centre_manage") else NOT_FOR_CENTRE
