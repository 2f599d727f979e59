"""The people of the story at their screens: signing in with one click, moving in time, what each station must hold.

Deadlines are computed here with the kernel's clock alone, from the law's numbers, and never read from the product.
"""

from __future__ import annotations

import io
import json
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import time_machine
from django.db import connections
from PIL import Image, ImageDraw
from playwright.sync_api import Page, expect
from tests.cast import FOUNDING, ZONE, Cast, County
from tests.people import signed_in

from tongban.agencies.actions.accounts import offer_demo_role, open_citizen_account
from tongban.agencies.queries import account_of_official
from tongban.kernel.actor import SYSTEM
from tongban.kernel.clock.deadline import deadline
from tongban.kernel.clock.limits import Limit, LimitKind, StartEvent, Unit
from tongban.kernel.clock.words import by_words
from tongban.rulebook.calendar_seed import seeded_calendar

PHONE: Final = 320
PICTURES: Final = Path(__file__).parents[2] / "docs" / "pictures"
ITEMS: Final = Path(__file__).parents[2] / "src/tongban/simulation/county/items"
OFFICIALS: Final = {
    "clerk": "window_1", "reviewer": "market_review", "fire": "fire_review", "urban": "urban_review",
    "head": "market_decide", "delivery": "delivery", "centre": "centre_manager", "leader": "county_head",
    "list": "list_office", "admin": "system_admin",
}  # fmt: skip
# A deadline as pages show one: 11月12日（周四）17:00 前, or 今天 17:00 前.
SHOWN: Final = re.compile(r"(?:\d{1,2}月\d{1,2}日（周.）|今天 )\d\d:\d\d 前")
LOOKS: Final = (PHONE, 1280)
# Pictures of every station are for people; a push only needs to know that the pages hold.
KEPT: Final = os.environ.get("TONGBAN_PICTURES") == "1"


def offer_roles(cast: Cast, officials: Mapping[str, str] = OFFICIALS) -> None:
    """The roles of the story on the page of the demonstration; 陈芳 gets an account of her own."""
    chen = open_citizen_account(username="chenfang", password=None, party_id=cast.applicant, by=SYSTEM, at=FOUNDING)
    offer_accounts({"citizen": chen, **accounts(cast.county, officials)})


def accounts(county: County, posts: Mapping[str, str]) -> dict[str, UUID]:
    """The account of whoever holds each of these posts."""
    return {key: account_of_official(county.holders[post][0]) for key, post in posts.items()}


def opened_as(user: UUID, open_page: Callable[[str], Page]) -> tuple[Page, str]:
    """A page on which this account is signed in already, and the address of the site."""
    page = open_page("/status/")
    site = page.url.removesuffix("/status/")
    cookies = signed_in(user).cookies.values()
    page.context.add_cookies([{"name": one.key, "value": one.value, "url": site} for one in cookies])
    return page, site


def offer_accounts(users: Mapping[str, UUID]) -> None:
    """One button for each of these on the page of the demonstration."""
    for order, (key, user) in enumerate(users.items()):
        offer_demo_role(
            key=key, user=user, label_zh=key, label_en=key, group=("故事里的人", "People of the story"), order=order,
            by=SYSTEM, at=FOUNDING,
        )  # fmt: skip


@contextmanager
def clock_at(moment: datetime) -> Iterator[None]:
    """The whole house at a moment of the story; time goes on from there."""
    with time_machine.travel(moment.astimezone(UTC), tick=True):
        yield


def item_content(key: str) -> dict[str, Any]:
    """An item as the county has written it down."""
    content: dict[str, Any] = json.loads((ITEMS / f"{key}.json").read_text("utf-8"))
    return content


def due(days: int, started: datetime) -> datetime:
    """The end of a limit of so many working days, by the kernel's clock and the official calendar alone."""
    limit = Limit(days, Unit.WORKING_DAY, StartEvent.RECEIPT, LimitKind.STATUTORY, "the test's own figure")
    return deadline(limit, started, calendar=seeded_calendar(), day_end=time(17), tz=ZONE).at


def said(days: int, started: datetime, now: datetime) -> str:
    """The same in words, as a page says it on the day of `now`."""
    limit = Limit(days, Unit.WORKING_DAY, StartEvent.RECEIPT, LimitKind.STATUTORY, "the test's own figure")
    end = deadline(limit, started, calendar=seeded_calendar(), day_end=time(17), tz=ZONE)
    return by_words(end, now.astimezone(ZONE).date(), "zh")


def aside(job: Callable[[], Any]) -> Any:
    """Runs a worker's job as the worker does, in a thread of its own: this one belongs to the browser."""

    def run() -> Any:
        try:
            return job()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(run).result()


def text_of(page: Page) -> str:
    """What a reader sees, with plain spaces."""
    return page.locator("body").inner_text().replace("\N{NO-BREAK SPACE}", " ")


def deadlines_on(page: Page) -> set[str]:
    """Every deadline that stands on the page."""
    return set(SHOWN.findall(page.locator("main").inner_text().replace("\N{NO-BREAK SPACE}", " ")))


def scanned(key: str) -> bytes:
    """A sheet as a scanner gives it, another one for each paper."""
    sheet = Image.new("RGB", (600, 420), "white")
    draw = ImageDraw.Draw(sheet)
    draw.rectangle((24, 24, 576, 396), outline="black", width=2)
    for line in range(6 + len(key) % 5):
        draw.rectangle((60, 60 + line * 30, 540 - line * len(key) * 5, 70 + line * 30), fill=(120, 128, 126))
    draw.ellipse((430, 280, 530, 380), outline=(156, 27, 20), width=4)
    out = io.BytesIO()
    sheet.save(out, "PNG")
    return out.getvalue()


def keep_picture(page: Page, name: str, *, width: int = 1280, height: int = 760, selector: str = "") -> None:
    """A picture for the documents, only when TONGBAN_PICTURES=1 asks for it: the useful part, in few colours."""
    if not KEPT:
        return
    before = page.viewport_size
    page.set_viewport_size({"width": width, "height": height})
    if selector:
        page.locator(selector).first.scroll_into_view_if_needed()
    taken = page.screenshot(animations="disabled")
    PICTURES.mkdir(parents=True, exist_ok=True)
    with Image.open(io.BytesIO(taken)) as picture:
        picture.convert("RGB").quantize(48, dither=Image.Dither.NONE).save(PICTURES / f"{name}.png", optimize=True)
    if before:
        page.set_viewport_size(before)


@dataclass
class Walk:
    """One walk through the house: opens pages as a role, and asks of each station what every page must hold."""

    open_page: Callable[..., Page]
    seen: Any
    axe_faults: Callable[[Page], list[str]]
    no_sideways_scroll: Callable[[Page], None]
    shot: Callable[..., Path]
    script: bool = True
    clicks: int = 0
    stations: list[str] = field(default_factory=list)

    def sign_in(self, role: str) -> Page:
        """A fresh browser in which one click on the demonstration's page made us this role."""
        page = self.open_page("/demo/", script=self.script)
        page.locator(f"button[name=role][value={role}]").click()
        return page

    def go(self, page: Page, path: str) -> Page:
        """Another address of the same house."""
        page.goto("/".join(page.url.split("/")[:3]) + path)
        return page

    def click(self, page: Page, selector: str) -> None:
        """A click that counts."""
        self.clicks += 1
        page.locator(selector).first.click()

    def type(self, page: Page, selector: str, words: str) -> None:
        """A field that is typed, which counts too."""
        self.clicks += 1
        page.locator(selector).first.fill(words)

    def press(self, page: Page, key: str) -> None:
        """A key that counts."""
        self.clicks += 1
        page.keyboard.press(key)
        page.wait_for_load_state()

    def tap(self, page: Page, key: str) -> None:
        """A key that counts and stays on the page, or of which the caller waits for what it opens."""
        self.clicks += 1
        page.keyboard.press(key)

    def choose(self, page: Page, selector: str) -> None:
        """An option that is ticked, which counts as a click."""
        self.clicks += 1
        page.locator(selector).first.check()

    def counted(self, what: str, most: int | None = None) -> None:
        """Says in one line how many clicks, keys and fields it took since `clicks` was set to 0; fails over `most`."""
        limit = "" if most is None else f", at most {most}"
        sys.stdout.write(f"interactions of {what}: {self.clicks}{limit}\n")
        assert most is None or self.clicks <= most, f"{what}: {self.clicks} interactions"

    def told_no(self, page: Page) -> str:
        """The sentence of a refusal; Chromium notes the status it came with (409, 422) as a fault, which it is not."""
        self.seen.faults[:] = [fault for fault in self.seen.faults if "status of 4" not in fault]
        return page.locator("[role=alert]").inner_text()

    def station(self, page: Page, name: str, deadlines: set[str] | None = None) -> str:
        """Holds a page against what every page must hold, and its deadlines against the clock's; gives its text."""
        self.stations.append(name)
        page.wait_for_load_state()  # a click returns when the next page begins, and half a page lacks its rows
        told = text_of(page)
        expect(page.locator("h1")).to_have_count(1)
        assert page.title().endswith("青禾县政务服务"), name
        if deadlines is not None:
            shown = deadlines_on(page)
            assert shown == deadlines, f"{name}: shows {sorted(shown)}, the clock says {sorted(deadlines)}"
        if not self.script:
            return told
        assert (found := self.axe_faults(page)) == [], f"{name}: {found}"
        wide = page.viewport_size
        for width in LOOKS:
            page.set_viewport_size({"width": width, "height": 800})
            if KEPT:
                self.shot(page, f"story-{name}-{width}")
            self.no_sideways_scroll(page)
        page.set_viewport_size(wide or {"width": 1280, "height": 800})
        assert self.seen.faults == [], f"{name}: {self.seen.faults}"
        return told
