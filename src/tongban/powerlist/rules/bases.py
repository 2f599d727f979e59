"""Which places of which laws an item version cites: its bases, limits, papers and charges, read from its words. Pure.

Every field named `basis`, and every group with a `law` and an `article`, is read, wherever it stands in the content; so
a field that is added later is found too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Protocol

from tongban.law.rules.citations import parse_citations
from tongban.law.rules.numerals import ArticleNo
from tongban.law.rules.references import Reference, articles_of
from tongban.powerlist.rules.content import LegalBasis

# What a part of the content is called where it is shown as the place of a citation.
PARTS: Final[Mapping[str, tuple[str, str]]] = {
    "legal_basis": ("设定和实施依据", "legal basis"),
    "limits": ("办理时限", "time limits"),
    "materials": ("申请材料", "papers"),
    "fee": ("收费", "fee"),
    "duties": ("责任", "duties"),
    "liabilities": ("追责情形", "accountability"),
}
OTHER_PART: Final = ("其他内容", "other parts")
LAW_LIMIT: Final = 120


@dataclass(frozen=True, slots=True)
class Cited:
    """One article (or, without `no`, a law as a whole) that a version cites, and in which part of it."""

    key: str
    no: ArticleNo | None
    part: str


def cited(content: Mapping[str, Any]) -> tuple[Cited, ...]:
    """What the JSON value of a content cites, each place of a law once for each part; ranges article by article."""
    found: dict[Cited, None] = {}
    for part, words in _citing_words(content, ""):
        for one in parse_citations(words):
            if one.key:
                for no in articles_of(one) or (None,):
                    found[Cited(one.key[:LAW_LIMIT], no, part)] = None
    return tuple(found)


def one_an_article(bases: Sequence[LegalBasis]) -> tuple[LegalBasis, ...]:
    """The bases with each article once, in the order of its first mention, its passages one after the other."""
    passages: dict[tuple[str, str], list[LegalBasis]] = {}
    for basis in bases:
        passages.setdefault((basis.law, basis.article), []).append(basis)
    return tuple(
        replace(same[0], text="……".join(dict.fromkeys(one.text for one in same if one.text)))
        for same in passages.values()
    )


def references(law: str, article: str) -> tuple[Reference, ...]:
    """The places that a basis names whose law and article stand in two fields."""
    named = law.strip().strip("《》")
    return parse_citations(f"《{named}》{article}") if named else ()


def part_words(part: str, language: str) -> str:
    """The name of a part of the content."""
    return PARTS.get(part, OTHER_PART)[1 if language.startswith("en") else 0]


def _citing_words(value: Any, part: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        law, article = value.get("law"), value.get("article")
        if isinstance(law, str) and isinstance(article, str) and law.strip():
            yield part, f"《{law.strip().strip('《》')}》{article}"
        for name, inner in value.items():
            if name == "basis" and isinstance(inner, str):
                yield part, inner
            yield from _citing_words(inner, part or str(name))
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for inner in value:
            yield from _citing_words(inner, part)


class Standing(Protocol):
    """What tells whether a basis still stands."""

    @property
    def lacking(self) -> str: ...
    @property
    def repealed(self) -> bool: ...


def live(basis: Standing) -> bool:
    """Whether a basis stands, as far as the library can tell: a law whose text is not held is not called ended."""
    return not basis.repealed and basis.lacking != "article"
