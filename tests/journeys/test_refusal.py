"""陈芳 is refused: with reasons and articles, and she reads where to go against it, within how many days."""

from __future__ import annotations

from typing import Final
from uuid import UUID

import pypdfium2
import pytest
from playwright.sync_api import Page, expect
from tests.cast import Cast, on, small_county
from tests.journeys.roles import Walk, clock_at, offer_roles
from tests.stages import reviewer

from tongban.cases.actions.review import review_task
from tongban.cases.queries.tasks import open_tasks

pytestmark = pytest.mark.browser
REVIEWED, DECIDED, READ = on(11, 5), on(11, 9, 9, 30), on(11, 9, 19)
# The Reconsideration Law's sixty days and the Litigation Law's six months, against a bureau of a county.
AUTHORITY, DAYS, COURT, MONTHS = "青禾县人民政府", "60 日", "人民法院", "6 个月"
AGAINST: Final = "厨房没有独立的排烟竖井，不符合消防安全要求。"
REASONS: Final = "经审查，厨房没有独立的排烟竖井，不符合许可条件。"
REFUSING_CLICKS: Final = 4  # opened from the desk, refused, the reasons, signed


@pytest.fixture
def cast(house: str) -> Cast:
    made = small_county()
    offer_roles(made)
    return made


def disagreed(walk: Walk, cast: Cast) -> UUID:
    """An accepted case: the fire brigade disagrees on its page and has to say why, the others agree."""
    case_id = cast.accepted(on(11, 2), on(11, 3)).case_id
    page = walk.go(walk.sign_in("fire"), f"/desk/c/{case_id}/")
    form = "form:has([name=act][value=review])"
    page.locator("input[name=opinion][value=disagree]").check()
    page.locator(f"{form} button[type=submit]").click()
    assert "理由" in walk.told_no(page)
    page.locator("input[name=opinion][value=disagree]").check()
    page.locator(f"{form} [name=reasons]").fill(AGAINST)
    page.locator(f"{form} button[type=submit]").click()
    for task in open_tasks(case_id):
        if task.act == "review":
            by = reviewer(cast, task, REVIEWED)
            review_task(task_id=task.id, opinion="agree", reasons="", by=by, at=REVIEWED)
    return case_id


def refused(walk: Walk) -> None:
    """何静 sees the opinion against it, finds nothing chosen for her, and cannot refuse without reasons."""
    page = walk.sign_in("head")
    walk.clicks = 0
    walk.click(page, ".next .btn-primary")
    told = walk.station(page, "refusal-decision")
    assert AGAINST in told
    expect(page.locator("input[name=decision]:checked")).to_have_count(0)
    walk.choose(page, "input[name=decision][value=refuse]")
    page.locator("button[name=do][value=sign]").click()
    assert "理由" in walk.told_no(page)
    walk.type(page, "[name=reasons]", REASONS)
    page.locator("button[name=do][value=preview]").click()
    letter = page.locator("#letter").inner_text()
    assert REASONS in letter
    assert all(word in letter for word in (AUTHORITY, COURT))
    walk.station(page, "refusal-letter")
    walk.click(page, "button[name=do][value=sign]")
    walk.counted("the head's refusal", REFUSING_CLICKS)
    walk.station(page, "refusal-signed")


def read(walk: Walk, case_id: UUID) -> None:
    """陈芳 reads on her page where to go and in which time, and in the decision itself why and by which article."""
    page = walk.go(walk.sign_in("citizen"), f"/my/{case_id}/")
    told = walk.station(page, "refusal-matter")
    assert "不予许可" in told
    assert all(word in told for word in (AUTHORITY, DAYS, COURT, MONTHS)), told
    letter = "".join(paper(page, "不予行政许可决定书").split())
    assert all("".join(word.split()) in letter for word in (REASONS, "第三十", AUTHORITY, DAYS, COURT, MONTHS)), letter
    assert "陈芳" in letter


def paper(page: Page, title: str) -> str:
    """The text of a document, as she saves it from her page."""
    address = page.get_by_role("link", name=title).first.get_attribute("href")
    answer = page.request.get("/".join(page.url.split("/")[:3]) + str(address))
    opened = pypdfium2.PdfDocument(answer.body())
    return "".join(sheet.get_textpage().get_text_range() for sheet in opened)


def test_a_refusal_says_why_and_where_to_go_against_it(cast: Cast, walk: Walk) -> None:
    with clock_at(REVIEWED):
        case_id = disagreed(walk, cast)
    with clock_at(DECIDED):
        refused(walk)
    with clock_at(READ):
        read(walk, case_id)
