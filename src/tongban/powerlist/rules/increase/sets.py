"""Merged and split items: whether a person really handles fewer, or the list only counts otherwise.

A split by object, of whose parts each person handles one, is no increase; parts that one person goes through one after
the other are. A merge that leaves every paper, day, visit and step is one on paper.
"""

from __future__ import annotations

from collections.abc import Iterator

from tongban.powerlist.rules.increase import findings as kinds
from tongban.powerlist.rules.increase import papers
from tongban.powerlist.rules.increase.burden import Side, grown
from tongban.powerlist.rules.increase.entry import Claim, Entry
from tongban.powerlist.rules.increase.findings import Found, titles, titles_en
from tongban.powerlist.rules.increase.text import core, plain
from tongban.powerlist.rules.increase.words import act_in


def merged(old: tuple[Entry, ...], new: Entry, claim: Claim) -> Iterator[Found]:
    """Several old items in one new: what grew over their sum, and whether anything fell at all."""
    before, after = Side(old), Side((new,))
    yield from grown(before, after, claim)
    if not really_merged(old, new):
        yield Found(
            kinds.MERGED_ON_PAPER, old, (new,), len(old), 1, tuple(one.name for one in old), (new.name,),
            f"{titles(old)}合并为{titles((new,))}，但材料、时间、跑动、环节加起来一样都没有少。",
            f"{titles_en(old)} became {titles_en((new,))}, but papers, days, visits and steps together are no fewer.",
        )  # fmt: skip


def really_merged(old: tuple[Entry, ...], new: Entry) -> bool:
    """Whether papers, days, visits or steps fell against the sum of what was merged."""
    before, after = Side(old), Side((new,))
    days = before.days is not None and after.days is not None and after.days < before.days
    papers_fell = papers.total(after.papers) < papers.total(before.papers)
    steps = len(after.names("steps")) < len(before.names("steps"))
    return days or papers_fell or steps or after.visits < before.visits


def alternatives(new: tuple[Entry, ...]) -> bool:
    """Whether the parts stand beside each other, each for its own objects: same act, and none asks for another."""
    acts = {act_in(one.name) for one in new}
    return len(acts) == 1 and not any(_needs(one, other) for one in new for other in new if one is not other)


def _needs(one: Entry, other: Entry) -> bool:
    """Whether an item asks for what another one gives."""
    about = core(other.name)
    said = " ".join(plain(text) for text in (*(paper.name for paper in one.papers), *one.preconditions))
    return len(about) > 2 and about in said


def split(old: Entry, new: tuple[Entry, ...], claim: Claim) -> Iterator[Found]:
    """One old item in several new: each part by itself when they are alternatives, else all of them together."""
    if alternatives(new):
        for part in new:
            yield from grown(Side((old,)), Side((part,)), claim)
        return
    yield Found(
        kinds.ITEMS, (old,), new, 1, len(new), (old.name,), tuple(one.name for one in new),
        f"{titles((old,))}变成{titles(new)} {len(new)} 项，一个人要逐项办：{_sums(old, new)}。",
        f"{titles_en((old,))} became {titles_en(new)}, {len(new)} items that one person goes through.",
    )  # fmt: skip


def _sums(old: Entry, new: tuple[Entry, ...]) -> str:
    before, after = Side((old,)), Side(new)
    told = [f"材料 {len(before.papers)} 份变 {len(after.papers)} 份", f"跑动 {before.visits} 次变 {after.visits} 次"]
    if before.days is not None and after.days is not None:
        told.append(f"时限 {before.days} 个工作日变 {after.days} 个工作日")
    return "，".join(told)
