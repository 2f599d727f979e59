"""Composing one thing of several items on a page: what it asks itself, who asks what, and where two items disagree.

The union itself is in `bundles`. Pure; it looks nothing up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tongban.kernel.flow.feel import compile_condition
from tongban.powerlist.rules import codes
from tongban.powerlist.rules.bundles import group_prefix
from tongban.powerlist.rules.content import Form, FormField, ItemContent
from tongban.powerlist.rules.members import Member, Pair
from tongban.powerlist.rules.text import Text

Part = tuple[Member, ItemContent]


@dataclass(frozen=True, slots=True)
class Conflict:
    """One place where the parts do not fit, and what would be right; a grave one stops the composing."""

    zh: str
    en: str
    grave: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """One question or paper of the union: its name, its kind in words, and the items that it serves."""

    name: Text
    kind: tuple[str, str]
    items: tuple[str, ...]
    condition: str


def own_form(content: ItemContent) -> Form:
    """The questions that the whole asks itself: what its parts brought is taken out, so that it can be made anew."""
    brought = tuple(group_prefix(member.item) for member in content.members)
    return Form(groups=tuple(group for group in content.form.groups if not group.key.startswith(brought or ("\0",))))


def base_of(content: ItemContent, members: Sequence[Member]) -> ItemContent:
    """The whole without what its parts brought, and with the parts as they are wanted now."""
    return replace(content, form=own_form(content), materials=(), members=tuple(members))


def questions(content: ItemContent) -> list[Asked]:
    """Every question of a composed form with the items it serves; none of them: the whole asks it for itself."""
    return [
        Asked(field.label, codes.FIELD_TYPES[field.type], _serving(content, field.key, "fields"), field.show_if or "")
        for field in content.fields()
    ]


def papers(content: ItemContent) -> list[Asked]:
    """Every paper of a composed list with the items it serves."""
    return [
        Asked(one.name, codes.NECESSITIES[one.necessity], _serving(content, one.key, "papers"), one.situation or "")
        for one in content.materials
    ]


def _serving(content: ItemContent, key: str, what: str) -> tuple[str, ...]:
    return tuple(member.item for member in content.members if key in {pair.key for pair in getattr(member, what)})


def conflicts(base: ItemContent, parts: Sequence[Part]) -> list[Conflict]:
    """Everything that does not fit, the grave first."""
    inside = [part for part in parts if not part[0].outside]
    found = [*_nested(parts), *_unknown_words(base, inside), *_unknown_pairs(base, inside), *_options(base, inside)]
    found += [*_kinds(base, inside), *_paper_forms(inside), *_handled_here(parts)]
    return sorted(found, key=lambda one: not one.grave)


def _nested(parts: Sequence[Part]) -> Iterator[Conflict]:
    for _member, content in parts:
        if content.members:
            yield Conflict(f"“{content.name.zh}”自己就是一件事，不能再编进来。请把它的事项一个一个选进来。",
                           f"“{content.name.en}” is itself one thing of several items. Choose its items.",
                           True)  # fmt: skip


def _unknown_words(base: ItemContent, parts: Sequence[Part]) -> Iterator[Conflict]:
    """The condition of a part asks only what the whole asks itself."""
    own = {field.key for field in base.fields()}
    for member, content in parts:
        for name in sorted(compile_condition(member.condition).names - own if member.condition else ()):
            yield Conflict(f"“{content.name.zh}”的条件问到“{name}”，表里没有这个问题。请先在申请表里加上。",
                           f"The condition of “{content.name.en}” asks for “{name}”, which the form does not ask. Add "
                           "the question first.", True)  # fmt: skip


def _unknown_pairs(base: ItemContent, parts: Sequence[Part]) -> Iterator[Conflict]:
    every = {field.key for field in base.fields()} | {f.key for _m, content in parts for f in content.fields()}
    for member, content in parts:
        own = {field.key for field in content.fields()}
        for pair in member.same:
            if pair.own not in own or pair.key not in every:
                wrong = pair.own if pair.own not in own else pair.key
                yield Conflict(f"“{content.name.zh}”的同一问题里写了“{wrong}”，没有这个问题。请核对代号。",
                               f"“{content.name.en}” calls a question “{wrong}” that there is not. Check its key.",
                               True)  # fmt: skip


def _by_words(base: ItemContent, parts: Sequence[Part]) -> Mapping[str, list[tuple[str, FormField]]]:
    """The questions by their Chinese words, each with the name of who asks it."""
    found: dict[str, list[tuple[str, FormField]]] = {}
    asking = [(base.name.zh, field) for field in base.fields()]
    asking += [(content.name.zh, field) for _member, content in parts for field in content.fields()]
    for who, field in asking:
        found.setdefault(field.label.zh, []).append((who, field))
    return found


def _options(base: ItemContent, parts: Sequence[Part]) -> Iterator[Conflict]:
    """One question for two items must offer what both know."""
    for words, asking in _by_words(base, parts).items():
        first = asking[0]
        for who, field in asking[1:]:
            if field.type == first[1].type and _values(field) != _values(first[1]):
                yield Conflict(f"“{words}”在“{first[0]}”和“{who}”里选项不同，合成会丢选项。请改成一样或者改问法。",
                               f"“{words}” has other options in two of the items; asked once, some would be lost. Make "
                               "them alike, or word one of them differently.", True)  # fmt: skip


def _values(field: FormField) -> frozenset[str]:
    return frozenset({field.register} if field.register else {option.value for option in field.options})


def _kinds(base: ItemContent, parts: Sequence[Part]) -> Iterator[Conflict]:
    for words, asking in _by_words(base, parts).items():
        kinds = {field.type for _who, field in asking}
        if len(kinds) > 1:
            yield Conflict(f"“{words}”在几个事项里的类型不同，会问 {len(kinds)} 次。请改成同一类型。",
                           f"“{words}” is of different kinds in the items and is asked {len(kinds)} times. Make it "
                           "one kind.", False)  # fmt: skip


def _paper_forms(parts: Sequence[Part]) -> Iterator[Conflict]:
    forms: dict[str, set[str]] = {}
    for _member, content in parts:
        for paper in content.materials:
            forms.setdefault(paper.name.zh, set()).add(paper.form)
    for name, seen in forms.items():
        if len(seen) > 1:
            yield Conflict(f"“{name}”有的事项要原件，有的要电子件或复印件；合成一份时以先列的为准，请统一。",
                           f"“{name}” is wanted in different forms; the first one counts. Make them alike.",
                           False)  # fmt: skip


def _handled_here(parts: Sequence[Part]) -> Iterator[Conflict]:
    for member, content in parts:
        if member.outside and content.whole:
            yield Conflict(f"“{content.name.zh}”在本平台能办，却标成在其他系统办理。请核对。",
                           f"“{content.name.en}” can be handled here but is marked as handled elsewhere.",
                           False)  # fmt: skip


def members_json(rows: Sequence[Mapping[str, Any]]) -> list[Member]:
    """The parts from the rows of the page: `after` one code a line, `same` one `own | key` a line."""
    return [
        Member(
            item=str(row["item"]), condition=str(row.get("condition") or ""), after=tuple(row.get("after") or ()),
            outside=bool(row.get("outside")), same=tuple(_pair(line) for line in row.get("same") or ()),
        )
        for row in rows
        if row.get("item")
    ]  # fmt: skip


def _pair(line: str) -> Pair:
    own, _bar, key = line.replace("｜", "|").partition("|")
    return Pair(own=own.strip(), key=key.strip() or own.strip())


def members_shown(content: ItemContent) -> dict[str, Any]:
    """The parts as the rows of the page."""
    return {
        "members": [
            {
                "item": one.item, "condition": one.condition, "after": list(one.after), "outside": one.outside,
                "same": [f"{pair.own} | {pair.key}" for pair in one.same],
            }
            for one in content.members
        ]
    }  # fmt: skip
