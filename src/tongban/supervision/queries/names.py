"""What pages call bodies, posts, places, items, rules and events: names of today, words for what is unknown."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from django.utils.translation import get_language

from tongban.agencies.queries import bodies_by_id, divisions, official_names, posts
from tongban.kernel.refusals import Refused
from tongban.powerlist.queries import version
from tongban.powerlist.queries.names import item_names
from tongban.supervision.rules.shipped.every import BY_CODE
from tongban.supervision.rules.words import EVENT_WORDS, UNKNOWN_EVENT

NOBODY: Final = "—"
NO_RULE: Final = ("已不再使用的规则", "a rule that is no longer in use")


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
    """A rule in the language of the page; one that is no longer shipped has none."""
    rule = BY_CODE.get(code)
    return rule.name(language()) if rule else NO_RULE[1 if language() == "en" else 0]


def event_name(event_type: str) -> str:
    """What an event is called."""
    return EVENT_WORDS.get(event_type, UNKNOWN_EVENT)[1 if language() == "en" else 0]


def terms_of(version_id: UUID | None) -> dict[str, str]:
    """What a version of an item calls its steps, papers and questions, by key; empty where it is not known."""
    try:
        found = version(version_id) if version_id is not None else None
    except Refused:
        return {}
    if found is None:
        return {}
    spoken, content = language(), found.content
    steps = found.flow.nodes.values() if found.flow is not None else ()
    questions = (one for group in content.form.groups for one in group.fields)
    return {
        **{one.id: (one.name_en if spoken == "en" else "") or one.name for one in steps if one.name},
        **{one.key: one.label.words(spoken) for one in questions},
        **{one.key: one.name.words(spoken) for one in content.materials},
    }


def edition_name(version_id: UUID) -> str:
    """A version of an item by its number and the day from which it holds; a dash for none."""
    try:
        found = version(version_id)
    except Refused:
        return NOBODY
    english = language() == "en"
    day = found.valid_from
    since = "" if day is None else f", from {day:%-d %B %Y}" if english else f"，{day.year}年{day.month}月{day.day}日起"
    return f"version {found.no}{since}" if english else f"第 {found.no} 版{since}"
