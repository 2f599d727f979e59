"""Whether an application can be decided at once: what it lacks, all of it. Pure; it asks no database."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from tongban.cases.queries.missing import needed, shown
from tongban.cases.rules.committing import commitment_problem
from tongban.kernel.actor import Actor
from tongban.kernel.flow.feel import compile_condition
from tongban.kernel.refusals import Refusal
from tongban.powerlist.rules.content import FormField, ItemContent


def may_offer_at_once(by: Actor, content: ItemContent) -> bool:
    """Whether the window offers to decide at once: the item allows it, and the post of `by` decides."""
    return by.has("decide") and (content.case_type == "on_the_spot" or commitment_problem(content) is None)


def decisive_fields(content: ItemContent) -> list[FormField]:
    """The questions without which nothing can be decided at once: what is asked, where the flow goes, what is printed.

    The others may stand on the paper form.
    """
    texts = [paper.situation for paper in content.materials if paper.situation]
    names = {name for text in texts for name in compile_condition(text).names}
    result = content.result
    if result is not None and result.certificate is not None:
        names |= set(result.certificate.fields)
    return [field for field in content.fields() if field.key in names or field.flow_fact]


def at_once_lacks(content: ItemContent, answers: Mapping[str, Any], papers: Collection[str]) -> Refusal | None:
    """Why an application is not complete enough to be decided on the spot, or None; names everything at once.

    A paper that may follow later keeps nothing up, and neither does what the platform has itself.
    """
    gaps = [
        (field.label.zh, field.label.en or field.label.zh)
        for field in decisive_fields(content)
        if field.required and shown(field, answers) and answers.get(field.key) in (None, "", [])
    ]
    gaps += [
        (paper.name.zh, paper.name.en or paper.name.zh)
        for paper in content.materials
        if needed(paper, answers) and not paper.held and paper.key not in papers
    ]
    if not gaps:
        return None
    return Refusal(
        "not_complete",
        "材料还不齐，不能当场决定：{names}。补齐后再办，或者先收件。",
        "It is not complete, so it cannot be decided at once: {names_en}. Complete it, or receive it as it is.",
        {"names": "、".join(zh for zh, _ in gaps), "names_en": ", ".join(en for _, en in gaps)},
    )
