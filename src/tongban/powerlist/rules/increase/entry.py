"""What one item of a list asks of a person, as two lists are compared by it: no more than counts for the burden.

Pure values. How an item's content becomes an entry is in `reading`; nothing here judges.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper that must be handed in: how many copies, whether by everybody (`must`), whether the original."""

    name: str
    copies: int = 1
    must: bool = True
    original: bool = False


@dataclass(frozen=True, slots=True)
class Charge:
    """One charge and its rate in the words of the list, such as 80 元/件."""

    name: str
    rate: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One handling item of one list. `kind` is the code of the item's type, `days` the promised working days.

    `papers` are those that people bring, not what the platform holds. `uncounted` is what runs outside the limit.
    """

    code: str
    name: str
    kind: str = ""
    body: str = ""
    bases: tuple[str, ...] = ()
    papers: tuple[Paper, ...] = ()
    steps: tuple[str, ...] = ()
    visits: int = 0
    days: int | None = None
    charges: tuple[Charge, ...] = ()
    intermediaries: tuple[str, ...] = ()
    preconditions: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    uncounted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """What is said to have been cut: a share of the items in percent (None: nothing said), papers and steps by name.

    `before` are papers and steps that versions before the old list had and the old list has not, by item code.
    """

    percent: int | None = None
    cut: tuple[str, ...] = ()
    before: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def said_gone(self, code: str) -> tuple[str, ...]:
        """The names said to be gone for an item: announced now, or cut before."""
        return (*self.cut, *(name for known, names in self.before if known == code for name in names))
