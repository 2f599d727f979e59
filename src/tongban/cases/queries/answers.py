"""What is wrong with an answer, in words that name the question and what would be right. Pure; it asks no database.

A draft keeps what was typed, right or wrong, so the judgement is made on the stored value and can be made again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any, Final

from tongban.cases.queries.missing import shown
from tongban.kernel.flow.feel import compile_condition
from tongban.kernel.identifiers import citizen_id_problem, mobile_problem, uscc_problem
from tongban.kernel.refusals import Refusal
from tongban.powerlist.rules.content import FormField, ItemContent

LONGEST: Final = {"text": 200, "address": 200, "textarea": 2000}
FIRST_DAY, LAST_DAY = date(1850, 1, 1), date(2150, 12, 31)
MOST_DIGITS: Final = 12
_LANDLINE: Final = re.compile(r"0\d{2,3}-?\d{7,8}(-\d{1,5})?")
_NUMBER: Final = re.compile(r"-?\d{1,12}(\.\d{1,2})?", re.ASCII)
_ALLOWED: Final = frozenset("\n\t")


def answer_problem(field: FormField, value: Any, *, whole: bool = False) -> Refusal | None:
    """Why a stored answer cannot be accepted, or None; an empty one is judged by `draft_problems`.

    `whole` asks a number to be whole: those that conditions compare.
    """
    if value is None or value == "" or value == []:
        return None
    if field.type == "number":
        return _number_problem(field, value, whole=whole)
    judge = _JUDGES.get(field.type, _text_problem)
    return judge(field, value)


def wrong_answers(
    content: ItemContent, answers: Mapping[str, Any], keys: Collection[str] | None = None
) -> dict[str, Refusal]:
    """What is wrong, by question, of all shown questions or of some; in the order of the form."""
    compared = _compared(content)
    found: dict[str, Refusal] = {}
    for field in content.fields():
        if (keys is None or field.key in keys) and shown(field, answers):
            problem = answer_problem(field, answers.get(field.key), whole=field.key in compared)
            if problem is not None:
                found[field.key] = problem
    return found


def only_shown(content: ItemContent, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers to questions that are asked, given the others; what was answered before and is asked no more goes."""
    asked = {field.key for field in content.fields() if shown(field, answers)}
    return {key: value for key, value in answers.items() if key in asked}


def _compared(content: ItemContent) -> frozenset[str]:
    texts = [field.show_if for field in content.fields() if field.show_if]
    texts += [paper.situation for paper in content.materials if paper.situation]
    names = {name for text in texts for name in compile_condition(text).names}
    return frozenset(names | {field.key for field in content.fields() if field.flow_fact})


def missing_answer(field: FormField) -> Refusal:
    """The sentence for a question that must be answered and was not."""
    choose = field.type in ("choice", "multi", "yesno")
    return _refusal("answer_missing", field, "请选择“{label}”" if choose else "请填写“{label}”", "Answer “{label_en}”")


def _refusal(code: str, field: FormField, zh: str, en: str, **params: object) -> Refusal:
    return Refusal(code, f"{zh}。", f"{en}.", {"label": field.label.zh, "label_en": _english(field), **params})


def _english(field: FormField) -> str:
    return field.label.en or field.label.zh


def _text_problem(field: FormField, value: Any) -> Refusal | None:
    if not isinstance(value, str):
        return _refusal("answer_kind", field, "“{label}”请填写文字", "“{label_en}” needs words")
    if any(not (sign.isprintable() or sign in _ALLOWED) for sign in value) or "\N{REPLACEMENT CHARACTER}" in value:
        return _refusal(
            "answer_signs",
            field,
            "“{label}”里有不能识别的符号，请删去后重新输入",
            "“{label_en}” holds signs that cannot be read; take them out and type it again",
        )
    most = field.max_length or LONGEST.get(field.type, LONGEST["text"])
    if len(value) > most:
        return _refusal(
            "answer_length",
            field,
            "“{label}”最多 {most} 个字，现在有 {count} 个，请缩短",
            "“{label_en}” may have {most} characters and has {count}; shorten it",
            most=most,
            count=len(value),
        )
    return None


def _number_problem(field: FormField, value: Any, *, whole: bool) -> Refusal | None:
    unit = f"（{field.unit}）" if field.unit else ""
    told = str(value)
    if isinstance(value, bool | list) or not _NUMBER.fullmatch(told) or (whole and "." in told):
        kind, kind_en = ("整数", "a whole number") if whole else ("数字", "a number")
        return _refusal(
            "answer_number",
            field,
            f"“{{label}}”请填写{kind}{unit}，例如 {{sample}}",
            f"“{{label_en}}” needs {kind_en}, for instance {{sample}}",
            sample=max(field.min or 1, 10 if not field.max or field.max > 10 else 1),
        )
    amount = float(told)
    if (field.min is not None and amount < field.min) or (field.max is not None and amount > field.max):
        return _range_problem(field)
    return None


def _range_problem(field: FormField) -> Refusal:
    unit = f" {field.unit}" if field.unit else ""
    if field.min is None:
        zh, en = "“{label}”不能大于 {max}" + unit, "“{label_en}” may be {max} at most"
    elif field.max is None:
        zh, en = "“{label}”不能小于 {min}" + unit, "“{label_en}” must be {min} at least"
    else:
        zh, en = "“{label}”应在 {min} 至 {max}" + unit + "之间，请核对", "“{label_en}” must be from {min} to {max}"
    return _refusal("answer_range", field, zh, en, min=field.min, max=field.max)


def _date_problem(field: FormField, value: Any) -> Refusal | None:
    try:
        found = date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None
    except ValueError:
        found = None
    if found is None or not FIRST_DAY <= found <= LAST_DAY:
        return _refusal(
            "answer_date",
            field,
            "“{label}”请写成年-月-日，例如 2026-11-05",
            "“{label_en}” needs year-month-day, for instance 2026-11-05",
        )
    return None


def _choice_problem(field: FormField, value: Any) -> Refusal | None:
    known = {option.value for option in field.options}
    given = value if isinstance(value, list) else [value]
    if (isinstance(value, list) != (field.type == "multi")) or not all(one in known for one in map(str, given)):
        return _refusal(
            "answer_choice", field, "请在“{label}”所列的各项里选择", "Choose from what is listed under “{label_en}”"
        )
    return None


def _yesno_problem(field: FormField, value: Any) -> Refusal | None:
    if isinstance(value, bool):
        return None
    return _refusal("answer_choice", field, "“{label}”请选“是”或“否”", "Choose yes or no for “{label_en}”")


def _phone_problem(field: FormField, value: Any) -> Refusal | None:
    if isinstance(value, str) and _LANDLINE.fullmatch(value):
        return None
    return _identifier(mobile_problem)(field, value)


def _identifier(judge: Callable[[str], Refusal | None]) -> Callable[[FormField, Any], Refusal | None]:
    def problem(field: FormField, value: Any) -> Refusal | None:
        return judge(value) if isinstance(value, str) else judge("")

    return problem


_JUDGES: Final[dict[str, Callable[[FormField, Any], Refusal | None]]] = {
    "date": _date_problem,
    "choice": _choice_problem,
    "multi": _choice_problem,
    "yesno": _yesno_problem,
    "phone": _phone_problem,
    "citizen_id": _identifier(citizen_id_problem),
    "uscc": _identifier(uscc_problem),
}
