"""Reads frozen dataclasses from JSON values, strictly, and tells every problem with its path.

One reader for all parts of an item's content: the dataclass is the schema. It checks shape only (types, known keys,
closed sets of codes, plain text); what the content should say is a question of `lint`. It is not a general parser.
"""

from __future__ import annotations

import re
import types
import unicodedata
from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, field, fields, is_dataclass
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")

TEXT_LIMIT = 20_000
"""Characters one text may have: a technical guard of the database and the page, not a rule of law."""
NUMBER_LIMIT = 2**53
NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a value: where (`materials[0].name.zh`) and what, in both languages."""

    path: str
    zh: str
    en: str


def one_of(codes: Mapping[str, object], *, usual: Any = MISSING) -> Any:
    """A dataclass field whose text must be one of the codes of a set; with `usual` it may be left out."""
    return field(default=usual, metadata={"codes": codes})


def some_of(codes: Mapping[str, object], *, usual: Any = MISSING) -> Any:
    """A dataclass field that lists codes of a set; with `usual` it may be left out."""
    return field(default=usual, metadata={"codes": codes})


class Reader:
    """Walks one JSON value along a dataclass and gathers the problems it meets."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def problem(self, path: str, zh: str, en: str) -> None:
        """Notes one problem."""
        self.problems.append(Problem(path or "$", zh, en))

    def record(self, kind: type[T], value: object, path: str) -> T | None:
        """Reads a dataclass; None when anything in it is wrong."""
        if not isinstance(value, dict):
            self.problem(path, "应为一组字段", "this must be a group of fields")
            return None
        before = len(self.problems)
        hints, known = hints_of(cast("Any", kind)), known_fields(cast("Any", kind))
        for name in sorted(map(str, set(value) - set(known))):
            self.problem(join(path, name), "没有这个字段", "there is no such field")
        parts = {name: self.part(f, hints[name], value, path) for name, f in known.items()}
        return kind(**parts) if len(self.problems) == before else None

    def part(self, declared: Field[Any], hint: Any, value: Mapping[str, object], path: str) -> object:
        """Reads one field of a dataclass; a field with a default may be absent."""
        here = join(path, declared.name)
        if declared.name not in value:
            if declared.default is not MISSING:
                return declared.default
            self.problem(here, "缺少这个字段", "this field is missing")
            return None
        codes = cast("Mapping[str, object] | None", declared.metadata.get("codes"))
        return self.value(hint, value[declared.name], here, codes)

    def value(self, hint: Any, value: object, path: str, codes: Mapping[str, object] | None) -> object:
        """Reads one value of a declared type: text, whole number, yes or no, list, nothing, or a group of fields."""
        shape, inner = shape_of(hint)
        if shape == "maybe":
            return None if value is None else self.value(inner, value, path, codes)
        if shape == "list":
            return self.listed(inner, value, path, codes)
        if shape == "group":
            return self.record(cast("type[Any]", inner), value, path)
        return self.plain(inner, value, path, codes)

    def listed(self, hint: Any, value: object, path: str, codes: Mapping[str, object] | None) -> tuple[object, ...]:
        """Reads a list."""
        if not isinstance(value, list):
            self.problem(path, "应为一个列表", "this must be a list")
            return ()
        return tuple(self.value(hint, one, f"{path}[{at}]", codes) for at, one in enumerate(value))

    def plain(self, hint: Any, value: object, path: str, codes: Mapping[str, object] | None) -> object:
        """Reads a text, a whole number or a yes or no."""
        if type(value) is not hint:
            zh, en = {str: ("文字", "a text"), int: ("整数", "a whole number"), bool: ("是或否", "true or false")}[hint]
            self.problem(path, f"应为{zh}", f"this must be {en}")
        elif isinstance(value, str):
            self.text(value, path, codes)
        elif isinstance(value, int) and not -NUMBER_LIMIT <= value <= NUMBER_LIMIT:
            self.problem(path, "数字过大", "this number is too large")
        return value

    def text(self, value: str, path: str, codes: Mapping[str, object] | None) -> None:
        """A text has no control characters, is in the normal form NFC, and in a closed set is one of its codes."""
        if NOT_TEXT.search(value):
            self.problem(path, "含有不能显示的字符", "this holds characters that cannot be shown")
        elif len(value) > TEXT_LIMIT:
            self.problem(path, f"超过 {TEXT_LIMIT} 字", f"this is longer than {TEXT_LIMIT} characters")
        elif not unicodedata.is_normalized("NFC", value):
            self.problem(path, "字符须为规范形式（NFC）", "characters must be in the normal form NFC")
        elif codes is not None and value not in codes:
            self.problem(path, "不在规定的代码之内：" + "、".join(codes), "not one of the codes " + ", ".join(codes))


@cache
def hints_of(kind: Any) -> dict[str, Any]:
    """The declared types of a dataclass; asked once per class, since every import row needs them."""
    return get_type_hints(kind)


@cache
def known_fields(kind: Any) -> dict[str, Field[Any]]:
    """The fields of a dataclass by name."""
    return {one.name: one for one in fields(kind)}


@cache
def shape_of(hint: Any) -> tuple[str, Any]:
    """What a declared type asks for (maybe nothing, a list, a group, a plain value) and the type inside."""
    inner = get_args(hint)
    if get_origin(hint) in (Union, types.UnionType):
        return "maybe", next(one for one in inner if one is not type(None))
    if get_origin(hint) is tuple:
        return "list", inner[0]
    return ("group" if is_dataclass(hint) else "plain"), hint


def join(path: str, name: str) -> str:
    """The path of a field inside a path."""
    return f"{path}.{name}" if path else name


def plain_json(value: object) -> Any:
    """The JSON value of a dataclass: the reverse of reading."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain_json(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, tuple):
        return [plain_json(one) for one in value]
    return value
