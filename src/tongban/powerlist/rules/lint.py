"""The quality rules of an item: one list of declared rules, each with what is wrong and what would be right.

A rule looks at a content (and its compiled flow, and the known bodies) and names the places it finds fault with. Rules
that *block* stop publication; *warns* and *hints* are shown to the list office. Shape is checked before, in `content`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from tongban.powerlist.rules.content import ItemContent

Places = Iterable[str]

BLOCKS, WARNS, HINTS = "blocks", "warns", "hints"
SEVERITIES = {
    BLOCKS: ("必须改", "must be mended"),
    WARNS: ("应当改", "should be mended"),
    HINTS: ("可以更好", "could be better"),
}


class FlowNode(Protocol):
    """What the rules read of a step of the flow."""

    @property
    def id(self) -> str: ...
    @property
    def act(self) -> str: ...
    @property
    def limit(self) -> str: ...
    @property
    def risk(self) -> str: ...


class FlowLane(Protocol):
    """What the rules read of a lane of the flow."""

    @property
    def id(self) -> str: ...
    @property
    def post(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Subject:
    """What is judged: content, steps and lanes of its flow, and the keys of known bodies (None: not checked).

    `asked` are the names that conditions of the flow ask for, each with the arrow it stands on; `issued` the titles of
    the certificates that this list itself issues; `unlisted` the codes of activities that the list lacks.
    """

    content: ItemContent
    nodes: tuple[FlowNode, ...] = ()
    lanes: tuple[FlowLane, ...] = ()
    bodies: frozenset[str] | None = None
    asked: tuple[tuple[str, str], ...] = ()
    issued: frozenset[str] = frozenset()
    unlisted: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class LintRule:
    """One rule: its code, how grave it is, what is wrong, what would be right, and how it is found."""

    code: str
    severity: str
    wrong: tuple[str, str]
    right: tuple[str, str]
    places: Callable[[Subject], Places]


@dataclass(frozen=True, slots=True)
class LintFinding:
    """A rule that an item breaks at one place of its content (a path) or flow (`flow:` and the element)."""

    code: str
    severity: str
    path: str
    zh: str
    en: str
    right_zh: str
    right_en: str

    def sentence(self, language: str = "zh") -> str:
        """What is wrong, in one language."""
        return self.en if language.startswith("en") else self.zh

    def right(self, language: str = "zh") -> str:
        """What would be right, in one language."""
        return self.right_en if language.startswith("en") else self.right_zh


def lint(subject: Subject, rules: Iterable[LintRule]) -> tuple[LintFinding, ...]:
    """Every place at which an item breaks one of the rules, in the order of the rules."""
    return tuple(
        LintFinding(rule.code, rule.severity, place, *rule.wrong, *rule.right)
        for rule in rules
        for place in rule.places(subject)
    )
