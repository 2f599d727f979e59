"""Who asks for what, where and when: draws the stories of a county's cases and plays them through the agenda.

Trades, frequencies and shares stand in `simulation.rules`; the acts are the real ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from tongban.agencies.queries import calendar
from tongban.cases.queries.limits import ZONE
from tongban.powerlist.queries import VersionRef, version
from tongban.simulation.actions.agenda import Agenda
from tongban.simulation.actions.bodies import County
from tongban.simulation.actions.cases import Cases, Story
from tongban.simulation.actions.people import Person
from tongban.simulation.rules.plan import Plan, draw_plan
from tongban.simulation.rules.trades import FIRMS_ONLY, asked_in_turn, suits


def play_cases(
    county: County,
    versions: Sequence[UUID],
    people: Sequence[Person],
    *,
    count: int,
    days: int,
    random: Random,
    until: datetime,
) -> Cases:
    """About `count` cases received over the last `days` working days, played up to `until`."""
    agenda = Agenda(county, random, until)
    cases = Cases(agenda)
    refs = [ref for ref in map(version, versions) if ref.content.situation is None and not ref.content.members]
    last = until.astimezone(ZONE).date()
    first = last
    for _ in range(days):
        first = _working_day_before(first)
    span = (last - first).days
    turns = asked_in_turn([ref.code for ref in refs])
    for number in range(count):
        ref = refs[turns[number % len(turns)]]
        story = _story(county, ref, random.choice(_asking(ref, people)), random)
        cases.begin(story, agenda.working_time(first + timedelta(days=random.randint(0, span))))
    _urgent_tonight(cases, refs, people)
    agenda.run()
    return cases


def _story(county: County, ref: VersionRef, person: Person, random: Random) -> Story:
    reviews = tuple(node.id for node in ref.net.nodes.values() if node.act == "review")
    return Story(ref, person, _place(county, ref, random), draw_plan(random, reviews))


def _urgent_tonight(cases: Cases, refs: Sequence[VersionRef], people: Sequence[Person]) -> None:
    """One urgent medical case in which everybody has answered but one party, whose hours have run out."""
    agenda = cases.agenda
    for ref in refs:
        waits = [node.id for node in ref.net.nodes.values() if node.limit == "urgent_check"]
        if waits:
            story = _story(agenda.county, ref, agenda.random.choice(_asking(ref, people)), agenda.random)
            story.plan = Plan(
                channel="window", lacks_paper=False, supplies=True, silent=False, disagreed_by="", late_node=waits[1],
                withdraws=False, pace=0.3,
            )  # fmt: skip
            story.answers = {"urgent": True, "on_allowance": False}
            cases.begin(story, agenda.until - timedelta(hours=15))


def _asking(ref: VersionRef, people: Sequence[Person]) -> Sequence[Person]:
    """Who may ask for the item: households for homesteads, firms of the trade for what their trade needs."""
    objects = set(ref.content.service_objects)
    persons = "1" in objects and ref.code not in FIRMS_ONLY
    able = [one for one in people if (objects != {"1"} if one.is_firm else persons)]
    fitting = [one for one in able if not one.is_firm or suits(ref.code, one.name)]
    return fitting or able or people


def _working_day_before(day: date) -> date:
    day -= timedelta(days=1)
    while not calendar().is_working(day):
        day -= timedelta(days=1)
    return day


def _place(county: County, ref: VersionRef, random: Random) -> UUID:
    """What the townships receive is asked for in a township; a county item anywhere in the county."""
    inside = ref.content.body == "@holder" or any("@township" in lane.post for lane in ref.net.model.lanes)
    return random.choice([place for place, _ in county.township_keys()]) if inside else county.home
