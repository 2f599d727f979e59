"""Canonical bytes: known answers, what is refused and where, and that one value has one writing."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from unicodedata import normalize
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tongban.kernel.canonical import NotCanonical, decode, encode


class Word(StrEnum):
    ONE = "one"


@dataclass
class Thing:
    a: int = 1


def nested(levels: int) -> Any:
    value: Any = 1
    for _ in range(levels):
        value = [value]
    return value


def circle() -> list[Any]:
    members: list[Any] = []
    members.append(members)
    return members


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ({}, b"{}"),
        ([], b"[]"),
        (None, b"null"),
        (True, b"true"),
        ("", b'""'),
        (-0, b"0"),
        (2**53 - 1, b"9007199254740991"),
        ({"b": 1, "a": [None, False, {"d": 2, "c": "x"}]}, b'{"a":[null,false,{"c":"x","d":2}],"b":1}'),
        ({"a_b": 1, "a1": 2, "ab": 3, "a": 4}, b'{"a":4,"a1":2,"a_b":1,"ab":3}'),
        ('\x01\x08\t\n\x0c\r\x1f\x7f"\\/', b'"\\u0001\\b\\t\\n\\f\\r\\u001f\x7f\\"\\\\/"'),
        ("\\u0000", b'"\\\\u0000"'),
        ("青禾县 é €", '"青禾县 é €"'.encode()),
        ("\U0001f600\u2028", '"\U0001f600\u2028"'.encode()),
        ({"a": ["\n\u0303", 1]}, b'{"a":["\\n\xcc\x83",1]}'),
    ],
)
def test_known_answers(value: Any, written: bytes) -> None:
    assert encode(value) == written
    assert decode(written) == value


@pytest.mark.parametrize(
    ("value", "where", "rule"),
    [
        (1.0, "$", "float"),
        ({"a": [1, {"b": float("nan")}]}, "$.a[1].b", "float"),
        ({"a": None, "b": ["x"], "c": 1.5}, "$.c", "float"),
        ({"a": 2**53}, "$.a", "2^53"),
        ([-(2**53)], "$[0]", "2^53"),
        ({"a": "e\u0301"}, "$.a", "NFC"),
        ({"a": ["ok", "\ud800"]}, "$.a[1]", "surrogate"),
        ({"a": "x\0"}, "$.a", "U+0000"),
        ({"A": 1}, "$", "snake_case"),
        ({"a": {"名": 1}}, "$.a", "snake_case"),
        ({1: 1}, "$", "snake_case"),
        ({"__proto__": 1}, "$", "snake_case"),
        ({"a" * 65: 1}, "$", "snake_case"),
        ((1, 2), "$", "tuple"),
        ({"a": {1}}, "$.a", "set"),
        (b"a", "$", "bytes"),
        (Word.ONE, "$", "Word"),
        (Thing(), "$", "Thing"),
        ({"a": date(2026, 11, 20)}, "$.a", "date"),
        ([datetime(2026, 11, 20)], "$[0]", "datetime"),
        ({"a": UUID(int=1)}, "$.a", "UUID"),
        (nested(33), "$", "32 levels"),
        (nested(5000), "$", "32 levels"),
        (circle(), "$", "32 levels"),
        ({"a": circle(), "b": 1.5}, "$", "32 levels"),
    ],
)
def test_what_has_no_canonical_form_is_refused_with_its_place(value: Any, where: str, rule: str) -> None:
    with pytest.raises(NotCanonical) as caught:
        encode(value)
    assert caught.value.where == where
    assert rule in caught.value.rule


def test_a_refusal_never_repeats_the_value() -> None:
    with pytest.raises(NotCanonical) as caught:
        encode({"name": "Jose\u0301", "id": 1.5})
    assert "Jos" not in str(caught.value)


@pytest.mark.parametrize(
    "written",
    [
        b'{"b":1,"a":2}', b'{"a":1,"a":1}', b'{"a": 1}', b' {}', b"{}\n", b"1.0", b"1e3", b"-0", b"9007199254740993",
        b"123456789012345678901234567890", b'"\\u0061"', b'"\\/"', b'"\\u001F"', '"e\u0301"'.encode(), b'"\\ud800"',
        b"NaN", b"Infinity", b"", b"{", b"\xff", b"[" * 100_000, b'{"A":1}', b"\xef\xbb\xbf{}",
    ],
)  # fmt: skip
def test_any_other_writing_of_a_value_is_refused(written: bytes) -> None:
    with pytest.raises(NotCanonical):
        decode(written)


def test_depth_of_32_levels_is_allowed() -> None:
    assert decode(encode(nested(32))) == nested(32)


def test_many_keys_do_not_fill_the_memory() -> None:
    assert encode({f"k{number}": number for number in range(5000)}).startswith(b'{"k0":0,"k1":1,"k10":10')


keys = st.from_regex(r"[a-z][a-z0-9_]{0,12}", fullmatch=True)
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")).map(
    lambda text: normalize("NFC", text)
)
leaves = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | texts
values = st.recursive(leaves, lambda inner: st.lists(inner) | st.dictionaries(keys, inner), max_leaves=20)


def shuffled(value: Any) -> Any:
    """The same value with every object's keys the other way round."""
    if isinstance(value, dict):
        return {key: shuffled(value[key]) for key in reversed(value)}
    return [shuffled(member) for member in value] if isinstance(value, list) else value


@settings(deadline=None, max_examples=50)
@given(values)
def test_a_value_goes_there_and_back_and_has_one_writing(value: Any) -> None:
    written = encode(value)
    assert decode(written) == value
    assert encode(shuffled(value)) == written == encode(decode(written))


@settings(deadline=None, max_examples=50)
@given(values)
def test_the_bytes_are_those_of_a_second_writer(value: Any) -> None:
    assert encode(value) == json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


@settings(deadline=None, max_examples=50)
@given(values, values)
def test_different_values_never_share_their_bytes(one: Any, two: Any) -> None:
    same = json.dumps(one, sort_keys=True) == json.dumps(two, sort_keys=True)
    assert (encode(one) == encode(two)) == same


def test_a_writer_that_does_not_sort_has_two_writings_of_one_value() -> None:
    value = {"a": 1, "b": 2}
    assert json.dumps(value) != json.dumps(shuffled(value))
