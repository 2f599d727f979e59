"""The register of proofs: which papers an item asks for, on what basis, and which of them need not be asked for. Pure.

A proposal is for the list office to decide; nothing is struck out by it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tongban.law.rules.citations import parse_citations
from tongban.powerlist.rules.content import LegalBasis, Material

PROPOSALS: Final[Mapping[str, tuple[str, str]]] = {
    "no_basis": ("没有依据，建议取消", "no basis: should go"),
    "ended": ("依据已失效，建议取消", "its basis has ended: should go"),
    "shared": ("由政府部门核发，建议共享获取", "an organ issues it: should be shared"),
    "promised": ("可以承诺代替，建议改为承诺", "may be promised: should be promised"),
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


def basis_of(paper: Material) -> LegalBasis | None:
    """The first article that a paper's basis names, or None when it names none that can be looked up."""
    for one in parse_citations(paper.basis):
        if one.law and one.article:
            return LegalBasis(law=one.law, article=one.words, text="")
    return None


def proposal_word(code: str, language: str) -> str:
    """A proposal in a language."""
    return PROPOSALS[code][1 if language.startswith("en") else 0]
