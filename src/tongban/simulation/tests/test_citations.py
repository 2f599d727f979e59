"""Articles the county's entries quote stand in the laws' texts, word for word.

Needs the statutes beside the project and says so when they are not there.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

from tongban.powerlist.rules.content import LegalBasis
from tongban.simulation.tests.county import ITEM_KEYS, guides, whole

LAWS: Final = Path(__file__).resolve().parents[5] / "shared" / "data" / "laws"
HEAD: Final = re.compile(r"^(?:\*\*)?(第[零〇一二三四五六七八九十百]+条)(?:\*\*)?[\s\u3000]", re.MULTILINE)
BLANKS: Final = re.compile(r"\s+")
NATION: Final = "中华人民共和国"

needs_laws = pytest.mark.skipif(not LAWS.is_dir(), reason="the statutes (../shared/data/laws) are not here")


def texts() -> dict[str, str]:
    """The newest text of each law by its name without the country's."""
    found: dict[str, str] = {}
    for path in sorted(LAWS.glob("*/*.md")):
        text = path.read_text(encoding="utf-8")
        title = re.search(r"^# (.+)$", text, re.MULTILINE)
        if title:
            found[title[1].strip().removeprefix(NATION)] = text
    return found


def article(text: str, name: str) -> str | None:
    """The words of one article without blanks, or None."""
    heads = list(HEAD.finditer(text))
    for at, head in enumerate(heads):
        if head[1] == name:
            end = heads[at + 1].start() if at + 1 < len(heads) else len(text)
            return BLANKS.sub("", text[head.end() : end])
    return None


def misquoted(basis: LegalBasis, laws: dict[str, str]) -> str | None:
    """What is wrong with a citation, or None; a law that is not here cannot be judged."""
    text = laws.get(basis.law.removeprefix(NATION))
    if text is None:
        return None
    words = article(text, basis.article)
    if words is None:
        return f"{basis.law} has no {basis.article}"
    sentences = [BLANKS.sub("", one) for one in basis.text.split("。") if one.strip()]
    absent = [one for one in sentences if one not in words]
    return f"{basis.law} {basis.article} does not say: {absent[0]}" if absent else None


@needs_laws
def test_articles_are_quoted_word_for_word() -> None:
    laws = texts()
    entries = [*(whole(key) for key in ITEM_KEYS), *guides()]
    wrong = [f"{e.key}: {m}" for e in entries for b in e.content.legal_basis if (m := misquoted(b, laws))]
    assert wrong == []


@needs_laws
def test_limits_marked_as_read_name_an_article_that_exists() -> None:
    laws = texts()
    for entry in [*(whole(key) for key in ITEM_KEYS), *guides()]:
        for limit in entry.content.limits:
            if limit.confidence == "V":
                text = laws.get(limit.law.removeprefix(NATION), "")
                assert article(text, limit.article), f"{entry.key}: {limit.law} {limit.article}"


@needs_laws
def test_most_laws_of_whole_items_and_guides_are_at_hand() -> None:
    laws = texts()
    cited = {basis.law.removeprefix(NATION) for entry in guides() for basis in entry.content.legal_basis}
    assert len(cited & set(laws)) >= 20


@needs_laws
@pytest.mark.parametrize(
    ("number", "words"), [("第九百条", "食品"), ("第三十五条", "国家对食品生产经营实行备案制度。")]
)
def test_a_wrong_citation_is_found(number: str, words: str) -> None:
    assert misquoted(LegalBasis(law="中华人民共和国食品安全法", article=number, text=words), texts())
