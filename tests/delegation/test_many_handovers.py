"""Many lines change hands at one moment: recorded in one round, none lost, no clock touched, and nobody waits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import pytest

from tests.cast import on
from tests.delegation.stage import EFFECTIVE, Stage
from tests.delegation.test_handover import body_of, received
from tests.delegation.test_many_at_once import TOWNS, by_sheet, with_towns
from tongban.cases.models import Case, Task
from tongban.delegation.actions import handover
from tongban.delegation.models import Handover, Line
from tongban.kernel.refusals import Refused
from tongban.ledger.queries import events_of
from tongban.powerlist.actions.openwork import WORK, Came, Move

pytestmark = pytest.mark.django_db
IN_FORCE = len(TOWNS) - 1  # one of the four is withheld


def given(*, moves: bool, at: Any) -> tuple[Stage, UUID]:
    """Powers given to the towns by one decision, and a case that the county received in one of them before."""
    made = with_towns()
    case = received(made, at)
    by_sheet(made, moves_cases=moves)
    return made, case


def clocks() -> list[Any]:
    cases = Case.objects.order_by("pk").values_list("pk", "due_at", "promised_due_at", "counted_from")
    return [*cases, *Task.objects.filter(closed_at=None).order_by("pk").values_list("pk", "due_at")]


def records() -> list[tuple[int, int, int]]:
    return list(Handover.objects.order_by("-open_before").values_list("open_before", "open_after", "moved"))


@pytest.mark.parametrize("at_once", [1, 2, 200])
def test_d_17_one_round_records_every_line_and_counts_what_is_open(
    monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr(handover, "AT_ONCE", at_once)
    made, case = given(moves=False, at=on(6, 24))
    before = clocks()
    assert handover.hand_over_due(at=EFFECTIVE) == IN_FORCE
    assert records() == [(1, 1, 0), (0, 0, 0), (0, 0, 0)]
    assert (clocks(), body_of(case)) == (before, made.cast.county.bodies["market"])
    told = [one.data["lines"] for one in events_of("delegation", Line.objects.first().decision_id)
            if one.type == "delegation.many_handed_over"]  # fmt: skip
    assert [len(lines) for lines in told] == {1: [1, 1, 1], 2: [2, 1], 200: [3]}[at_once]
    assert handover.hand_over_due(at=EFFECTIVE) == 0


def test_d_17_where_open_work_goes_along_it_moves_and_the_rest_is_recorded_beside_it() -> None:
    made, case = given(moves=True, at=on(6, 24))
    before = clocks()
    assert handover.hand_over_due(at=EFFECTIVE) == IN_FORCE
    assert records() == [(1, 1, 1), (0, 0, 0), (0, 0, 0)]
    assert (clocks(), body_of(case)) == (before, made.town)


class LosesAt:
    """Work of which a broken mover forgets some at one place."""

    def __init__(self, place: UUID) -> None:
        self.place, self.left = place, 9

    def count(self, moves: Sequence[Move]) -> list[int]:
        self.left -= 1
        return [self.left if one.place_id == self.place else 0 for one in moves]

    def move(self, move: Move, **how: object) -> int:
        return 0

    def came(self, *asked: object) -> list[Came]:
        return []


def test_d_17_one_that_would_lose_something_is_refused_and_holds_no_other_up(monkeypatch: pytest.MonkeyPatch) -> None:
    made, _ = given(moves=False, at=on(6, 24))
    monkeypatch.setitem(WORK, "broken", LosesAt(made.place))
    with pytest.raises(Refused, match="handover.lost"):
        handover.hand_over_due(at=EFFECTIVE)
    assert Line.objects.filter(holding__isnull=False).exclude(place_id=made.place).count() == Handover.objects.count()
    assert not Handover.objects.filter(line__place_id=made.place).exists()
