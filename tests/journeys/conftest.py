"""A real browser for journeys and looks: a server in this process, Chromium, widths, themes, axe.

Pictures go to .tongban/shots, each night and with TONGBAN_PICTURES=1.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application
from django.db import connections
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from tests.journeys.roles import KEPT, Walk

# Playwright keeps an event loop in this thread; the database is used between its calls, never inside them.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

ROOT = Path(__file__).parents[2]
SHOTS = ROOT / ".tongban" / "shots"
CHROMIUM = os.environ.get("TONGBAN_CHROMIUM", "/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--no-first-run",
    "--no-proxy-server",
]
WAYS = ("light", "dark", "elder")
# Pictures are for people: the night takes them, a push only needs to know that the pages hold.
TAKEN = KEPT or "TONGBAN_RESULTS" in os.environ


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing: a journey reads pages, not logs."""


@dataclass
class Seen:
    """What a browser complained about: console errors and content-security-policy reports of all its pages."""

    faults: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        page.on("console", lambda message: self._note(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.faults.append(str(error)))

    def _note(self, text: str) -> None:
        """Chromium notes an answer of 409 or 422 as a fault; such an answer is a sentence on a page, and none."""
        if not any(f"status of {status}" in text for status in (409, 422)):
            self.faults.append(text)


class OpenPage(Protocol):
    """`open_page("/desk/", width=360, way="dark")`; `way` is light, dark or elder."""

    def __call__(
        self, path: str, *, width: int = 1280, way: str = "light", script: bool = True, language: str = "zh-CN"
    ) -> Page: ...


@pytest.fixture
def site() -> Iterator[str]:
    """The address of a server that runs in this process, so that settings and database are those of the test."""
    server = ThreadedWSGIServer(("127.0.0.1", 0), _Quiet)
    server.daemon_threads = True
    server.set_app(get_wsgi_application())
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(60)
        connections.close_all()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole run; skipped, loudly, where there is none."""
    if not Path(CHROMIUM).exists():
        pytest.skip(f"no Chromium at {CHROMIUM}; set TONGBAN_CHROMIUM")
    expect.set_options(timeout=20_000)  # a busy machine is slow, not wrong
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def seen() -> Seen:
    """The complaints of the pages opened in this test."""
    return Seen()


@pytest.fixture
def open_page(browser: Browser, site: str, seen: Seen) -> Iterator[OpenPage]:
    """Opens an address of the site in a context of its own."""
    contexts: list[BrowserContext] = []

    def opened(
        path: str, *, width: int = 1280, way: str = "light", script: bool = True, language: str = "zh-CN"
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 800 if width > 600 else 640},
            color_scheme="dark" if way == "dark" else "light",
            locale=language,
            timezone_id="Asia/Shanghai",
            java_script_enabled=script,
            reduced_motion="reduce",
        )
        contexts.append(context)
        context.set_default_timeout(120_000)
        if way == "elder":
            context.add_cookies([{"name": "tongban_size", "value": "elder", "url": site}])
        page = context.new_page()
        seen.watch(page)
        page.goto(site + path)
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def no_sideways_scroll() -> Callable[[Page], None]:
    """`no_sideways_scroll(page)` fails, naming the widest elements, when a page is wider than its window."""

    def check(page: Page) -> None:
        found = page.evaluate(
            """() => ({width: document.documentElement.scrollWidth, window: innerWidth,
            widest: [...document.body.querySelectorAll('*')]
            .filter(e => e.getBoundingClientRect().left + Math.max(e.offsetWidth ?? 0, e.scrollWidth) > innerWidth + 1)
            .map(e => `${e.tagName.toLowerCase()}.${e.className.baseVal ?? e.className}`).slice(-8)})"""
        )
        assert found["width"] <= found["window"], f"wider than the window: {found}"

    return check


@pytest.fixture(scope="session")
def axe_faults() -> Callable[[Page], list[str]]:
    """`axe_faults(page)` gives what axe finds, one line a rule with the first element."""

    def run(page: Page) -> list[str]:
        found = Axe().run(page).response["violations"]
        return [f"{one['id']}: {one['help']}: {one['nodes'][0]['html'][:160]} ({len(one['nodes'])})" for one in found]

    return run


@pytest.fixture(scope="session")
def shot() -> Callable[..., Path]:
    """`shot(page, "desk-1280")` keeps a picture of the whole page (or of `selector`) under .tongban/shots, at night."""

    def take(page: Page, name: str, selector: str = "") -> Path:
        SHOTS.mkdir(parents=True, exist_ok=True)
        target = SHOTS / f"{name}.png"
        if not TAKEN:
            return target
        if selector:
            page.locator(selector).first.screenshot(path=target)
        else:
            page.screenshot(path=target, full_page=True)
        return target

    return take


@pytest.fixture(params=[320, pytest.param(360, marks=pytest.mark.nightly), 1280])
def width(request: pytest.FixtureRequest) -> int:
    """320 and 1280 pixels; 360 too at night."""
    return int(request.param)


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest) -> str:
    """Light, dark and elder."""
    return str(request.param)


@pytest.fixture
def house(committed_db: str, settings: Any, tmp_path: Path, site: str) -> str:
    """The house in demonstration mode at this server's address, its files in a folder of the test."""
    settings.DEMO = True
    settings.FILES_ROOT = tmp_path
    settings.SITE_URL = site
    return site


@pytest.fixture
def walk(
    house: str,
    open_page: OpenPage,
    seen: Seen,
    axe_faults: Callable[[Page], list[str]],
    no_sideways_scroll: Callable[[Page], None],
    shot: Callable[..., Path],
) -> Walk:
    """A walk through the house."""
    return Walk(open_page, seen, axe_faults, no_sideways_scroll, shot)
