"""What is wrong with a flow: findings that name the place, and the exception that carries them.

A finding speaks of the drawing (an element of the BPMN file), never of a case or a person.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault or hint: a stable code, the id of the element, and the sentence in both languages.

    `blocks` tells a fault, with which the flow is refused, from a hint.
    """

    code: str
    element: str
    zh: str
    en: str
    blocks: bool = True

    def sentence(self, language: str = "zh") -> str:
        """The sentence in one language; anything but English is answered in Chinese."""
        return self.en if language.startswith("en") else self.zh


class FlowRefused(Exception):
    """A flow that is not read or not compiled; `findings` says why, each with its place."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("; ".join(f"{finding.code} {finding.element}" for finding in self.findings))
