"""Two old systems with other words exchange cases through us, both ways, without loss, also over an outage."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.cast import Cast, small_county
from tests.exchange.samples import AT, BUREAU, OFFICE, ZONE, connect, permit, project
from tongban.exchange.actions import sending
from tongban.exchange.actions.fetching import fetch_all
from tongban.exchange.actions.sending import send_waiting
from tongban.exchange.adapters.file_drop.toy import OldPermitOffice
from tongban.exchange.adapters.signed_http.toy import WorksBureau
from tongban.exchange.followers import tell
from tongban.exchange.models import ForeignCase, ForeignStep, OutgoingRecord, System
from tongban.exchange.rules.mapping import FieldMapping, read_record
from tongban.exchange.rules.records import CaseRecord
from tongban.ledger.queries import events_of
from tongban.simulation.rules.codes import citizen_code

CHEN = citizen_code(27, date(1988, 3, 14))
HOUR = timedelta(hours=1)


@pytest.fixture
def office(tmp_path: Path) -> OldPermitOffice:
    return OldPermitOffice(tmp_path)


@pytest.fixture
def bureau(monkeypatch: pytest.MonkeyPatch) -> Iterator[WorksBureau]:
    monkeypatch.setenv("WORKS_KEY", "only for this test")
    made = WorksBureau("only for this test")
    yield made
    made.close()


@pytest.fixture
def county(settled: None, db: None, office: OldPermitOffice, bureau: WorksBureau) -> Cast:
    cast = small_county()
    market = cast.county.bodies["market"]
    connect("permits", market, "file_drop", {"folder": str(office.folder), "coding": "gb18030"}, OFFICE)
    connect("works", market, "signed_http", {"url": bureau.url, "key_from": "WORKS_KEY"}, BUREAU)
    return cast


def record(mapping: FieldMapping, row: dict[str, str]) -> CaseRecord:
    found, wrong = read_record(mapping, row, line=2, zone=ZONE)
    assert wrong == []
    assert found is not None
    return found


def test_x_02_a_case_travels_both_ways_without_loss(county: Cast, office: OldPermitOffice, bureau: WorksBureau) -> None:
    office.put_out(permit(CHEN))
    bureau.put_out(project(CHEN))
    assert fetch_all(at=AT) == 2
    assert send_waiting(at=AT) == {"permits": 1, "works": 1}
    assert office.take() == 1
    assert record(OFFICE, office.cases["JS-88/2026"]) == record(BUREAU, project(CHEN))
    assert record(BUREAU, bureau.cases["运管2026-0417"]) == record(OFFICE, permit(CHEN))


def test_x_02_an_hours_outage_loses_no_step_and_keeps_the_order(
    county: Cast, office: OldPermitOffice, bureau: WorksBureau
) -> None:
    bureau.down = True
    steps = [permit(CHEN), permit(CHEN, 状态码="20", 受理时间="2026-11-19 10:00:00"),
             permit(CHEN, 状态码="40", 受理时间="2026-11-19 10:00:00", 审批结果="1", 审批时间="2026-11-20 08:00:00",
                    完成时间="2026-11-20 08:30:00")]  # fmt: skip
    for minute, step in enumerate(steps):
        office.put_out(step)
        fetch_all(at=AT + timedelta(minutes=minute))
        assert send_waiting(at=AT + timedelta(minutes=minute))["works"] == 0
    bureau.down = False
    assert send_waiting(at=AT + 2 * HOUR)["works"] == 3
    assert [record(BUREAU, row) for row in bureau.history] == [record(OFFICE, step) for step in steps]
    assert OutgoingRecord.objects.filter(state="waiting", system__key="works").count() == 0


def test_a_telling_that_was_taken_but_not_acknowledged_is_told_once(
    county: Cast, office: OldPermitOffice, bureau: WorksBureau
) -> None:
    office.put_out(permit(CHEN))
    fetch_all(at=AT)
    real = bureau.answer
    bureau.answer = lambda *given: (real(*given), (500, {}))[1]  # type: ignore[method-assign]
    assert send_waiting(at=AT)["works"] == 0
    bureau.answer = real  # type: ignore[method-assign]
    assert send_waiting(at=AT + HOUR)["works"] == 1
    assert len(bureau.history) == 1


def test_the_same_file_twice_changes_nothing(county: Cast, office: OldPermitOffice) -> None:
    for _ in range(2):
        office.put_out(permit(CHEN))
    assert fetch_all(at=AT) == 1
    assert ForeignCase.objects.count() == 1
    assert ForeignStep.objects.count() == 1


def test_what_arrives_is_a_foreign_event_of_its_own_chain(county: Cast, office: OldPermitOffice) -> None:
    office.put_out(permit(CHEN), permit(CHEN, 状态码="20", 受理时间="2026-11-19 10:00:00"))
    fetch_all(at=AT)
    row = ForeignCase.objects.get()
    assert row.applicant_id == county.applicant
    assert [entry.type for entry in events_of("foreign_case", row.pk)] == ["foreign_case.seen", "foreign_case.moved"]
    assert CHEN not in str([entry.data for entry in events_of("foreign_case", row.pk)])


def test_x_05_our_own_case_is_told_step_by_step_without_keying_it_again(
    county: Cast, office: OldPermitOffice, bureau: WorksBureau
) -> None:
    case_id = county.accepted(AT - 3 * HOUR, AT - HOUR).case_id
    for entry in events_of("case", case_id):
        tell(replace(entry))
    assert send_waiting(at=AT) == {"permits": 2, "works": 2}
    assert [row["stage"] for row in bureau.history] == ["NEW", "WORK"]
    last = record(BUREAU, bureau.history[-1])
    assert (last.applicant_id, last.state, last.accepted_at) == (CHEN, "accepted", AT - HOUR)
    assert last.due_at is not None


def test_a_word_the_other_system_lacks_is_refused_by_name_and_does_not_stop_the_next(
    county: Cast, office: OldPermitOffice, bureau: WorksBureau
) -> None:
    narrow = FieldMapping(BUREAU.fields, {**BUREAU.codes, "state": {"NEW": "received"}}, BUREAU.time_format)
    system = connect("narrow", county.county.bodies["market"], "signed_http",
                     {"url": bureau.url, "key_from": "WORKS_KEY"}, narrow)  # fmt: skip
    office.put_out(permit(CHEN, 状态码="20", 受理时间="2026-11-19 10:00:00"), permit(CHEN, 业务号="运管2026-0418"))
    fetch_all(at=AT)
    assert send_waiting(at=AT)["narrow"] == 1
    rows = OutgoingRecord.objects.filter(system=system).order_by("queued_at", "id")
    assert [(row.state, row.error) for row in rows] == [("refused", "no_word:state"), ("sent", "")]


def told_after_an_outage(office: OldPermitOffice, bureau: WorksBureau) -> list[str]:
    """What the bureau hears of a case that moved on while it could not be reached, in the order it hears it."""
    office.put_out(permit(CHEN))
    fetch_all(at=AT)
    bureau.down = True
    send_waiting(at=AT)
    bureau.down = False
    office.put_out(permit(CHEN, 状态码="20", 受理时间="2026-11-19 10:00:00"))
    fetch_all(at=AT)
    send_waiting(at=AT)
    send_waiting(at=AT + HOUR)
    return [row["stage"] for row in bureau.history]


def test_x_02_a_later_state_never_overtakes_an_earlier_one(
    county: Cast, office: OldPermitOffice, bureau: WorksBureau
) -> None:
    assert told_after_an_outage(office, bureau) == ["NEW", "WORK"]


def test_a_sender_that_forgets_the_order_would_be_found(
    county: Cast, office: OldPermitOffice, bureau: WorksBureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seeded fault: whoever sends what is due first, and not what happened first, tells the later state first."""

    def due_first(system: System) -> list[OutgoingRecord]:
        return list(OutgoingRecord.objects.filter(system=system, state="waiting").order_by("next_at"))

    monkeypatch.setattr(sending, "waiting_for", due_first)
    assert told_after_an_outage(office, bureau) == ["WORK", "NEW"]
