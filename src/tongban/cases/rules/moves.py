"""States of a case and who may move it from where: one table, no framework.

The flow of the item says which tasks open; this table says in which state of the whole case an act is possible at all
(licence law arts. 32, 34, 42, 44, 45, 50). It knows no person and no time.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from tongban.kernel.refusals import Refusal


class State(StrEnum):
    """Where a case stands."""

    RECEIVED = "received"
    NOTICED = "noticed"
    ACCEPTED = "accepted"
    DECIDED = "decided"
    CLOSED = "closed"
    NOT_ACCEPTED = "not_accepted"
    WITHDRAWN = "withdrawn"
    SUSPENDED = "suspended"
    TERMINATED = "terminated"


OPEN_STATES: Final = frozenset({State.RECEIVED, State.NOTICED, State.ACCEPTED, State.SUSPENDED, State.DECIDED})
ENDED_STATES: Final = frozenset(State) - OPEN_STATES

STATE_WORDS: Final[dict[State, tuple[str, str]]] = {
    State.RECEIVED: ("已收件，待受理", "Received, not yet accepted"),
    State.NOTICED: ("待补正", "Waiting for your papers"),
    State.ACCEPTED: ("审查中", "Under review"),
    State.DECIDED: ("已决定，待送达", "Decided, to be delivered"),
    State.CLOSED: ("已办结", "Done"),
    State.NOT_ACCEPTED: ("不予受理", "Not accepted"),
    State.WITHDRAWN: ("已撤回", "Withdrawn"),
    State.SUSPENDED: ("已中止", "Suspended"),
    State.TERMINATED: ("已终止", "Terminated"),
}


class Act(StrEnum):
    """What can be done to a case; the names stand in the flow (`tb:act`) and in the ledger."""

    RECEIVE = "receive"
    ACCEPT = "accept"
    NOTIFY = "notify"
    SUPPLEMENT = "supplement"
    REJECT = "reject"
    DEEM = "deem"
    REVIEW = "review"
    DECIDE = "decide"
    ISSUE = "issue"
    DELIVER = "deliver"
    PAUSE = "pause"
    RESUME = "resume"
    EXTEND = "extend"
    WAIT = "wait"
    WITHDRAW = "withdraw"
    URGE = "urge"
    SUPPLY_LATER = "supply_later"
    COMMIT = "commit"
    CHECK = "check"
    DOUBT = "doubt"
    NOTE = "note"
    HAND_OVER = "hand_over"
    TELL_HEARING = "tell_hearing"
    ANSWER_HEARING = "answer_hearing"
    CALL_HEARING = "call_hearing"
    CLOSE_HEARING = "close_hearing"
    TELL_INTERESTED = "tell_interested"
    TAKE_STATEMENT = "take_statement"
    WEIGH_STATEMENT = "weigh_statement"
    SUSPEND = "suspend"
    CONTINUE = "continue"
    TERMINATE = "terminate"
    DEEM_RENEWAL = "deem_renewal"
    ARCHIVE = "archive"


@dataclass(frozen=True, slots=True)
class Move:
    """One row of the table.

    The act, the states it starts from, the state it leads to (None: as before) and its article.
    """

    act: Act
    source: frozenset[State]
    target: State | None
    task_act: str
    article: str


def _move(act: Act, source: set[State], target: State | None, task_act: str, article: str) -> Move:
    return Move(act, frozenset(source), target, task_act, article)


_LICENCE = "行政许可法"
MOVES: Final[dict[Act, Move]] = {
    move.act: move
    for move in (
        _move(Act.ACCEPT, {State.RECEIVED}, State.ACCEPTED, "accept", f"{_LICENCE}第三十二条"),
        _move(Act.NOTIFY, {State.RECEIVED}, State.NOTICED, "accept", f"{_LICENCE}第三十二条第一款第四项"),
        _move(Act.REJECT, {State.RECEIVED}, State.NOT_ACCEPTED, "accept", f"{_LICENCE}第三十二条第一款第一、二项"),
        _move(Act.DEEM, {State.RECEIVED}, State.ACCEPTED, "accept", f"{_LICENCE}第三十二条第一款第四项"),
        _move(Act.SUPPLEMENT, {State.NOTICED}, State.RECEIVED, "supplement", f"{_LICENCE}第三十二条第一款第五项"),
        _move(Act.REVIEW, {State.ACCEPTED}, None, "review", f"{_LICENCE}第三十四条"),
        _move(Act.DECIDE, {State.ACCEPTED}, State.DECIDED, "decide", f"{_LICENCE}第三十七、三十八条"),
        _move(Act.ISSUE, {State.DECIDED}, None, "issue", f"{_LICENCE}第三十九条"),
        _move(Act.DELIVER, {State.DECIDED}, None, "deliver", f"{_LICENCE}第四十四条"),
        _move(Act.PAUSE, {State.ACCEPTED}, None, "", f"{_LICENCE}第四十五条"),
        _move(Act.RESUME, {State.ACCEPTED}, None, "", f"{_LICENCE}第四十五条"),
        _move(Act.EXTEND, {State.ACCEPTED}, None, "", f"{_LICENCE}第四十二条"),
        _move(
            Act.WITHDRAW,
            {State.RECEIVED, State.NOTICED, State.ACCEPTED, State.SUSPENDED},
            State.WITHDRAWN,
            "",
            "申请人自愿",
        ),
        _move(Act.WAIT, {State.ACCEPTED}, None, "wait", "公示"),
        _move(Act.URGE, set(OPEN_STATES) - {State.SUSPENDED}, None, "", "服务中心管理"),
        _move(Act.DEEM_RENEWAL, {State.RECEIVED, State.ACCEPTED}, State.CLOSED, "", f"{_LICENCE}第五十条第二款"),
        _move(Act.ARCHIVE, set(ENDED_STATES), None, "", "电子归档"),
        _move(Act.SUPPLY_LATER, {State.ACCEPTED, State.DECIDED}, None, "", "容缺受理"),
        _move(Act.COMMIT, {State.RECEIVED}, None, "", "国办发〔2020〕42号"),
        _move(Act.CHECK, {State.DECIDED, State.CLOSED}, None, "", "国办发〔2020〕42号"),
        _move(Act.DOUBT, {State.RECEIVED}, None, "", f"{_LICENCE}第三十二条第一款第二项"),
        _move(Act.NOTE, {State.RECEIVED, State.ACCEPTED}, None, "", f"{_LICENCE}第三十四条"),
        _move(Act.HAND_OVER, set(OPEN_STATES), None, "", "岗位责任制"),
        _move(Act.TELL_HEARING, {State.ACCEPTED}, None, "", f"{_LICENCE}第四十七条"),
        _move(Act.ANSWER_HEARING, {State.ACCEPTED, State.SUSPENDED}, None, "", f"{_LICENCE}第四十七条"),
        _move(Act.CALL_HEARING, {State.ACCEPTED}, None, "", f"{_LICENCE}第四十八条"),
        _move(Act.CLOSE_HEARING, {State.ACCEPTED}, None, "", f"{_LICENCE}第四十八条"),
        _move(Act.TELL_INTERESTED, {State.ACCEPTED}, None, "", f"{_LICENCE}第三十六条"),
        _move(Act.TAKE_STATEMENT, {State.ACCEPTED, State.SUSPENDED}, None, "", f"{_LICENCE}第三十六条"),
        _move(Act.WEIGH_STATEMENT, {State.ACCEPTED}, None, "", f"{_LICENCE}第三十六条"),
        _move(Act.SUSPEND, {State.ACCEPTED}, State.SUSPENDED, "", "中止办理"),
        _move(Act.CONTINUE, {State.SUSPENDED}, State.ACCEPTED, "", "恢复办理"),
        _move(
            Act.TERMINATE,
            {State.RECEIVED, State.NOTICED, State.ACCEPTED, State.SUSPENDED},
            State.TERMINATED,
            "",
            "终止办理",
        ),
    )
}

_ACT_WORDS: Final[dict[Act, tuple[str, str]]] = {
    Act.ACCEPT: ("受理", "accepted"),
    Act.NOTIFY: ("一次性告知", "answered with a notice"),
    Act.REJECT: ("不予受理", "refused acceptance"),
    Act.DEEM: ("视为受理", "deemed accepted"),
    Act.ARCHIVE: ("归档", "filed"),
    Act.DEEM_RENEWAL: ("视为准予延续", "renewed by law"),
    Act.SUPPLEMENT: ("补正", "supplemented"),
    Act.REVIEW: ("审查", "reviewed"),
    Act.DECIDE: ("作出决定", "decided"),
    Act.ISSUE: ("制证", "issued"),
    Act.DELIVER: ("送达", "delivered"),
    Act.PAUSE: ("停止计时", "paused"),
    Act.RESUME: ("恢复计时", "resumed"),
    Act.EXTEND: ("延长期限", "extended"),
    Act.WAIT: ("结束公示", "announced any longer"),
    Act.WITHDRAW: ("撤回", "withdrawn"),
    Act.URGE: ("催办", "urged"),
    Act.SUPPLY_LATER: ("补交容缺材料", "given papers that were to follow"),
    Act.COMMIT: ("作出告知承诺", "put on a commitment"),
    Act.CHECK: ("核查承诺", "checked for its commitment"),
    Act.DOUBT: ("登记不属本单位", "recorded as another body's business"),
    Act.NOTE: ("批注", "noted on"),
    Act.HAND_OVER: ("转交", "handed over"),
    Act.TELL_HEARING: ("告知听证权利", "told of the right to a hearing"),
    Act.ANSWER_HEARING: ("要求听证", "asked for a hearing"),
    Act.CALL_HEARING: ("通知听证", "called to a hearing"),
    Act.CLOSE_HEARING: ("归入听证笔录", "given a hearing record"),
    Act.TELL_INTERESTED: ("告知利害关系人", "told to a third party"),
    Act.TAKE_STATEMENT: ("收下利害关系人的陈述", "given a third party's statement"),
    Act.WEIGH_STATEMENT: ("写明是否采纳陈述", "answered to a third party"),
    Act.SUSPEND: ("中止", "suspended"),
    Act.CONTINUE: ("恢复办理", "continued"),
    Act.TERMINATE: ("终止", "terminated"),
}


def move_problem(act: Act, state: State) -> Refusal | None:
    """Why an act is impossible in a state, or None. Both languages; names the state as the pages do."""
    if state in MOVES[act].source:
        return None
    act_zh, act_en = _ACT_WORDS[act]
    state_zh, state_en = STATE_WORDS[state]
    return Refusal(
        "case_state",
        f"这件现在是“{state_zh}”，不能{act_zh}。请刷新后按现在的状态办理。",
        f"This case is now “{state_en}” and cannot be {act_en}. Reload the page and go on from its present state.",
    )


def state_after(act: Act, state: State, *, ended: bool) -> State:
    """The state an act leads to; a flow that has ended closes the case whatever its last task was."""
    target = MOVES[act].target or state
    return State.CLOSED if ended and target in OPEN_STATES else target


PAUSE_KINDS: Final[dict[str, tuple[str, str, str]]] = {
    "hearing": ("听证", "hearing", f"{_LICENCE}第四十五条"),
    "testing": ("检验、检测、检疫", "inspection, testing or quarantine", f"{_LICENCE}第四十五条"),
    "appraisal": ("鉴定", "appraisal", f"{_LICENCE}第四十五条"),
    "expert_review": ("专家评审", "expert review", f"{_LICENCE}第四十五条"),
    "tender_auction": ("招标、拍卖", "tender or auction", f"{_LICENCE}第四十五条"),
}
"""What does not count towards the limit: a closed list.

On-site survey (现场勘验) is not in it and never will be by itself.
"""


def pause_problem(kind: str, document: str, told_at: datetime | None) -> Refusal | None:
    """A pause needs a kind of art. 45, a document and a told applicant; a survey on site is refused by name."""
    if kind == "site_survey":
        return Refusal(
            "pause_site_survey",
            "现场勘验计入时限，不能停止计时（行政许可法第四十五条没有列入）。请按期安排勘验。",
            "An on-site survey counts towards the limit (licence law art. 45 does not list it). Arrange it in time.",
        )
    if kind not in PAUSE_KINDS:
        return Refusal(
            "pause_kind",
            "停止计时的原因只能是：听证，检验、检测、检疫，鉴定，专家评审，招标、拍卖。请选一项。",
            "A limit pauses only for a hearing, testing, appraisal, expert review, tender or auction. Choose one.",
        )
    if not document.strip():
        return Refusal(
            "pause_document",
            "请填写停止计时所依据的文书名称和文号；没有文书不能停止计时。",
            "Name the document that starts the pause; without a document the time goes on counting.",
        )
    if told_at is None:
        return Refusal(
            "pause_untold",
            "请先把所需时间书面告知申请人，再停止计时（行政许可法第四十五条）。",
            "Tell the applicant in writing how long it will take first (licence law art. 45).",
        )
    return None


def second_notice_problem(notices_so_far: int, reason: str) -> Refusal | None:
    """Art. 32: everything is told once. A further notice needs its reason and is recorded."""
    if notices_so_far == 0 or reason.strip():
        return None
    return Refusal(
        "second_notice",
        "本件已经一次性告知过。再次告知须写明原因；首次就能发现的，记一次违规。",
        "The applicant has been told once already. Give the reason for a second notice; what was visible then "
        "is recorded as a breach.",
    )


def unlisted_problem(asked: Collection[str], listed: Collection[str]) -> Refusal | None:
    """减证便民 (S-29): only what the published list asks for is asked for (licence law art. 31)."""
    outside = [key for key in asked if key not in listed]
    if not outside:
        return None
    return Refusal(
        "not_on_the_list",
        "“{names}”不在本事项公布的材料和表格里，不能要求提供（行政许可法第三十一条）。请从清单里选。",
        "“{names}” is not among the papers and questions published for this item, so it cannot be asked for (licence "
        "law art. 31). Choose from the list.",
        {"names": "、".join(outside)[:200]},
    )
