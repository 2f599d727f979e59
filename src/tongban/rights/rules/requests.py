"""Kinds and states of requests, their words, and what is wrong with what was sent. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from tongban.agencies.rules.identity import normalise
from tongban.kernel.refusals import Refusal


class What(StrEnum):
    """What is asked."""

    CORRECT = "correct"
    ERASE = "erase"


class State(StrEnum):
    """Where a request stands; `kept` is erased as far as the law lets, and waits for the day of the rest."""

    ASKED = "asked"
    DONE = "done"
    KEPT = "kept"
    REFUSED = "refused"
    BACK = "back"


KINDS: Final[Mapping[str, tuple[str, str]]] = {
    What.CORRECT: ("更正姓名或名称", "Correct the name"),
    What.ERASE: ("删除个人信息", "Erase my data"),
}
STATES: Final[Mapping[str, tuple[str, str]]] = {
    State.ASKED: ("等待答复", "waits for an answer"),
    State.DONE: ("已办结", "done"),
    State.KEPT: ("能删的已删，其余依法保存", "erased but for what the law keeps"),
    State.REFUSED: ("没有同意", "refused"),
    State.BACK: ("本人已撤回", "taken back"),
}
WAITS: Final = frozenset({State.ASKED})
# Who answers: a window that sees the papers, or whoever watches over the use of personal data (PIPL art. 52).
DUTY: Final[Mapping[str, str]] = {What.CORRECT: "receive", What.ERASE: "security"}
ANSWER_LENGTH: Final = range(10, 401)

# What a person reads when the name was corrected; the log of answers keeps Chinese, as everything officials write.
AS_ASKED: Final = "已核对证件，按您的请求更正。"

NO_ANSWER: Final = Refusal(
    "rights_answer", "请写明理由，10 到 400 个字，本人会看到。",
    "Give the reasons in 10 to 400 characters; the person reads them.",
)  # fmt: skip
STANDS: Final = Refusal(
    "rights_stands", "您已有一项同样的请求在办理，请先看它的答复。",
    "You have such a request already; see how it is answered first.",
)  # fmt: skip
DONE: Final = Refusal(
    "rights_done", "这项请求已经答复过了，请刷新后再看。", "This request was answered already; reload and look again."
)
UNKNOWN: Final = Refusal("rights_unknown", "没有这项请求。", "There is no such request.")
SAME_NAME: Final = Refusal(
    "rights_same_name",
    "这就是现在登记的姓名，没有要更正的。",
    "This is the name as it is registered; nothing is wrong.",
)
OTHER_NAME: Final = Refusal(
    "rights_other_name",
    "您按证件填写的姓名与本人请求的不一致，没有更正。请再核对证件；确实不一致的，写明理由答复本人。",
    "The name you read on the papers is not the one that was asked for, so nothing was changed. Look at the papers "
    "again; if they differ, refuse with the reason.",
)
NOT_AGREED: Final = Refusal(
    "rights_confirm", "请先勾选“我知道删除后不能恢复”。", "Tick first that you know it cannot be undone."
)
NOBODY: Final = Refusal(
    "rights_nobody", "现在没有负责答复的岗位，请拨打 12345。", "No post answers such requests now; call 12345."
)


def answer_problem(words: str) -> Refusal | None:
    """Why these words are no answer."""
    return None if len(words.strip()) in ANSWER_LENGTH else NO_ANSWER


def same_name(one: str, other: str) -> bool:
    """Whether two writings are one name."""
    return normalise("name", one) == normalise("name", other)
