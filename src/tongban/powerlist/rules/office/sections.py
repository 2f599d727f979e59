"""From a content to the values of a page and back: a section of the editor as flat values, by the names of its inputs.

Values are what a form has read: texts, numbers, truth, lists. Contents are JSON values and never changed in place;
whatever a section does not name stays as it was.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any

from tongban.powerlist.rules.codes import CodeSet
from tongban.powerlist.rules.office.slots import FLOW, FORM, NONE_OF_THEM, SECTIONS, Rows, Section, Slot

TWO_WORDS = frozenset({"words", "long_words", "maybe_words"})
EMPTY: Mapping[str, Any] = {"lines": [], "codes": [], "number": 0, "yes_no": False}
WAS = "was"
"""Which stored row a row of the page was, so that what the page does not show stays with it."""
Values = dict[str, Any]


def names(slot: Slot) -> tuple[str, ...]:
    """The inputs of a slot: one, or one for each language. The slot that is a whole row has its languages only."""
    if slot.kind in TWO_WORDS:
        return (f"{slot.path}.zh".lstrip("."), f"{slot.path}.en".lstrip("."))
    return (slot.path,)


def input_id(rows: str, at: int, name: str) -> str:
    """The id of an input inside a row; `name` is the slot's."""
    return f"{rows}-{at}-{name}"


def take(content: Any, path: str) -> Any:
    """The value at a path of a JSON value; None when anything on the way is missing."""
    for part in path.split(".") if path else ():
        content = content.get(part) if isinstance(content, Mapping) else None
    return content


def put(content: dict[str, Any], path: str, value: Any) -> None:
    """Sets the value at a path, making the groups on the way."""
    *way, last = path.split(".")
    for part in way:
        if not isinstance(content.get(part), dict):
            content[part] = {}
        content = content[part]
    content[last] = value


def values_of(slots: Sequence[Slot], content: Any) -> Values:
    """What the inputs of some slots show of a content (or of one row of it)."""
    found: Values = {}
    for slot in slots:
        for name in names(slot):
            value = take(content, name)
            found[name] = _shown(slot, value)
    return found


def _shown(slot: Slot, value: Any) -> Any:
    if slot.kind == "maybe_codes":
        return [] if value is None else value or [NONE_OF_THEM]
    if value is None:
        return None if slot.kind == "maybe_number" else deepcopy(EMPTY.get(slot.kind, ""))
    return value


def rows_of(rows: Rows, content: Any) -> list[Values]:
    """What the inputs of a list show, row by row."""
    return [{**values_of(rows.slots, row), WAS: at} for at, row in enumerate(take(content, rows.path) or [])]


def blank(rows: Rows) -> Values:
    """A new row: the first code of each set, one copy, one unit."""
    values = values_of(rows.slots, {})
    for slot in rows.slots:
        if slot.kind == "code" and slot.codes and not isinstance(slot.codes, str):
            values[slot.path] = next(iter(slot.codes))
        elif slot.kind == "number":
            values[slot.path] = 1
    return values


def merged(section: Section, values: Values, rows: Mapping[str, Sequence[Values]], content: Any) -> dict[str, Any]:
    """A content with one section replaced by the values of its page."""
    result: dict[str, Any] = deepcopy(content)
    for slot in section.slots:
        _put_slot(result, slot, values)
    for list_of in section.rows:
        stored = take(content, list_of.path) or []
        put(result, list_of.path, [_row(list_of, row, stored) for row in rows.get(list_of.path, ())])
    for group, sign in (section.optional or {}).items():
        if not take(result, f"{group}.{sign}"):
            put_if_there(result, group, None)
    return result


def put_if_there(content: dict[str, Any], path: str, value: Any) -> None:
    """Sets a value where its group exists; a group that is absent altogether stays so."""
    above = path.rpartition(".")[0]
    if not above or isinstance(take(content, above), dict):
        put(content, path, value)


def _row(rows: Rows, values: Values, stored: Sequence[Any]) -> dict[str, Any]:
    was = values.get(WAS)
    row: dict[str, Any] = deepcopy(stored[was]) if isinstance(was, int) and 0 <= was < len(stored) else {}
    for slot in rows.slots:
        _put_slot(row, slot, values)
    return row


def _put_slot(content: dict[str, Any], slot: Slot, values: Values) -> None:
    given = [values.get(name) for name in names(slot)]
    if slot.kind == "maybe_words" and not any(given):
        put(content, slot.path, None)
    elif slot.kind in ("maybe_line", "condition"):
        put(content, slot.path, given[0] or None)
    elif slot.kind == "maybe_number":
        put(content, slot.path, given[0])
    elif slot.kind == "maybe_codes":
        put(content, slot.path, [one for one in given[0] if one != NONE_OF_THEM] if given[0] else None)
    else:
        for name, value in zip(names(slot), given, strict=True):
            put(content, name, deepcopy(EMPTY.get(slot.kind, "")) if value is None else value)


def moved(rows: Sequence[Values], act: str, at: int, new: Values) -> list[Values]:
    """The rows after an act on one of them: add (behind it), remove, up, down; an unknown act leaves them alone."""
    changed = list(rows)
    other = {"up": at - 1, "down": at + 1}.get(act, -1)
    if act == "add":
        changed.insert(at + 1, new)
    elif act == "remove" and 0 <= at < len(changed):
        del changed[at]
    elif 0 <= at < len(changed) and 0 <= other < len(changed):
        changed[at], changed[other] = changed[other], changed[at]
    return changed


def place_of(path: str, content: Any) -> tuple[str, str]:
    """Where a finding is mended: the page (a section, `form` or `flow`) and the id of the input on it."""
    if path.startswith("flow"):
        return FLOW, path.partition(":")[2]
    if path == "form" or path.startswith("form."):
        return FORM, path.split(".")[1] if "." in path else ""
    for section in SECTIONS:
        for anchor in _anchors(section, path, content):
            return section.key, anchor
    return "basics", ""


def _anchors(section: Section, path: str, content: Any) -> Iterator[str]:
    for rows in section.rows:
        if path == rows.path or path.startswith((f"{rows.path}[", f"{rows.path}.")):
            yield _row_anchor(rows, path[len(rows.path) :], content)
    for slot in section.slots:
        if path in (slot.path, *names(slot)) or slot.path.startswith(f"{path}.") or path.startswith(f"{slot.path}"):
            yield names(slot)[0] if path not in names(slot) else path


def _row_anchor(rows: Rows, rest: str, content: Any) -> str:
    """The input of a row named by number (`[2].basis`) or by key (`.whole_promised`); the list itself when it lacks."""
    first = names(rows.slots[0])[0]
    if rest.startswith("["):
        number, _, name = rest[1:].partition("]")
        wanted = next((n for slot in rows.slots for n in names(slot) if n == name[1:] or slot.path == name[1:]), first)
        return input_id(rows.path, int(number), wanted)
    keys = [take(row, "key") for row in take(content, rows.path) or []]
    return input_id(rows.path, keys.index(rest[1:]), first) if rest[1:] in keys else rows.path


def code_words(given: CodeSet, language: str) -> list[tuple[str, str]]:
    """The codes of a set with their words, for a choice."""
    return [(code, words[1 if language.startswith("en") else 0]) for code, words in given.items()]
