"""What a comparison finds: one finding for one matter and one way in which it asks more; the closed list of ways.

A finding is to be explained by the department and decided by the list office; it is no verdict.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tongban.powerlist.rules.codes import CodeSet
from tongban.powerlist.rules.increase.entry import Entry

LIVES_ON: Final = "lives_on"
ITEMS, MERGED_ON_PAPER = "items", "merged_on_paper"
MATERIALS, MATERIAL_BACK, MOVED = "materials", "material_back", "moved"
STEPS, STEP_BACK, VISITS, DAYS, FEES = "steps", "step_back", "visits", "days", "fees"
INTERMEDIARIES, PRECONDITIONS, CONDITIONS = "intermediaries", "preconditions", "conditions"
PRACTICE: Final = "practice"
KINDS: CodeSet = {
    LIVES_ON: ("换名保留", "lives on under another name"),
    ITEMS: ("事项变多", "more handling items"),
    MERGED_ON_PAPER: ("只在纸面合并", "merged on paper only"),
    MATERIALS: ("材料变多变重", "more or heavier papers"),
    MATERIAL_BACK: ("材料换名再要", "a paper is back under another name"),
    MOVED: ("材料换个地方要", "a paper is asked for elsewhere"),
    STEPS: ("环节变多", "more steps"),
    STEP_BACK: ("环节换名再设", "a step is back under another name"),
    VISITS: ("跑动变多", "more visits"),
    DAYS: ("时间变长", "more time"),
    FEES: ("收费变多", "higher fees"),
    INTERMEDIARIES: ("中介服务变多", "more intermediary services"),
    PRECONDITIONS: ("前置变多", "more preconditions"),
    CONDITIONS: ("条件变多", "more conditions"),
    PRACTICE: ("实际多要", "asked for beyond the list"),
}


@dataclass(frozen=True, slots=True)
class Found:
    """One finding: its kind, the items of both sides, the figure before and after, and what shows it.

    `gone` and `added` are the words of both lists that prove it; the sentences say it plainly in both languages.
    """

    kind: str
    old: tuple[Entry, ...]
    new: tuple[Entry, ...]
    before: int | None
    after: int | None
    gone: tuple[str, ...]
    added: tuple[str, ...]
    zh: str
    en: str

    def sentence(self, language: str) -> str:
        """The sentence in one language."""
        return self.en if language.startswith("en") else self.zh


def named(texts: tuple[str, ...], *, more: str = "等 {} 项", most: int = 4) -> str:
    """Names for a sentence: “甲”、“乙”; of many the first ones and how many in all."""
    told = "、".join(f"“{text}”" for text in texts[:most])
    return told if len(texts) <= most else f"{told} {more.format(len(texts))}"


def named_en(texts: tuple[str, ...]) -> str:
    """Names for an English sentence."""
    return named(texts, more="and others, {} in all").replace("、", ", ")


def titles(entries: tuple[Entry, ...]) -> str:
    """The names of items for a sentence."""
    return named(tuple(entry.name for entry in entries))


def titles_en(entries: tuple[Entry, ...]) -> str:
    """The names of items for an English sentence."""
    return named_en(tuple(entry.name for entry in entries))
