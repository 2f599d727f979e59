"""The staff search: whole numbers and names only, logged, never more than one may see."""

from __future__ import annotations

from datetime import date

import pytest

from tests.cases.window.conftest import NASTY_WORDS, As, text
from tests.cast import Cast, on
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


def test_words_of_an_item_find_its_cases_newest_first(cast: Cast, as_post: As) -> None:
    first, second = cast.receive(on(11, 5)).number, cast.receive(on(11, 6)).number
    page = text(as_post("market_review").post("/find/", {"q": "开饭店"})).replace(" ", "")
    assert page.index(second) < page.index(first)


@pytest.mark.parametrize("typed", NASTY_WORDS)
def test_nothing_that_is_typed_breaks_the_search(cast: Cast, as_post: As, typed: str) -> None:
    client = as_post("market_review")
    assert client.post("/find/", {"q": typed, "after": typed}).status_code == 200
    assert client.get("/find/", {"q": typed}).status_code == 200
