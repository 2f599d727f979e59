"""Whether a value has the type a model demands, with the two conversions DMN knows: one value ↔ a list of it.

A value that does not fit is null to the model; the finding says which.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from tongban.kernel.dmn.model import ItemType
from tongban.kernel.feel.expression import compile_cell
from tongban.kernel.feel.values import kind

KINDS: dict[str, tuple[str, ...]] = {
    "number": ("number",),
    "string": ("text",),
    "boolean": ("boolean",),
    "date": ("date",),
    "time": ("time",),
    "dateTime": ("moment",),
    "date and time": ("moment",),
    "dayTimeDuration": ("days",),
    "days and time duration": ("days",),
    "yearMonthDuration": ("months",),
    "years and months duration": ("months",),
}


class Misfit(Exception):
    """A value that has not the type demanded."""


class Types:
    """The types of a model by name."""

    def __init__(self, types: Iterable[ItemType]) -> None:
        self._types: Mapping[str, ItemType] = {one.name: one for one in types}

    def fitted(self, value: Any, name: str) -> Any:
        """The value as the named type wants it; null fits every type. Raises `Misfit`."""
        if value is None or not name or name == "Any":
            return value
        if name in self._types:
            return self._item(value, self._types[name])
        kinds = KINDS.get(name)
        if kinds is None:
            return value
        value = _alone(value)
        if kind(value) not in kinds:
            raise Misfit(name)
        return value

    def _item(self, value: Any, item: ItemType) -> Any:
        if not item.many:
            return self._single(_alone(value), item)
        many = value if kind(value) == "list" else [value]
        return [self._single(one, item) for one in many]

    def _single(self, value: Any, item: ItemType) -> Any:
        if item.components:
            return self._structure(value, item)
        found = self.fitted(value, item.type)
        if item.allowed and found is not None and not compile_cell(item.allowed).passes(found, {}):
            raise Misfit(item.name)
        return found

    def _structure(self, value: Any, item: ItemType) -> Any:
        if value is None:
            return None
        if kind(value) != "context" or any(one.name not in value for one in item.components):
            raise Misfit(item.name)
        return {**value, **{one.name: self._item(value[one.name], one) for one in item.components}}


def _alone(value: Any) -> Any:
    """A list of one as its item."""
    return value[0] if kind(value) == "list" and len(value) == 1 else value
