"""The docket's pages: what waits is found, kept, drafted and stopped from them; everybody sees what a law touched."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.http import Http404
from django.test import RequestFactory

from tongban.kernel.actor import Actor
from tongban.law.actions.laws import repeal_law
from tongban.law.tests.samples import amended
from tongban.powerlist.models import Adjustment, ItemVersion
from tongban.powerlist.pages.office import docket as pages
from tongban.powerlist.pages.touched import touched_items
from tongban.powerlist.tests.factories import BY
from tongban.powerlist.tests.office import ask, page
from tongban.powerlist.tests.test_docket import flagged, lantern_items, strike_4, waiting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("here", "calendar")]


def test_the_docket_counts_what_waits_and_leads_to_each(county: Actor) -> None:
    flagged(strike_4())
    text = page(county, pages.docket_page)
    assert "有 2 条等待处理" in text
    assert text.count("/office/docket/0") >= 2
    assert "《青禾县灯笼管理条例》第四条 删去" in text


def test_an_empty_docket_says_how_entries_come(county: Actor) -> None:
    assert "没有等待处理的" in page(county, pages.docket_page)


def test_an_entry_shows_the_words_before_and_after_and_where_they_are_cited(county: Actor) -> None:
    law_id = lantern_items()
    amended(law_id)
    flagged(law_id)
    five = next(one for one in waiting() if one.version.code == "QH-5")
    text = page(county, pages.adjustment_page, adjustment_id=five.id)
    assert "第五条→第四条 条号变动" in text
    assert text.count("挂灯笼不收费。") == 2
    assert "设定和实施依据" in text


def test_an_entry_is_kept_drafted_or_stopped_from_its_page(county: Actor) -> None:
    flagged(strike_4())
    kept, drafted = waiting()
    assert ask(county, pages.adjustment_page, {"do": "keep", "reason": ""}, adjustment_id=kept.id).status_code == 422
    sent = {"do": "keep", "reason": "第三条仍是依据。"}
    assert ask(county, pages.adjustment_page, sent, adjustment_id=kept.id).status_code == 302
    assert ask(county, pages.adjustment_page, sent, adjustment_id=kept.id).status_code == 409
    assert "第三条仍是依据。" in page(county, pages.adjustment_page, adjustment_id=kept.id)
    assert ask(county, pages.adjustment_page, {"do": "draft"}, adjustment_id=drafted.id).status_code == 302
    assert ItemVersion.objects.filter(state="draft").count() == 1
    sent = {"do": "cancel", "since": "2026-12-01", "basis_doc": "青政发〔2026〕9号"}
    assert ask(county, pages.adjustment_page, sent, adjustment_id=drafted.id).status_code == 302
    assert Adjustment.objects.get(pk=drafted.id).state == "stopped"


def test_an_entry_of_nobody_is_not_found(county: Actor) -> None:
    with pytest.raises(Http404):
        ask(county, pages.adjustment_page, adjustment_id=uuid4())


def test_the_docket_goes_out_as_a_workbook(county: Actor) -> None:
    flagged(strike_4())
    answer = ask(county, pages.docket_file)
    assert answer.content[:2] == b"PK"


def test_everybody_sees_what_a_law_touched_and_what_became_of_it() -> None:
    law_id = lantern_items()
    text = touched_items(RequestFactory().get("/"), law_id=law_id).content.decode()
    assert "没有涉及清单事项" in text
    repeal_law(law_id=law_id, since=date(2026, 9, 1), document="青人发〔2026〕4号", **BY)
    flagged(law_id)
    text = touched_items(RequestFactory().get("/"), law_id=law_id).content.decode()
    assert "变动涉及 5 个事项版本" in text
    assert "整部法律 废止" in text
