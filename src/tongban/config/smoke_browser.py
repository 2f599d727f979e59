"""A small browser for `smoke`: cookies, redirects, forms read from the page and filled by the names of their fields.

It knows nothing of cases. Forms are found by what they hold, so that a page may be arranged anew without breaking it.
"""

import re
import struct
import urllib.error
import urllib.parse
import urllib.request
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from http.cookiejar import CookieJar

from tongban.config.launch.problems import Problem

SECONDS = 30
BOUNDARY = "tongban-smoke-7f3k"
Answers = Mapping[str, str | list[str]]


@dataclass
class Button:
    """One button of a form."""

    name: str
    value: str


@dataclass
class Field:
    """One question: its kind, what it holds now, what may be chosen, whether it must be answered."""

    kind: str
    held: list[str] = field(default_factory=list)
    options: list[str] = field(default_factory=list)
    required: bool = False


@dataclass
class Form:
    """One form of a page."""

    action: str
    fields: dict[str, Field] = field(default_factory=dict)
    buttons: list[Button] = field(default_factory=list)
    files: list[str] = field(default_factory=list)

    def holds(self, name: str, value: str) -> bool:
        """Whether a field of the form holds a value already, as hidden fields do."""
        return name in self.fields and value in self.fields[name].held

    def filled(self, answers: Answers) -> list[tuple[str, str]]:
        """Every field with its answer; an obligatory one without is given the first choice or a word."""
        pairs: list[tuple[str, str]] = []
        for name, one in self.fields.items():
            given = answers.get(name, one.held or ([_guess(one)] if one.required else []))
            pairs += [(name, value) for value in ([given] if isinstance(given, str) else given)]
        return pairs


def _guess(one: Field) -> str:
    if one.options:
        return one.options[0]
    return {"tel": "13900000000", "date": "2026-12-01", "decimal": "10", "numeric": "10"}.get(one.kind, "见附件")


class Forms(HTMLParser):
    """Reads the forms of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Form] = []
        self._open: Form | None = None
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collects fields, choices and buttons."""
        facts = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._open = Form(facts.get("action", ""))
            self.found.append(self._open)
        elif self._open is not None:
            self._inside(self._open, tag, facts)

    def handle_endtag(self, tag: str) -> None:
        """A form ends."""
        if tag == "form":
            self._open = None

    def _inside(self, form: Form, tag: str, facts: dict[str, str]) -> None:
        name = facts.get("name", "")
        if tag == "button" and facts.get("type", "submit") == "submit":
            form.buttons.append(Button(name, facts.get("value", "")))
        elif tag == "select":
            self._select = name
            form.fields[name] = Field("select", required="required" in facts)
        elif tag == "option" and self._select in form.fields:
            self._choice(form.fields[self._select], facts, "selected" in facts)
        elif tag == "textarea" and name:
            form.fields[name] = Field("textarea", required=_must(facts))
        elif tag == "input" and name:
            self._input(form, name, facts)

    def _input(self, form: Form, name: str, facts: dict[str, str]) -> None:
        kind = facts.get("type", "text")
        if kind == "file":
            form.files += [] if name in form.files else [name]
        elif kind in ("radio", "checkbox"):
            one = form.fields.setdefault(name, Field(kind, required=_must(facts)))
            self._choice(one, {"value": "on", **facts}, "checked" in facts)
        else:
            held = [facts["value"]] if "value" in facts else []
            kind = facts.get("inputmode", kind) if kind == "text" else kind
            form.fields[name] = Field(kind, held=held if held != [""] else [], required=_must(facts))

    @staticmethod
    def _choice(one: Field, facts: dict[str, str], chosen: bool) -> None:
        value = facts.get("value", "")
        one.options += [value] if value else []
        one.held += [value] if chosen and value else []


def _must(facts: dict[str, str]) -> bool:
    return "required" in facts or facts.get("aria-required") == "true"


@dataclass
class Page:
    """One answer."""

    url: str
    text: str

    @property
    def path(self) -> str:
        """Its address without the server."""
        return urllib.parse.urlsplit(self.url).path

    def forms(self) -> list[Form]:
        """All forms."""
        parser = Forms()
        parser.feed(self.text)
        return parser.found

    def form(self, fits: Callable[[Form], bool]) -> Form:
        """The first form that fits."""
        for one in self.forms():
            if fits(one):
                return one
        raise Problem(f"{self.url} has no form for this step. It says: {self.sentence()}")

    def values_of(self, button: str) -> set[str]:
        """The values of all buttons of a name."""
        return {one.value for form in self.forms() for one in form.buttons if one.name == button}

    def find(self, pattern: str) -> str:
        """The first group of a pattern in the page."""
        match = re.search(pattern, self.text)
        if match is None:
            raise Problem(f"{self.url} does not show {pattern!r}. It says: {self.sentence()}")
        return unescape(match[1])

    def words(self) -> str:
        """The words of its main part."""
        main = re.search(r"<main.*?</main>", self.text, re.DOTALL)
        return _plain(main[0] if main else self.text)

    def sentence(self) -> str:
        """Its title and the sentence that answers its question, or tells what was done."""
        title, lead, told = (
            re.search(pattern, self.text, re.DOTALL)
            for pattern in (r"<h1[^>]*>(.*?)</h1>", r'<p class="lead-line"[^>]*>(.*?)</p>', r'role="status">(.*?)</p>')
        )
        return " ".join(_plain(found[1]) for found in (title, told or lead) if found)

    def alert(self) -> str:
        """What a page says went wrong; empty when nothing did."""
        found = re.search(r'role="alert".*?</(?:div|p)>', self.text, re.DOTALL)
        return _plain(found[0].partition(">")[2]) if found else ""


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", text))).strip()


class Browser:
    """One person's browser: keeps cookies, follows redirects, sends forms with their token."""

    def __init__(self, base: str) -> None:
        self.base = base.rstrip("/")
        self.uploaded: set[str] = set()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        self.opener.addheaders = [("Accept-Language", "zh-CN")]

    def get(self, path: str) -> Page:
        """Opens a page."""
        return self._open(urllib.request.Request(self._address(path)))

    def submit(
        self, page: Page, form: Form, answers: Answers | None = None, *, button: tuple[str, str] | None = None,
        files: Mapping[str, bytes] | None = None,
    ) -> Page:  # fmt: skip
        """Fills a form of a page and sends it; without `button` its first one is pressed."""
        address = self._address(urllib.parse.urljoin(page.url, form.action or page.url))
        first = form.buttons[0] if form.buttons else Button("", "")
        pressed = button or (first.name, first.value)
        pairs = form.filled(answers or {}) + ([pressed] if pressed[0] else [])
        kind = "application/x-www-form-urlencoded"
        data = urllib.parse.urlencode(pairs).encode()
        if files:
            kind, data = f"multipart/form-data; boundary={BOUNDARY}", multipart(pairs, files)
        return self._open(urllib.request.Request(address, data, {"Referer": page.url, "Content-Type": kind}))

    def _address(self, path: str) -> str:
        return path if path.startswith("http") else self.base + path

    def _open(self, request: urllib.request.Request) -> Page:
        try:
            with self.opener.open(request, timeout=SECONDS) as answer:
                return Page(answer.url, answer.read().decode("utf-8", errors="replace"))
        except urllib.error.HTTPError as error:
            said = Page(request.full_url, error.read().decode("utf-8", errors="replace"))
            told = said.alert() or said.words()[:200]
            raise Problem(f"{request.get_method()} {said.url} was answered {error.code}: {told}") from None
        except OSError as error:
            raise Problem(f"{request.full_url} does not answer: {error}.", "Is it running?  ./tongban status") from None


def multipart(pairs: list[tuple[str, str]], files: Mapping[str, bytes]) -> bytes:
    """A form with files as the body of a request."""
    head = f"--{BOUNDARY}\r\nContent-Disposition: form-data; "
    parts = [f'{head}name="{name}"\r\n\r\n{value}\r\n'.encode() for name, value in pairs]
    for name, content in files.items():
        start = f'{head}name="{name}"; filename="{name}.png"\r\nContent-Type: image/png\r\n\r\n'
        parts.append(start.encode() + content + b"\r\n")
    return b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()


def picture(shade: int) -> bytes:
    """A small grey PNG, another shade for each paper, so that none is taken for a copy of another."""
    width, height = 320, 440
    rows = (b"\0" + bytes([120 + shade * 9 % 120]) * width) * height
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    )
    drawn = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(drawn)
