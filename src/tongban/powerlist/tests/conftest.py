"""A small county for tests of pages: its places, the county's list office, the work calendar."""

from __future__ import annotations

import pytest

from tongban.agencies.actions.bodies import create_body
from tongban.agencies.jobs import seed_calendar
from tongban.agencies.queries import forget_calendar
from tongban.kernel.actor import Actor
from tongban.powerlist.queries import forget_versions
from tongban.powerlist.tests.factories import BY, FIRST_DAY, Places, places
from tongban.powerlist.tests.office import office


@pytest.fixture
def here(db: None) -> Places:
    forget_versions()
    return places()


@pytest.fixture
def county(here: Places) -> Actor:
    """The county's own list office."""
    body = create_body(
        key="government", uscc="11511301008778247L", kind="government", place_id=here.county, name_zh="县政府",
        name_en="County", valid_from=FIRST_DAY, **BY,
    )  # fmt: skip
    return office(body)


@pytest.fixture
def calendar() -> None:
    """The work calendar of the country."""
    forget_calendar()
    seed_calendar()
