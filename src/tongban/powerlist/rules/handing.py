"""Powers that change hands at a place: why one cannot, which rows end and begin, what stands again. Pure.

The acts write what is worked out here; the random histories of the tests run the same functions over rows in memory.
Whether a form may be chosen at all (Licence Law art. 24: what is entrusted is not passed on) is delegation's question.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, NamedTuple
from uuid import UUID

from tongban.kernel.refusals import Refusal, Refused

CO_HANDLING: Final = "co_handling"


@dataclass(frozen=True, slots=True)
class Standing:
    """One row of a holding with the number of its last event; `supervisor_id` is the body that had the power before."""

    id: UUID
    item_id: UUID
    place_id: UUID
    function: str
    body_id: UUID
    legal_form: str
    supervisor_id: UUID | None
    seq: int
    start: datetime
    until: datetime | None
    conferral_id: UUID | None = None

    def covers(self, at: datetime) -> bool:
        """Whether it is in force at a moment."""
        return self.start <= at and (self.until is None or at < self.until)


_NONE: Final[dict[UUID, list[Standing]]] = {}


@dataclass(slots=True)
class Lines:
    """The rows by power and place; the most specific one that is in force answers."""

    parents: dict[UUID, UUID | None]
    rows: dict[tuple[UUID, str], dict[UUID, list[Standing]]] = field(default_factory=dict)
    by_id: dict[UUID, Standing] = field(default_factory=dict)
    _children: dict[UUID | None, list[UUID]] = field(init=False, repr=False)
    _upwards: dict[UUID, tuple[UUID, ...]] = field(init=False, repr=False, default_factory=dict)
    _last: tuple[UUID | None, str, dict[UUID, list[Standing]]] = field(init=False, repr=False, default=(None, "", {}))

    def __post_init__(self) -> None:
        self._children = defaultdict(list)
        for place, above in self.parents.items():
            self._children[above].append(place)

    def upwards(self, place_id: UUID) -> tuple[UUID, ...]:
        """A place and every place above it, worked out once: a hundred thousand lines are of a few hundred places."""
        found = self._upwards.get(place_id)
        if found is None:
            chain, here = [place_id], self.parents.get(place_id)
            while here is not None:
                chain.append(here)
                here = self.parents.get(here)
            found = self._upwards[place_id] = tuple(chain)
        return found

    def add(self, row: Standing) -> None:
        """One more row."""
        self._last = (None, "", _NONE)
        self.rows.setdefault((row.item_id, row.function), {}).setdefault(row.place_id, []).append(row)
        self.by_id[row.id] = row

    def own(self, item_id: UUID, place_id: UUID, function: str) -> list[Standing]:
        """The rows of exactly this place."""
        return self._places(item_id, function).get(place_id, [])

    def at(self, item_id: UUID, place_id: UUID | None, function: str, at: datetime) -> Standing | None:
        """The row in force for a place at a moment."""
        places = self._places(item_id, function)
        for here in self.upwards(place_id) if place_id is not None else ():
            for row in places.get(here, ()):
                if row.covers(at):
                    return row
        return None

    def _places(self, item_id: UUID, function: str) -> dict[UUID, list[Standing]]:
        """The rows of a power by place; who asks for a hundred thousand asks power by power."""
        if item_id is not self._last[0] or function != self._last[1]:
            self._last = (item_id, function, self.rows.get((item_id, function), _NONE))
        return self._last[2]

    def above(self, row: Standing, at: datetime) -> Standing | None:
        """The row in force above the place of a row."""
        return self.at(row.item_id, self.parents.get(row.place_id), row.function, at)

    def below(self, item_id: UUID, place_id: UUID, function: str) -> Iterator[Standing]:
        """The rows of the places under a place."""
        places = self._places(item_id, function)
        return self._below(places, place_id) if len(places) > 1 else iter(())

    def _below(self, places: dict[UUID, list[Standing]], place_id: UUID) -> Iterator[Standing]:
        for place in self._children.get(place_id, ()):
            yield from places.get(place, ())
            yield from self._below(places, place)


class Handing(NamedTuple):
    """A body is to hold a function of a power at a place from `start` on, until `until` where it is for a term.

    `key`: the id that its row is to bear, so that whoever asks for it need not be told.
    """

    item_id: UUID
    place_id: UUID
    function: str
    body_id: UUID
    legal_form: str
    start: datetime
    until: datetime | None = None
    key: UUID | None = None


class Grant(NamedTuple):
    """A new row, and the body that had the power before and goes on to supervise."""

    what: Handing
    former: UUID | None


class Respan(NamedTuple):
    """A row that is in force from and until other moments than before."""

    row: Standing
    start: datetime
    until: datetime | None


class Change(NamedTuple):
    """What is written when a power changes hands, and the row it came from or goes back to, if that was there."""

    grants: tuple[Grant, ...]
    spans: tuple[Respan, ...]
    row: Standing | None


def handing_problem(one: Handing, lines: Lines, at: datetime, *, changes: bool = True) -> Refusal | None:
    """Why a power cannot be handed to a body at a place from a moment on; None if it can.

    `changes`: the place's own row is to change; false where a body only takes part. Nobody gives a power for longer
    than it has it, nor over what was promised below for a later moment.
    """
    row = lines.at(one.item_id, one.place_id, one.function, one.start)
    return problem_under(row, one, lines, at, changes=changes)


def problem_under(row: Standing | None, one: Handing, lines: Lines, at: datetime, *, changes: bool) -> Refusal | None:
    """`handing_problem` for who knows already which row is in force there then."""
    code = "nobody" if row is None else _against(row, one, lines, changes=changes)
    code = code or _against_moments(one, at) or ("longer" if changes and _longer(one, row) else None)
    return None if code is None else Refusal(f"holding.{code}", *_WHY[code])


_WHY: Final = {
    "nobody": ("这项职权在该地当时没有单位行使，无从下放。", "Nobody holds this power there then."),
    "same": ("这项职权当时已由该单位行使。", "That body holds this power there already."),
    "later": ("该地这项职权在这之后已有变动，请先撤销。", "The power changes hands there later already."),
    "bounded": ("该地现在的职权有期限，期满或收回后再下放。", "It is held there for a term."),
    "past": ("生效时间应在办理之后。", "It takes effect after it is written, not before."),
    "order": ("结束时间应晚于开始时间。", "It must end after it begins."),
    "longer": ("给出的期限不能长于自己行使的期限。", "Nobody gives a power for longer than they have it."),
}


def _against(row: Standing, one: Handing, lines: Lines, *, changes: bool) -> str | None:
    """What stands at the place already and cannot give way."""
    if row.body_id == one.body_id:
        return "same"
    own = lines.own(one.item_id, one.place_id, one.function) if changes else []
    if any(other.start >= one.start for other in own) or (changes and _promised_below(one, row, lines)):
        return "later"
    return "bounded" if any(other.covers(one.start) and other.until is not None for other in own) else None


def _against_moments(one: Handing, at: datetime) -> str | None:
    if one.start <= at:
        return "past"
    return "order" if one.until is not None and one.until <= one.start else None


def _longer(one: Handing, row: Standing | None) -> bool:
    return row is not None and row.until is not None and (one.until is None or one.until > row.until)


def _promised_below(one: Handing, row: Standing, lines: Lines) -> bool:
    """Whoever has the power now has given it already, from a later moment on, at a place below."""
    below = lines.below(one.item_id, one.place_id, one.function)
    return any(other.start >= one.start and other.supervisor_id == row.body_id for other in below)


def handed(one: Handing, lines: Lines) -> Change:
    """What is written when a power that may be handed is handed: where a term ends, what was there stands again."""
    row = lines.at(one.item_id, one.place_id, one.function, one.start)
    assert row is not None  # `handing_problem` has asked
    made = Grant(one, row.body_id if one.legal_form != CO_HANDLING else None)
    if row.place_id != one.place_id:
        return Change((made,), (), row)
    ended = Respan(row, row.start, one.start)
    if one.until is None:
        return Change((made,), (ended,), row)
    back = one._replace(body_id=row.body_id, legal_form=row.legal_form, start=one.until, until=None, key=None)
    return Change((made, Grant(back, row.supervisor_id)), (ended,), row)


def returned(row: Standing | None, before: Standing | None, lines: Lines, moment: datetime) -> Change:
    """What is written when a row ends early: `before`, which it had ended, stands again, else the row above.

    Raises `Refused` when the row is not in force then, when its body has given the power on below, when the power
    changes hands at the place later for another reason than its term, and when nobody would hold it.
    """
    if row is None or not row.covers(moment):
        raise Refused(
            Refusal("holding.ended", "没有可以在这个时间收回的职权。", "There is no holding that could end then.")
        )
    if _given_on(row, lines, moment):
        raise Refused(Refusal("holding.given_on", "这项职权已经再给了下面，请先收回下面的。",
                              "It was given further; take that back first."))  # fmt: skip
    waiting = _waiting(row, before, lines)
    ended = Respan(row, row.start, moment)
    if waiting is not None:
        return Change((), (ended, Respan(waiting, moment, waiting.until)), waiting)
    if before is not None:
        back = Handing(row.item_id, row.place_id, row.function, before.body_id, before.legal_form, moment)
        return Change((Grant(back, before.supervisor_id),), (ended,), None)
    above = lines.above(row, moment)
    if above is None:
        raise Refused(Refusal("holding.lapse", "收回以后没有单位行使这项职权，请先定下由谁行使。",
                              "Nobody would hold this power afterwards; first say who."))  # fmt: skip
    return Change((), (ended,), above)


def _waiting(row: Standing, before: Standing | None, lines: Lines) -> Standing | None:
    """The row that lets `before` stand again when the term of a row is over; nothing else may come later."""
    later = [other for other in lines.own(row.item_id, row.place_id, row.function) if other.start > row.start]
    if not later:
        return None
    if before is None or len(later) > 1 or later[0].start != row.until or later[0].body_id != before.body_id:
        raise Refused(Refusal("holding.later", "该地这项职权在这之后已有变动，请先撤销后面的变动。",
                              "The power changes hands there later; undo that first."))  # fmt: skip
    return later[0]


def _given_on(row: Standing, lines: Lines, moment: datetime) -> bool:
    """Nobody below may keep more than the giver has."""
    return any(
        other.supervisor_id == row.body_id
        and other.start >= row.start
        and (other.until is None or other.until > moment)
        for other in lines.below(row.item_id, row.place_id, row.function)
    )
