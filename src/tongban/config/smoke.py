"""`./tongban smoke --url URL`: one whole matter over HTTP against a running instance, as a person would do it.

It uses nothing but HTTP: no database, no Django. `Browser` is a small one (cookies, forms, redirects); `one_matter` is
the story, and its last line is the case number.
"""

import argparse
import re
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookiejar import CookieJar

from tongban.config.launch.commands import dispatch
from tongban.config.launch.problems import Problem
from tongban.config.launch.screen import say

SECONDS = 30


@dataclass
class Form:
    """One form of a page: where it goes, and what it already holds."""

    action: str
    values: dict[str, str] = field(default_factory=dict)
    buttons: dict[str, str] = field(default_factory=dict)


class Forms(HTMLParser):
    """Finds the forms of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Form] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collects what matters of a form: hidden values, chosen values, named buttons."""
        facts = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append(Form(facts.get("action", "")))
        if not self.found or not facts.get("name"):
            return
        kind = facts.get("type", "text" if tag == "input" else tag)
        if tag == "button":
            self.found[-1].buttons[facts["name"]] = facts.get("value", "")
        elif tag == "input" and (kind not in ("radio", "checkbox") or "checked" in facts):
            self.found[-1].values[facts["name"]] = facts.get("value", "")


@dataclass
class Page:
    """One answer."""

    url: str
    status: int
    text: str

    def form(self, part_of_action: str = "") -> Form:
        """The first form whose address holds a text."""
        parser = Forms()
        parser.feed(self.text)
        for form in parser.found:
            if part_of_action in form.action:
                return form
        raise Problem(f"{self.url} has no form for {part_of_action or 'anything'}.")

    def find(self, pattern: str) -> str:
        """The first group of a pattern in the page, or a Problem that names the page."""
        match = re.search(pattern, self.text)
        if match is None:
            raise Problem(f"{self.url} does not show {pattern!r}.")
        return match[1] if match.groups() else match[0]


class Browser:
    """One person's browser: keeps cookies, follows redirects, sends forms with their token."""

    def __init__(self, base: str) -> None:
        self.base = base.rstrip("/")
        self.cookies = CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))

    def get(self, path: str) -> Page:
        """Opens a page; stops when the answer is not 200."""
        return self._open(urllib.request.Request(self._address(path)))

    def send(self, page: Page, part_of_action: str = "", **answers: str) -> Page:
        """Fills the form of a page and sends it."""
        form = page.form(part_of_action)
        return self.post(urllib.parse.urljoin(page.url, form.action or page.url), {**form.values, **answers}, page.url)

    def post(self, path: str, values: Mapping[str, str], referer: str = "") -> Page:
        """Sends values; the token of the cookie goes along when the form brought none."""
        address = self._address(path)
        token = next((cookie.value for cookie in self.cookies if cookie.name == "csrftoken"), None) or ""
        data = urllib.parse.urlencode({"csrfmiddlewaretoken": token, **values}).encode()
        return self._open(urllib.request.Request(address, data, {"Referer": referer or address}))

    def _address(self, path: str) -> str:
        return path if path.startswith("http") else self.base + path

    def _open(self, request: urllib.request.Request) -> Page:
        try:
            with self.opener.open(request, timeout=SECONDS) as answer:
                return Page(answer.url, answer.status, answer.read().decode("utf-8", errors="replace"))
        except urllib.error.HTTPError as error:
            raise Problem(f"{request.get_method()} {request.full_url} was answered {error.code}.") from None
        except OSError as error:
            raise Problem(f"{request.full_url} does not answer: {error}.", "Is it running?  ./tongban status") from None


def one_matter(base: str) -> str:
    """Plays one matter from the published list to its certificate; returns the case number."""
    page = Browser(base).get("/")
    page.find("办")
    raise Problem("The matter itself is not written yet.")


def smoke(words: list[str]) -> int:
    """Reads the address, plays the matter, prints the case number last."""
    parser = argparse.ArgumentParser(prog="./tongban smoke")
    parser.add_argument("--url", required=True)
    say(one_matter(parser.parse_args(words).url))
    return 0


if __name__ == "__main__":
    sys.exit(dispatch({"smoke": smoke}, "usage: ./tongban smoke --url URL", sys.argv[1:]))
