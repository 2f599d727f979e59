"""Who may do what with an order; a refusal says who may. Pure."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.refusals import Refusal

OPERATE, DISPATCH, HANDLE, CALL_BACK, DISCIPLINE = "operate", "dispatch", "handle", "call_back", "discipline"
DESK = frozenset({OPERATE, DISPATCH, CALL_BACK, "centre_manage", "supervise"})
WORKS = frozenset({*DESK, CALL_BACK, HANDLE, DISCIPLINE, "lead"})
NOT_FOUND = Refusal("not_found", "没有查到这件诉求。请从列表进入。", "We found no such order. Open it from its list.")

OWN_BODY = Refusal(
    "own_body", "被投诉单位的人不能调查、协调。", "Nobody of the body complained about investigates or coordinates."
)


NOT_THE_LINE = Refusal(
    "not_the_line",
    "热线工单由 12345 各岗和承办单位的承办岗、负责人查看。您自己的诉求请到“我的诉求”。",
    "Orders are for the posts of the hotline and those who handle them. Your own requests are under “My requests”.",
)


def _only(by: Actor, duties: Collection[str], code: str, zh: str, en: str) -> Refusal | None:
    held = by.kind is ActorKind.OFFICIAL and by.duties & set(duties)
    return None if held or by.kind is ActorKind.SYSTEM else Refusal(code, zh, en)


def may_operate(by: Actor) -> Refusal | None:
    """Requests of others are taken down by operators, at a window, or brought by another platform."""
    return _only(
        by, {OPERATE, DISPATCH, "receive"}, "not_operator", "代群众登记诉求，由 12345 话务岗或者综合窗口办理。",
        "Requests of others are taken down by an operator or at a window.",
    )  # fmt: skip


def may_take(by: Actor, party_id: UUID | None) -> Refusal | None:
    """Citizens speak for themselves, signed in or not; officials who take requests down for everybody."""
    if by.kind is ActorKind.CITIZEN:
        return None if party_id in (None, by.ref) else NOT_FOUND
    return None if by.kind is ActorKind.ANONYMOUS else may_operate(by)


def may_dispatch(by: Actor) -> Refusal | None:
    """Orders are dispatched by operators and dispatchers."""
    return _only(
        by, {OPERATE, DISPATCH}, "not_dispatcher", "派单由 12345 话务岗和派单岗办理。",
        "Orders are dispatched by an operator or a dispatcher.",
    )  # fmt: skip


def may_arbitrate(by: Actor) -> Refusal | None:
    """Returns, merging, moving and supervised orders are the dispatcher's."""
    return _only(
        by, {DISPATCH}, "not_arbitrator", "退单裁定、换派、并单和督办由 12345 派单岗办理。",
        "Returns are decided, orders moved, joined and supervised by a dispatcher.",
    )  # fmt: skip


def may_handle(by: Actor, body_id: UUID, kind: str) -> Refusal | None:
    """A body's part is done by its posts that handle orders; by the investigators for what is not theirs to see."""
    duty = {"misconduct": DISCIPLINE, "efficiency": "supervise"}.get(kind, HANDLE)
    if by.kind is ActorKind.OFFICIAL and by.body_id == body_id and by.has(duty):
        return None
    return Refusal(
        "not_handler",
        "这一步由收到工单的单位的承办岗办理。",
        "This step is done by the post that handles orders in the body that received it.",
    )


def may_hold_parts(by: Actor) -> Refusal | None:
    """Lists of acts are for posts that handle orders; each row is asked for by itself."""
    return None if by.kind is ActorKind.OFFICIAL and by.has(HANDLE) else Refusal(
        "not_handler_post", "批量办理由各单位的承办岗使用。", "Lists of acts are for the posts that handle orders."
    )  # fmt: skip


def may_head(by: Actor, body_id: UUID) -> Refusal | None:
    """The head of the body that handles it."""
    if by.kind is ActorKind.OFFICIAL and by.has("lead") and by.body_id == body_id:
        return None
    return Refusal("not_head", "延期由承办单位负责人审批。", "More time is approved by the head of the body.")


def may_call_back(by: Actor, *, handlers: Collection[UUID], lead: UUID | None) -> Refusal | None:
    """Callbacks are made by posts for it, never by a person or a body that handled the order."""
    if by.kind is not ActorKind.OFFICIAL or not by.has(CALL_BACK):
        return Refusal("not_caller", "回访由 12345 回访岗办理。", "Callbacks are made by a callback post.")
    if by.ref in handlers or (lead is not None and by.body_id == lead):
        return Refusal(
            "caller_handled",
            "您或者您的单位办理过这件诉求，不能回访。请由其他回访人员办理。",
            "You or your body handled this order, so somebody else calls back.",
        )
    return None


def may_coordinate(by: Actor, *, complained: UUID | None, government: UUID | None) -> Refusal | None:
    """Efficiency complaints are coordinated by the manager of the centre or the head of the government, never by the
    body complained about."""
    leads = by.has("lead") and by.body_id is not None and by.body_id == government
    if by.kind is not ActorKind.OFFICIAL or not (by.has("centre_manage") or leads):
        return Refusal(
            "not_coordinator",
            "效能投诉由效能办（中心负责人）或者县政府负责人协调分办。",
            "Efficiency complaints are coordinated by the manager of the centre or the head of the government.",
        )
    if complained is not None and by.body_id == complained:
        return OWN_BODY
    return None


def may_tell_outcome(by: Actor, *, to: UUID | None) -> bool:
    """The body that a matter was referred to tells what came of it: its head, who handles, discipline inspection."""
    return by.kind is ActorKind.OFFICIAL and by.body_id == to and bool(by.duties & {HANDLE, "lead", DISCIPLINE})


def may_audit(by: Actor, asked_by: UUID | None) -> Refusal | None:
    """Leaving an order out of the figures is decided by efficiency supervision, never by who asked."""
    if by.kind is ActorKind.OFFICIAL and by.has("supervise") and by.ref != asked_by:
        return None
    return Refusal(
        "not_auditor", "剔除由效能监督岗审核，申请人不能自己审核。", "Exclusions are decided by efficiency supervision."
    )


def may_keep_directory(by: Actor) -> Refusal | None:
    """The dispatch directory is kept by dispatchers."""
    return _only(
        by, {DISPATCH}, "not_directory", "派单目录由 12345 派单岗维护。", "Dispatchers keep the dispatch directory."
    )


def may_whistle(by: Actor, *, township: bool) -> Refusal | None:
    """Townships call: their head or a post that handles orders."""
    if township and by.kind is ActorKind.OFFICIAL and by.duties & {HANDLE, "lead"}:
        return None
    return Refusal(
        "not_township", "吹哨由乡镇承办岗或者负责人发起。", "A township calls: its head or its handling post."
    )


def may_set_topics(by: Actor, *, government: UUID | None) -> Refusal | None:
    """Topics of the month are set, and tasks closed, by dispatchers, the centre's manager, the county's head."""
    leads = by.has("lead") and by.body_id is not None and by.body_id == government
    if by.kind is ActorKind.OFFICIAL and (by.duties & {DISPATCH, "centre_manage"} or leads):
        return None
    return Refusal(
        "not_topics_office",
        "专题由 12345 派单岗、政务服务中心负责人或者县政府负责人确定和了结。",
        "Topics are set and closed by a dispatcher, the manager of the centre or the head of the government.",
    )


def may_answer_topic(by: Actor, body_id: UUID, owner: UUID) -> Refusal | None:
    """The person who answers for it, or whoever heads the body now."""
    if by.kind is ActorKind.OFFICIAL and (by.ref == owner or (by.has("lead") and by.body_id == body_id)):
        return None
    return Refusal(
        "not_topic_owner",
        "由这件事的责任人或者承办单位负责人答复。",
        "The person named or the head of the body answers.",
    )


def may_publish_answers(by: Actor) -> Refusal | None:
    """Answers worth reading are chosen by dispatchers and the centre's manager."""
    return _only(
        by, {DISPATCH, "centre_manage"}, "not_publisher", "公开答复由 12345 派单岗或者政务服务中心负责人选定。",
        "Answers are published by a dispatcher or the manager of the centre.",
    )  # fmt: skip


def may_see(
    by: Actor, *, kind: str, bodies: Collection[UUID], parties: Collection[UUID], government: UUID | None
) -> Refusal | None:
    """The desk sees all but misconduct; bodies what they have or had a part in; people their own; nobody else any."""
    if by.kind is ActorKind.CITIZEN:
        return None if by.ref in parties else NOT_FOUND
    if by.kind is not ActorKind.OFFICIAL:
        return None if by.kind is ActorKind.SYSTEM else NOT_FOUND
    if kind == "misconduct":
        return None if by.has(DISCIPLINE) and by.body_id in bodies else NOT_FOUND
    if by.duties & DESK or (by.has("lead") and by.body_id is not None and by.body_id == government):
        return None
    own = by.body_id in bodies and by.duties & {HANDLE, "lead", DISCIPLINE}
    return None if own else NOT_FOUND


def sees_orders(by: Actor) -> Refusal | None:
    """Lists of orders are for the posts of the hotline and those who handle orders."""
    if by.kind is ActorKind.OFFICIAL and by.duties & WORKS:
        return None
    return NOT_THE_LINE


def sees_all(by: Actor, *, government: UUID | None) -> bool:
    """Whether an actor sees the orders of every body (misconduct never among them)."""
    if by.kind is not ActorKind.OFFICIAL:
        return by.kind is ActorKind.SYSTEM
    leads = by.has("lead") and by.body_id is not None and by.body_id == government
    return bool(by.duties & DESK) or leads
