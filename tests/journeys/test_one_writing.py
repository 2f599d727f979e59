"""A7, one value has one writing: Python's canonical encoding and that of the page's script, over generated values.

Values are written at random, keys in any order, with escapes or none, and blanks; then both encode them, or refuse.
What each takes for canonical as it stands is the same, too. A date is text; the types of Python are refused as such.
"""

from __future__ import annotations

import json
import os
import unicodedata
from datetime import UTC, date, datetime
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from tests.journeys.in_chromium import Scripts, chromium

from tongban.kernel.canonical import NotCanonical, decode, encode

__all__ = ["chromium"]
pytestmark = pytest.mark.browser
BATCH = 1000
SEED = int(os.environ.get("TONGBAN_SEED", "1"))
LARGEST = 2**53 - 1
# Letters that combine, compose or stand outside the first plane, in a writing that is often not NFC.
LETTERS = [
    *"aZ09 _\"\\/\b\n\r\t\x1f\x7f", "é", "e\u0301", "\u1100\u1161", "각", "Å", "\u212b", "ﬁ", "豈", "办", "\u3099",
    "か\u3099", "\u2028", "\ufeff", "😀", "𝄞", "\U0002f800", "\ud800", "\udc00", "\0", "\u0344", "ः", "ẛ̣",
]  # fmt: skip
WHOLE = [0, 1, -1, 7, 2**31, -(2**32), LARGEST, -LARGEST, LARGEST + 1, -LARGEST - 1, 2**63, 10**25]
TEXTS = ["2026-11-23", "2026-11-23T09:00:00.000000Z", "2026-02-29", "\\u0000", "__proto__", "true", "1.0", ""]
KEYS = ["a", "at", "data", "seq", "z9", "a_b", "aa", "ab", "b" * 64]
BAD_KEYS = ["A", "9a", "", "é", "__proto__", "a-b", "c" * 65, "😀", "\ue000", "a\n"]


def some_text(chance: Random, clean: bool) -> str:
    if chance.random() < 0.3:
        return chance.choice(TEXTS)
    made = "".join(chance.choice(LETTERS) for _ in range(chance.randrange(6)))
    if clean:
        made = "".join(each for each in made if each != "\0" and not "\ud800" <= each <= "\udfff")
        return unicodedata.normalize("NFC", made)
    return made


def some_value(chance: Random, clean: bool, depth: int = 0) -> Any:
    """A value that has a canonical writing, or, unless `clean`, perhaps none."""
    kind = chance.randrange(9 if depth < 4 else 6)
    if kind < 3:
        return some_text(chance, clean)
    if kind == 3:
        numbers = WHOLE if not clean else [each for each in WHOLE if abs(each) <= LARGEST]
        return chance.choice(numbers) if chance.random() < 0.5 else chance.randrange(-(10**6), 10**6)
    if kind < 6:
        return chance.choice((None, True, False, 0.5) if not clean else (None, True, False))
    if kind == 6:
        return [some_value(chance, clean, depth + 1) for _ in range(chance.randrange(4))]
    names = KEYS if clean or chance.random() < 0.9 else BAD_KEYS
    return {chance.choice(names): some_value(chance, clean, depth + 1) for _ in range(chance.randrange(5))}


def nested(chance: Random, levels: int) -> Any:
    value: Any = 1
    for _ in range(levels):
        value = [value] if chance.random() < 0.5 else {"a": value}
    return value


def written(value: Any, chance: Random) -> str:
    """One of the many writings of a value as JSON."""
    if isinstance(value, dict):
        items = list(value.items())
        chance.shuffle(items)
        value = dict(items)
    apart = chance.choice(((",", ":"), (", ", ": "), (",", ":")))
    return json.dumps(value, ensure_ascii=chance.random() < 0.5 or holds_half(value), separators=apart)


def holds_half(value: Any) -> bool:
    """Half a pair of surrogates can only be written as an escape."""
    return bool(set(json.dumps(value, ensure_ascii=False)) & {chr(each) for each in range(0xD800, 0xE000)})


def made(chance: Random) -> Any:
    dice = chance.random()
    return nested(chance, chance.randrange(28, 36)) if dice < 0.02 else some_value(chance, clean=dice < 0.6)


def ours(value: Any) -> str | None:
    try:
        encoded = encode(value)
    except NotCanonical:
        return None
    assert decode(encoded) == value
    assert encode(decode(encoded)) == encoded
    return encoded.decode()


def as_it_stands(text: str) -> bool:
    try:
        decode(text.encode())
    except NotCanonical:
        return False
    return True


@pytest.mark.parametrize("many", [5_000, pytest.param(1_000_000, marks=pytest.mark.nightly)])
def test_a7_python_and_the_browser_write_every_value_alike(chromium: Scripts, many: int) -> None:
    had = 0
    for begun in range(0, many, BATCH):
        chance = Random(SEED * 10**7 + begun)
        values = [made(chance) for _ in range(BATCH)]
        texts = [written(value, chance) for value in values]
        expected, theirs = [ours(value) for value in values], chromium.encodings(texts)
        assert [three for three in zip(texts, expected, theirs, strict=True) if three[1] != three[2]] == []
        standing = [as_it_stands(text) for text in texts]
        assert standing == [text == found for text, found in zip(texts, theirs, strict=True)]
        had += sum(each is not None for each in expected)
    assert many * 0.5 < had < many * 0.95, "both what has a writing and what has none was tried"


TWICE = [
    '{"a":1,"a":2}', '{"a":1,"a":1}', '{"b":1,"a":2}', '{"a":1.0}', '{"a":1e3}', '{"a":-0}', '{"a": 1}', '{"a":1}\n',
    r'{"a":"\u0061"}', r'{"a":"\/"}', r'{"a":"\u001F"}', '{"a":"\u007f"}', "[1,]", "[NaN]", "[01]", "{}", "[]", '""',
    "\ufeff{}", r'["\ud83d\ude00"]', '["😀"]', r'["\ud83d"]', "[-1]", "[9007199254740991]", "[9007199254740992]", "",
]  # fmt: skip


def test_a7_both_take_the_same_texts_for_canonical_as_they_stand(chromium: Scripts) -> None:
    found = chromium.encodings(TWICE)
    theirs = {text: text == each for text, each in zip(TWICE, found, strict=True)}
    assert theirs == {text: as_it_stands(text) for text in TWICE}
    assert [text for text, right in theirs.items() if right] == [
        '{"a":"\u007f"}', "{}", "[]", '""', '["😀"]', "[-1]", "[9007199254740991]"
    ]  # fmt: skip


@pytest.mark.parametrize("value", [date(2026, 11, 23), datetime(2026, 11, 23, tzinfo=UTC), Decimal(1), 1.0, b"x", (1,)])
def test_a7_what_only_python_has_is_refused(value: Any) -> None:
    with pytest.raises(NotCanonical):
        encode({"a": value})


def test_an_encoder_that_does_not_order_its_keys_would_be_found_out(chromium: Scripts) -> None:
    text = '{"b":1,"a":2}'
    assert chromium.page.evaluate("text => JSON.stringify(JSON.parse(text))", text) == text
    assert chromium.encodings([text]) == ['{"a":2,"b":1}'] == [encode(json.loads(text)).decode()]
