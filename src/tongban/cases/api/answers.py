"""Answers to a form as JSON, brought to the form in which pages store them, and everything that is wrong at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Annotated, Any, Final

from pydantic import Field

from tongban.cases.forms.apply import read_answer
from tongban.cases.queries.answers import missing_answer, wrong_answers
from tongban.cases.queries.missing import shown
from tongban.kernel.refusals import Refusal, Refused
from tongban.powerlist.rules.content import FormField, ItemContent

Text = Annotated[str, Field(max_length=12_000)]
Value = bool | int | float | Text | Annotated[list[Text], Field(max_length=100)] | None
Answers = Annotated[dict[Annotated[str, Field(max_length=60)], Value], Field(max_length=300)]
NO_QUESTION: Final = Refusal("answer_unknown", "表单里没有这个问题。", "The form has no such question.")
NO_PAPER: Final = Refusal("paper_unknown", "事项里没有这份材料。", "The item has no such paper.")


def stored_answers(content: ItemContent, given: Mapping[str, Any]) -> dict[str, Any]:
    """Answers as they are stored; refused for questions that the form does not have. It judges no value."""
    fields = {field.key: field for field in content.fields()}
    refuse_all({f"answers.{key}": NO_QUESTION for key in given if key not in fields})
    return {key: _stored(fields[key], value) for key, value in given.items()}


def _stored(field: FormField, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(value, bool):
        return read_answer(field, ["yes" if value else "no"])
    return read_answer(field, [str(one) for one in value] if isinstance(value, list) else [_plain(value)])


def _plain(value: Any) -> str:
    """A number as a person would type it: 86.0 is 86."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def answer_faults(
    content: ItemContent, answers: Mapping[str, Any], keys: Collection[str] | None = None
) -> dict[str, Refusal]:
    """Everything missing or wrong among all questions that are asked, or among some, by question."""
    missing = {
        field.key: missing_answer(field)
        for field in content.fields()
        if field.required
        and (keys is None or field.key in keys)
        and shown(field, answers)
        and answers.get(field.key) in (None, "", [])
    }
    return {f"answers.{key}": one for key, one in {**missing, **wrong_answers(content, answers, keys)}.items()}


def paper_faults(content: ItemContent, keys: Collection[str]) -> dict[str, Refusal]:
    """Papers that the item does not know."""
    known = {material.key for material in content.materials}
    return {f"materials.{key}": NO_PAPER for key in keys if key not in known}


def refuse_all(faults: Mapping[str, Refusal]) -> None:
    """Refuses with every fault under its own name; nothing when there is none."""
    if faults:
        raise Refused(
            Refusal(
                "answers_wrong",
                "有 {count} 项需要改正，逐项见 errors。",
                "{count} things need mending; errors names each.",
                {"count": len(faults), "errors": dict(faults)},
            )
        )
