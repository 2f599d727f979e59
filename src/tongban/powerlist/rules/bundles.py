"""一件事: one form and one list of papers for several items, and the way back from one answer to each item's own.

What two items ask alike is asked once; what only some need is asked only when that part is wanted. Nothing here loosens
a limit: each member stays a case of its own, under its own law.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from tongban.kernel.refusals import Refusal
from tongban.powerlist.rules.content import Form, FormField, FormGroup, ItemContent, Material
from tongban.powerlist.rules.members import Member, Pair
from tongban.powerlist.rules.prefill import renamed_answer
from tongban.powerlist.rules.text import Text

STRONGEST: Final = ("must", "deferrable", "situation")


@dataclass(slots=True)
class _Union:
    """The bundle's form and papers in the making."""

    groups: list[FormGroup] = field(default_factory=list)
    fields: dict[str, FormField] = field(default_factory=dict)
    papers: dict[str, Material] = field(default_factory=dict)
    by_label: dict[tuple[str, str], str] = field(default_factory=dict)
    by_name: dict[str, str] = field(default_factory=dict)


def union(base: ItemContent, members: Sequence[tuple[Member, ItemContent]]) -> ItemContent:
    """The bundle's content: its own questions first, then what each member asks beyond them; papers by their names.

    A question of the same words and kind is one question, a paper of the same name one paper (the strictest need
    holds). A part that is wanted only on a condition asks and needs only then.
    """
    made = _Union()
    for group in base.form.groups:
        made.groups.append(group)
        for each in group.fields:
            made.fields[each.key] = each
            made.by_label[(each.label.zh, each.type)] = each.key
    told = []
    for member, content in members:
        if member.outside:  # its own system asks what it needs; nothing given here would reach it
            told.append(member)
            continue
        names = _names(made, member, content)
        papers = _add_papers(made, member, content, names)
        _add_fields(made, member, content, names, papers)
        told.append(replace(member, fields=_pairs(names), papers=_pairs(papers)))
    return replace(
        base, form=Form(groups=tuple(made.groups)), materials=tuple(made.papers.values()), members=tuple(told)
    )


def _pairs(names: Mapping[str, str]) -> tuple[Pair, ...]:
    return tuple(Pair(own=own, key=key) for own, key in names.items())


def _add_fields(
    made: _Union, member: Member, content: ItemContent, mine: Mapping[str, str], papers: Mapping[str, str]
) -> None:
    for group in content.form.groups:
        fresh = []
        for each in group.fields:
            key = mine[each.key]
            if key in made.fields:
                made.fields[key] = _asked_for_both(made.fields[key], each, member)
                continue
            shown = _both(member.condition, _renamed(each.show_if or "", mine))
            evidence = papers.get(each.evidence, "")
            known = renamed_answer(each.prefill, mine)
            made.fields[key] = replace(each, key=key, show_if=shown or None, evidence=evidence, prefill=known)
            made.by_label[(each.label.zh, each.type)] = key
            fresh.append(made.fields[key])
        if fresh:
            title = Text(f"{content.name.zh}：{group.title.zh}", f"{content.name.en}: {group.title.en}")
            made.groups.append(
                FormGroup(key=f"{group_prefix(member.item)}{group.key}"[:60], title=title, fields=tuple(fresh))
            )
    made.groups[:] = [_latest(made, group) for group in made.groups]


def _names(made: _Union, member: Member, content: ItemContent) -> dict[str, str]:
    """The member's keys as the bundle's: told the same, the same words, or its own key when that is free."""
    same, found = {pair.own: pair.key for pair in member.same}, {}
    for each in content.fields():
        alike = made.by_label.get((each.label.zh, each.type))
        key = same.get(each.key) or alike or each.key
        # Two items may use one key for two things; told the same, it is one thing under other words.
        if each.key not in same and key == each.key and key in made.fields and alike != key:
            key = f"{_word(member.item)}_{each.key}"
        found[each.key] = key
    return found


def _asked_for_both(known: FormField, other: FormField, member: Member) -> FormField:
    """A question that a further part shares: asked whenever one of them is wanted, needed when one needs it."""
    always = not member.condition and not other.show_if
    return replace(
        known, show_if=None if always else known.show_if, required=known.required or (other.required and always),
        flow_fact=known.flow_fact or other.flow_fact, personal=known.personal or other.personal,
    )  # fmt: skip


def _latest(made: _Union, group: FormGroup) -> FormGroup:
    return replace(group, fields=tuple(made.fields[each.key] for each in group.fields))


def _add_papers(made: _Union, member: Member, content: ItemContent, names: Mapping[str, str]) -> dict[str, str]:
    keys = {}
    for paper in content.materials:
        key = made.by_name.get(paper.name.zh)
        if key is None:
            key = paper.key if paper.key not in made.papers else f"{_word(member.item)}_{paper.key}"
            made.by_name[paper.name.zh] = key
            made.papers[key] = replace(paper, key=key, **_need(paper, member, names))
        else:
            made.papers[key] = _stricter(made.papers[key], paper, member, names)
        keys[paper.key] = key
    return keys


def _need(paper: Material, member: Member, names: Mapping[str, str]) -> dict[str, Any]:
    """A part that is wanted on a condition needs its papers on that condition."""
    if not member.condition:
        return {"situation": _renamed(paper.situation or "", names) or None}
    needed = _both(member.condition, _renamed(paper.situation or "", names))
    return {"necessity": "situation", "situation": needed}


def _stricter(known: Material, other: Material, member: Member, names: Mapping[str, str]) -> Material:
    wanted = _need(other, member, names)
    necessity = wanted.get("necessity", other.necessity)
    if "must" in (known.necessity, necessity):
        return replace(known, necessity="must", situation=None)
    if known.necessity == necessity == "situation":
        return replace(known, situation=f"({known.situation}) or ({wanted['situation']})")
    return replace(known, necessity=min(known.necessity, necessity, key=STRONGEST.index))


def _renamed(condition: str, names: Mapping[str, str]) -> str:
    """A condition in the bundle's keys; text between quotes stays."""
    parts = re.split(r'("[^"]*")', condition)
    return "".join(
        part if part.startswith('"') else re.sub(r"[a-z][a-z0-9_]*", lambda word: names.get(word[0], word[0]), part)
        for part in parts
    )


def _both(one: str, other: str) -> str:
    return f"({one}) and ({other})" if one and other else one or other


def group_prefix(item: str) -> str:
    """How the pages of questions begin that a member brings."""
    return f"{_word(item)}_"


def _word(code: str) -> str:
    """A code as a key: `QH-SC-001` becomes `qh_sc_001`."""
    return re.sub(r"[^a-z0-9]+", "_", code.lower())


def codes_of(content: ItemContent) -> frozenset[str]:
    """Every code by which another system may name this item: national, implementing, local."""
    return frozenset({content.basic_code, content.implementing_code, content.local_code} - {""})


def answers_for(member: Member, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The member's own answers out of the bundle's."""
    return {pair.own: answers[pair.key] for pair in member.fields if pair.key in answers}


def order_problem(members: Iterable[Member]) -> Refusal | None:
    """Why the members cannot be brought into an order: a name that is none of them, or a circle."""
    rest = {member.item: set(member.after) for member in members}
    unknown = sorted(set().union(*rest.values()) - set(rest)) if rest else []
    if unknown:
        return Refusal(
            "bundle_unknown", f"“{unknown[0]}”不是这件事里的事项。", f"“{unknown[0]}” is no member of this bundle."
        )
    while rest:
        ready = [item for item, after in rest.items() if not after & set(rest)]
        if not ready:
            circle = "、".join(sorted(rest))
            return Refusal("bundle_circle", f"这几个事项互相等待：{circle}。请改先后顺序。",
                           f"These items wait for each other: {circle}. Change their order.")  # fmt: skip
        for item in ready:
            del rest[item]
    return None
