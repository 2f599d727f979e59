"""Canonical JSON: one value, one byte string. What is hashed, signed or compared is encoded here and nowhere else.

The rules are those of RFC 8785 for the part of JSON that Tongban uses: text, whole numbers, true, false, null, lists
and objects whose keys are ASCII snake_case, so that order by byte, by code point and by UTF-16 unit are the same order.
Text is in Unicode NFC and without U+0000, which the database cannot hold. Fractions, big numbers, lone surrogates and
repeated keys are refused, never mended: amounts are whole fen, dates and times are text. Errors name the place and
the rule, never the value, which may be personal.
"""

from __future__ import annotations

import re
from typing import Any, Final
from unicodedata import is_normalized

import orjson

Canonical = None | bool | int | str | list[Any] | dict[str, Any]

# A key of at most 64 characters; JavaScript's __proto__ and the like cannot be written.
_KEY: Final = re.compile(r"[a-z][a-z0-9_]{0,63}", re.ASCII)
_LARGEST: Final = 2**53 - 1  # beyond it two whole numbers are one in JavaScript (RFC 7493)
_DEEPEST: Final = 32
_LEAVES: Final = frozenset({str, int, bool, type(None)})
_KNOWN_KEYS_LIMIT: Final = 4096
_OPTIONS: Final = (
    orjson.OPT_SORT_KEYS
    | orjson.OPT_STRICT_INTEGER
    | orjson.OPT_PASSTHROUGH_DATETIME
    | orjson.OPT_PASSTHROUGH_DATACLASS
    | orjson.OPT_PASSTHROUGH_SUBCLASS
)
_known_keys: set[str] = set()


class NotCanonical(ValueError):
    """A value or a text that has no canonical form; `where` is its place, such as `$.data.materials[2]`."""

    def __init__(self, where: str, rule: str) -> None:
        super().__init__(f"{where}: {rule}")
        self.where = where
        self.rule = rule


def encode(value: Canonical) -> bytes:
    """The canonical bytes of a value; raises `NotCanonical` when it has none."""
    if type(value) not in _LEAVES:
        _check(value, 0, value)
    try:
        encoded = orjson.dumps(value, option=_OPTIONS)
    except TypeError:
        raise _culprit(value) from None
    if b"\\u0000" in encoded or not (encoded.isascii() or is_normalized("NFC", encoded.decode())):
        # A backslash may stand before u0000, an escape before a combining mark: only a look at each text can tell.
        culprit = _find(value, "$")
        if culprit is not None:
            raise culprit
    return encoded


def decode(encoded: bytes) -> Any:
    """The value of canonical bytes; raises `NotCanonical` for any other writing of it: order, blanks, a key twice."""
    try:
        value = orjson.loads(encoded)
    except orjson.JSONDecodeError as error:
        raise NotCanonical("$", f"not JSON ({error.msg})") from None
    if encode(value) != encoded:
        raise NotCanonical("$", "the same value has other canonical bytes")
    return value


def _check(value: Any, depth: int, whole: Any) -> None:
    """Fast refusal of what orjson would write but the rules do not allow; `_culprit` then names the place."""
    kind = type(value)
    if kind is dict:
        for key in value:
            if key not in _known_keys:
                _learn_key(key, whole)
        members = value.values()
    elif kind is list:
        members = value
    else:
        raise _culprit(whole)
    if depth >= _DEEPEST:
        raise _culprit(whole)
    for member in members:
        if type(member) not in _LEAVES:
            _check(member, depth + 1, whole)


def _learn_key(key: Any, whole: Any) -> None:
    """Remembers a key that fits, so that the next event pays one look-up; the memory is bounded."""
    if type(key) is not str or not _KEY.fullmatch(key):
        raise _culprit(whole)
    if len(_known_keys) < _KNOWN_KEYS_LIMIT:
        _known_keys.add(key)


def _culprit(value: Any) -> NotCanonical:
    return _find(value, "$") or NotCanonical("$", "no canonical form")


def _find(value: Any, where: str, depth: int = 0) -> NotCanonical | None:
    """The first place that breaks a rule."""
    kind = type(value)
    if kind is dict or kind is list:
        if depth >= _DEEPEST:
            return NotCanonical("$", f"nested deeper than {_DEEPEST} levels")
        return (_find_in_object if kind is dict else _find_in_list)(value, where, depth + 1)
    if kind is str:
        return _find_in_text(value, where)
    if kind is int:
        return NotCanonical(where, "a whole number beyond 2^53 - 1") if abs(value) > _LARGEST else None
    if kind in _LEAVES:
        return None
    return NotCanonical(where, f"{kind.__name__} is not allowed; write text, a whole number, a list or an object")


def _find_in_list(value: list[Any], where: str, depth: int) -> NotCanonical | None:
    return next((found for i, member in enumerate(value) if (found := _find(member, f"{where}[{i}]", depth))), None)


def _find_in_object(value: dict[Any, Any], where: str, depth: int) -> NotCanonical | None:
    for key, member in value.items():
        if type(key) is not str or not _KEY.fullmatch(key):
            return NotCanonical(where, "a key that is not ASCII snake_case of at most 64 characters")
        found = _find(member, f"{where}.{key}", depth)
        if found:
            return found
    return None


def _find_in_text(value: str, where: str) -> NotCanonical | None:
    if any("\ud800" <= character <= "\udfff" for character in value):
        return NotCanonical(where, "a lone surrogate")
    if "\0" in value:
        return NotCanonical(where, "text with U+0000")
    if not is_normalized("NFC", value):
        return NotCanonical(where, "text that is not in Unicode NFC")
    return None
