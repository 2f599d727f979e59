"""Nothing is done twice and no number is lost, however many start at once: real commits, eight runners, one barrier.

Push runs fifty starts of eight contenders (an eighth where a start takes eight cases), nightly a thousand. The naive
variants in `test_naive` show that the same races find the fault when it is there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import psycopg
import pytest

from tests.cast import Cast, small_county
from tests.races.scenarios import RACES, Race
from tests.races.start import Met, track
from tests.soundness import faults
from tongban.agencies.models import Party

STARTS = [pytest.param(50, id="push"), pytest.param(1000, id="nightly", marks=pytest.mark.nightly)]


def anomalies(race: Race, results: list[Met]) -> list[str]:
    """What is wrong with one start: an error nobody should see, or not as many winners as there may be."""
    ends = Counter(result.end for result in results)
    found = [result.error for result in results if result.end == "broken"]
    return found + ([] if ends["done"] == race.winners else [f"{ends['done']} won: {dict(ends)}"])


def run(race: Race, cast: Cast, starts: int, *, stop_at: int = 20) -> list[str]:
    """Runs a race so many times (fewer where a start takes several cases) and gives its anomalies."""
    found: list[str] = []
    with track() as line:
        for _ in range(max(starts // race.cost, 2)):
            found += anomalies(race, line.run(race.prepare(cast)))
            if len(found) >= stop_at:
                break
    return found


@pytest.mark.parametrize("starts", STARTS)
@pytest.mark.parametrize("name", RACES)
def test_no_anomaly(
    committed_db: str, new_connection: Callable[[], psycopg.Connection[Any]], name: str, starts: int
) -> None:
    assert run(RACES[name], small_county(), starts) == []
    assert faults(new_connection()) == []
    if name == "one person":
        persons = Party.objects.values_list("id").count()
        assert persons == 1 + max(starts // RACES[name].cost, 2)
