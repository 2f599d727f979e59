"""Tasks sent down to townships: their states, what data may be asked, and how off-loading (甩包袱) shows. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from tongban.kernel.refusals import Refusal

MOST_TITLE, MOST_WORDS = 60, 1000


class State(StrEnum):
    """Where a task stands."""

    HELD = "held"
    RETURNED = "returned"
    SENT = "sent"
    SIGNED = "signed"
    REPORTED = "reported"
    GIVEN_BACK = "given_back"


STATE_WORDS: Final = {
    State.HELD: ("报县批准", "held for the county"),
    State.RETURNED: ("县里退回", "returned by the county"),
    State.SENT: ("待签收", "to be signed for"),
    State.SIGNED: ("办理中", "being done"),
    State.REPORTED: ("已办结", "done"),
    State.GIVEN_BACK: ("乡镇退回", "given back"),
}
# Act → from which states it may be done, and where it leads.
MOVES: Final = {
    "approve": ((State.HELD,), State.SENT),
    "return": ((State.HELD,), State.RETURNED),
    "sign": ((State.SENT,), State.SIGNED),
    "report": ((State.SIGNED,), State.REPORTED),
    "give_back": ((State.SENT, State.SIGNED), State.GIVEN_BACK),
}
WITH_TOWNSHIP: Final = (State.SENT, State.SIGNED)
OPEN: Final = (State.HELD, *WITH_TOWNSHIP)
DATA: Final = {
    "population": ("人口和户数", "population and households"),
    "farmland": ("耕地和种植面积", "farmland and crops"),
    "livestock": ("养殖数量", "livestock"),
    "relief": ("困难家庭", "families in need"),
    "elderly": ("老人和留守人员", "the elderly and those left behind"),
    "firms": ("企业和个体户", "firms and traders"),
    "buildings": ("房屋和危房", "houses and unsafe houses"),
    "hazards": ("安全隐患", "hazards"),
    "roads": ("道路和水利设施", "roads and waterworks"),
    "party": ("组织和活动情况", "organisation and activities"),
}
SIGNS: Final = {
    "no_line": ("清单里没有", "on no list"),
    "no_resources": ("没带钱、人、指导", "without money, people and guidance"),
    "sender_could": ("下派部门自己能做", "the sender could do it itself"),
}


@dataclass(frozen=True, slots=True)
class Resources:
    """What comes with a task: yuan, people and who guides how."""

    money: int = 0
    people: int = 0
    guidance: str = ""

    @property
    def whole(self) -> bool:
        """Whether all three are there, as the approval of an unlisted task demands."""
        return self.money > 0 and self.people > 0 and bool(self.guidance.strip())

    @property
    def none(self) -> bool:
        """Whether nothing comes with it."""
        return not (self.money or self.people or self.guidance.strip())


def likeness(text: str, other: str) -> int:
    """How much of a text stands in another, in percent of its pairs of signs; 0 for a text of less than two."""
    pairs, others = _pairs(text), _pairs(other)
    return 100 * len(pairs & others) // len(pairs) if pairs else 0


def _pairs(text: str) -> set[str]:
    plain = [sign for sign in unicodedata.normalize("NFKC", text).casefold() if sign.isalnum()]
    return {first + second for first, second in zip(plain, plain[1:], strict=False)}


def signs_of(*, listed: bool, resources: Resources, title: str, senders: Iterable[str], share: int) -> tuple[str, ...]:
    """How off-loading shows: on no list, without resources, or like something that the lists leave to the sender.

    `senders` are those things in the lists' words (what it leads in, what it took over); `share` in percent.
    """
    found = (
        ("no_line", not listed),
        ("no_resources", resources.none),
        ("sender_could", any(likeness(title, text) >= share for text in senders)),
    )
    return tuple(name for name, holds in found if holds)


def standing(state: str, due_at: datetime, now: datetime, near_days: int) -> str:
    """The grade of an open task's clock: on, near or red; done or back when it is over."""
    if state not in OPEN:
        return "done" if state == State.REPORTED else "back"
    if now > due_at:
        return "red"
    return "near" if due_at - now <= timedelta(days=near_days) else "on"


def move_problem(act: str, state: str) -> Refusal | None:
    """Why an act cannot be done in a state."""
    if State(state) in MOVES[act][0]:
        return None
    zh, en = STATE_WORDS[State(state)]
    return Refusal(
        "task_moved",
        "这项任务现在是“{zh}”，不能再办这一步。请刷新页面看最新情况。",
        "This task is now “{en}”, so this step is over. Reload the page.",
        {"zh": zh, "en": en},
    )


def task_problem(title: str, words: str, data: Iterable[str], due: bool) -> Refusal | None:
    """What a new task lacks: a title, words, a known kind of data, a day that is not over."""
    known = all(one in DATA for one in data)
    if 2 <= len(title.strip()) <= MOST_TITLE and 2 <= len(words.strip()) <= MOST_WORDS and known and due:
        return None
    return Refusal(
        "task_incomplete",
        "请写明任务名称、要做什么和完成日期；完成日期不能早于今天。",
        "Give the task a title, say what is to be done and by when; the day cannot be past.",
    )
