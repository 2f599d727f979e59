"""D-28 in pure rules: random mergers and splits lose no post, no power and no case; a plan that would is refused."""

from __future__ import annotations

from random import Random
from uuid import UUID

import pytest

from tongban.agencies.rules.units import Parts, figures_by_unit, plan_problem, roots

Units = dict[UUID, Parts]


def started(random: Random, sections: int) -> Units:
    """So many sections with one to four posts and up to five powers each."""
    ids = iter(range(1, 10_000))
    return {
        UUID(int=next(ids)): Parts(
            frozenset(UUID(int=next(ids)) for _ in range(random.randrange(1, 5))),
            frozenset(UUID(int=next(ids)) for _ in range(random.randrange(6))),
        )
        for _ in range(sections)
    }


def dealt(random: Random, chosen: list[Parts], into: int) -> list[Parts]:
    """The posts and powers of some units dealt out anew, each new unit with at least one post."""
    posts = sorted(post for one in chosen for post in one.posts)
    random.shuffle(posts)
    powers = sorted(power for one in chosen for power in one.powers)
    places = {power: random.randrange(into) for power in powers}
    return [
        Parts(frozenset(posts[at::into]), frozenset(power for power in powers if places[power] == at))
        for at in range(into)
    ]


def reorganised(random: Random, units: Units, number: int) -> tuple[Units, list[Parts], list[Parts]]:
    """One random merger or split; answers the new units, what ended and what was formed."""
    ended = random.sample(sorted(units), min(len(units), random.randrange(1, 5)))
    chosen = [units[one] for one in ended]
    most = sum(len(one.posts) for one in chosen)
    formed = dealt(random, chosen, random.randrange(1, min(most, 4) + 1))
    kept = {unit: parts for unit, parts in units.items() if unit not in ended}
    return kept | {UUID(int=10_000 + number * 10 + at): one for at, one in enumerate(formed)}, chosen, formed


def counted(units: Units) -> tuple[list[UUID], list[UUID]]:
    return (
        sorted(post for one in units.values() for post in one.posts),
        sorted(power for one in units.values() for power in one.powers),
    )


@pytest.mark.parametrize("seed", range(100))
def test_d_28_ten_random_reorganisations_keep_every_post_power_and_figure(seed: int) -> None:
    random = Random(seed)
    units = started(random, 13)
    before = counted(units)
    cases = {post: random.randrange(9) for post in before[0]}
    for number in range(10):
        units, ended, formed = reorganised(random, units, number)
        assert plan_problem(ended, formed) is None
        assert counted(units) == before
        assert sum(figures_by_unit(units, cases).values()) == sum(cases.values())


@pytest.mark.parametrize("fault", ["lost post", "lost power", "post twice", "foreign post", "empty unit"])
def test_d_28_a_plan_that_loses_or_doubles_something_is_refused(fault: str) -> None:
    one, two, three, power = (UUID(int=number) for number in (1, 2, 3, 4))
    ended = [Parts(frozenset({one, two}), frozenset({power}))]
    whole, powers = frozenset({one, two}), frozenset({power})
    formed = {
        "lost post": [Parts(frozenset({one}), powers)],
        "lost power": [Parts(whole, frozenset())],
        "post twice": [Parts(whole, powers), Parts(frozenset({two}), frozenset())],
        "foreign post": [Parts(whole | {three}, powers)],
        "empty unit": [Parts(whole, frozenset()), Parts(frozenset(), powers)],
    }[fault]
    assert plan_problem(ended, formed) is not None


def test_n9_thirteen_sections_become_one_office_and_two_centres_and_their_figures_add_up() -> None:
    random = Random(9)
    units = started(random, 13)
    formed = dealt(random, list(units.values()), 3)
    assert plan_problem(list(units.values()), formed) is None
    cases = {post: 2 for one in units.values() for post in one.posts}
    after = figures_by_unit({UUID(int=90_000 + at): one for at, one in enumerate(formed)}, cases)
    assert (len(after), sum(after.values())) == (3, sum(figures_by_unit(units, cases).values()))


def test_a_unit_knows_the_first_units_it_descends_from() -> None:
    old_one, old_two, merged, half = (UUID(int=number) for number in range(1, 5))
    made_of = {merged: [old_one, old_two], half: [merged]}
    assert roots(half, made_of) == {old_one, old_two}
    assert roots(old_one, made_of) == {old_one}
