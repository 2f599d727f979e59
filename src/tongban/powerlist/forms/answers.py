"""Answers typed where nothing is kept: the preview of a form and the try-out of a flow. It judges nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import QueryDict

from tongban.powerlist.forms.editor import plain
from tongban.powerlist.rules.content import FormField

MOST_DIGITS = 12


def read_answers(fields: Iterable[FormField], posted: QueryDict) -> dict[str, Any]:
    """What was typed, by question: texts, whole numbers, yes and no, lists; None where nothing was."""
    return {field.key: read_answer(field, posted.getlist(field.key)) for field in fields}


def read_answer(field: FormField, given: list[Any]) -> Any:
    """One answer as conditions read it."""
    texts = [plain(str(one)) for one in given if str(one).isprintable()]
    if field.type == "multi":
        return [one for one in texts if one] or None
    text = texts[-1] if texts else ""
    if field.type == "yesno":
        return {"yes": True, "no": False}.get(text)
    if field.type == "number":
        digits = text.removeprefix("-")
        known = digits.isascii() and digits.isdigit() and len(digits) <= MOST_DIGITS
        return int(text) if known else None
    return text or None
