"""S-04: volumes for every ten thousand people, the county's own beside its townships'; each figure with its source."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.cast import Cast, on, small_county
from tests.people import signed_in
from tests.village import village
from tongban.agencies.actions import open_centre
from tongban.agencies.queries import account_of_official
from tongban.centres import followers
from tongban.centres.actions.population import record_population
from tongban.centres.models import Population
from tongban.centres.queries.population import Volume, volumes
from tongban.centres.rules.population import Figure
from tongban.kernel.actor import SYSTEM
from tongban.kernel.refusals import Refused
from tongban.ledger.queries import events_of

pytestmark = pytest.mark.django_db
SPAN = {"since": date(2026, 1, 1), "on": date(2026, 11, 30)}
SOURCE = "2025 年统计年鉴"


@pytest.fixture
def cast(settled: None) -> Cast:
    return small_county()


def people(cast: Cast, **figures: int) -> int:
    told = [Figure(cast.county.places[code.removeprefix("c")], 2025, number) for code, number in figures.items()]
    return record_population(figures=told, source=SOURCE, by=SYSTEM, at=on(11, 2))


def of(cast: Cast, code: str) -> Volume:
    return next(one for one in volumes(**SPAN) if one.place is not None and one.place.code == code)


def test_s_04_the_countys_applications_are_measured_against_all_its_people(cast: Cast) -> None:
    for entry in events_of("case", cast.receive(on(11, 2)).case_id):
        followers.count_applications(entry)
    assert (of(cast, "990823").received, of(cast, "990823").received_rate) == (1, "")
    people(cast, c990823=20_000)
    assert of(cast, "990823").received_rate == "0.5"


def test_s_04_a_villages_point_counts_for_its_township_and_the_townships_stand_together(cast: Cast) -> None:
    body = village(cast).cast.county.bodies["heyan"]
    open_centre(body_id=body, address_zh="河沿村 1 号", address_en="1 Heyan Village", by=SYSTEM, at=on(11, 1))
    people(cast, c990823101=40_000)
    assert (of(cast, "990823101").points, of(cast, "990823101").points_rate) == (1, "0.25")
    below = next(one for one in volumes(**SPAN) if one.place is None)
    assert (below.points, below.people, below.points_rate) == (1, None, ""), "a sum is unknown while a part is"
    people(cast, **{f"c99082310{n}": 40_000 for n in range(10)})
    assert [(one.people, one.points_rate) for one in volumes(**SPAN) if one.place is None] == [(400_000, "0.03")]
    assert of(cast, "990823").people == 400_000


def test_s_04_a_figure_is_entered_once_corrected_with_an_event_and_never_without_a_source(cast: Cast) -> None:
    assert (people(cast, c990823=1000), people(cast, c990823=1000), people(cast, c990823=1200)) == (1, 0, 1)
    row = Population.objects.get()
    told = [(one.type, one.data["people"], one.data["year"]) for one in events_of("population", row.pk)]
    assert told == [("population.recorded", 1000, 2025), ("population.recorded", 1200, 2025)]
    with pytest.raises(Refused, match="source"):
        record_population(figures=[Figure(cast.county.home, 2025, 1)], source=" ", by=SYSTEM, at=on(11, 2))
    with pytest.raises(Refused, match="not_administrator"):
        record_population(
            figures=[Figure(cast.county.home, 2025, 1)], source=SOURCE, by=cast.officer("market_review", on(11, 2)),
            at=on(11, 2),
        )  # fmt: skip


def test_s_04_the_administrator_reads_a_list_mends_its_line_and_enters_it(cast: Cast, settings: Any) -> None:
    settings.DEMO = True
    client = signed_in(account_of_official(cast.county.holders["system_admin"][0]))
    assert "990823101,柳河镇" in client.get("/office/population/").content.decode()
    lines = "行政区划代码,名称,年份,常住人口\n990823,青禾县,2025,42万\n"
    answer = client.post("/office/population/", {"do": "save", "lines": lines, "source": SOURCE})
    page = answer.content.decode()
    assert (answer.status_code, Population.objects.count()) == (422, 0)
    assert "写的是“42万”" in page
    assert "990823,青禾县,2025,42万" in page
    lines = lines.replace("42万", "420000")
    answer = client.post("/office/population/", {"do": "save", "lines": lines, "source": ""})
    assert answer.status_code == 409
    assert "420000" in answer.content.decode()
    assert client.post("/office/population/", {"do": "save", "lines": lines, "source": SOURCE}).status_code == 302
    assert SOURCE in client.get("/office/population/").content.decode()
