"""Where a case stands, for whoever has its number and lookup code: one statement, no names, no papers."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import orjson
from django.db import connection

from tongban.agencies.queries import body_named
from tongban.cases.models import Extension, Pause
from tongban.cases.queries.clock import Turned, extension_value, pause_value
from tongban.cases.queries.limits import ZONE, Times
from tongban.cases.queries.lookup import lookup_hash
from tongban.cases.queries.standing import Clocked, case_clock, task_clock
from tongban.cases.rules import STATE_WORDS, State
from tongban.kernel.clock.ruler import Ruler
from tongban.kernel.clock.standing import Standing
from tongban.powerlist.queries import version
from tongban.powerlist.rules.content import ItemContent

_FIND: Final = """
SELECT c.number, c.lookup_hash, c.item_version_id, c.body_id, c.state, c.decision, c.origin, c.received_at,
       c.received_last_at, c.counted_from, c.decided_at, c.closed_at,
       (SELECT jsonb_agg(to_jsonb(p) ORDER BY p.at) FROM cases_pause p WHERE p.case_id = c.id),
       (SELECT to_jsonb(x) FROM cases_extension x WHERE x.case_id = c.id)
FROM cases_case c WHERE c.number = %s
"""
_NOBODY: Final = bytes(32)


@dataclass(frozen=True, slots=True)
class Status:
    """What number and code show: state, body, deadline. `standing` is None where no limit runs."""

    number: str
    item_zh: str
    item_en: str
    state: State
    decision: str
    deemed: bool
    body_zh: str
    body_en: str
    received_at: datetime
    standing: Standing | None
    ruler: Ruler | None

    def state_words(self, language: str) -> str:
        """The state in words."""
        return STATE_WORDS[self.state][1 if language == "en" else 0]

    @property
    def ended(self) -> bool:
        """Whether it was handed over, or answered that it is not accepted: what may be rated."""
        return self.state in (State.CLOSED, State.NOT_ACCEPTED)

    def mark(self) -> object:
        """What shape and colour say."""
        if self.standing is not None:
            return self.standing
        return "todo" if self.state is State.NOTICED else "done"


def status_of(number: str, code: str, now: datetime) -> Status | None:
    """The case of a number and code, cleaned; None for a wrong number and a wrong code alike, in the same time."""
    with connection.cursor() as cursor:
        cursor.execute(_FIND, [number])
        row = cursor.fetchone()
    stored = bytes(row[1]) if row is not None else _NOBODY
    fits = hmac.compare_digest(stored, lookup_hash(number, code))
    return _status(row, now) if row is not None and fits else None


def _status(row: tuple[Any, ...], now: datetime) -> Status:
    (number, _hash, version_id, body_id, state, decision, origin, received, last, counted, decided, closed) = row[:12]
    content = version(version_id).content
    body = body_named(body_id, now.astimezone(ZONE).date())
    clock = _clock(content, State(state), Times(last, counted, last, decided or closed), _turned(row[12], row[13]))
    return Status(
        number=number,
        item_zh=content.name.zh,
        item_en=content.name.words("en"),
        state=State(state),
        decision=decision,
        deemed=origin == "deemed",
        body_zh=body.name_zh,
        body_en=body.name_en,
        received_at=received,
        standing=clock.standing(now) if clock else None,
        ruler=clock.ruler(now) if clock else None,
    )


def _clock(content: ItemContent, state: State, times: Times, turned: Turned) -> Clocked | None:
    """Waiting for the answer: the acceptance limit; afterwards the whole case's; none while papers are awaited."""
    if state is State.RECEIVED and content.limit("acceptance") is not None:
        return task_clock(content, "acceptance", times, turned)
    return case_clock(content, times, turned)


def _turned(pauses: Any, extension: Any) -> Turned:
    """What turned the clock, from the statement's own JSON."""
    read = [_row(Pause, one) for one in _json(pauses) or []]
    longer = _json(extension)
    return Turned(tuple(pause_value(row) for row in read), extension_value(_row(Extension, longer) if longer else None))


def _json(value: Any) -> Any:
    return orjson.loads(value) if isinstance(value, str | bytes) else value


def _row(model: type[Any], values: Mapping[str, Any]) -> Any:
    """A row of a table from its JSON, with its fields read as the table's own."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    return model(**{name: fields[name].to_python(value) for name, value in values.items() if name in fields and value})
