"""`./tongban smoke --url URL`: one whole matter over HTTP against a running demonstration, as people would do it.

It uses nothing but HTTP: no database, no Django. The browser with its forms is `smoke_browser`; here is the story: a
citizen applies for a restaurant, the bureau accepts, three bodies review, the head decides, the centre delivers, and
the certificate is checked at its public address. Each step says what it saw; the last line is the case number.
"""

import argparse
import re
import sys
from collections.abc import Callable
from urllib.parse import quote, urlsplit

from tongban.config.launch.commands import dispatch
from tongban.config.launch.problems import Problem
from tongban.config.launch.screen import say
from tongban.config.smoke_browser import Answers, Browser, Page, picture

ITEM = "开饭店"
ANSWERS: Answers = {
    "shop_name": "青禾县试运行小吃店", "uscc": "92990823MA0QH5T7X3", "operator_name": "陈芳", "phone": "13900000000",
    "address": "青禾县柳河镇河沿街 18 号 1 层", "floor_area": "86", "kitchen_area": "24", "gas": "yes", "size": "small",
    "dishes": ["hot", "cold"], "staff_count": "4", "manager_name": "周强", "has_sign": "yes",
    "sign_size": "6.5 米 × 1.2 米", "sign_text": "老街坊小吃店",
}  # fmt: skip
MOST_PAGES = 25


class Story:
    """One matter on its way: the browsers of those who act, the case's key and number."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.people: dict[str, Browser] = {}
        self.case = ""
        self.number = ""

    def person(self, role: str) -> Browser:
        """The browser of a role, signed in by one click."""
        if role not in self.people:
            browser = Browser(self.base)
            page = browser.get("/demo/")
            form = page.form(lambda one: any(button.value == role for button in one.buttons))
            browser.submit(page, form, button=("role", role))
            self.people[role] = browser
        return self.people[role]

    # -- the citizen ---------------------------------------------------------------------------------------------------

    def home(self) -> str:
        """The home page speaks Chinese and asks what one wants to do."""
        return Browser(self.base).get("/").find(r"<title>([^<]*办[^<]*)</title>")

    def apply(self) -> str:
        """From the search to the receipt, page by page."""
        citizen = self.person("citizen")
        guide = citizen.get(f"/search/?q={quote(ITEM)}").find(r'href="(/items/[^"]+/)"')
        page = citizen.get(guide)
        page = citizen.submit(page, page.form(lambda one: "/apply/" in one.action))
        for _ in range(MOST_PAGES):
            if "/receipt/" in page.url:
                return self._received(page)
            page = self._next(citizen, page)
        raise Problem(f"The application is still at {page.url} after {MOST_PAGES} pages. {page.alert()}")

    def _next(self, citizen: Browser, page: Page) -> Page:
        form = page.form(lambda one: any(button.name == "go" for button in one.buttons))
        offered = {button.value for button in form.buttons if button.name == "go"}
        go = next((word for word in ("anew", "submit", "next") if word in offered), "next")
        if go == "next" and "anew" in page.values_of("go"):
            form, go = page.form(lambda one: any(button.value == "anew" for button in one.buttons)), "anew"
        files = {} if page.path in citizen.uploaded else {name: picture(place) for place, name in enumerate(form.files)}
        if files:
            citizen.uploaded.add(page.path)
        after = citizen.submit(page, form, ANSWERS, button=("go", go), files=files)
        if after.path == page.path and not files and go == "next" and after.alert():
            raise Problem(f"{page.url} does not go on: {after.alert()}")
        return after

    def _received(self, page: Page) -> str:
        self.case = page.find(r"/my/([0-9a-f-]{36})/") if "/my/" in page.text else urlsplit(page.url).path.split("/")[2]
        self.number = re.sub(r"\s", "", page.find(r"([A-Z]{2}\d{4} ?\d{4} ?\d{4})"))
        return f"{self.number}; {page.sentence()}"

    # -- the officials -------------------------------------------------------------------------------------------------

    def act(self, role: str, act: str, answers: Answers) -> str:
        """One act on the case page: the form that carries it, filled and sent."""
        browser = self.person(role)
        page = browser.get(f"/desk/c/{self.case}/")
        form = page.form(lambda one: one.holds("act", act))
        after = browser.submit(page, form, answers)
        return self._no_alert(after)

    def decide(self) -> str:
        """The head grants."""
        browser = self.person("head")
        page = browser.get(f"/desk/c/{self.case}/decision/")
        form = page.form(lambda one: "decision" in one.fields)
        return self._no_alert(browser.submit(page, form, {"decision": "grant"}, button=("do", "sign")))

    def deliver(self) -> str:
        """The delivery post hands it over at the window."""
        browser = self.person("delivery")
        page = browser.get(f"/desk/c/{self.case}/deliver/")
        form = page.form(lambda one: "method" in one.fields)
        return self._no_alert(browser.submit(page, form, {"method": "window"}))

    def certificate(self) -> str:
        """Whoever scans the certificate sees that it is valid; nobody is signed in."""
        address = self.person("citizen").get(f"/my/{self.case}/").find(r'href="(/c/[0-9a-f-]{36}/)"')
        page = Browser(self.base).get(address)
        if "有效" not in page.words():
            raise Problem(f"{page.url} does not say that the certificate is valid.")
        return f"{address} {page.find(r'([A-Z]{2}[0-9]{10,})')} 有效"

    def closed(self) -> str:
        """The citizen sees that it is done."""
        page = self.person("citizen").get(f"/my/{self.case}/")
        if "办结" not in page.words():
            raise Problem(f"{page.url} does not say that the case is done.")
        return page.sentence()

    @staticmethod
    def _no_alert(page: Page) -> str:
        if page.alert():
            raise Problem(f"{page.url} refused: {page.alert()}")
        return page.sentence()


def one_matter(base: str) -> str:
    """Plays one matter from the published list to its certificate; returns the case number."""
    story = Story(base)
    steps: tuple[tuple[str, Callable[[], str]], ...] = (
        ("the home page", story.home),
        ("a citizen applies online", story.apply),
        ("the market bureau accepts", lambda: story.act("reviewer", "accept", {})),
        ("the market bureau reviews", lambda: story.act("reviewer", "review", {"opinion": "agree"})),
        ("the fire brigade reviews", lambda: story.act("fire", "review", {"opinion": "agree"})),
        ("urban management reviews", lambda: story.act("urban", "review", {"opinion": "agree"})),
        ("the head decides", story.decide),
        ("the centre delivers", story.deliver),
        ("the certificate is checked", story.certificate),
        ("the citizen sees the end", story.closed),
    )
    for place, (name, step) in enumerate(steps, start=1):
        try:
            say(f"{place:2} {name}: {step()}")
        except Problem as problem:
            raise Problem(f"Step {place}, {name}, failed: {problem.what}", *problem.todo) from None
    return story.number


def smoke(words: list[str]) -> int:
    """Reads the address, plays the matter, prints the case number last."""
    parser = argparse.ArgumentParser(prog="./tongban smoke")
    parser.add_argument("--url", required=True)
    say(one_matter(parser.parse_args(words).url))
    return 0


if __name__ == "__main__":
    sys.exit(dispatch({"smoke": smoke}, "usage: ./tongban smoke --url URL", sys.argv[1:]))
