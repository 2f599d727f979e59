"""P-02: a granted licence is public from its decision on; firms by name and code, people masked, nothing else."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.cast import Cast, on, small_county
from tests.stages import decided
from tongban.agencies.actions.parties import register_party
from tongban.cases.models import Case
from tongban.cases.queries import granted as reading
from tongban.cases.queries.granted import granted, wanted
from tongban.kernel.actor import SYSTEM
from tongban.powerlist.queries import version
from tongban.simulation.rules.codes import citizen_code, firm_code

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(settled: None) -> Cast:
    return small_county()


def firm() -> Any:
    return register_party(kind="firm", name="青禾老街饭店", id_number=firm_code(77), phone="13900000077", by=SYSTEM,
                          at=on(11, 1))  # fmt: skip


def test_p_02_a_granted_licence_is_public_from_its_decision_on(cast: Cast, client: Any) -> None:
    assert "还没有准予的许可" in client.get("/granted/").content.decode()
    cast.receive(on(11, 2))
    assert granted(wanted("", None), limit=9) == [], "what is not decided is not told"
    decided(cast)
    (one,) = granted(wanted("", None), limit=9)
    assert (one.code, one.body.key if one.body else "", bool(one.number)) == ("QH-YJS-001", "market", True)
    page = client.get("/granted/").content.decode()
    for words in (one.number, one.item, "陈*", "2026年11月"):
        assert words in page
    assert client.get("/granted/file/").content[:2] == b"PK"


def test_p_02_a_person_is_masked_and_their_number_finds_nothing(cast: Cast, client: Any) -> None:
    decided(cast)
    name, number, phone = "陈芳", citizen_code(27, date(1988, 3, 14)), "13800000000"
    page = client.get("/granted/").content.decode()
    assert not [value for value in (name, number, number[-4:], phone, phone[-4:]) if value in page]
    assert [granted(wanted(value, None), limit=9) for value in (name, number, phone)] == [[], [], []]


def test_p_02_a_firm_stands_with_its_code_and_is_found_by_it(cast: Cast, client: Any) -> None:
    cast.applicant = firm()
    decided(cast)
    page = client.get("/granted/", {"q": firm_code(77).lower()}).content.decode()
    assert "青禾老街饭店" in page
    assert firm_code(77) in page
    assert "13900000077" not in page
    assert "没有符合的许可" in client.get("/granted/", {"q": firm_code(78)}).content.decode()
    assert len(granted(wanted("餐饮店", None), limit=9)) == len(granted(wanted("", one_body(cast)), limit=9)) == 1
    assert granted(wanted("", cast.county.bodies["fire"]), limit=9) == []


def one_body(cast: Cast) -> Any:
    return Case.objects.values_list("body_id", flat=True).get()


def test_p_02_pages_go_on_by_key_and_leave_none_out(cast: Cast) -> None:
    for _n in range(2):
        decided(cast)
    rows = granted(wanted("", None), limit=9)
    assert len(rows) == 2
    assert granted(wanted("", None), after=(rows[0].at, rows[0].id), limit=9) == rows[1:]


def test_p_02_what_is_no_licence_is_not_published(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    decided(cast)
    assert version(cast.version_id).content.item_type == reading.LICENCE
    monkeypatch.setattr(reading, "LICENCE", "05")
    assert granted(wanted("", None), limit=9) == []
