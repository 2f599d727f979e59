"""What pages call bodies, posts, places, items, rules and events: names of today, codes for what is unknown."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from django.utils.translation import get_language

from tongban.agencies.queries import bodies_by_id, divisions, official_names, posts
from tongban.powerlist.queries.names import item_names
from tongban.supervision.rules.shipped.every import BY_CODE
from tongban.supervision.rules.words import EVENT_WORDS

NOBODY: Final = "—"


def language() -> str:
    """The language of the page, zh or en."""
    return "en" if (get_language() or "zh").startswith("en") else "zh"


@dataclass(frozen=True, slots=True)
class Names:
    """Names by id; what is not known is a dash."""

    bodies: dict[UUID, str] = field(default_factory=dict)
    posts: dict[UUID, str] = field(default_factory=dict)
    places: dict[UUID, str] = field(default_factory=dict)
    items: dict[UUID, tuple[str, str]] = field(default_factory=dict)
    people: dict[UUID, str] = field(default_factory=dict)

    def of(self, kind: str, key: UUID | None) -> str:
        """One name."""
        if key is None:
            return NOBODY
        if kind == "items":
            return self.items.get(key, (NOBODY, ""))[0]
        found: dict[UUID, str] = getattr(self, kind)
        return found.get(key, NOBODY)

    def code(self, item: UUID | None) -> str:
        """The code of an item, empty when unknown."""
        return self.items.get(item, ("", ""))[1] if item else ""


def names_for(
    *, bodies: Iterable[UUID | None] = (), posts_: Iterable[UUID | None] = (), items: Iterable[UUID | None] = (),
    people: Iterable[UUID | None] = (), places: bool = False,
) -> Names:  # fmt: skip
    """The names that a page needs; one statement a kind, none for none."""
    return Names(
        {key: ref.name for key, ref in bodies_by_id(_known(bodies)).items()} if _known(bodies) else {},
        {key: ref.name for key, ref in posts(_known(posts_)).items()} if _known(posts_) else {},
        {one.id: one.name for one in divisions()} if places else {},
        item_names(_known(items)) if _known(items) else {},
        official_names(_known(people)) if _known(people) else {},
    )  # fmt: skip


def _known(ids: Iterable[UUID | None]) -> Collection[UUID]:
    return {one for one in ids if one is not None}


def rule_name(code: str) -> str:
    """A rule in the language of the page; a code that is no longer shipped as it is."""
    rule = BY_CODE.get(code)
    return rule.name(language()) if rule else code


def event_name(event_type: str) -> str:
    """What an event is called."""
    words = EVENT_WORDS.get(event_type)
    return words[1 if language() == "en" else 0] if words else event_type
