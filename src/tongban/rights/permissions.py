"""Who may ask about whose data, and who answers: a refusal with its sentence, or None. Pure."""

from __future__ import annotations

from uuid import UUID

from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.refusals import Refusal
from tongban.rights.rules.requests import DUTY

NOT_OWN = Refusal(
    "rights_own",
    "个人信息只能由本人查看、复制、更正和删除。请用个人账号登录，不能由别人代办。",
    "Data is seen, copied, corrected and erased by the person alone. Sign in with your personal account; nobody else "
    "can do it for you.",
)
NOT_YOURS = Refusal(
    "rights_duty",
    "这类请求由综合窗口（更正）和安全管理岗（删除）答复，您现在的岗位不能办。",
    "Such requests are answered by a window (corrections) and by the security administrator (erasing); your post "
    "cannot.",
)


def may_ask(by: Actor, party_id: UUID) -> Refusal | None:
    """The person themselves, signed in; neither an official nor somebody under a mandate."""
    own = by.kind is ActorKind.CITIZEN and by.ref == party_id and by.on_behalf_of is None
    return None if own else NOT_OWN


def may_answer(by: Actor, kind: str, body_id: UUID) -> Refusal | None:
    """A post of the named body with the duty of such requests."""
    able = by.kind is ActorKind.OFFICIAL and by.body_id == body_id and by.has(DUTY[kind])
    return None if able else NOT_YOURS


def may_list(by: Actor) -> Refusal | None:
    """Whoever answers requests of one kind or another."""
    able = by.kind is ActorKind.OFFICIAL and by.duties & set(DUTY.values())
    return None if able else NOT_YOURS
