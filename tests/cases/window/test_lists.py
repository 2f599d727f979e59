"""Figures and their lists: equal in every case, paged by key, limited to what one may see, safe in a workbook."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from django.test import Client

from tests.cases.window.conftest import NOW, As, text
from tests.cast import Cast, on
from tests.stages import reviewed
from tongban.cases.actions.decide import decide_case
from tongban.cases.permissions import NOT_IN_VIEW
from tongban.cases.queries.leader import LeaderFigures, bodies_in_view, leader_figures
from tongban.cases.queries.lists import Asked, list_page


@pytest.fixture
def busy(cast: Cast) -> Cast:
    """Late acceptances, late reviews in three bodies, one decision waiting, one made today, two received today."""
    for day in (2, 3, 4):
        cast.receive(on(11, day))
    cast.accepted(on(10, 12), on(10, 13))
    cast.accepted(on(11, 12), on(11, 13))
    reviewed(cast)
    done = reviewed(cast)
    decide_case(case_id=done, decision="grant", reasons="", basis=[], by=cast.officer("market_decide", NOW), at=NOW)
    cast.receive(NOW), cast.receive(NOW - timedelta(hours=1))
    return cast


def shown(page: str) -> int:
    """The figure in the title of a list."""
    found = re.search(r"<h1>[^<]*?([\d,]+) [件个]", page)
    return int(found[1].replace(",", "")) if found else -1


def unequal(figures: LeaderFigures, client: Client) -> list[str]:
    """Figures that differ from the list they open, or from the rows that it shows."""
    sums = {
        "due=overdue": sum(count for _id, _name, count, _days in figures.overdue),
        "due=soon": figures.near,
        "act=decide": figures.deciding,
        "received=today": figures.received_today,
        "decided=today": figures.decided_today,
    }
    wrong = []
    for query, figure in sums.items():
        page = text(client.get(f"/desk/list/?{query}"))
        if not (figure == shown(page) == page.count('<tr class="r"')):
            wrong.append(f"{query}: {figure}, {shown(page)}")
    return wrong


def test_every_figure_of_the_leader_opens_a_list_of_as_many(busy: Cast, as_post: As) -> None:
    figures = leader_figures(busy.county.home, NOW)
    assert figures.received_today == 2
    assert figures.decided_today == 1
    assert unequal(figures, as_post("county_head")) == []


def test_a_figure_that_miscounts_is_seen(busy: Cast, as_post: As) -> None:
    figures = leader_figures(busy.county.home, NOW)
    broken = LeaderFigures(tuple(replace(row, overdue=row.overdue + 1) for row in figures.bodies))
    assert [line.split(":")[0] for line in unequal(broken, as_post("county_head"))] == ["due=overdue"]


def test_each_bodys_figure_opens_its_own_list(busy: Cast, as_post: As) -> None:
    client = as_post("county_head")
    late = leader_figures(busy.county.home, NOW).overdue
    assert len(late) == 3
    for body_id, name, count, days in late:
        page = text(client.get(f"/desk/list/?due=overdue&body={body_id}"))
        assert shown(page) == count
        assert name in page
        assert days > 0


def walk(client: Client, query: str) -> Iterator[str]:
    while query:
        page = text(client.get(f"/desk/list/{query}"))
        yield from re.findall(r"QH2026 \d{4} \d{4}", page)
        found = re.search(r'rel="next" href="([^"]+)"', page)
        query = found[1].replace("&amp;", "&") if found else ""


def test_pages_by_key_show_each_row_once(busy: Cast, as_post: As, monkeypatch: pytest.MonkeyPatch) -> None:
    client = as_post("county_head")
    whole = list(walk(client, "?due=open"))
    monkeypatch.setattr("tongban.cases.pages.lists.number", lambda key, on: 3)
    assert list(walk(client, "?due=open")) == whole
    assert list(walk(client, "?state=received")) == list(walk(client, "?state=received"))


def test_a_long_list_costs_as_many_statements_as_a_short_one(busy: Cast, count_statements: Any) -> None:
    by = busy.officer("county_head", NOW)
    bodies = tuple(body.id for body in bodies_in_view(by))
    counts = []
    for size in (2, 50):
        with count_statements() as sent:
            list_page(by, Asked(bodies, due="open"), now=NOW, size=size)
        counts.append(sent.count)
    assert counts[0] == counts[1] <= 6


@pytest.mark.parametrize("address", ["/lead/", "/desk/list/?due=open", "/desk/list/?state=received"])
def test_pages_of_figures_keep_to_fifteen_statements(
    busy: Cast, as_post: As, count_statements: Any, address: str
) -> None:
    client = as_post("county_head")
    client.get(address)
    with count_statements() as sent:
        client.get(address)
    assert sent.count <= 15


def test_a_department_sees_its_own_steps_only(busy: Cast, as_post: As) -> None:
    page = text(as_post("fire_review").get("/desk/list/?due=open"))
    assert "消防救援大队" in page
    assert "市场监督管理局 ·" not in page


def test_another_bodys_list_is_refused_with_who_may(busy: Cast, as_post: As) -> None:
    answer = as_post("fire_review").get("/desk/list/?due=open&body=market")
    assert answer.status_code == 403
    assert NOT_IN_VIEW.zh in text(answer)


@pytest.mark.parametrize("address", ["/desk/list/", "/desk/list/export/", "/find/"])
def test_strangers_sign_in_before_a_list(cast: Cast, client: Client, address: str) -> None:
    answer = client.get(address, headers={"accept-language": "zh-CN"})
    assert (answer.status_code, answer["Location"]) == (302, f"/sign-in/?next={address}")


def test_the_workbook_holds_texts_only_and_masked_names(busy: Cast, as_post: As) -> None:
    answer = as_post("county_head").get("/desk/list/export/?due=open")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert "姓名已脱敏" in sheet["A2"].value
    assert "陈芳" not in [cell.value for cell in cells]
    assert "陈*" in [cell.value for cell in cells]


def test_a_name_that_looks_like_a_formula_stays_a_text(busy: Cast, as_post: As, monkeypatch: Any) -> None:
    monkeypatch.setattr(
        "tongban.cases.pages.lists._cells", lambda line, language, today: ["=1+1", "+1", "@x", "-2", "\t=1"]
    )
    answer = as_post("county_head").get("/desk/list/export/?due=open")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert {cell.data_type for row in sheet.iter_rows(min_row=4) for cell in row if cell.value} == {"s"}


NASTY = (
    "\0",
    "x" * 10_000,
    "9" * 400,
    "'",
    "2026-13-45",
    "0001-01-01",
    "9999-12-31",
    "~",
    "2026-11-20~x",
    "[]",
    "today ",
)


@pytest.mark.parametrize("value", NASTY)
@pytest.mark.parametrize("name", ["due", "act", "state", "received", "decided", "body", "item", "after", "from"])
def test_no_filter_breaks_the_list(cast: Cast, as_post: As, name: str, value: str) -> None:
    assert as_post("county_head").get("/desk/list/", {name: value}).status_code in (200, 403)


def test_an_empty_list_says_why_and_where_to_go(cast: Cast, as_post: As) -> None:
    page = text(as_post("county_head").get("/desk/list/?due=overdue"))
    assert "没有符合条件的件" in page
    assert shown(page) == 0
