"""The built-in functions on lists. A single value stands for the list of itself; null for the empty list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tongban.kernel.feel.values import ORDERED, Span, all_of, any_of, equal, kind

MAX_ROUNDS = 10_000


def items(value: Any) -> list[Any]:
    """A list as it is; null as no item; anything else as its only item."""
    match kind(value):
        case "list":
            return list(value)
        case "null":
            return []
    return [value]


def of_list(call: Callable[[list[Any]], Any]) -> Callable[..., Any]:
    """A function of a list that is also called with the items one by one."""

    def spread(*values: Any) -> Any:
        return call(list(values[0]) if len(values) == 1 and kind(values[0]) == "list" else list(values))

    return spread


def _comparable(found: list[Any]) -> bool:
    kinds = {kind(item) for item in found}
    return len(kinds) == 1 and kinds <= ORDERED


def least(found: list[Any]) -> Any:
    """The smallest item; null of none or of mixed kinds."""
    return min(found) if _comparable(found) else None


def most(found: list[Any]) -> Any:
    """The largest item."""
    return max(found) if _comparable(found) else None


def every(found: list[Any]) -> bool | None:
    """Three-valued and over a list."""
    return all_of(found)


def some(found: list[Any]) -> bool | None:
    """Three-valued or over a list."""
    return any_of(found)


def contains(value: Any, element: Any) -> bool | None:
    """Whether a list holds an element, null included."""
    return any(equal(item, element) is True for item in items(value)) if kind(value) == "list" else None


def joined(value: Any, delimiter: Any = "") -> str | None:
    """The texts of a list as one; nulls are left out."""
    found = [item for item in items(value) if item is not None]
    return (delimiter or "").join(found) if all(kind(item) == "text" for item in found) else None


def inserted(value: Any, position: Any, item: Any) -> list[Any] | None:
    """A list with an item before a place counted from 1, or from the end when negative."""
    found = items(value)
    place = int(position)
    if not 1 <= abs(place) <= len(found):
        return None
    index = place - 1 if place > 0 else len(found) + place
    return [*found[:index], item, *found[index:]]


def removed(value: Any, position: Any) -> list[Any] | None:
    """A list without the item of a place."""
    found = items(value)
    place = int(position)
    if not 1 <= abs(place) <= len(found):
        return None
    del found[place - 1 if place > 0 else place]
    return found


def places(value: Any, match: Any) -> list[int]:
    """The places of an element, counted from 1."""
    return [place for place, item in enumerate(items(value), start=1) if equal(item, match) is True]


def distinct(value: Any) -> list[Any]:
    """Each item once, the first of equals."""
    found: list[Any] = []
    for item in items(value):
        if not any(equal(item, one) is True for one in found):
            found.append(item)
    return found


def flat(value: Any) -> list[Any]:
    """A list of lists as one list."""
    return [one for item in items(value) for one in (flat(item) if kind(item) == "list" else [item])]


def part(value: Any, start: Any, length: Any = None) -> list[Any] | None:
    """A part of a list from a place counted from 1, or from the end when negative."""
    found = items(value)
    place = int(start)
    if place == 0 or abs(place) > len(found):
        return None
    first = place - 1 if place > 0 else len(found) + place
    return found[first:] if length is None else found[first : first + int(length)]


def gone_over(value: Any) -> list[Any]:
    """What a loop goes over: a list, the whole numbers of a range (none of one too long), or a single value."""
    if isinstance(value, Span):
        if kind(value.low) != "number" or kind(value.high) != "number":
            return []
        low, high = int(value.low), int(value.high)
        if abs(high - low) > MAX_ROUNDS:
            return []
        return list(range(low, high + 1) if low <= high else range(low, high - 1, -1))
    return list(value) if kind(value) == "list" else [value]


def item_at(found: list[Any], index: Any) -> Any:
    """The item of a place counted from 1, or from the end when negative; null where there is none."""
    place = int(index)
    if place != index or not 1 <= abs(place) <= len(found):
        return None
    return found[place - 1 if place > 0 else place]
