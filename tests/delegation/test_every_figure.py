"""Every figure of delegation opens exactly the records it counts: the pages are walked, each number is followed."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from tests.cast import on
from tests.delegation.stage import Stage, stage
from tests.delegation.test_pages import page, send, signed_in
from tests.figures import COUNTS, faults, figures, length
from tongban.delegation.actions.tables import ship_table
from tongban.delegation.models import CaseSeen, Use, Voice
from tongban.delegation.pages import decision
from tongban.delegation.tests.candidates_stage import Told
from tongban.kernel.actor import SYSTEM
from tongban.kernel.ids import uuid7

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("settled")]


@pytest.fixture(autouse=True)
def _demonstration(settings: Any) -> Iterator[None]:
    """On a day on which the trials of the stage run: they end with the year."""
    settings.DEMO = True
    with time_machine.travel(on(11, 20), tick=False):
        yield


def getter(client: Client) -> Any:
    return lambda address: page(client, address)


def followed(made: Stage, cases: int = 55) -> None:
    """A year of cases of the licence at the township, more than a page of them, some of one person, and voices."""
    ship_table(by=SYSTEM, at=on(11, 1))
    told, now = Told(made.item), timezone.now()
    for number in range(cases):
        told.case(now - timedelta(days=3, minutes=number), number // 2, fee=5)
    CaseSeen.objects.update(place_id=made.place)
    for number in range(3):
        told.request(now - timedelta(days=number + 1), made.place)
    assert (CaseSeen.objects.count(), Voice.objects.count()) == (cases, 3)


def test_every_figure_of_board_levels_and_candidates_opens_exactly_its_records() -> None:
    made = stage()
    made.activated()
    followed(made)
    get = getter(signed_in(made, "county_head"))
    for address in ("/delegation/", "/delegation/levels/", "/delegation/candidates/"):
        assert faults(address, get) == []
    shown = {one.number for one in figures(get("/delegation/candidates/"))}
    assert {55, 28, 3} <= shown, shown
    assert 1 in {one.number for one in figures(get("/delegation/")) if "/down/" in one.href}


def test_a_figure_that_opens_nothing_or_other_records_is_found() -> None:
    """The broken variant: a cell without a link, and a link whose list is short."""
    told = {
        "/a/": '<main><td class="num" data-label="下放">3</td><a href="/b/">办件 2 件</a><td class="num">0</td></main>',
        "/b/": "<main><table><tr data-row><td>1</td></tr></table></main>",
    }
    found = faults("/a/", told.__getitem__)
    assert [fault.partition(": ")[2] for fault in found] == [
        "'办件 2 件' opens 1 records at /b/",
        "'下放 3' opens nothing",
    ]
    assert [bool(COUNTS.match(words)) for words in ("青禾政发〔2026〕15号", "70 %", "1,204")] == [False, False, True]


def test_n9_the_cases_of_a_mean_before_and_since_are_opened_with_their_days() -> None:
    made = stage()
    client, market = signed_in(made, "system_admin"), made.cast.county.bodies["market"]
    formed = {"on": "2026-02-02", "name_zh": "审批中心", "name_en": "Centre", "powers": [str(made.item)]}
    posts = [str(made.cast.county.posts["market_review"])]
    assert send(client, "/office/units/?body=market", **formed, posts=posts) == 302
    for day, days in ((on(1, 6), 14), (on(1, 7), 16), (on(3, 2), 1)):
        told = {"item_id": made.item, "place_id": made.place, "decided_body": market, "received_at": day}
        Use.objects.create(case_id=uuid7(), decided_at=day + timedelta(days=days), **told)
    shown = page(client, "/office/units/?body=market")
    before, since = figures_with_cases(shown)
    assert {days in page(client, before) for days in ("14.0", "16.0")} == {True}
    assert [page(client, one).count("<tr data-row") for one in (before, since)] == [2, 1]
    assert signed_in(made, "list_office").get(before).status_code == 403


def test_a_decision_of_many_lines_is_read_page_by_page_and_cuts_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is more than a page is counted and reached; nothing is left out without a word."""
    made = stage()
    elsewhere = [place for place in made.cast.county.places.values() if place != made.place]
    withheld = [made.wish(place_id=place, mode="withheld", reason="暂不具备条件") for place in elsewhere]
    draft = made.draft(lines=[made.wish(until=on(12, 31)), *withheld])
    monkeypatch.setattr(decision, "number", lambda _name, _day: 2)
    address, many = f"/delegation/decisions/{draft}/", 1 + len(elsewhere)
    assert many > 3
    client = signed_in(made, "county_head")
    assert length(address, getter(client)) == many
    assert f'<small class="m">{many}</small>' in page(client, address)
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{address}file/").content)).active
    assert book is not None
    assert book.max_row == many + 1


def figures_with_cases(shown: str) -> list[str]:
    """The addresses of the cases behind the two means."""
    return [part.partition('"')[0] for part in shown.split('href="')[1:] if "/cases/" in part.partition('"')[0]]
