"""Who may do what among bodies, posts and personal data: a refusal with its sentence, or None.

Pure: the actor and plain values come in. When something may be done is each act's own matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from tongban.agencies.rules.duties import AUDIT, HANDLING_DUTIES
from tongban.agencies.rules.masking import View
from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.refusals import Refusal

REASON_LENGTH = range(4, 201)


def may_administer(by: Actor) -> Refusal | None:
    """Creating bodies and posts and appointing belong to the administrator's post, or to the platform's own set-up."""
    if by.kind is ActorKind.SYSTEM or by.has("admin"):
        return None
    return Refusal(
        "not_administrator",
        "机构、岗位和任职由系统管理岗办理，您现在的岗位不能改。",
        "Bodies, posts and appointments are kept by the administrator's post; yours cannot change them.",
    )


def may_watch_access(by: Actor) -> Refusal | None:
    """Who opened whose data is for the security and the audit administrator; it shows no data."""
    if by.has("security") or by.has("audit"):
        return None
    return Refusal(
        "not_security",
        "这一页给安全管理岗和审计管理岗看。您自己的信息被谁看过，用个人账号登录后在“谁看过我的资料”里查。",
        "This page is for the security and audit administrators. Who opened your own data is under “Who saw my data” "
        "of your personal account.",
    )


def may_audit(by: Actor) -> Refusal | None:
    """What administrators did is for the audit administrator alone: the other two do not audit themselves."""
    if by.has(AUDIT):
        return None
    return Refusal(
        "not_audit",
        "管理员做过什么，由审计管理岗查看；系统管理岗和安全管理岗不看自己的审计（三权分立）。",
        "What administrators did is read by the audit administrator; system and security administrators do not audit "
        "themselves.",
    )


def may_send(duties: Iterable[str]) -> Refusal | None:
    """Who audits, in any of the posts held now, sends nothing: reading is all of the work (三权分立)."""
    if AUDIT not in set(duties):
        return None
    return Refusal(
        "audit_reads",
        "审计管理岗只能查看，不能办理或修改。",
        "The audit administrator reads and changes nothing.",
    )


def may_reset_access(by: Actor, of_official: bool) -> Refusal | None:
    """Accounts and passwords are set by the administrator, citizens' also at a window after a look at the papers."""
    if may_administer(by) is None or (by.has("receive") and not of_official):
        return None
    return Refusal(
        "not_for_passwords",
        "开通账号、重设密码：工作人员的由系统管理岗办理，群众的由综合窗口核对证件后办理。",
        "Accounts and passwords are set by the administrator; for citizens also by a window that has seen the papers.",
    )


def may_record_absence(by: Actor, official_id: UUID, body_id: UUID) -> Refusal | None:
    """An official records their own absence; the head of the body or the administrator that of others."""
    if by.ref == official_id or may_administer(by) is None or (by.has("lead") and by.body_id == body_id):
        return None
    return Refusal(
        "not_own_absence",
        "只能登记自己不在岗；别人的由其单位负责人或系统管理岗登记。",
        "You can record your own absence only; others' are recorded by the head of their body or the administrator.",
    )


def view_of(viewer: Actor, party_id: UUID) -> View:
    """How much of a party a viewer sees without giving a reason: oneself all, officials a part, others little."""
    if viewer.kind is ActorKind.CITIZEN and party_id in (viewer.ref, viewer.on_behalf_of):
        return View.FULL
    if viewer.kind is ActorKind.OFFICIAL and viewer.body_id is not None:
        return View.STAFF
    return View.PUBLIC


def reason_problem(reason: str) -> Refusal | None:
    """Nothing personal is opened to a person without a reason that its owner can read."""
    if len(reason.strip()) in REASON_LENGTH:
        return None
    return Refusal(
        "reason_needed",
        "请写明查看理由，4 到 200 个字。理由会记录，本人可以查到。",
        "Say why you need it, in 4 to 200 characters. The reason is recorded and the person can read it.",
    )


def may_reveal(by: Actor, reason: str, case_ref: str) -> Refusal | None:
    """Full data is opened to the post that handles a case, with the case and a reason, which are logged."""
    if by.kind is not ActorKind.OFFICIAL or not by.duties & HANDLING_DUTIES:
        return Refusal(
            "not_handling",
            "查看全名、证件号码和电话，只限正在办理该件的岗位。需要时请由经办人查看。",
            "Only a post that handles the case may see full names, id numbers and phones. Ask the one who handles it.",
        )
    unsaid = reason_problem(reason)
    if unsaid is not None:
        return unsaid
    if not case_ref.strip() or len(case_ref) > 60:
        return Refusal(
            "case_needed",
            "请注明是哪一件办件需要查看。",
            "Say for which case you need it.",
        )
    return None


def may_erase(by: Actor, party_id: UUID) -> Refusal | None:
    """A person's data is erased at their own wish or by the administrator after the keeping time."""
    if by.ref == party_id or may_administer(by) is None:
        return None
    return Refusal(
        "not_own_data",
        "只能删除本人的信息；保存期满的由系统管理岗办理。",
        "You can erase your own data only; what has passed its keeping time is erased by the administrator.",
    )


def left_empty(post: str, other: str, until: date | None, head: str) -> Refusal:
    """A planned absence would leave a post without anybody: names the other holder, or that there is none."""
    if not other:
        return Refusal(
            "no_cover",
            "“{post}”没有另一岗可以代办，不能登记这段不在岗。请先由本单位负责人{head}安排 B 岗。",
            "The post “{post}” has no other holder to cover it, so this absence cannot be recorded. The head of the "
            "body, {head}, must arrange a B holder first.",
            {"post": post, "head": head},
        )
    return Refusal(
        "both_would_be_absent",
        "“{post}”的另一岗{other}这段时间也不在（到{until}），两人都不在就没有人办。"
        "请改期，或请本单位负责人{head}另行安排。",
        "The other holder of “{post}”, {other}, is away too (until {until}); then nobody would act. Choose other days, "
        "or ask the head of the body, {head}, to arrange it.",
        {"post": post, "other": other, "until": until, "head": head},
    )


def both_absent(post: str, absent: Sequence[str], head: str) -> Refusal:
    """Nobody acts for a post: names who is away and the head of the body who must settle it (AB 岗)."""
    if not absent:
        return Refusal(
            "post_vacant",
            "“{post}”现在没有人任职，请由本单位负责人{head}安排。",
            "Nobody holds the post “{post}” now. The head of the body, {head}, must arrange it.",
            {"post": post, "head": head},
        )
    return Refusal(
        "both_absent",
        "“{post}”的 A 岗、B 岗（{absent}）都不在，请由本单位负责人{head}安排。",
        "Both holders of the post “{post}” ({absent}) are away. The head of the body, {head}, must arrange it.",
        {"post": post, "absent": "、".join(absent), "head": head},
    )


def may_manage_tokens(by: Actor, body_id: UUID | None) -> Refusal | None:
    """Tokens are given and taken back by the administrator, or by the head of the body in whose name they act.

    Only by a person: whoever comes with a token gives no other one.
    """
    person = by.kind is ActorKind.OFFICIAL and by.channel != "api"
    if person and (by.has("admin") or (by.has("lead") and by.body_id is not None and by.body_id == body_id)):
        return None
    return Refusal(
        "not_for_tokens",
        "接口凭据由系统管理岗或本单位负责人发放和收回。需要接口的，请向他们申请。",
        "Tokens for other systems are given and taken back by the administrator or the head of the body. Ask them.",
    )
