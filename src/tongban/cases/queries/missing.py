"""What an application lacks: obligatory answers and papers, by the item's own form and conditions."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from tongban.kernel.flow.feel import compile_condition
from tongban.powerlist.rules.content import FormField, ItemContent, Material


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is missing: `field` or `material`, its key and its name."""

    what: str
    key: str
    zh: str
    en: str


def shown(field: FormField, answers: Mapping[str, Any]) -> bool:
    """Whether a question is asked at all, given the other answers."""
    return not field.show_if or compile_condition(field.show_if).holds(answers)


def needed(material: Material, answers: Mapping[str, Any]) -> bool:
    """Whether a paper is required: always, or in its situation; a deferrable one may follow."""
    if material.necessity == "situation":
        return bool(material.situation) and compile_condition(str(material.situation)).holds(answers)
    return material.necessity == "must"


def asked_materials(content: ItemContent, answers: Mapping[str, Any]) -> list[Material]:
    """The papers that this application has to do with, in the guide's order."""
    return [m for m in content.materials if m.necessity != "situation" or needed(m, answers)]


def draft_problems(
    content: ItemContent, answers: Mapping[str, Any], papers: Collection[str], *, papers_must: bool
) -> list[Missing]:
    """Everything missing at once, never only the first."""
    found = [
        Missing("field", field.key, field.label.zh, field.label.en)
        for field in content.fields()
        if field.required and shown(field, answers) and answers.get(field.key) in (None, "", [])
    ]
    if papers_must:
        found += [
            Missing("material", m.key, m.name.zh, m.name.en)
            for m in content.materials
            if needed(m, answers) and m.key not in papers
        ]
    return found
