"""When a question is asked, in words: for pages that show it beside the question it depends on."""

from __future__ import annotations

import re
from typing import Final

from tongban.powerlist.rules.content import FormField, ItemContent

_PLAIN: Final = re.compile(r'\s*(\w+)\s*(=|!=)\s*(true|false|"([^"]*)")\s*')
_UNPLAIN: Final = {"zh": "只在上面的回答需要时填写。", "en": "Only where the answers above call for it."}


def condition_words(content: ItemContent, condition: str, language: str) -> str:
    """只在“要设置户外招牌吗”选“是”时填写。 of `has_sign = true`; a condition of another shape in general words."""
    match = _PLAIN.fullmatch(condition)
    asked = next((field for field in content.fields() if match and field.key == match[1]), None)
    if match is None or asked is None:
        return _UNPLAIN[language]
    answer = _answer_words(asked, match[3], match[4], language)
    label = asked.label.words(language)
    if language == "en":
        verb = "is" if match[2] == "=" else "is not"
        return f"Only if “{label}” {verb} “{answer}”."
    verb = "选" if match[2] == "=" else "没有选"
    return f"只在“{label}”{verb}“{answer}”时填写。"


def _answer_words(field: FormField, literal: str, text: str | None, language: str) -> str:
    if text is None:
        yes = literal == "true"
        return ("Yes" if yes else "No") if language == "en" else ("是" if yes else "否")
    return next((option.label.words(language) for option in field.options if option.value == text), text)


def answer_words(field: FormField, value: object, language: str) -> str:
    """An answer as people read it: options by their names, yes and no in words, numbers with their unit."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _answer_words(field, "true" if value else "false", None, language)
    names = {option.value: option.label.words(language) for option in field.options}
    if isinstance(value, list):
        return ("；" if language == "zh" else "; ").join(names.get(str(one), str(one)) for one in value)
    shown = names.get(str(value), str(value))
    return f"{shown} {field.unit}" if field.unit else shown
