"""What papers ask of a person: how hard each is to get, and whether the papers of one side ask more than the other's.

A copy or a form is at hand; a proof must be fetched from somebody; a report must be ordered and paid. So two copies
less and one paid report more is no cut.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from tongban.powerlist.rules.increase.entry import Paper
from tongban.powerlist.rules.increase.text import paper_subject, partners

AT_HAND, FETCHED, PAID = 1, 2, 4
ORDERED: Final = re.compile(
    r"公证|鉴定|第三方|(评估|评价|检测|检验|审计|验资|论证|测绘|勘察|可行性研究|监理)(报告|意见)|评审意见|监测合同"
)
ISSUED: Final = re.compile(r"证明|意见|批复|盖章|推荐|同意|出具|批准|认定书|许可证|检查意见")
OWN: Final = re.compile(r"身份证明|承诺|声明|申请(表|书)$")
COPY: Final = 2
# One line of the list that holds several papers: 综合材料（含甲、乙、丙）.
SEVERAL: Final = re.compile(r"[(（](?:含|包括|即)?([^()（）]*、[^()（）]*)[)）]")


def effort(paper: Paper) -> int:
    """How much a paper asks: by how it is got, a little more for copies and the original, doubled for everybody."""
    if OWN.search(paper.name) and not ORDERED.search(paper.name):
        weight = AT_HAND
    elif ORDERED.search(paper.name):
        weight = PAID
    else:
        weight = FETCHED if ISSUED.search(paper.name) else AT_HAND
    return (weight * 2 * COPY + paper.copies - 1 + paper.original) * (2 if paper.must else 1)


def total(papers: Sequence[Paper]) -> int:
    """The effort of all papers."""
    return sum(effort(paper) for paper in papers)


def singly(papers: Sequence[Paper]) -> tuple[Paper, ...]:
    """The papers one by one: a line that holds several counts as those it holds."""
    found: list[Paper] = []
    for paper in papers:
        several = SEVERAL.search(paper.name)
        names = several[1].split("、") if several else [paper.name]
        found += [replace(paper, name=name.strip()) for name in names if name.strip()]
    return tuple(found)


def distinct(papers: Sequence[Paper]) -> tuple[Paper, ...]:
    """The papers by what they prove: one that two items ask for is handed in once where they are handled together."""
    found: dict[str, Paper] = {}
    for paper in papers:
        found.setdefault(paper_subject(paper.name), paper)
    return tuple(found.values())


def changed(old: Sequence[Paper], new: Sequence[Paper]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Which papers are gone and which are added or ask more than before, by what they prove and not by their names."""
    found = partners([paper_subject(one.name) for one in old], [paper_subject(one.name) for one in new])
    kept = set(found.values())
    gone = tuple(one.name for place, one in enumerate(old) if place not in found)
    heavier = {other for place, other in found.items() if effort(new[other]) > effort(old[place])}
    added = tuple(said(one) for place, one in enumerate(new) if place not in kept or place in heavier)
    return gone, added


def said(paper: Paper) -> str:
    """A paper with its copies and whether it is the original, as a sentence names it."""
    name = f"{paper.name}（原件）" if paper.original and "原件" not in paper.name else paper.name
    return name if paper.copies == 1 else f"{name} {paper.copies} 份"
