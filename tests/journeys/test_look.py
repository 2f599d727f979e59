"""Every component in every state, seen in a browser: no sideways scroll, nothing for axe, no policy report."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from tongban.portal.templatetags import tongban as tags
from tongban.portal.tests.styleguide import TODAY

pytestmark = pytest.mark.browser
FRAMES = ("staff", "forms", "public", "confirm")


@pytest.fixture(autouse=True)
def styleguide(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    settings.ROOT_URLCONF = "tongban.portal.tests.styleguide"
    monkeypatch.setattr(tags, "today", lambda: date.fromisoformat(TODAY.isoformat()))
    return


@pytest.mark.parametrize("frame", FRAMES)
def test_components_hold_in_every_width_and_way(
    frame: str,
    width: int,
    way: str,
    open_page: Callable[..., Any],
    seen: Any,
    shot: Callable[..., Any],
    no_sideways_scroll: Callable[[Any], None],
    axe_faults: Callable[[Any], list[str]],
) -> None:
    page = open_page(f"/styleguide/{frame}/", width=width, way=way)
    no_sideways_scroll(page)
    shot(page, f"{frame}-{width}-{way}")
    assert seen.faults == []
    assert axe_faults(page) == []
