"""Histories of holdings: a power is given, transferred, entrusted, tried, suspended and taken back. Pure.

A history knows, for each power, place and function, the spells over which a body holds it. A place without a spell of
its own follows the place above. It refuses whatever would give more than the giver has, close a circle, or leave a
power with two holders or none. Who holds it at a moment is asked of `index`.

Licence Law art. 24 (no entrusting further), Penalty Law arts. 20, 21 and 24.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from tongban.kernel.refusals import Refusal, Refused

FULL: Final = frozenset({"statutory", "transferred", "concentrated"})
"""Forms in which the holder has the power as its own and may give it further."""
LENT: Final = frozenset({"entrusted", "trial", "suspended"})
Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Spell:
    """A body holds a function of a power at a place from `start` until before `end` (None: open).

    `giver` is the body that gave it; None for whom the law itself names. `under` is what the place had of its own
    before and gets back when this is taken back.
    """

    start: int
    end: int | None
    body: str
    form: str
    giver: str | None = None
    under: Spell | None = None

    def covers(self, at: int) -> bool:
        """Whether the spell is in force at a moment."""
        return self.start <= at and (self.end is None or at < self.end)


@dataclass(frozen=True, slots=True)
class Giving:
    """A power is given: what, where, by whom, to whom, in which form, from when, and until when for a term."""

    power: str
    place: str
    function: str
    giver: str
    receiver: str
    form: str
    start: int
    until: int | None = None


def _refuse(code: str, zh: str, en: str) -> Refused:
    return Refused(Refusal(code, zh, en))


@dataclass(slots=True)
class History:
    """The spells of all powers. `parents` gives for each place the place above it, None for the root."""

    parents: Mapping[str, str | None]
    spells: dict[Key, list[Spell]] = field(default_factory=dict)

    def own(self, power: str, place: str, function: str) -> list[Spell]:
        """The spells written for exactly this place, in the order of time."""
        return self.spells.setdefault((power, place, function), [])

    def spell_at(self, power: str, place: str, function: str, at: int) -> Spell | None:
        """The spell in force: the place's own over that of the place above."""
        here: str | None = place
        while here is not None:
            for spell in self.spells.get((power, here, function), ()):
                if spell.covers(at):
                    return spell
            here = self.parents[here]
        return None

    def found(self, power: str, place: str, function: str, body: str, start: int) -> None:
        """The law names a body for a place, without an end: the default that nothing can take away."""
        own = self.own(power, place, function)
        if own:
            raise _refuse("holding.founded", "这项职权在该地已有单位行使。", "The power has a holder there already.")
        own.append(Spell(start, None, body, "statutory"))

    def give(self, giving: Giving) -> Spell:
        """Gives a power further; refused as `_not_theirs` and `_not_now` say. Answers the new spell."""
        above = self.spell_at(giving.power, giving.place, giving.function, giving.start)
        self._not_theirs(giving, above)
        own = self.own(giving.power, giving.place, giving.function)
        self._not_now(giving, above, own)
        return self._write(own, giving)

    def _not_theirs(self, giving: Giving, above: Spell | None) -> None:
        if above is None or above.body != giving.giver:
            raise _refuse(
                "holding.not_held", "下放的单位当时并不行使这项职权，不能给出自己没有的权力。",
                "The giver does not hold this power then; nobody gives what they have not.",
            )  # fmt: skip
        if above.form not in FULL:
            raise _refuse(
                "holding.sub_entrusted",
                "受委托、试行的职权不得再转给别的单位（行政许可法第二十四条、行政处罚法第二十条）。",
                "What is entrusted or on trial is not passed on (Licence Law art. 24, Penalty Law art. 20).",
            )  # fmt: skip
        if giving.receiver in self.givers_of(giving, above):
            raise _refuse(
                "holding.cycle", "这项职权正是由该单位给出的，要收回请办理收回。",
                "That body gave this power away; to have it back, take it back.",
            )  # fmt: skip

    def givers_of(self, giving: Giving, above: Spell) -> set[str]:
        """The giver and everybody from whom the giver has the power."""
        chain, spell = {giving.giver}, above
        while spell.giver is not None and spell.giver not in chain:
            chain.add(spell.giver)
            before = self._held_before(giving, spell)
            if before is None:
                break
            spell = before
        return chain

    def _held_before(self, giving: Giving, spell: Spell) -> Spell | None:
        """The spell by which the giver of a spell had the power when giving it."""
        if spell.under is not None:
            return spell.under
        for place in self.places_up(giving.place):
            for one in self.spells.get((giving.power, place, giving.function), ()):
                if one.body == spell.giver and one.covers(spell.start):
                    return one
        return None

    def places_up(self, place: str) -> list[str]:
        """A place and those above it."""
        found, here = [], place
        while here is not None:
            found.append(here)
            above = self.parents[here]
            if above is None:
                break
            here = above
        return found

    def _not_now(self, giving: Giving, above: Spell | None, own: list[Spell]) -> None:
        if giving.until is not None and giving.until <= giving.start:
            raise _refuse("holding.order", "结束时间应晚于开始时间。", "It must end after it begins.")
        if above is not None and above.end is not None and (giving.until is None or giving.until > above.end):
            raise _refuse(
                "holding.longer",
                "给出的期限不能长于自己行使的期限。",
                "Nobody gives a power for longer than they have it.",
            )
        if giving.form == "trial" and giving.until is None:
            raise _refuse("holding.term", "试行要写明截止日期。", "A trial needs its last day.")
        if any(spell.start >= giving.start for spell in own) or self._promised_below(giving):
            raise _refuse(
                "holding.later", "该地这项职权在这之后已有变动，不能再往前插。",
                "The power changes hands there later already; nothing can be put before that.",
            )  # fmt: skip
        standing = next((spell for spell in own if spell.covers(giving.start)), None)
        if standing is not None and standing.end is not None:
            raise _refuse(
                "holding.bounded", "现有的职权有期限，不能再给出。", "What is held for a term is not given on."
            )

    def _promised_below(self, giving: Giving) -> bool:
        """The giver has already given the power from a later moment on at a place below."""
        return any(
            one.giver == giving.giver and one.start >= giving.start
            for (what, where, does), spells in self.spells.items()
            if (what, does) == (giving.power, giving.function) and where != giving.place
            if giving.place in self.places_up(where)
            for one in spells
        )

    @staticmethod
    def _write(own: list[Spell], giving: Giving) -> Spell:
        """Ends the place's own open spell where the new one begins, and opens it again where a term is over."""
        under = own.pop() if own and own[-1].covers(giving.start) else None
        made = Spell(giving.start, giving.until, giving.receiver, giving.form, giving.giver, under)
        if under is not None and under.start < giving.start:
            own.append(replace(under, end=giving.start))
        own.append(made)
        if under is not None and giving.until is not None:
            own.append(replace(under, start=giving.until, end=None))
        return made

    def take_back(self, power: str, place: str, function: str, at: int) -> Spell:
        """Takes a given power back at a moment: what stood there before stands again. Answers what was ended."""
        own = self.own(power, place, function)
        number = self._given_at(own, at)
        spell = own[number]
        self._not_given_on(power, place, function, spell, at)
        rest = [later for later in own[number + 1 :] if spell.under is not None and later.body == spell.under.body]
        if len(rest) != len(own) - number - 1:
            raise _refuse(
                "holding.later", "该地这项职权在这之后已有变动，请先撤销后面的变动。",
                "The power changes hands there later; undo that first.",
            )  # fmt: skip
        del own[number:]
        if spell.start < at:
            own.append(replace(spell, end=at))
        if spell.under is not None:
            own.append(replace(spell.under, start=at, end=None))
        return spell

    def _not_given_on(self, power: str, place: str, function: str, spell: Spell, at: int) -> None:
        """Whoever gave a power further has that back first: nobody below may keep more than the giver has."""
        for (what, where, does), spells in self.spells.items():
            if what != power or does != function or place not in self.places_up(where):
                continue
            lent = (one for one in spells if one.giver == spell.body and one.start >= spell.start)
            if any(one.end is None or one.end > at for one in lent):
                raise _refuse(
                    "holding.given_on", "这项职权已经再给了下面，请先收回下面的。",
                    "It was given further; take that back first.",
                )  # fmt: skip

    @staticmethod
    def _given_at(own: list[Spell], at: int) -> int:
        for number, spell in enumerate(own):
            if spell.covers(at) and spell.giver is not None:
                return number
        raise _refuse(
            "holding.not_given",
            "该地当时没有下放的这项职权，无从收回。",
            "Nothing was given there then; nothing comes back.",
        )

    def suspend(self, power: str, place: str, function: str, at: int, until: int) -> None:
        """Takes a power from its receiver for a time: whoever gave it acts, then the receiver again."""
        if until <= at:
            raise _refuse("holding.order", "结束时间应晚于开始时间。", "It must end after it begins.")
        own = self.own(power, place, function)
        spell = own[self._given_at(own, at)]
        if spell.end is not None and until >= spell.end:
            raise _refuse("holding.term", "暂停超过了期限，请直接收回。", "It would outlast the term: take it back.")
        tail = [later for later in own if later.start > at]
        self.take_back(power, place, function, at)
        if spell.under is not None:
            own[-1] = replace(own[-1], end=until)
        own.append(replace(spell, start=until))
        own.extend(tail)
