"""Publishing duty lists and reading them: versions that nothing changes, pages for everybody, a file there and back."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import openpyxl
import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone
from tests.cast import on
from tests.people import signed_in

from tongban.agencies.queries import account_of_official
from tongban.delegation.actions.duties import publish_duties, publish_duty_sheet, read_duty_sheet
from tongban.delegation.models import DutyLineRow, DutySheet
from tongban.delegation.queries.duties import in_force, versions_of
from tongban.delegation.rules.duties_sheet import COLUMNS
from tongban.delegation.tests.duties_stage import Town, lines, town
from tongban.kernel.refusals import Refused
from tongban.ledger.queries import events_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("settled")]
HEADING = ",".join(words[0] for words in COLUMNS.values())
NEW = f"{HEADING}\n柳河镇,JB-09,基本履职,民生服务,养老服务,《老年人权益保障法》\n".encode()


@pytest.fixture
def there(settings: Any) -> Town:
    settings.DEMO = True
    return town()


def office(there: Town) -> Client:
    return signed_in(account_of_official(there.cast.county.holders["list_office"][0]))


def test_a_version_published_later_holds_from_its_day_and_the_earlier_one_stays(there: Town) -> None:
    later = date(2026, 6, 1)
    publish_duties(
        township_id=there.liuhe, lines=lines(there.cast)[:3], valid_from=later, by=there.by("list_office", on(5, 20)),
        at=on(5, 20),
    )  # fmt: skip
    versions = versions_of(there.liuhe)
    assert [getattr(in_force(versions, day), "no", None) for day in (date(2026, 5, 31), later)] == [1, 2]
    assert in_force(versions, date(2025, 1, 1)) is None


def test_the_event_holds_figures_and_the_digest_and_no_words(there: Town) -> None:
    row = DutyLineRow.objects.first()
    assert row is not None
    event = events_of("duty_list", row.duty_list_id)[0]
    assert (event.data["basic"], event.data["cooperating"], event.data["taken_back"]) == (2, 2, 1)
    assert event.data["digest"] == versions_of(there.liuhe)[0].digest
    assert "纠纷" not in str(event.data)


@pytest.mark.parametrize("table", ["delegation_dutyversion", "delegation_dutyline"])
def test_a_published_version_cannot_be_changed(there: Town, table: str) -> None:
    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
        transaction.get_connection().cursor().execute(f"UPDATE {table} SET seq = seq + 1")


def test_the_same_list_again_or_one_that_begins_earlier_is_refused(there: Town) -> None:
    office = there.by("list_office", on(5, 20))
    for some, day in ((lines(there.cast), date(2026, 6, 1)), (lines(there.cast)[:2], date(2025, 6, 1))):
        with pytest.raises(Refused, match="duty_list_same"):
            publish_duties(township_id=there.liuhe, lines=some, valid_from=day, by=office, at=on(5, 20))


def test_others_than_the_list_office_publish_nothing(there: Town) -> None:
    for post in ("liuhe_decide", "urban_decide", "county_head"):
        with pytest.raises(Refused, match="not_duty_office"):
            read_duty_sheet(data=NEW, name="a.csv", by=there.by(post, on(5, 20)), at=on(5, 20))


def test_a_sheet_with_a_fault_is_never_published(there: Town) -> None:
    by = there.by("list_office", on(5, 20))
    made = read_duty_sheet(data=NEW.replace("养老服务".encode(), b""), name="a.csv", by=by, at=on(5, 20))
    with pytest.raises(Refused, match="duty_sheet_not_ready"):
        publish_duty_sheet(sheet_id=made, valid_from=date(2026, 6, 1), by=by, at=on(5, 20))
    assert [one[:2] for one in DutySheet.objects.get(pk=made).faults] == [[2, "item"]]


def test_a_file_without_a_column_names_it(there: Town) -> None:
    with pytest.raises(Refused) as told:
        read_duty_sheet(
            data="乡镇,编号\n柳河镇,JB-1\n".encode(), name="a.csv", by=there.by("list_office", on(5, 20)), at=on(5, 20)
        )
    assert "类别、领域、事项、依据" in told.value.refusal.sentence("zh")


def test_everybody_reads_the_lists_and_each_figure_opens_its_lines(there: Town) -> None:
    index = Client().get("/duties/").content.decode()
    assert '"/duties/liuhe/?kind=cooperating">2<' in index
    page = Client().get("/duties/liuhe/?kind=cooperating").content.decode()
    assert "青禾县消防救援大队牵头：组织扑救" in page
    assert "广告" not in page


def test_the_file_of_a_list_can_be_read_in_again(there: Town) -> None:
    answer = Client().get("/duties/liuhe/file/")
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.values)
    assert len(rows) == 6
    made = read_duty_sheet(data=answer.content, name="back.xlsx", by=there.by("list_office", on(5, 20)), at=on(5, 20))
    assert DutySheet.objects.get(pk=made).faults == []


def test_the_list_office_reads_in_sees_faults_and_publishes(there: Town) -> None:
    client, file = office(there), io.BytesIO(NEW)
    file.name = "lists.csv"
    seen = client.post("/duties/import/", {"file": file}, follow=True)
    assert "没有错误" in seen.content.decode()
    day = timezone.localdate()
    done = client.post(seen.request["PATH_INFO"], {"valid_from": day.isoformat()}, follow=True)
    assert "已公布" in done.content.decode()
    assert versions_of(there.liuhe)[0].no == 2


def test_faults_stand_beside_their_cells_and_others_may_not_look(there: Town) -> None:
    file = io.BytesIO(NEW.replace("基本履职".encode(), "杂事".encode()))
    file.name = "lists.csv"
    seen = office(there).post("/duties/import/", {"file": file}, follow=True)
    assert "没有这一类" in seen.content.decode()
    other = signed_in(account_of_official(there.cast.county.holders["liuhe_review"][0]))
    assert other.get(seen.request["PATH_INFO"]).status_code == 403
