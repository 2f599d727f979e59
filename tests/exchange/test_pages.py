"""The pages of the exchange: connect, map from a sample, take a file in, and what the applicant sees."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.exchange.samples import PERMIT, permit
from tests.people import People, gather
from tongban.exchange.models import ForeignCase, OutgoingRecord, System, SystemMapping
from tongban.simulation.rules.codes import citizen_code

CHEN = citizen_code(27, date(1988, 3, 14))


@pytest.fixture
def people(peopled: None, db: None, settings: Any) -> People:
    settings.DEMO = True
    return gather()


def file_of(*rows: dict[str, str], **changed: Any) -> SimpleUploadedFile:
    lines = [",".join(PERMIT), *(",".join(row.values()) for row in rows)]
    return SimpleUploadedFile("cases.csv", "\n".join(lines).encode("gb18030"))


def test_a_system_is_connected_mapped_from_a_sample_and_takes_a_file_in(people: People) -> None:
    admin, market = people.clients["admin"], people.cast.county.bodies["market"]
    given = {"key": "old_office", "name_zh": "运管系统", "name_en": "Transport", "body": str(market), "takes": "on",
             "business": "approval", "adapter": "file_drop", "address": "/srv/exchange"}  # fmt: skip
    assert admin.post("/office/systems/new/", given).status_code == 302
    sample = admin.post("/office/systems/old_office/mapping/", {"file": file_of(permit(CHEN))})
    assert "这是按样例提出的对照" in sample.content.decode()
    assert not SystemMapping.objects.filter(system__key="old_office").exists()
    filled = {field.html_name: field.value() or "" for field in sample.context["form"]}
    filled |= {"code_state_received": "10", "code_state_accepted": "20"}
    assert admin.post("/office/systems/old_office/mapping/", filled).status_code == 302
    page = admin.post(
        "/office/systems/old_office/", {"file": file_of(permit(CHEN), permit("", 业务号="运管2026-0499"))}
    )
    assert "新收 1 件" in page.content.decode()
    assert "“证件号码”是空的，请补上。" in page.content.decode()


def test_the_applicant_finds_it_beside_their_own_and_nobody_else_does(people: People) -> None:
    address = f"/elsewhere/{people.records['foreign']}/"
    assert "道路货物运输经营许可" in people.clients["applicant"].get("/my/").content.decode()
    assert "道路货物运输经营许可" not in people.clients["stranger"].get("/my/").content.decode()
    page = people.clients["applicant"].get(address).content.decode()
    assert "已收件，待受理" in page
    assert people.clients["stranger"].get(address).status_code == 404


def test_a_mapping_without_a_needed_field_is_refused_by_name_and_keeps_what_was_typed(people: People) -> None:
    page = people.clients["admin"].post(
        "/office/systems/permits/mapping/", {"field_number": "业务号", "time_format": "%Y%m%d%H%M%S"}
    )
    assert page.status_code == 422
    assert "还没有对应：事项编码" in page.content.decode()
    assert 'value="业务号"' in page.content.decode()


@pytest.mark.parametrize("data", [b"", b"\x00" * 99, b"\xff\xfe", b'a,"b\n', b"a,a\n1,2\n", b"a,b\n"])
def test_a_file_that_is_none_is_refused_in_words(people: People, data: bytes) -> None:
    before = ForeignCase.objects.count()
    page = people.clients["admin"].post("/office/systems/permits/", {"file": SimpleUploadedFile("a.csv", data)})
    assert page.status_code == 422
    assert ForeignCase.objects.count() == before > 0


def test_a_stopped_system_says_so_and_keeps_what_waits(people: People) -> None:
    admin, waiting = people.clients["admin"], OutgoingRecord.objects.filter(system__key="works", state="waiting")
    before = waiting.count()
    assert admin.post("/office/systems/works/turn/").status_code == 302
    assert "这个系统已停用" in admin.get("/office/systems/works/").content.decode()
    assert System.objects.get(key="works").state == "stopped"
    assert waiting.count() == before > 0
