"""D-28 on real tables: a bureau's sections become one office and two centres; posts, powers and cases stay the same."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from tests.cast import Cast, on, small_county
from tongban.agencies.actions.units import NewUnit, reorganise
from tongban.agencies.queries.posts import posts_of_body
from tongban.agencies.queries.units import made_of, units_of
from tongban.agencies.rules.units import figures_by_unit, roots
from tongban.cases.models import Task
from tongban.cases.queries.tasks import open_tasks
from tongban.kernel.actor import SYSTEM
from tongban.kernel.refusals import Refused
from tongban.ledger.queries import events_of
from tongban.powerlist.queries import version
from tongban.powerlist.queries.holdings import holdings_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("settled")]
FIRST, MERGED = date(2026, 2, 1), date(2026, 11, 10)


@pytest.fixture
def cast() -> Cast:
    return small_county()


def sections(cast: Cast) -> tuple[UUID, list[UUID]]:
    """The market bureau with a section for each of its posts; the first is responsible for the restaurant item."""
    market, item = cast.county.bodies["market"], version(cast.version_id).item_id
    posts = sorted(post.post_id for post in posts_of_body(market))
    formed = [
        NewUnit(
            name_zh=f"第 {at} 科", name_en=f"Section {at}", posts=frozenset({post}),
            powers=frozenset({item} if at == 1 else ()),
        )
        for at, post in enumerate(posts, 1)
    ]  # fmt: skip
    return market, reorganise(body_id=market, ended=[], formed=formed, on=FIRST, by=SYSTEM, at=on(2, 1))


def whole(cast: Cast) -> NewUnit:
    market, item = cast.county.bodies["market"], version(cast.version_id).item_id
    posts = frozenset(post.post_id for post in posts_of_body(market))
    return NewUnit(name_zh="审批服务中心", name_en="Approval centre", posts=posts, powers=frozenset({item}))


def open_by_post(cast: Cast) -> dict[UUID, int]:
    found: dict[UUID, int] = {}
    for post in Task.objects.filter(closed_at=None).values_list("post_id", flat=True):
        found[post] = found.get(post, 0) + 1
    return found


def test_d_28_a_merger_keeps_open_cases_powers_and_figures(cast: Cast) -> None:
    case_id = cast.accepted(on(11, 2), on(11, 3)).case_id
    market, old = sections(cast)
    item = version(cast.version_id).item_id
    tasks, holdings, by_post = open_tasks(case_id), holdings_of(item, on(11, 9)), open_by_post(cast)
    before = figures_by_unit({unit.id: unit.parts for unit in units_of(market, date(2026, 11, 9))}, by_post)
    (new,) = reorganise(body_id=market, ended=old, formed=[whole(cast)], on=MERGED, by=SYSTEM, at=on(11, 9))
    after = figures_by_unit({unit.id: unit.parts for unit in units_of(market, MERGED)}, open_by_post(cast))
    assert (open_tasks(case_id), holdings_of(item, on(11, 11))) == (tasks, holdings)
    assert after == {new: sum(before.values())}
    assert sum(before.values()) > 0


def test_d_28_what_a_unit_was_made_of_stays_known_and_the_past_stays_as_it_was(cast: Cast) -> None:
    market, old = sections(cast)
    (new,) = reorganise(body_id=market, ended=old, formed=[whole(cast)], on=MERGED, by=SYSTEM, at=on(11, 9))
    assert roots(new, made_of(market)) == set(old)
    assert {unit.id for unit in units_of(market, date(2026, 11, 9))} == set(old)
    assert events_of("unit", old[0])[-1].data["went_into"] == [str(new)]


def test_d_28_a_plan_that_leaves_a_post_behind_is_refused_and_changes_nothing(cast: Cast) -> None:
    market, old = sections(cast)
    short = whole(cast)
    short = NewUnit(name_zh="中心", name_en="Centre", posts=frozenset(sorted(short.posts)[1:]), powers=short.powers)
    with pytest.raises(Refused, match="units_differ"):
        reorganise(body_id=market, ended=old, formed=[short], on=MERGED, by=SYSTEM, at=on(11, 9))
    assert {unit.id for unit in units_of(market, MERGED)} == set(old)


def test_another_bodys_post_is_refused_and_others_than_the_administrator_reorganise_nothing(cast: Cast) -> None:
    market, post = cast.county.bodies["market"], cast.county.posts["fire_review"]
    foreign = NewUnit(name_zh="中心", name_en="Centre", posts=frozenset({post}))
    with pytest.raises(Refused, match="unit_posts"):
        reorganise(body_id=market, ended=[], formed=[foreign], on=FIRST, by=SYSTEM, at=on(2, 1))
    head = cast.officer("market_decide", on(2, 1))
    with pytest.raises(Refused, match="not_administrator"):
        reorganise(body_id=market, ended=[], formed=[whole(cast)], on=FIRST, by=head, at=on(2, 1))
