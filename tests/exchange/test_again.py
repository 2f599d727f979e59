"""What was not understood is kept with what to do, read again after the mapping is mended; refused records go again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.cast import Cast, small_county
from tests.exchange.samples import AT, BUREAU, OFFICE, connect, permit
from tests.exchange.test_two_ways import CHEN
from tests.people import People, gather
from tongban.exchange.actions.fetching import fetch_again, fetch_all
from tongban.exchange.actions.sending import send_again, send_waiting
from tongban.exchange.actions.systems import connect_system, keep_mapping
from tongban.exchange.adapters.file_drop.toy import OldPermitOffice
from tongban.exchange.adapters.signed_http.toy import WorksBureau
from tongban.exchange.models import ForeignCase, ForeignStep, Misreading, OutgoingRecord, System
from tongban.exchange.rules.following import next_try
from tongban.exchange.rules.mapping import FieldMapping
from tongban.kernel.actor import SYSTEM
from tongban.kernel.refusals import Refused
from tongban.ledger.queries import events_of

LATER = AT + timedelta(hours=1)
NARROW = replace(OFFICE, codes={**OFFICE.codes, "state": {"10": "received", "40": "closed"}})


@pytest.fixture
def office(tmp_path: Path) -> OldPermitOffice:
    return OldPermitOffice(tmp_path)


@pytest.fixture
def county(settled: None, db: None, office: OldPermitOffice) -> Cast:
    cast = small_county()
    where = {"folder": str(office.folder), "coding": "gb18030"}
    connect("permits", cast.county.bodies["market"], "file_drop", where, NARROW, sends=False)
    return cast


@pytest.fixture
def bureau(monkeypatch: pytest.MonkeyPatch) -> Iterator[WorksBureau]:
    monkeypatch.setenv("WORKS_KEY", "only for this test")
    made = WorksBureau("only for this test")
    yield made
    made.close()


def mend(key: str, mapping: FieldMapping) -> System:
    system = System.objects.get(key=key)
    keep_mapping(system_id=system.pk, mapping=mapping, by=SYSTEM, at=LATER)
    return system


def accepted_there(**changed: str) -> dict[str, str]:
    return permit(CHEN, 状态码="20", 受理时间="2026-11-19 10:00:00", **changed)


def ended_there() -> dict[str, str]:
    return permit(CHEN, 状态码="40", 受理时间="2026-11-19 10:00:00", 审批结果="1", 审批时间="2026-11-20 08:00:00",
                  完成时间="2026-11-20 08:30:00")  # fmt: skip


def states() -> list[str]:
    return list(ForeignStep.objects.order_by("case__number", "seq").values_list("state", flat=True))


def test_x_02_a_value_not_understood_is_kept_and_comes_in_after_the_mapping_is_mended(
    county: Cast, office: OldPermitOffice
) -> None:
    office.put_out(accepted_there())
    assert fetch_all(at=AT) == 0
    assert "“20”没有对应" in Misreading.objects.get(mended_at=None).zh
    system = mend("permits", OFFICE)
    assert fetch_again(system_id=system.pk, by=SYSTEM, at=LATER).changed == 1
    assert ForeignCase.objects.get().state == "accepted"
    assert not Misreading.objects.filter(mended_at=None).exists()


def test_what_was_taken_then_changes_nothing_and_the_case_ends_where_it_stands(
    county: Cast, office: OldPermitOffice
) -> None:
    for row in (permit(CHEN), accepted_there(), ended_there()):
        office.put_out(row)
        fetch_all(at=AT)
    assert states() == ["received", "closed"]
    fetch_again(system_id=mend("permits", OFFICE).pk, by=SYSTEM, at=LATER)
    assert states() == ["received", "closed", "accepted", "closed"]  # told late, and true in the end
    assert ForeignCase.objects.get().state == "closed"


def test_reading_again_without_looking_at_the_old_states_would_be_found(
    county: Cast, office: OldPermitOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seeded fault: an old message read like a new one turns a case back that was understood all the time."""
    office.put_out(permit(CHEN), accepted_there(业务号="运管2026-0500"))
    fetch_all(at=AT)
    office.put_out(ended_there())
    fetch_all(at=AT)
    monkeypatch.setattr("tongban.exchange.actions.taking._known", lambda *_: False)
    fetch_again(system_id=mend("permits", OFFICE).pk, by=SYSTEM, at=LATER)
    assert states() != ["received", "closed", "accepted"]


def test_an_understood_case_is_not_touched_by_reading_again(county: Cast, office: OldPermitOffice) -> None:
    office.put_out(permit(CHEN), accepted_there(业务号="运管2026-0500"))
    fetch_all(at=AT)
    office.put_out(ended_there())
    fetch_all(at=AT)
    fetch_again(system_id=mend("permits", OFFICE).pk, by=SYSTEM, at=LATER)
    assert states() == ["received", "closed", "accepted"]


def test_a_message_that_is_no_file_is_kept_too(county: Cast, office: OldPermitOffice) -> None:
    (office.folder / "out" / "20261126-0001.csv").write_bytes(b"\x00\x01")
    fetch_all(at=AT)
    assert Misreading.objects.get().line == 0


def test_what_still_is_not_understood_stays_on_the_list_once(county: Cast, office: OldPermitOffice) -> None:
    office.put_out(accepted_there())
    fetch_all(at=AT)
    for hour in (1, 2):
        fetch_again(system_id=System.objects.get().pk, by=SYSTEM, at=AT + timedelta(hours=hour))
    assert Misreading.objects.filter(mended_at=None).count() == 1


def test_messages_that_are_not_given_any_more_stay_on_the_list(county: Cast, office: OldPermitOffice) -> None:
    office.put_out(accepted_there()).unlink()
    office.put_out(accepted_there())
    fetch_all(at=AT)
    for file in (office.folder / "out").iterdir():
        file.unlink()
    with pytest.raises(Refused, match="not_given_again"):
        fetch_again(system_id=System.objects.get().pk, by=SYSTEM, at=LATER)
    assert Misreading.objects.filter(mended_at=None).count() == 1


def test_a_system_without_a_mapping_is_not_read_past(county: Cast, office: OldPermitOffice) -> None:
    key = connect_system(
        key="fresh", name_zh="新系统", name_en="Fresh", body_id=county.county.bodies["market"], adapter="file_drop",
        settings={"folder": str(office.folder)}, takes=True, sends=False, by=SYSTEM, at=AT,
    )  # fmt: skip
    office.put_out(permit(CHEN))
    fetch_all(at=AT)
    assert System.objects.get(pk=key).fetched == ""


def refused_there(county: Cast, office: OldPermitOffice, bureau: WorksBureau) -> System:
    """A system that has no word for “accepted” was to be told of it."""
    narrow = replace(BUREAU, codes={**BUREAU.codes, "state": {"NEW": "received", "END": "closed"}})
    where = {"url": bureau.url, "key_from": "WORKS_KEY"}
    system = connect("works", county.county.bodies["market"], "signed_http", where, narrow)
    mend("permits", OFFICE)
    office.put_out(accepted_there())
    fetch_all(at=AT)
    send_waiting(at=AT)
    assert OutgoingRecord.objects.get().state == "refused"
    return system


def test_a_refused_record_goes_again_as_soon_as_the_mapping_has_the_word(
    county: Cast, office: OldPermitOffice, bureau: WorksBureau
) -> None:
    system = refused_there(county, office, bureau)
    keep_mapping(system_id=system.pk, mapping=BUREAU, by=SYSTEM, at=LATER)
    assert send_waiting(at=LATER)["works"] == 1
    assert [row["stage"] for row in bureau.history] == ["WORK"]
    told = [entry.type for entry in events_of("record", OutgoingRecord.objects.get().pk)]
    assert told == ["record.queued", "record.refused", "record.queued_again", "record.sent"]


def test_a_refused_record_that_was_overtaken_does_not_turn_the_other_system_back(
    county: Cast, office: OldPermitOffice, bureau: WorksBureau
) -> None:
    system = refused_there(county, office, bureau)
    office.put_out(ended_there())
    fetch_all(at=LATER)
    send_waiting(at=LATER)
    assert send_again(system=system, by=SYSTEM, at=LATER) == 0
    send_waiting(at=LATER)
    assert [row["stage"] for row in bureau.history] == ["END"]
    assert set(OutgoingRecord.objects.values_list("state", flat=True)) == {"overtaken", "sent"}


def test_the_waits_between_tries_are_those_of_the_rulebook() -> None:
    waits = [int((next_try(tries, AT, 1, 60) - AT).total_seconds() // 60) for tries in range(1, 9)]
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60]


def test_the_administrator_sees_what_to_mend_and_the_button(db: None, settings: Any) -> None:
    settings.DEMO = True
    people: People = gather()
    system = System.objects.get(key="permits")
    Misreading.objects.create(
        id=system.pk, system=system, after="", line=7, heading="状态码", zh="“状态”的代码“66”没有对应。",
        en="no code", at=AT,
    )  # fmt: skip
    page = people.clients["admin"].get("/office/systems/permits/").content.decode()
    assert "有 1 处内容没有看懂" in page
    assert "“状态”的代码“66”没有对应。" in page
    answer = people.clients["admin"].post("/office/systems/permits/again/")  # its folder is not there
    assert answer.status_code == 409
    assert "现在连不上“permits 系统”" in answer.content.decode()
