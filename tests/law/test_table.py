"""The law as a table of dated cases: article, facts, expected state and deadline, played through the real acts.

`cases.csv` is meant for officials: every line can be read, and checked against a wall calendar. The days in it were
counted without our clock.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import transaction

from tests.cast import FOUNDING
from tests.law.page import Line, lines
from tests.law.stories import ITEMS, Outcome, Stage, play
from tongban.agencies.actions.parties import register_party
from tongban.agencies.queries import forget_calendar, forget_directory
from tongban.kernel.actor import SYSTEM
from tongban.powerlist.queries import forget_versions
from tongban.simulation.actions.bodies import build_bodies
from tongban.simulation.actions.items import build_items
from tongban.simulation.rules.codes import citizen_code


@pytest.fixture
def stage(db: None) -> Stage:
    forget_versions()
    forget_calendar()
    forget_directory()
    county = build_bodies(by=SYSTEM, at=FOUNDING)
    keys = {key for key, _ in ITEMS.values()}
    versions = build_items(county, by=SYSTEM, at=FOUNDING, valid_from=date(2026, 1, 5), only=keys)
    chen = register_party(
        kind="person", name="陈芳", id_number=citizen_code(27, date(1988, 3, 14)), by=SYSTEM, at=FOUNDING
    )
    return Stage(county, versions, chen)


def played(stage: Stage, line: Line) -> Outcome:
    """The outcome of a line; what it wrote is undone, so that the lines do not see each other."""
    with transaction.atomic():
        found = play(stage, line["事项"], line["经过"])
        transaction.set_rollback(True)
    return found


def wrong(line: Line, found: Outcome) -> Iterator[str]:
    expected = dict(part.split(" ") for part in line["期限"].split("；") if part)
    right = found.state.startswith(line["结果"]) if line["结果"].startswith("拒绝") else found.state == line["结果"]
    if not right:
        yield f"{line['序号']} {line['经过']}: {found.state}, 应为 {line['结果']}"
    for name, day in expected.items():
        if found.due.get(name) != day:
            yield f"{line['序号']} {line['经过']}: {name} {found.due.get(name)}, 应为 {day}"


def test_there_are_at_least_150_lines_with_article_facts_and_outcome() -> None:
    table = lines()
    assert len(table) >= 150
    assert [
        line["序号"] for line in table if not (line["依据"] and line["情形"] and line["经过"] and line["结果"])
    ] == []


def test_every_refusal_says_why() -> None:
    """A line that any refusal would satisfy proves nothing."""
    assert [line["序号"] for line in lines() if line["结果"].rstrip("：") == "拒绝"] == []


def test_every_line_ends_as_the_law_says(stage: Stage) -> None:
    assert [fault for line in lines() for fault in wrong(line, played(stage, line))] == []


def test_a_line_that_is_a_day_off_is_found(stage: Stage) -> None:
    """Seeded fault: the same story with the day after, and with another state."""
    line = next(line for line in lines() if line["期限"] == "受理 11-09")
    found = played(stage, line)
    assert list(wrong(line, found)) == []
    assert list(wrong({**line, "期限": "受理 11-10"}, found))
    assert list(wrong({**line, "结果": "审查中"}, found))
