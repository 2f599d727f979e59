"""调解: who may mediate, what a dispute can be about, how a mediation ends and which ways stay open then. Pure.

People's Mediation Law (2010): voluntary and equal (art. 3), never against a party's refusal (art. 17), recorded
(art. 27), ended when it fails with the other ways told (art. 26); townships may set up a committee (art. 34).
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Final
from uuid import UUID

from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.refusals import Refusal
from tongban.rulebook.lookup import rule

LIMIT: Final = "mediation.limit"
CONFIRM: Final = "mediation.confirm"
Words = tuple[str, str]
SIDES: Final[dict[str, Words]] = {"a": ("申请人", "applicant"), "b": ("被申请人", "respondent")}
# Dispute → words, and the ways that stay open when no agreement is reached.
DISPUTES: Final[dict[str, tuple[str, str, tuple[str, ...]]]] = {
    "neighbour": ("邻里、相邻关系", "between neighbours", ("suit",)),
    "family": ("婚姻家庭、赡养、继承", "family, support, inheritance", ("suit",)),
    "land": ("土地承包、宅基地", "contracted land, house plots", ("land_arbitration", "government", "suit")),
    "labour": ("劳动报酬、劳动争议", "wages and labour", ("inspection", "labour_arbitration", "suit")),
    "property": ("物业、房屋", "housing and its management", ("department", "suit")),
    "consumer": ("消费、买卖", "consumers and trade", ("department", "suit")),
    "damage": ("损害赔偿", "damages", ("suit",)),
    "other": ("其他民间纠纷", "another private dispute", ("suit",)),
}
WAYS: Final[dict[str, Words]] = {
    "suit": ("向人民法院提起民事诉讼", "a suit at the people's court"),
    "land_arbitration": ("向农村土地承包仲裁委员会申请仲裁", "the commission for land contract arbitration"),
    "labour_arbitration": ("向劳动人事争议仲裁委员会申请仲裁", "the labour arbitration commission"),
    "government": ("土地权属争议，请求乡镇或者县级人民政府处理", "a decision of the government on whose the land is"),
    "inspection": ("向劳动保障监察机构投诉", "a complaint to labour inspection"),
    "department": ("请求主管的行政机关处理", "the competent department"),
}
CONSENTS: Final[dict[str, Words]] = {
    "spoken": ("口头同意，已记录", "said so, recorded"),
    "signed": ("书面同意", "signed"),
}
STATES: Final[dict[str, Words]] = {
    "asked": ("等双方同意", "waits for both to agree to it"),
    "open": ("调解中", "going on"),
    "agreed": ("达成协议", "agreement reached"),
    "failed": ("调解不成，已终止", "ended without agreement"),
    "withdrawn": ("当事人要求终止", "ended as a party asked"),
    "declined": ("一方不同意调解", "a party declined"),
}
GOING: Final = frozenset({"asked", "open"})
MOST: Final = 2000

NOT_FOUND = Refusal(
    "not_found", "没有查到这件调解。请从列表进入。", "We found no such mediation. Open it from its list."
)


def may_mediate(by: Actor, *, body_kind: str, body_key: str, on: date) -> Refusal | None:
    """The handling post or the head of a township or of the department that the rulebook names."""
    known = body_kind == "township" or body_key == str(rule("mediation.department", on).value)
    if known and by.kind is ActorKind.OFFICIAL and by.duties & {"handle", "lead"}:
        return None
    return Refusal(
        "not_mediating",
        "调解由乡镇或者司法行政部门的承办岗、负责人登记和办理。",
        "Mediations are kept by a township or the department of justice: its handling post or its head.",
    )


def may_keep(by: Actor, body_id: UUID) -> Refusal | None:
    """What was said in a mediation is for the body that mediates, and nobody else (art. 15)."""
    own = by.kind is ActorKind.OFFICIAL and by.body_id == body_id and by.duties & {"handle", "lead"}
    return None if own else NOT_FOUND


def opening_problem(dispute: str, names: Collection[str], words: str) -> Refusal | None:
    """A known dispute, two different parties by name, and what it is about."""
    if dispute not in DISPUTES:
        return Refusal("dispute_kind", "请选择纠纷类别。", "Choose what kind of dispute it is.")
    if len(names) != 2 or not all(one.strip() for one in names):
        return Refusal("two_parties", "请填写双方当事人的姓名。", "Give the names of both parties.")
    return words_problem(words)


def applicant_problem(name: str, anonymous: bool) -> Refusal | None:
    """An order given anonymously names no party: who wants to be mediated says so, and the order stays as it is."""
    if not anonymous or name.strip():
        return None
    return Refusal(
        "order_without_name",
        "这件诉求是匿名提出的，请填写申请人姓名。姓名只写进调解，诉求仍然匿名。",
        "Nobody is named in this order. Give the applicant's name; it stands in the mediation alone.",
    )


def words_problem(words: str) -> Refusal | None:
    """Records and terms have words, and not too many."""
    if 4 <= len(words.strip()) <= MOST:
        return None
    return Refusal("mediation_words", "请写明情况，4 到 2000 个字。", "Say it in 4 to 2000 characters.")


def mediators_problem(chosen: Collection[UUID], staff: Collection[UUID]) -> Refusal | None:
    """One or several mediators (art. 19), people of the body."""
    if chosen and set(chosen) <= set(staff):
        return None
    return Refusal("mediators", "请从本单位人员中选调解员。", "Choose mediators among the people of the body.")


def state_problem(state: str, wanted: Collection[str]) -> Refusal | None:
    """Whether a step is possible as a mediation stands."""
    if state in wanted:
        return None
    if state == "asked":
        return Refusal(
            "no_consent",
            "双方还没有都同意调解。调解要双方自愿，请先记录双方意见。",
            "Not both have agreed to be mediated. It is voluntary: record first what each says.",
        )
    zh, en = STATES[state]
    return Refusal(
        "mediation_state", "这件调解现在是“{zh}”，不能做这一步。", "This mediation is “{en}” now.", {"zh": zh, "en": en}
    )


def session_problem(held_at: datetime, opened_at: datetime, at: datetime, came: Collection[bool]) -> Refusal | None:
    """A session is recorded after it was held, and somebody came."""
    if held_at > at or held_at < opened_at:
        return Refusal(
            "session_when",
            "调解时间要在受理以后、现在以前，请核对。",
            "A session is held after the opening and before now. Check the time.",
        )
    if not any(came):
        return Refusal("session_who", "请选择到场的当事人。", "Choose which party came.")
    return None


def ways_of(dispute: str) -> tuple[str, ...]:
    """Which ways stay open to both without an agreement; an unknown dispute has the court."""
    return DISPUTES[dispute][2] if dispute in DISPUTES else ("suit",)


def reply_of(state: str, dispute: str, ways: Collection[str], number: str) -> tuple[str, str]:
    """(result, words) with which an order is answered once its mediation ended; no name is in it."""
    what = DISPUTES[dispute][0]
    if state == "agreed":
        paper = f"，调解协议书编号为{number}" if number else "，协议为口头协议，已记录在案"
        return "solved", f"{what}纠纷经调解，双方自愿达成协议{paper}。不履行的，可以向人民法院起诉。"
    why = {"declined": "有一方不同意调解", "withdrawn": "当事人要求终止调解"}.get(state, "经调解没有达成协议")
    others = "；".join(WAYS[way][0] for way in ways)
    return "explained", f"{what}纠纷{why}，调解已经终止。双方可以依法：{others}。"


def reply_problem(result: str, going: bool) -> Refusal | None:
    """While the parties are being mediated nobody says of the matter that it is solved or has no ground."""
    if not going or result in ("explained", "planned"):
        return None
    return Refusal(
        "mediation_open",
        "这件诉求正在调解，结果还没有出来。请等调解结束，或者先按“已解释说明”“已列入计划”答复。",
        "The matter is being mediated. Wait for its end, or answer for now as explained or planned.",
    )
