"""Reading a request strictly: JSON that every parser reads alike, names that stand once, text that can be stored."""

from __future__ import annotations

import json
from typing import Any, Final

from django.http import HttpRequest
from ninja.parser import Parser

from tongban.config.interface.problems import GENERAL
from tongban.kernel.refusals import Refusal, Refused

DEEPEST: Final = 40
NOT_JSON = Refusal("not_json", "请求内容不是正确的 JSON。", "The content is not well-formed JSON.")
TWICE = Refusal("duplicate_names", "同一个名称出现了两次。", "A name stands twice.")
SIGNS = Refusal("bad_signs", "内容里有不能保存的字符。", "The content holds signs that cannot be stored.")


def stored_text(text: str) -> bool:
    """Whether a text can be stored: no NUL, no half of a pair."""
    return "\0" not in text and not any("\ud800" <= sign <= "\udfff" for sign in text)


def read_query(request: HttpRequest) -> None:
    """Refuses names that stand twice and text that cannot be stored."""
    for name, values in request.GET.lists():
        if len(values) > 1:
            raise Refused(TWICE)
        if not stored_text(name) or not all(map(stored_text, values)):
            raise Refused(SIGNS)
    if not stored_text(request.path):
        raise Refused(SIGNS)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise Refused(TWICE)
    return found


def _no_constant(name: str) -> Any:
    raise Refused(NOT_JSON)


def _judge(value: Any, depth: int = 0) -> None:
    """Refuses what is nested too deep, and text that cannot be stored."""
    if depth > DEEPEST:
        raise Refused(NOT_JSON)
    if isinstance(value, str) and not stored_text(value):
        raise Refused(SIGNS)
    if isinstance(value, list):
        for one in value:
            _judge(one, depth + 1)
    if isinstance(value, dict):
        for name, one in value.items():
            _judge(name, depth + 1)
            _judge(one, depth + 1)


class StrictParser(Parser):
    """The JSON of a request, read as strictly as the whole interface promises."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        """An object (or what stands in its place, which its operation then refuses)."""
        if request.content_type != "application/json":
            raise Refused(GENERAL[415])
        try:
            text = request.body.decode("utf-8")
            value = json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
        except (ValueError, RecursionError) as wrong:
            raise Refused(NOT_JSON) from wrong
        _judge(value)
        return value  # type: ignore[no-any-return]
