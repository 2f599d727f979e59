"""Which activities of a new firm need a licence: the answers that a thing of several items offers, one for each item.

The list office keeps them in the question `activities` of the form that starts a firm: the value of an option is the
code of the item, its label the standard words of the scope of business. It says nothing of whether a licence is given.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from tongban.powerlist.rules.content import ItemContent
from tongban.powerlist.rules.text import Text

ACTIVITIES: Final = "activities"
_ASIDE: Final = re.compile(r"\([^()]*\)")
_PARTS: Final = re.compile(r"[;,。、\n]")
_SECTIONS: Final = re.compile(r"(许可项目|一般项目)\s*:")


@dataclass(frozen=True, slots=True)
class ScopeLine:
    """One permit that follows registration: its item, and the activities that need it in the words of the register."""

    item: str
    label: Text

    def words(self) -> frozenset[str]:
        """The activities one by one, without what stands in brackets."""
        return frozenset(_terms(self.label.zh))


@dataclass(frozen=True, slots=True)
class ScopeList:
    """The licences that follow registration, and the items by which a firm is registered."""

    lines: tuple[ScopeLine, ...] = ()
    registrations: frozenset[str] = frozenset()


def lines_of(content: ItemContent) -> tuple[ScopeLine, ...]:
    """The licences that a form offers; none where it has no such question."""
    asked = next((field for field in content.fields() if field.key == ACTIVITIES), None)
    return tuple(ScopeLine(option.value, option.label) for option in asked.options) if asked is not None else ()


def registrations_of(content: ItemContent) -> frozenset[str]:
    """The members handled elsewhere for which others wait: those that make the firm."""
    waited = {item for member in content.members for item in member.after}
    return frozenset(member.item for member in content.members if member.outside and member.item in waited)


def read_scope(scope: str, lines: tuple[ScopeLine, ...]) -> tuple[tuple[str, ...], bool]:
    """The items that a registered scope of business needs, and whether it was understood whole.

    It is not when nothing is written, when a permitted activity (许可项目) is on no line, or when words without
    sections match nothing: then somebody has to read it.
    """
    sections = _sections(scope)
    found: list[str] = []
    understood = bool(sections)
    for section, terms in sections:
        for term in terms:
            match = [line.item for line in lines if term in line.words()]
            found += [item for item in match if item not in found]
            understood &= bool(match) or section != "许可项目"
    return tuple(found), understood and (bool(found) or all(section == "一般项目" for section, _terms_ in sections))


def _sections(scope: str) -> list[tuple[str, list[str]]]:
    """(name of the section, its activities), the name empty where the words have none."""
    pieces = _SECTIONS.split(_plain(scope))
    named = [("", pieces[0]), *zip(pieces[1::2], pieces[2::2], strict=True)]
    return [(name, terms) for name, text in named if (terms := _terms(text))]


def _terms(text: str) -> list[str]:
    return [term for part in _PARTS.split(_plain(text)) if (term := part.strip())]


def _plain(text: str) -> str:
    """In half width and without brackets, inner ones first."""
    plain, before = unicodedata.normalize("NFKC", text), ""
    while plain != before:
        before, plain = plain, _ASIDE.sub("", plain)
    return plain
