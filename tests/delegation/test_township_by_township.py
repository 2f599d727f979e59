"""A power live in one place, on trial in another, withheld in a third; and what stays due once it came down."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import pytest

from tests.cast import ANSWERS, on
from tests.delegation.stage import EFFECTIVE, Stage, stage
from tongban.cases.actions import receive
from tongban.cases.models import Case
from tongban.delegation.actions.checking import look_back, record_check
from tongban.delegation.models import Line
from tongban.delegation.queries.board import board
from tongban.delegation.queries.capacity import visits
from tongban.kernel.refusals import Refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("settled")]
LIVE, TRIAL, WITHHELD = "990823101", "990823102", "990823103"


def goes_to(made: Stage, place: str, at: datetime) -> UUID:
    """The body to which a case received at a place goes."""
    case = receive.receive_case(
        version_id=made.cast.version_id, applicant_id=made.cast.applicant, place_id=made.cast.county.places[place],
        channel="web", answers=ANSWERS, materials=[receive.Given(key) for key in ("m_lease", "m_layout")],
        by=made.cast.citizen, at=at,
    ).case_id  # fmt: skip
    return Case.objects.values_list("body_id", flat=True).get(pk=case)


def test_d_11_live_in_one_place_on_trial_in_another_withheld_in_a_third_and_each_case_goes_accordingly() -> None:
    made = stage()
    places = made.cast.county.places
    made.activated(
        lines=[
            made.wish(place_id=places[LIVE], until=on(12, 31)),
            made.wish(place_id=places[TRIAL], mode="trial", until=on(10, 1, 0)),
            made.wish(place_id=places[WITHHELD], mode="withheld", reason="人员未到位"),
        ]
    )
    bureau = made.cast.county.bodies["market"]
    routed = {
        at: [goes_to(made, place, at) for place in (LIVE, TRIAL, WITHHELD)]
        for at in (on(6, 30, 16), on(7, 1, 9), on(9, 30, 16), on(10, 9, 9))
    }
    assert list(routed.values()) == [
        [bureau, bureau, bureau],
        [made.town, made.town, bureau],
        [made.town, made.town, bureau],
        [made.town, bureau, bureau],
    ]


def test_d_16_each_power_that_came_down_has_a_day_for_its_look_back_and_is_seen_when_it_is_over() -> None:
    made = stage()
    line = made.activated()
    due = Line.objects.get().lookback_due
    assert due == date(2027, 1, 1)
    days = [datetime(2027, 1, day, 9, tzinfo=EFFECTIVE.tzinfo) for day in (1, 2)]
    assert [[one.overdue for one in board(day).cells.values()] for day in days] == [[False], [True]]
    with pytest.raises(Refused, match="check.words"):
        look_back(line_id=line, outcome="support", words=" ", by=made.head, at=days[1])
    look_back(line_id=line, outcome="keep", words="", by=made.head, at=days[1])
    assert [one.overdue for one in board(days[1]).cells.values()] == [False]
    assert Line.objects.get().lookback_due == date(2027, 7, 2)


def test_d_18_the_giver_still_owes_guidance_and_a_sample_and_nobody_else_does_it() -> None:
    made = stage()
    line = made.activated()
    owed = visits(made.town, date(2026, 7, 1))
    bureau = made.cast.county.bodies["market"]
    assert {(one.kind, one.giver_id, one.late) for one in owed} == {
        ("guidance", bureau, False), ("sample", bureau, False),
    }  # fmt: skip
    assert all(one.late for one in visits(made.town, date(2027, 12, 31)))
    told = {"line_id": line, "kind": "sample", "words": "抽查三件", "at": on(7, 20)}
    with pytest.raises(Refused, match="not_the_giver"):
        record_check(by=made.mayor, **told)
    before = next(one.due for one in owed if one.kind == "sample")
    record_check(by=made.cast.officer("market_decide", on(7, 20)), **told)
    assert next(one.due for one in visits(made.town, date(2026, 7, 20)) if one.kind == "sample") > before
