"""A law is repealed, the item flagged, its next version published: the guide changes, the old paper is asked no more.

The repeal, the docket, the publication and the guide go through a browser; what the list office edits is told by the
act behind its editor.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect
from tests.cast import ANSWERS, FOUNDING, Cast, on, small_county
from tests.journeys.roles import opened_as

from tongban.agencies.queries import account_of_official
from tongban.cases.models import Case
from tongban.cases.queries.missing import asked_materials
from tongban.kernel.actor import SYSTEM
from tongban.law.actions.laws import enact_law
from tongban.ledger.queries import events_of
from tongban.powerlist.actions.items import save_draft_version
from tongban.powerlist.followers import follow_law
from tongban.powerlist.models import ItemVersion
from tongban.powerlist.queries import version

pytestmark = pytest.mark.browser
LAW, PAPER = "城市市容和环境卫生管理条例", "店面招牌设计图"


@pytest.fixture
def cast(committed_db: str, settings: Any) -> Cast:
    settings.DEMO = True
    return small_county()


@pytest.fixture
def lin(cast: Cast, open_page: Callable[..., Page]) -> Page:
    """林晓 of the list office, signed in."""
    page, site = opened_as(account_of_official(cast.county.holders["list_office"][0]), open_page)
    page.goto(f"{site}/items/QH-YJS-001/")
    return page


def without_the_paper() -> None:
    """The draft rests on the repealed law no longer: neither its basis nor its paper is there."""
    row = ItemVersion.objects.get(state="draft")
    content = row.content
    content["legal_basis"] = [one for one in content["legal_basis"] if one["law"] != LAW]
    content["materials"] = [one for one in content["materials"] if one["key"] != "m_sign"]
    for group in content["form"]["groups"]:
        for field in group["fields"]:
            field["evidence"] = "" if field.get("evidence") == "m_sign" else field.get("evidence", "")
    save_draft_version(item_id=row.item_id, content=content, flow=row.flow, by=SYSTEM, at=on(11, 2))


def asked(version_id: UUID) -> bool:
    """Whether an application under a version has to bring the paper."""
    return "m_sign" in {paper.key for paper in asked_materials(version(version_id).content, ANSWERS)}


def repealed(page: Page, site: str, law_id: UUID) -> None:
    """The law's end recorded on its page; the list follows."""
    page.goto(f"{site}/office/laws/{law_id}/")
    page.locator("#repeal_since").fill("2026-11-01")
    page.locator("#repeal_document").fill("青人发〔2026〕7号")
    page.get_by_role("button", name="登记废止").click()
    for told in events_of("law", law_id):
        follow_law(told)


def test_loop_1_d_05_a_repealed_law_leads_to_a_changed_guide_that_asks_the_old_paper_no_more(
    cast: Cast, lin: Page, seen: Any, axe_faults: Callable[[Page], list[str]]
) -> None:
    page, site = lin, lin.url.split("/items/")[0]
    expect(page.get_by_text(PAPER).first).to_be_attached()
    before = cast.receive(on(11, 2)).case_id
    law_id = enact_law(title=LAW, kind="regulation", valid_from=date(1992, 8, 1), source="公报", by=SYSTEM, at=FOUNDING)
    repealed(page, site, law_id)
    page.goto(f"{site}/office/docket/")
    page.get_by_role("link", name=version(cast.version_id).content.name.zh).click()
    expect(page.get_by_text("整部法律 废止").first).to_be_attached()
    assert axe_faults(page) == []
    page.get_by_role("button", name="起草新版本").click()
    without_the_paper()
    page.goto(f"{site}/office/items/QH-YJS-001/publish/")
    page.get_by_role("button", name="发布第 2 版").click()
    page.goto(f"{site}/items/QH-YJS-001/")
    expect(page.get_by_text(PAPER)).to_have_count(0)
    page.goto(f"{site}/office/docket/?show=decided")
    expect(page.get_by_text("已发布新版本")).to_have_count(1)
    assert asked(Case.objects.get(pk=before).item_version_id)
    assert not asked(ItemVersion.objects.get(no=2).pk)
    assert seen.faults == []
