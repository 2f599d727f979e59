"""What a body owes for a power: its duties, each with its owner, and who answers how when they are not done. Pure.

The steps of an item's flow are duties, too; these here are what the flow does not show: to publish, to supervise, to
take back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from tongban.powerlist.rules.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One duty that comes with a power, the section or post that owns it, and the article that sets it."""

    text: Text
    owner: str
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Liability:
    """What is done about whoever does not do the duty, or abuses the power, and by which article."""

    text: Text
    basis: str = ""


GAPS: Final[Mapping[str, tuple[str, str]]] = {
    "no_basis": ("没有现行依据", "no basis in force"),
    "no_duty": ("没有责任", "no duty"),
    "no_owner": ("责任没有落实到科室", "a duty without an owner"),
    "no_liability": ("没有追责情形", "no accountability"),
    "no_section": ("没有承办机构", "no section in charge"),
}
# Without these a power may not stand on the list; the others are told and mended.
GRAVE: Final = frozenset({"no_basis", "no_duty", "no_owner"})


def gaps(
    *, power: bool, live_bases: int, steps: int, duties: Iterable[Duty], liabilities: int, section: str
) -> tuple[str, ...]:
    """What a line of the list lacks; a public service needs a basis as little as the law asks for one."""
    owed = list(duties)
    found = {
        "no_basis": power and not live_bases,
        "no_duty": not (steps or owed),
        "no_owner": any(not one.owner.strip() for one in owed),
        "no_liability": power and not liabilities,
        "no_section": not section.strip(),
    }
    return tuple(code for code, lacks in found.items() if lacks)


def gap_word(code: str, language: str) -> str:
    """A gap in a language."""
    return GAPS[code][1 if language.startswith("en") else 0]
