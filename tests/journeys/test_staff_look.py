"""The staff's pages in a browser: no sideways scroll, axe, policy reports, keys, the letter that grows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone
from tests.cast import Cast, small_county

from tongban.agencies.queries import account_of_official

pytestmark = pytest.mark.browser
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def stage(committed_db: str, settings: Any) -> Cast:
    settings.DEMO = True
    return small_county()


def as_reviewer(stage: Cast, page: Any, site: str) -> None:
    client = Client()
    user = account_of_official(stage.county.holders["market_review"][0])
    client.force_login(get_user_model().objects.get(pk=user), backend=BACKEND)
    name = django_settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": site}])


@pytest.mark.parametrize("way", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_staff_pages_hold(
    stage: Cast, site: str, open_page: Callable[..., Any], seen: Any, shot: Any, no_sideways_scroll: Any,
    axe_faults: Any, width: int, way: str,
) -> None:  # fmt: skip
    case_id = stage.receive(timezone.now() - timedelta(days=2)).case_id
    page = open_page("/search/", width=width, way=way)
    seen.faults.clear()
    as_reviewer(stage, page, site)
    for name, path in {"desk": "/desk/", "case": f"/desk/c/{case_id}/", "notice": f"/desk/c/{case_id}/notice/"}.items():
        page.goto(site + path)
        no_sideways_scroll(page)
        shot(page, f"staff-{name}-{width}-{way}")
        assert axe_faults(page) == []
    assert seen.faults == []


def test_the_letter_grows_as_one_ticks_and_keys_move(
    stage: Cast, site: str, open_page: Callable[..., Any], seen: Any
) -> None:
    case_id = stage.receive(timezone.now() - timedelta(days=2)).case_id
    page = open_page("/search/")
    as_reviewer(stage, page, site)
    page.goto(f"{site}/desk/")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/desk/c/{case_id}/")
    page.goto(f"{site}/desk/c/{case_id}/notice/")
    page.check("input[name=j_m_layout][value=wrong]")
    page.fill("input[name=r_m_layout]", "没有标出出入口")
    page.locator("input[name=r_m_layout]").blur()
    page.locator("#letter", has_text="没有标出出入口").wait_for()
