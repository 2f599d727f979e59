"""What an event is, the catalogue of all kinds of events, and an event as it is read back.

Each thing of the field states its own events in its `events`; here is their base and their list. An event holds codes,
figures and random references, never a name, an address or a sentence. This file knows no database.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any, ClassVar, Final
from uuid import UUID

from tongban.ledger.rules import CatalogueEntry


@dataclass(frozen=True, slots=True)
class Event:
    """Base of every event: a frozen dataclass whose docstring says what it means for the field.

    `type` names it ("case.accepted"), `kind` is the kind of subject whose chain it belongs to ("case"), `version` rises
    when its fields change. A class without `type` is a base of others and is not listed.
    """

    type: ClassVar[str]
    version: ClassVar[int] = 1
    kind: ClassVar[str]

    def __init_subclass__(cls, **options: Any) -> None:
        # Named in full: a dataclass with slots is a second class, in which a bare super() still means the first one.
        super(Event, cls).__init_subclass__(**options)
        if "type" in cls.__dict__:
            _list(cls)


_listed: Final[dict[tuple[str, int], type[Event]]] = {}


def _list(event_type: type[Event]) -> None:
    """Takes an event into the catalogue; two meanings under one name and version are refused.

    A dataclass with slots is made twice under one name, so the same place in the code may list itself again.
    """
    key = (event_type.type, event_type.version)
    known = _listed.get(key)
    if known is not None and (known.__module__, known.__name__) != (event_type.__module__, event_type.__name__):
        raise ValueError(
            f"event {key[0]} version {key[1]} is stated twice: {known.__module__}, {event_type.__module__}"
        )
    _listed[key] = event_type


def catalogue() -> tuple[CatalogueEntry, ...]:
    """Every kind of event whose module is imported, by name and version."""
    return tuple(_entry(_listed[key]) for key in sorted(_listed))


def _entry(event_type: type[Event]) -> CatalogueEntry:
    fields = tuple((each.name, str(each.type)) for each in dataclasses.fields(event_type))
    meaning = " ".join((event_type.__doc__ or "").split())
    return CatalogueEntry(event_type.type, event_type.version, event_type.kind, meaning, fields, event_type.__module__)


def event_data(event: Event) -> dict[str, Any]:
    """The fields of an event as canonical JSON can hold them: ids, dates and codes as text."""
    return {name: plain(getattr(event, name)) for name in _names(type(event))}


_names_of: Final[dict[type[Event], tuple[str, ...]]] = {}


def _names(event_type: type[Event]) -> tuple[str, ...]:
    names = _names_of.get(event_type)
    if names is None:
        names = _names_of[event_type] = tuple(each.name for each in dataclasses.fields(event_type))
    return names


def plain(value: Any) -> Any:
    """One value as text, whole number, list or object; what has no plain form is left for `canonical` to refuse."""
    kind = type(value)
    if kind in _AS_IS:
        return value
    convert = _PLAIN.get(kind)
    if convert is not None:
        return convert(value)
    if isinstance(value, Enum):
        return plain(value.value)
    if isinstance(value, Mapping):
        return {key: plain(member) for key, member in value.items()}
    return value


def instant(moment: datetime) -> str:
    """A moment as the ledger writes it: UTC, six digits of a second, `Z`; a time without its zone is refused."""
    if moment.tzinfo is None:
        raise ValueError("a time in the ledger needs its time zone")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ").rjust(27, "0")


def _members(values: Any) -> list[Any]:
    return [plain(value) for value in values]


_AS_IS: Final = frozenset({str, int, bool, type(None)})
_PLAIN: Final[dict[type, Any]] = {
    UUID: str,
    datetime: instant,
    date: date.isoformat,
    list: _members,
    tuple: _members,
    set: lambda values: sorted(_members(values)),
    frozenset: lambda values: sorted(_members(values)),
}


@dataclass(frozen=True, slots=True)
class LedgerAudited(Event):
    """台账复核: at night the ledger was recomputed from its bodies; how many events, and the first fault if any."""

    type: ClassVar[str] = "ledger.audited"
    kind: ClassVar[str] = "ledger"
    events: int
    sealed: int
    waiting: int
    faults: int
    first: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One recorded event as it is read back. `idx` is its place in the global order, None until it has one."""

    idx: int | None
    id: UUID
    kind: str
    subject: UUID
    seq: int
    type: str
    version: int
    actor: UUID | None
    post_id: UUID | None
    body_id: UUID | None
    place_id: UUID | None
    on_behalf: UUID | None
    at: datetime
    recorded_at: datetime
    data: Mapping[str, Any]
    hash: bytes
