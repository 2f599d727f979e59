"""The items that make one thing of several (一件事), as an item version states them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One key of a member and the bundle's key for the same."""

    own: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One item of a bundle, by its code. `condition` says when it is wanted (empty: always), `after` which members go
    before it, `same` which of its questions another part asks already; `outside`: handled in another system.
    `fields` and `papers` are made with the union of the forms.
    """

    item: str
    condition: str = ""
    after: tuple[str, ...] = ()
    outside: bool = False
    same: tuple[Pair, ...] = ()
    fields: tuple[Pair, ...] = ()
    papers: tuple[Pair, ...] = ()
