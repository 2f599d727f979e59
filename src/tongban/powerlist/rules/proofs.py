"""The register of proofs and steps: what an item asks for, on what basis, and what need not be asked for. Pure.

A proposal is for the list office to decide; nothing is struck out by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from tongban.kernel.flow.net import Node
from tongban.law.rules.citations import parse_citations
from tongban.powerlist.rules.content import ItemContent, LegalBasis, Material
from tongban.powerlist.rules.text import Text

PROPOSALS: Final[Mapping[str, tuple[str, str]]] = {
    "no_basis": ("没有依据，建议取消", "no basis: should go"),
    "ended": ("依据已失效，建议取消", "its basis has ended: should go"),
    "shared": ("由政府部门核发，建议共享获取", "an organ issues it: should be shared"),
    "promised": ("可以承诺代替，建议改为承诺", "may be promised: should be promised"),
    "unnamed": ("没有写明依据，请补上，没有的取消", "names no basis: name it, or drop the step"),
}


def proposals(paper: Material, *, stands: bool) -> tuple[str, ...]:
    """Why a paper need not be asked for; empty when it must be, or is not asked of the applicant at all.

    `stands` says whether its basis is in force, as far as the library can tell.
    """
    if paper.held:
        return ()
    found = {
        "no_basis": paper.kind != "form" and not paper.basis.strip(),
        "ended": bool(paper.basis.strip()) and not stands,
        "shared": paper.source == "government",
        "promised": paper.promisable,
    }
    return tuple(code for code, holds in found.items() if holds)


@dataclass(frozen=True, slots=True)
class Demand:
    """A step beside accepting, reviewing and deciding at home: another body's review, an intermediary, a procedure."""

    name: Text
    basis: str


def demands(content: ItemContent, nodes: Iterable[Node]) -> tuple[Demand, ...]:
    """The steps that need a basis of their own: what the step's limit rests on, or the article its words name."""
    own = {*AT_HOME, content.body}
    others = (node for node in nodes if node.act == "review" and node.post.partition("/")[0] not in own)
    reviews = (Demand(Text(node.name, node.name_en), _of_limit(content, node.limit)) for node in others)
    told = (*((content.intermediary,) if content.intermediary else ()), *content.special_procedures)
    return (*reviews, *(Demand(words, words.zh if parse_citations(words.zh) else "") for words in told))


AT_HOME: Final = frozenset({"@holder", "@township", "@window"})


def _of_limit(content: ItemContent, key: str) -> str:
    limit = content.limit(key) if key else None
    return f"《{limit.law}》{limit.article}" if limit and limit.law else ""


def step_proposals(step: Demand, *, stands: bool) -> tuple[str, ...]:
    """Why a step is put to the list office: nothing is named that it rests on, or what is named has ended.

    A step that names nothing may still rest on something, so that is asked first; a paper has its own field for it.
    """
    return ("unnamed",) if not step.basis else () if stands else ("ended",)


def basis_of(asked: Material | Demand) -> LegalBasis | None:
    """The first article that the basis of a paper or step names, or None when none can be looked up."""
    for one in parse_citations(asked.basis):
        if one.law and one.article:
            return LegalBasis(law=one.law, article=one.words, text="")
    return None


def proposal_word(code: str, language: str) -> str:
    """A proposal in a language."""
    return PROPOSALS[code][1 if language.startswith("en") else 0]
