"""D-15: what a township could take on before, how it used the power after, counted from the ledger and listed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

import pytest

from tests.cast import on
from tests.delegation.stage import Stage, stage
from tests.delegation.test_handover import decided, reviewed, with_township
from tests.people import signed_in
from tongban.agencies.queries import account_of_official
from tongban.delegation.actions import use
from tongban.delegation.actions.candidates import note_event
from tongban.delegation.actions.use import note_use
from tongban.delegation.models import Line
from tongban.delegation.pages import board as board_page
from tongban.delegation.pages import line as line_page
from tongban.delegation.queries.board import board, line_view
from tongban.ledger.events import Entry
from tongban.ledger.queries import events_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("settled")]
NOW, SPACE = on(11, 20), UUID("00000000-0000-7000-8000-0000000000d5")


class _Then:
    """The moment of the tests in place of the wall clock."""

    @staticmethod
    def now() -> datetime:
        return NOW

    @staticmethod
    def localdate(at: datetime | None = None) -> Any:
        return (at or NOW).date()

    make_aware = staticmethod(lambda at: at)


@pytest.fixture(autouse=True)
def _then(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.DEMO = True
    for page in (board_page, line_page):
        monkeypatch.setattr(page, "timezone", _Then)


def told(made: Stage, event_type: str, subject: UUID, at: datetime, *, kind: str = "case", **data: Any) -> Entry:
    """An event as the ledger tells it."""
    return Entry(
        idx=1, id=uuid5(SPACE, f"{event_type}{subject}"), kind=kind, subject=subject, seq=1, type=event_type,
        version=1, actor=None, post_id=None, body_id=made.town, place_id=made.place, on_behalf=None, at=at,
        recorded_at=at, data=data, hash=b"",
    )  # fmt: skip


def one_case(made: Stage, line: UUID, number: int, *, overturned: bool) -> Iterable[Entry]:
    """A case of the township, decided in time; its certificate is revoked where it was overturned."""
    case, paper, came = uuid5(SPACE, f"case{number}"), uuid5(SPACE, f"paper{number}"), on(7, 2) + number * timedelta(7)
    holding = str(Line.objects.values_list("holding_id", flat=True).get(pk=line))
    yield told(made, "case.received", case, came, item=str(made.item), holding=holding)
    yield told(made, "case.accepted", case, came, due=(came + timedelta(10)).isoformat())
    yield told(made, "case.decided", case, came + timedelta(5))
    yield told(made, "case.result_issued", case, came + timedelta(5), certificate=str(paper))
    if overturned:
        yield told(made, "certificate.revoked", paper, came + timedelta(6), kind="certificate", state="revoked")


def used(made: Stage, overturned: Iterable[int] = ()) -> UUID:
    """The power came down on 1 July and was used each week; each event is told twice, as after a stop."""
    line: UUID = made.activated()
    wrong = set(overturned)
    for number in range(20):
        for entry in one_case(made, line, number, overturned=number in wrong):
            note_use(entry)
            note_use(entry)
    return line


def shown(made: Stage, address: str) -> str:
    client = signed_in(account_of_official(made.cast.county.holders["county_head"][0]))
    return client.get(address).content.decode()


def listed(made: Stage, show: str) -> str:
    """The board's matrix under a filter."""
    return shown(made, f"/delegation/?show={show}").partition("<h2>")[0]


def test_d_15_what_the_township_decides_is_counted_from_the_cases_own_events() -> None:
    made = stage()
    line = made.activated()
    case = with_township(made, on(7, 1, 9), on(7, 2))
    reviewed(made, case, on(7, 3))
    assert decided(made, case, "liuhe_decide", on(7, 6)) == "grant"
    for entry in events_of("case", case):
        note_use(entry)
    view = line_view(line, NOW)
    assert view is not None
    assert view.figures is not None
    assert (view.figures.cases, view.figures.decided, view.figures.late, view.figures.by_former) == (
        (case,), (case,), (), (),
    )  # fmt: skip
    assert view.figures.score == 100


def test_d_15_a_power_unused_for_months_is_listed_as_idle() -> None:
    made = stage()
    line = made.activated()
    assert [one.verdict for one in board(NOW).cells.values()] == ["idle"]
    found = listed(made, "idle")
    assert f"/delegation/powers/{line}/" in found
    assert "闲置" in found
    assert f"/delegation/powers/{line}/" not in listed(made, "weak")
    assert "连续没有办结的月数</dt><dd>4<" in shown(made, f"/delegation/powers/{line}/")


def test_d_15_a_receiver_whose_decisions_are_overturned_more_and_more_is_listed_as_cannot_use_well() -> None:
    made = stage()
    line = used(made, overturned=(15, 18))
    found = listed(made, "weak")
    assert f"/delegation/powers/{line}/" in found
    assert "用不好" in found
    opened = shown(made, f"/delegation/powers/{line}/")
    assert "使用得分 90" in opened
    assert f"/desk/c/{uuid5(SPACE, 'case15')}/" in opened.partition("被撤销")[2].partition("</dd>")[0]


def test_d_15_one_whose_decisions_stand_is_not_listed() -> None:
    made = stage()
    line = used(made)
    assert [one.verdict for one in board(NOW).cells.values()] == ["used_well"]
    for show in ("idle", "weak"):
        assert f"/delegation/powers/{line}/" not in listed(made, show)


def test_d_15_a_ledger_whose_revocations_are_not_read_would_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seeded fault: who passes over revoked certificates finds every receiver good."""
    made = stage()
    monkeypatch.delitem(use._ACTS, "certificate.revoked")
    used(made, overturned=(15, 18))
    assert [one.verdict for one in board(NOW).cells.values()] == ["used_well"]


def test_d_15_complaints_stand_beside_the_use_and_open() -> None:
    made = stage()
    line = used(made)
    note_event(told(made, "order.taken", SPACE, on(8, 1), kind="order", item=str(made.item), number="H-77"))
    opened = shown(made, f"/delegation/powers/{line}/")
    assert "H-77" in opened
    view = line_view(line, NOW)
    assert view is not None
    assert view.figures is not None
    assert (view.figures.requests, view.figures.low_ratings) == (1, 0)


def test_d_15_the_capacity_before_is_told_as_a_share_of_what_is_needed() -> None:
    made = stage(ready=False)
    made.ready(but="account")
    draft = made.draft()
    line = Line.objects.get(decision_id=draft).pk
    assert [one.capacity for one in board(NOW).cells.values()] == [75]
    assert "能力得分 75" in shown(made, f"/delegation/powers/{line}/")
