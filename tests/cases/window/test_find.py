"""The staff search: whole numbers and names only, logged, never more than one may see."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.cases.window.conftest import NASTY_WORDS, As, text
from tests.cast import Cast, on
from tongban.agencies.actions.parties import register_party
from tongban.agencies.models.access import AccessLog, write_access
from tongban.kernel.actor import SYSTEM
from tongban.simulation.rules.codes import citizen_code

CHEN = citizen_code(27, date(1988, 3, 14))


def test_a_case_is_found_by_its_number_however_it_is_typed(cast: Cast, as_post: As) -> None:
    number = cast.receive(on(11, 5)).number
    spaced = f"{number[:6].lower()} {number[6:10]}-{number[10:]}"
    assert "找到 1 件" in text(as_post("market_review").post("/find/", {"q": spaced}))


def test_a_case_of_another_body_is_not_told_from_none(cast: Cast, as_post: As) -> None:
    number = cast.receive(on(11, 5)).number
    client = as_post("forestry_review")
    found, none = (text(client.post("/find/", {"q": q})) for q in (number, "QH202601010001"))
    assert "没有找到您可以看的件" in found
    assert found.split("<main")[1].count("<p") == none.split("<main")[1].count("<p")


@pytest.mark.parametrize("typed", ["陈芳", CHEN, f"{CHEN[:6]} {CHEN[6:]}"])
def test_a_person_is_found_by_whole_name_or_number_and_it_is_logged(
    cast: Cast, as_post: As, typed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast.receive(on(11, 5))
    logged: list[object] = []
    monkeypatch.setattr("tongban.cases.queries.find.log_search", lambda found, by, at: logged.extend(found))
    page = text(as_post("market_review").post("/find/", {"q": typed}))
    assert "找到 1 件" in page
    assert "陈芳" not in page.split("<table")[1]
    assert logged == [cast.applicant]


@pytest.mark.parametrize("typed", ["陈", "芳", CHEN[:10], "陈芳芳"])
def test_a_part_finds_nobody(cast: Cast, as_post: As, typed: str) -> None:
    cast.receive(on(11, 5))
    page = text(as_post("market_review").post("/find/", {"q": typed}))
    assert "按号码或姓名找到" not in page  # items may fit by sound; no person does


def test_nothing_is_shown_when_the_finding_cannot_be_logged(
    cast: Cast, as_post: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast.receive(on(11, 5))

    def broken(**entry: object) -> None:
        raise OSError("the log is full")

    monkeypatch.setattr("tongban.agencies.queries.finding.write_access", broken)
    with pytest.raises(OSError, match="full"):
        as_post("market_review").post("/find/", {"q": "陈芳"})


def test_of_many_with_one_name_some_are_shown_and_the_page_says_so(
    cast: Cast, as_post: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And however many are found, their entries are written at once, on one connection."""
    for serial in (31, 33, 35):
        party = register_party(
            kind="person", name="陈同名", id_number=citizen_code(serial, date(1990, 5, 1)), by=SYSTEM, at=on(11, 4)
        )
        replace(cast, applicant=party).receive(on(11, 5))
    written: list[int] = []

    def counted(**entry: Any) -> None:
        written.append(len(entry["party_ids"]))
        write_access(**entry)

    monkeypatch.setattr("tongban.agencies.queries.finding.write_access", counted)
    whole = text(as_post("market_review").post("/find/", {"q": "陈同名"}))
    assert "找到 3 件" in whole
    assert "还有同名的人" not in whole
    for module in ("tongban.agencies.queries.finding", "tongban.cases.queries.find"):
        monkeypatch.setattr(f"{module}.MOST_FOUND", 2)
    page = text(as_post("market_review").post("/find/", {"q": "陈同名"}))
    assert "找到 2 件" in page
    assert "还有同名的人，这里是其中 2 人的件" in page
    assert written == [3, 2]
    assert AccessLog.objects.filter(purpose="search").count() == 5


def test_words_of_an_item_find_its_cases_newest_first(cast: Cast, as_post: As) -> None:
    first, second = cast.receive(on(11, 5)).number, cast.receive(on(11, 6)).number
    page = text(as_post("market_review").post("/find/", {"q": "开饭店"})).replace(" ", "")
    assert page.index(second) < page.index(first)


@pytest.mark.parametrize("typed", NASTY_WORDS)
def test_nothing_that_is_typed_breaks_the_search(cast: Cast, as_post: As, typed: str) -> None:
    client = as_post("market_review")
    assert client.post("/find/", {"q": typed, "after": typed}).status_code == 200
    assert client.get("/find/", {"q": typed}).status_code == 200
