"""I5, what the law keeps goes on its day: the night reads only those whose day has come, and misses none."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

import pytest

from tests.cast import Cast, on, small_county
from tests.rights.stage import Someone, someone
from tongban.agencies.models import PartyKey
from tongban.kernel.actor import Actor
from tongban.ledger.models import LedgerEvent
from tongban.rights.actions import erasing
from tongban.rights.actions.erasing import ask_erasure, finish_erasures, keep_rest
from tongban.rights.models import Request
from tongban.rights.rules import standing
from tongban.rights.rules.standing import KINDS, Kept, Stand, after_years, kept_by_law, look_on, terms

AT = on(11, 12)
DAY = timedelta(days=1)
TIERS = [pytest.param(60, id="push"), pytest.param(1500, id="nightly", marks=pytest.mark.nightly)]
ROWS = sorted({key for _words, key, _why in KINDS.values()})
Look = Callable[[tuple[Kept, ...], dict[str, int], date], date | None]


@pytest.fixture
def cast(db: None, settings: Any) -> Cast:
    settings.DEMO = True
    return small_county()


def kept(one: Someone, cast: Cast, at: datetime = AT) -> Request:
    """The request of a person, answered: the law keeps the rest."""
    request = ask_erasure(party_id=one.party, agreed=True, by=one.actor, at=at)
    keep_rest(request_id=request, answer="档案依法保存，期满自动删除。", by=security(cast), at=at)
    return Request.objects.get(pk=request)


def security(cast: Cast) -> Actor:
    return cast.officer("security_admin", AT)


def night(at: datetime, monkeypatch: pytest.MonkeyPatch) -> tuple[int, int]:
    """(how many persons were erased, how many were looked at) in one night."""
    looked: list[Any] = []
    real = erasing.kept_of
    with monkeypatch.context() as patched:
        patched.setattr(erasing, "kept_of", lambda party, today: looked.append(party) or real(party, today))
        return finish_erasures(at=at), len(looked)


def test_a_night_reads_only_those_whose_day_has_come(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    requests = [kept(someone(serial, cast), cast) for serial in (3, 11, 2, 10)]  # two refused, two on their way
    assert night(AT + DAY, monkeypatch) == (0, 0)
    last = requests[0].rest_until
    assert last is not None
    assert requests[2].rest_until is None
    assert night(at_noon(last), monkeypatch) == (0, 2), "those with something open are looked at once a year"
    assert night(at_noon(last + DAY), monkeypatch) == (2, 2)
    assert night(at_noon(last + 2 * DAY), monkeypatch) == (0, 0)


def at_noon(day: date) -> datetime:
    return datetime.combine(day, AT.timetz())


def test_other_years_in_the_rulebook_have_every_day_found_anew(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    one = someone(3, cast)
    request = kept(one, cast)
    monkeypatch.setattr("tongban.rights.queries.standing.number", lambda key, today: 2)
    assert night(AT + DAY, monkeypatch) == (0, 1)
    request.refresh_from_db()
    assert request.rest_until == on(11, 10).date().replace(year=2028)
    assert LedgerEvent.objects.filter(subject_id=request.pk, type="data_request.reckoned").count() == 1
    assert night(AT + 2 * DAY, monkeypatch) == (0, 0)
    assert night(at_noon(request.rest_until + DAY), monkeypatch) == (1, 1)
    assert not PartyKey.objects.filter(party_id=one.party).exists()


def test_requests_of_before_are_found_by_the_first_night(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:  # as a row stands that was answered before the day was kept
        patched.setattr(erasing, "ANSWERED", tuple(set(erasing.ANSWERED) - {"look_on", "terms"}))
        request = kept(someone(3, cast), cast)
    assert (request.look_on, request.terms) == (None, "")
    assert night(AT + DAY, monkeypatch) == (0, 1)
    request.refresh_from_db()
    assert (request.look_on, request.terms != "") == (request.rest_until + DAY, True)


class History:
    """What a person has of each kind over the days: begun, ended, and when the end was told; and years that change."""

    def __init__(self, dice: Random) -> None:
        start = date(2026, 1, 1)
        self.things = [
            (kind, begun, begun + DAY * dice.randrange(0, 500), DAY * dice.choice((0, 0, 0, dice.randrange(300))))
            for kind in dice.sample(sorted(KINDS), dice.randrange(1, 4))
            for begun in (start + DAY * dice.randrange(0, 600) for _ in range(dice.randrange(1, 4)))
        ]
        self.first = start + DAY * dice.randrange(0, 600)
        self.change = start + DAY * dice.randrange(0, 2500)
        self.years = [{key: dice.randrange(2, 5) for key in ROWS} for _ in range(2)]

    def years_on(self, day: date) -> dict[str, int]:
        return self.years[day >= self.change]

    def kept(self, day: date) -> tuple[Kept, ...]:
        stands = []
        for kind in KINDS:
            mine = [thing for thing in self.things if thing[0] == kind and thing[1] <= day]
            ended = [end for _kind, _begun, end, late in mine if end + late <= day]
            stands.append(Stand(kind, len(mine), len(mine) - len(ended), max(ended, default=None)))
        return kept_by_law(stands, self.years_on(day), day)


def every_night(history: History) -> date:
    """The first day on which nothing stands against it, found by looking each night."""
    day = history.first
    while history.kept(day):
        day += DAY
    return day


def only_when_due(history: History, look: Look) -> tuple[date, int]:
    """The same by looking only when the request says so, and how many looks it took."""
    day, wake, known, looks = history.first, date.min, "", 0
    while True:
        years = history.years_on(day)
        if wake <= day or known != terms(years):
            looks += 1
            stands = history.kept(day)
            if not stands:
                return day, looks
            wake, known = look(stands, years, day) or date.max, terms(years)
        if day.year > 2050:
            return date.max, looks
        day += DAY


def missed(histories: int, look: Look) -> tuple[int, int]:
    """(how many histories end later than by looking each night, all looks)."""
    wrong, all_looks = 0, 0
    for seed in range(histories):
        history = History(Random(seed))
        day, looks = only_when_due(history, look)
        wrong += day != every_night(history)
        all_looks += looks
    return wrong, all_looks


@pytest.mark.parametrize("histories", TIERS)
def test_who_is_looked_at_on_the_day_is_finished_when_who_is_looked_at_each_night(histories: int) -> None:
    wrong, looks = missed(histories, look_on)
    assert wrong == 0
    assert looks < 8 * histories


def test_a_look_that_comes_late_turns_the_check_red() -> None:
    def late(kept: tuple[Kept, ...], years: dict[str, int], today: date) -> date | None:
        return max(one.until + DAY if one.until else after_years(today, years[KINDS[one.kind][1]] + 1) for one in kept)

    assert missed(60, late)[0] > 0
    assert missed(60, lambda kept, years, today: (look_on(kept, years, today) or today) + DAY)[0] > 0


def test_a_term_of_a_year_is_looked_at_each_night() -> None:
    years = dict.fromkeys(ROWS, 1)
    assert look_on([Kept("case", 1, 1, None)], years, AT.date()) == AT.date() + DAY
    assert look_on([], years, AT.date()) is None
    assert standing.terms(years) != standing.terms(dict.fromkeys(ROWS, 2))
