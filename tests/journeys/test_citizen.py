"""The citizens' pages in a browser without script.

They fit, read well and axe finds nothing, in all widths and ways.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page
from tests.cases.public.conftest import signed_in
from tests.cases.public.forms import begin, filled, submitted
from tests.cast import Cast, small_county

from tongban.cases.actions.accept import NoticePoint, accept_case, notify_once
from tongban.documents.tests.made_files import pdf

pytestmark = pytest.mark.browser


@pytest.fixture
def chen(committed_db: str, settings: Any, tmp_path: Path) -> tuple[Cast, Client]:
    settings.FILES_ROOT = tmp_path
    cast = small_county()
    return cast, signed_in(cast.applicant, "chenfang")


def as_client(page: Page, client: Client) -> Page:
    """The browser with the sign-in of a test client."""
    site = page.url.removesuffix("/status/")
    page.context.add_cookies([{"name": one.key, "value": one.value, "url": site} for one in client.cookies.values()])
    return page


def pages_of(cast: Cast, client: Client) -> dict[str, str]:
    """An address for each page, with every state that it can show."""
    now = timezone.now()
    officer = cast.officer("market_review", now)
    first, second, third = submitted(client), submitted(client), submitted(client)
    points = [
        NoticePoint("m_lease", "missing", ""),
        NoticePoint("floor_area", "wrong", "与平面布局图标注的 96 平方米不一致"),
    ]
    notify_once(case_id=UUID(second.split("/")[2]), points=points, by=officer, at=now)
    accept_case(case_id=UUID(third.split("/")[2]), by=officer, at=now)
    base = filled(client)
    client.post(f"{base}papers/", {"use": "m_licence", "m_lease": SimpleUploadedFile("租赁合同.pdf", pdf(2))})
    client.post(f"{base}operator/", {"shop_name": "店", "phone": "12345", "go": "later"})
    return {
        "start": "/apply/QH-YJS-001/", "step": f"{base}operator/", "sign": f"{base}sign/", "papers": f"{base}papers/",
        "check": f"{base}check/", "receipt": f"{first}receipt/", "my": "/my/", "noticed": second, "accepted": third,
        "supplement": f"{second}supplement/", "withdraw": f"{first}withdraw/", "status": "/status/",
    }  # fmt: skip


@pytest.mark.parametrize("width", [320, 1280])
def test_s_30_every_page_of_the_citizens_fits_and_is_accessible(
    chen: tuple[Cast, Client],
    open_page: Callable[..., Page],
    width: int,
    way: str,
    no_sideways_scroll: Callable[[Page], None],
    axe_faults: Callable[[Page], list[str]],
    shot: Callable[..., Path],
) -> None:
    cast, client = chen
    addresses = pages_of(cast, client)
    page = as_client(open_page("/status/", width=width, way=way), client)
    site = page.url.removesuffix("/status/")
    faults: dict[str, list[str]] = {}
    for name, address in addresses.items():
        page.goto(site + address)
        assert page.url == site + address
        no_sideways_scroll(page)
        faults[name] = axe_faults(page)
        shot(page, f"citizen-{name}-{width}-{way}")
    assert {name: found for name, found in faults.items() if found} == {}


def test_an_application_without_script(chen: tuple[Cast, Client], open_page: Callable[..., Page]) -> None:
    _cast, client = chen
    base = begin(client)
    page = as_client(open_page("/status/", width=360, script=False), client)
    page.goto(page.url.removesuffix("/status/") + f"{base}sign/")
    page.get_by_label("否", exact=True).check()
    page.get_by_role("button", name="保存，下一步").click()
    page.wait_for_url("**/papers/")
