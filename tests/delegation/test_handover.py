"""Cases around the moment in which a power changes hands: none is lost, no clock is touched, no stale route decides."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

import pytest

from tests.cast import ANSWERS, on
from tests.delegation.stage import ACTIVATED, EFFECTIVE, Stage, stage
from tongban.cases.actions import leaning, receive
from tongban.cases.actions.accept import accept_case
from tongban.cases.actions.decide import decide_case
from tongban.cases.actions.review import review_task
from tongban.cases.models import Case, Task
from tongban.delegation.actions.handover import hand_over_due, sign_handover
from tongban.delegation.actions.returning import take_back
from tongban.delegation.models import Handover
from tongban.kernel.refusals import Refused
from tongban.ledger.queries import events_of
from tongban.powerlist.actions.openwork import WORK, Came

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("settled")]
BACK = on(9, 1, 0)


def received(made: Stage, at: datetime) -> UUID:
    """陈芳 applies in Liuhe."""
    cast = made.cast
    return receive.receive_case(
        version_id=cast.version_id, applicant_id=cast.applicant, place_id=made.place, channel="web", answers=ANSWERS,
        materials=[receive.Given(key) for key in ("m_lease", "m_layout")], by=cast.citizen, at=at,
    ).case_id  # fmt: skip


def with_township(made: Stage, at: datetime, accepted: datetime) -> UUID:
    """A case that the township received and accepted."""
    case = received(made, at)
    accept_case(case_id=case, by=made.cast.officer("liuhe_review", accepted), at=accepted)
    return case


def reviewed(made: Stage, case: UUID, at: datetime) -> None:
    """All branches agree."""
    for task in Task.objects.filter(case_id=case, act="review", closed_at=None):
        post = next(key for key, pk in made.cast.county.posts.items() if pk == task.post_id)
        by = made.cast.officer(post, at)
        review_task(task_id=task.pk, opinion="agree", reasons="", by=by, at=at)


def decided(made: Stage, case: UUID, post: str, at: datetime) -> str:
    """What happened when a post decided: `grant`, or the code of the refusal."""
    try:
        decide_case(case_id=case, decision="grant", reasons="", basis=[], by=made.cast.officer(post, at, 0), at=at)
    except Refused as told:
        return told.refusal.code
    return "grant"


def body_of(case: UUID) -> UUID:
    return Case.objects.values_list("body_id", flat=True).get(pk=case)


def take(made: Stage, line: UUID, *, moves: bool) -> None:
    take_back(line_id=line, moment=BACK, document="青禾政发〔2026〕12号", moves_cases=moves, by=made.head, at=on(8, 20))


def test_d_12_a_case_of_30_june_goes_to_the_county_and_one_of_1_july_to_the_township() -> None:
    made = stage()
    made.activated()
    cases = [received(made, at) for at in (on(6, 30, 16), on(7, 1, 9))]
    assert [body_of(case) for case in cases] == [made.cast.county.bodies["market"], made.town]
    opened = Task.objects.get(case_id=cases[1], closed_at=None)
    assert opened.post_id == made.cast.county.posts["liuhe_review"]


def test_open_cases_stay_with_whom_accepted_them_and_are_decided_there_after_the_power_went_back() -> None:
    made = stage()
    line = made.activated()
    case = with_township(made, on(8, 24), on(8, 25))
    reviewed(made, case, on(8, 26))
    take(made, line, moves=False)
    hand_over_due(at=BACK)
    assert body_of(case) == made.town
    assert decided(made, case, "liuhe_decide", on(9, 2)) == "grant"
    assert body_of(received(made, on(9, 2))) == made.cast.county.bodies["market"]


def test_d_17_three_open_cases_move_where_it_is_said_so_none_lost_and_no_clock_touched() -> None:
    made = stage()
    line = made.activated()
    cases = [with_township(made, on(8, 24, 9 + n), on(8, 25)) for n in range(3)]
    due = {one.pk: (one.due_at, one.promised_due_at, one.counted_from) for one in Case.objects.all()}
    steps = dict(Task.objects.filter(closed_at=None).values_list("id", "due_at"))
    take(made, line, moves=True)
    assert hand_over_due(at=on(8, 31)) == 1  # the way down, in which nothing was open
    assert hand_over_due(at=BACK) == 1
    back = Handover.objects.get(back=True)
    assert (back.open_before, back.open_after, back.moved) == (3, 3, 3)
    assert {body_of(case) for case in cases} == {made.cast.county.bodies["market"]}
    assert {one.pk: (one.due_at, one.promised_due_at, one.counted_from) for one in Case.objects.all()} == due
    assert dict(Task.objects.filter(closed_at=None).values_list("id", "due_at")) == steps
    assert [events_of("case", case)[-1].type for case in cases] == ["case.moved"] * 3
    assert hand_over_due(at=BACK) == 0


def test_after_a_power_that_closes_went_back_the_township_decides_nothing_more_and_the_county_does() -> None:
    made = stage()
    line = made.activated()
    case = with_township(made, on(8, 24), on(8, 25))
    reviewed(made, case, on(8, 26))
    take(made, line, moves=True)
    assert decided(made, case, "liuhe_decide", on(9, 1, 0, 0)) == "route_ended"  # not moved yet, and stale already
    hand_over_due(at=BACK)
    assert decided(made, case, "liuhe_decide", on(9, 2)) == "not_your_post"
    assert decided(made, case, "market_decide", on(9, 2)) == "grant"


class Loses:
    """Work that a broken mover forgets."""

    left = 9

    def count(self, moves: Sequence[object]) -> list[int]:
        self.left -= 1
        return [self.left] * len(moves)

    def move(self, move: object, **how: object) -> int:
        return 0

    def came(self, *asked: object) -> list[Came]:
        return []


def test_d_17_a_handover_that_loses_a_case_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    made = stage()
    made.activated()
    monkeypatch.setitem(WORK, "broken", Loses())
    with pytest.raises(Refused, match="handover.lost"):
        hand_over_due(at=EFFECTIVE)


def test_d_17_both_sides_sign_what_went_over() -> None:
    made = stage()
    made.activated()
    hand_over_due(at=EFFECTIVE)
    record = Handover.objects.get()
    sign: Callable[..., None] = lambda side, post, **listed: sign_handover(  # noqa: E731
        handover_id=record.pk, side=side, listed=listed, by=made.cast.officer(post, EFFECTIVE), at=EFFECTIVE
    )
    with pytest.raises(Refused, match="not_your_side"):
        sign("giver", "liuhe_decide")
    sign("receiver", "liuhe_decide", files=12, seals=1)
    sign("giver", "market_decide", files=0)
    record.refresh_from_db()
    assert record.listed == {"files": 12, "seals": 1, "accounts": 0, "templates": 0, "contacts": 0}
    assert record.giver_signed_at == record.receiver_signed_at == EFFECTIVE
    with pytest.raises(Refused, match="handover.signed"):
        sign("giver", "market_decide")


def test_a_case_received_under_a_row_that_moved_meanwhile_is_refused_with_its_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = stage()
    taking = receive.take

    def slow(**asked: object) -> object:
        found = taking(**asked)
        if not Case.objects.exists() and not Handover.objects.exists():
            made.activated(at=ACTIVATED)
        return found

    monkeypatch.setattr(receive, "take", slow)
    # Elsewhere the change is another's and outlives the step that is undone; on one connection it does not.
    monkeypatch.setattr(leaning, "holding_still", lambda *_: False)
    with pytest.raises(Refused, match="route_moved"):
        received(made, on(6, 25, 11))
