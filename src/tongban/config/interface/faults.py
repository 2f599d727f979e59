"""What is wrong with the shape of a request, field by field, in both languages. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

Words = tuple[str, str]
# By the kind of fault that the library finds; `{…}` are its own figures.
WORDS: Final[dict[str, Words]] = {
    "missing": ("缺少这一项", "This is missing"),
    "extra_forbidden": ("没有这一项，请去掉", "There is no such field; take it out"),
    "string_type": ("应为文字", "This needs to be text"),
    "string_too_long": ("最多 {max_length} 个字", "At most {max_length} characters"),
    "string_too_short": ("最少 {min_length} 个字", "At least {min_length} characters"),
    "string_pattern_mismatch": ("格式不对", "The form is not right"),
    "literal_error": ("只能是：{expected}", "One of: {expected}"),
    "uuid_parsing": ("应为 UUID", "This needs to be a UUID"),
    "uuid_type": ("应为 UUID", "This needs to be a UUID"),
    "int_parsing": ("应为整数", "This needs to be a whole number"),
    "int_type": ("应为整数", "This needs to be a whole number"),
    "int_from_float": ("应为整数", "This needs to be a whole number"),
    "bool_type": ("应为 true 或 false", "true or false"),
    "bool_parsing": ("应为 true 或 false", "true or false"),
    "date_from_datetime_parsing": ("应为日期，例如 2026-11-05", "A date, for instance 2026-11-05"),
    "date_parsing": ("应为日期，例如 2026-11-05", "A date, for instance 2026-11-05"),
    "date_type": ("应为日期，例如 2026-11-05", "A date, for instance 2026-11-05"),
    "greater_than_equal": ("不能小于 {ge}", "{ge} at least"),
    "less_than_equal": ("不能大于 {le}", "{le} at most"),
    "too_long": ("最多 {max_length} 项", "At most {max_length} of them"),
    "too_short": ("最少 {min_length} 项", "At least {min_length} of them"),
    "list_type": ("应为列表", "This needs to be a list"),
    "dict_type": ("应为对象", "This needs to be an object"),
    "model_attributes_type": ("应为对象", "This needs to be an object"),
}
OTHER: Final[Words] = ("内容不对", "This is not right")


def field_errors(found: Iterable[Mapping[str, Any]], language: str) -> list[dict[str, str]]:
    """Each fault with the name of its field (`answers.floor_area`), a stable code and a sentence."""
    return [_error(one, language) for one in found]


def _error(one: Mapping[str, Any], language: str) -> dict[str, str]:
    kind = str(one.get("type", "other"))
    zh, en = WORDS.get(kind, OTHER)
    figures = {name: str(value)[:80] for name, value in (one.get("ctx") or {}).items()}
    try:
        sentence = (en if language == "en" else zh).format(**figures)
    except (KeyError, IndexError):
        sentence = OTHER[1 if language == "en" else 0]
    end = "." if language == "en" else "。"
    return {"name": _name(one.get("loc", ())), "code": kind, "detail": sentence + end}


def _name(place: Iterable[Any]) -> str:
    """The place in the request without the library's own names for its parts."""
    parts = [str(part)[:60] for part in place]
    # (body, the argument's name, field …) for JSON; (query, field) and (path, field) else.
    plain = parts[2:] if parts[:1] == ["body"] else parts[1:]
    return ".".join(plain) or ".".join(parts)
