"""The adjustment docket in words: states of its entries, and what about a law calls for a decision. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from tongban.kernel.refusals import Refusal
from tongban.law.rules.numerals import ArticleNo

STATES: Final[Mapping[str, tuple[str, str]]] = {
    "open": ("待处理", "to be decided"),
    "drafting": ("正在改版", "a new version is being drafted"),
    "kept": ("维持不变", "kept as it is"),
    "published": ("已发布新版本", "a new version is published"),
    "stopped": ("已停用", "stopped"),
}
WAITING: Final = ("open", "drafting")
DECIDED: Final = ("kept", "published", "stopped")
LAW: Final = "law"
CANCEL, CHANGE = "cancel", "change"
CAUSES: Final[Mapping[str, tuple[str, str]]] = {
    LAW: ("法律变动", "a law moved"),
    "round": ("清理轮次", "a clean-up round"),
    "overlap": ("交叉裁决", "a decision on an overlap"),
    "practice": ("采纳首创做法", "a practice that was adopted"),
}
WANTED: Final[Mapping[str, tuple[str, str]]] = {
    CANCEL: ("取消这个事项", "the item is to be cancelled"),
    CHANGE: ("修改这个事项", "the item is to be changed"),
}
# After these the words an item relied on are no longer there.
ENDING: Final = frozenset({"removed", "repealed"})


@dataclass(frozen=True, slots=True)
class Touched:
    """One cited article (or, without `no`, the whole law) and what became of it; `to` is its new number."""

    kind: str
    no: ArticleNo | None
    to: ArticleNo | None = None


def in_order(touched: Iterable[Touched]) -> list[Touched]:
    """The whole law first, then its articles by number."""
    return sorted(touched, key=lambda one: (one.no.number, one.no.extra, one.kind) if one.no else (0, 0, one.kind))


def touched_json(touched: Iterable[Touched]) -> list[dict[str, Any]]:
    """As it is kept beside the entry."""
    return [{"kind": one.kind, "no": _slug(one.no), "to": _slug(one.to)} for one in touched]


def touched_of(value: Iterable[Mapping[str, Any]]) -> tuple[Touched, ...]:
    """Reads what `touched_json` made."""
    return tuple(Touched(str(one["kind"]), _no(one["no"]), _no(one["to"])) for one in value)


def cites(touched: Iterable[Touched], places: Collection[ArticleNo | None]) -> bool:
    """Whether any of the touched is among the places that a version cites of that law."""
    return any(bool(places) if one.no is None else one.no in places for one in touched)


def settled_by(state: str, touched: Sequence[Touched], places: Collection[ArticleNo | None]) -> bool:
    """Whether a newly published version, citing these places of the law, settles an entry in a state.

    What still cites an article that is gone settles nothing. One that was drafted for the entry does; any other does
    when it cites nothing of what was touched.
    """
    if cites([one for one in touched if one.kind in ENDING], places):
        return False
    return state == "drafting" or not cites(touched, places)


def called_by(cause: str, wanted: str, language: str) -> str:
    """What calls for the change, for entries that follow a decision: 清理轮次：取消这个事项."""
    place = 1 if language.startswith("en") else 0
    return f"{CAUSES[cause][place]}{('：', ': ')[place]}{WANTED[wanted][place]}"


def barred(do: str, cause: str, wanted: str) -> Refusal | None:
    """Why an entry that follows a decision cannot be settled otherwise than decided; one that follows a law can."""
    allowed = {CANCEL: ("cancel",), CHANGE: ("draft", "publish")}
    if cause == LAW or do in allowed[wanted]:
        return None
    zh, en = WANTED[wanted]
    return Refusal(
        "adjustment.decided_elsewhere",
        "已经决定{wanted}，这里只能照办；要改变决定，请重新提交清理或者裁决。",
        "It was decided that {wanted_en}; only that can be done here. To undo it, put the item to a new round or "
        "dispute.",
        {"wanted": zh, "wanted_en": en},
    )


def state_word(state: str, language: str) -> str:
    """A state in a language."""
    return STATES[state][1 if language.startswith("en") else 0]


def _slug(no: ArticleNo | None) -> str:
    return no.slug if no else ""


def _no(slug: object) -> ArticleNo | None:
    number, _, extra = str(slug).partition("-")
    return ArticleNo(int(number), int(extra or 0)) if number else None
