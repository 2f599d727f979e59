"""Every form and every query of every role gets the nasty values: no answer of 500 or above, nothing unescaped.

The push tier tries a sample drawn with TONGBAN_SEED, the night all of them.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import partial
from random import Random
from typing import Any, Final
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import reverse

from tests.hostile.crawl import Door, doors
from tests.hostile.files import FILES
from tests.hostile.values import BODIES, MARK, TEXTS
from tests.people import People, gather

SEED: Final = int(os.environ.get("TONGBAN_SEED", "1"))
PUSH: Final = 1200
TIERS = [pytest.param(PUSH, id="push"), pytest.param(10**9, id="nightly", marks=pytest.mark.nightly)]
STARTS: Final = {
    "nobody": ["/", "/search/?q=饭店", "/list/", "/check/", "/status/", "/sign-in/", "/demo/"],
    "applicant": ["/my/", "/my/{accepted}/", "/my/{noticed}/supplement/", "/my/{accepted}/withdraw/",
                  "/apply/d/{draft}/operator/", "/apply/d/{draft}/where/", "/apply/d/{draft}/papers/",
                  "/apply/d/{draft}/check/", "/apply/QH-YJS-001/", "/account/"],
    "clerk": ["/window/", "/window/QH-YJS-001/", "/window/r/{at_window}/", "/window/s/{noticed}/", "/find/", "/posts/"],
    "reviewer": ["/desk/", "/desk/c/{received}/", "/desk/c/{received}/notice/", "/desk/c/{received}/not-accept/",
                 "/desk/c/{accepted}/", "/desk/c/{accepted}/pause/", "/desk/c/{accepted}/reveal/", "/desk/list/"],
    "head": ["/desk/c/{reviewed}/", "/desk/c/{reviewed}/decision/", "/desk/c/{accepted}/extend/", "/lead/"],
    "delivery": ["/desk/", "/desk/c/{issued}/deliver/"],
    "list": ["/office/import/", "/office/import/{preview}/"],
    "manager": ["/centre/", "/lead/", "/desk/c/{accepted}/"],
}  # fmt: skip
# Queries that a page may read though no link of the small county shows them.
QUERIES: Final = (
    "page", "after", "size", "q", "due", "act", "body", "received", "decided", "state", "item", "next", "done", "place",
    "kind", "from", "day", "lang",
)  # fmt: skip
Attack = tuple[str, str, Any]  # role, what, a call that sends it


@pytest.fixture
def people(peopled: None, db: None, settings: Any) -> People:
    settings.DEMO = True
    return gather()


def undone(client: Client, send: Any) -> HttpResponse:
    """One request whose changes are taken back."""
    cookies = client.cookies.copy()
    with transaction.atomic():
        response: HttpResponse = send()
        transaction.set_rollback(True)
    client.cookies = cookies
    return response


def ways_in(people: People) -> list[tuple[str, Door]]:
    """Every door once, with the first role that finds it."""
    found: dict[Any, tuple[str, Door]] = {}
    for role, starts in STARTS.items():
        addresses = [start.format(**people.records) for start in starts]
        for door in doors(people.clients[role], addresses):
            found.setdefault(door.key, (role, door))
    return list(found.values())


def sent(client: Client, door: Door, fields: dict[str, str], files: dict[str, str] | None = None) -> HttpResponse:
    """One submission of a form, as a browser would encode it; `files` are labels of the table of files."""
    if door.method == "get":
        query = "&".join(f"{quote(key)}={plain(value)}" for key, value in fields.items())
        return client.generic("GET", door.address, QUERY_STRING=query)
    made = {name: upload(*FILES[label]()) for name, label in (files or {}).items()}
    return client.generic("POST", door.address, encoded(fields | made), MULTIPART_CONTENT)


def encoded(body: dict[str, Any]) -> bytes:
    """A multipart body that carries broken Unicode as the raw bytes it would be on the wire."""
    texts = {
        key: value.encode("utf-8", "surrogatepass") if isinstance(value, str) else value for key, value in body.items()
    }
    parts = [
        b'--%s\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % (BOUNDARY.encode(), key.encode(), value)
        for key, value in texts.items()
        if isinstance(value, bytes)
    ]
    files = {key: value for key, value in texts.items() if not isinstance(value, bytes)}
    return b"".join(parts) + encode_multipart(BOUNDARY, files)


def plain(value: str) -> str:
    return quote(value.encode("utf-8", "surrogatepass"))


def attacks(people: People) -> Iterator[Attack]:
    for role, door in ways_in(people):
        client = people.clients[role]
        yield from ((role, *attack) for attack in on_fields(client, door))
        yield from ((role, *attack) for attack in (on_query if door.method == "get" else on_body)(client, door))


def on_fields(client: Client, door: Door) -> Iterator[tuple[str, Any]]:
    """Each field alone gets each value, the others what the page would send; each file field each file."""
    for name in door.fields:
        for n, value in enumerate(TEXTS):
            fields = {**door.fields, name: value}
            yield f"{door.method} {door.view} {name} value {n}", partial(sent, client, door, fields)
    for name in door.files:
        for label in FILES:
            yield (
                f"{door.method} {door.view} {name} file {label}",
                partial(sent, client, door, door.fields, {name: label}),
            )


def on_query(client: Client, door: Door) -> Iterator[tuple[str, Any]]:
    for n, value in enumerate(TEXTS):
        query = "&".join(f"{key}={plain(value)}" for key in QUERIES)
        yield f"query {door.view} value {n}", partial(client.generic, "GET", door.address, QUERY_STRING=query)


def on_body(client: Client, door: Door) -> Iterator[tuple[str, Any]]:
    for n, (kind, body) in enumerate(BODIES):
        yield f"body {door.view} {n}", partial(client.generic, "POST", door.address, body, kind)


def upload(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name.replace("\x00", "") or "x", data)


def fault(response: HttpResponse) -> str | None:
    """What is wrong with an answer, or None."""
    if response.status_code >= 500:
        return f"answers {response.status_code}"
    if "html" in response.get("Content-Type", "") and MARK.encode() in response.content:
        return "repeats the value unescaped"
    return None


def faults_of(people: People, tried: Iterator[Attack] | list[Attack]) -> list[str]:
    return [
        f"{role}: {what} {wrong}"
        for role, what, send in tried
        if (wrong := fault(undone(people.clients[role], send))) is not None
    ]


@pytest.mark.parametrize("most", TIERS)
def test_e3_no_form_and_no_query_breaks(people: People, most: int) -> None:
    known = list(attacks(people))
    assert len({what.rsplit(" ", 2)[0] for _, what, _ in known}) > 100, "the walk found too few fields"
    tried = known if most >= len(known) else Random(SEED).sample(known, most)
    assert faults_of(people, tried) == []


def test_e4_no_word_of_an_address_breaks(people: People) -> None:
    tried: list[Attack] = []
    for n, value in enumerate(TEXTS if SEED % 2 else TEXTS[::-1]):
        text = plain(value[:2000]) or "%20"
        for role, place in (
            ("nobody", "/items/{}/"),
            ("applicant", "/apply/{}/"),
            ("clerk", "/window/{}/"),
            ("nobody", "/{}"),
        ):
            address = place.format(text)
            tried.append((role, f"{place} value {n}", partial(people.clients[role].get, address)))
    assert faults_of(people, tried) == []


def test_e4_no_header_and_no_cookie_breaks(people: People) -> None:
    tried: list[Attack] = []
    for n, value in enumerate(TEXTS):
        text = value.encode("utf-8", "replace").decode("latin-1").replace("\r", "").replace("\n", "")[:3000]
        heads = {"HTTP_ACCEPT_LANGUAGE": text, "HTTP_REFERER": text, "HTTP_USER_AGENT": text, "HTTP_HX_REQUEST": text,
                 "HTTP_COOKIE": f"sessionid={text}; tongban_size={text}; django_language={text}; csrftoken={text}",
                 "HTTP_IF_NONE_MATCH": text, "HTTP_IF_MODIFIED_SINCE": text, "HTTP_RANGE": text}  # fmt: skip
        client = people.clients["nobody"]
        tried.append(("nobody", f"headers {n}", partial(client.get, "/", **heads)))
    assert faults_of(people, tried) == []


def test_a_page_that_trusts_its_input_would_be_found(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seeded faults: one page takes a number as it comes, another repeats what it got."""

    def trusting(request: HttpRequest) -> HttpResponse:
        return HttpResponse(f"{int(request.GET.get('q', '0'))}")

    def repeating(request: HttpRequest) -> HttpResponse:
        return HttpResponse(f"<p>{request.GET.get('q', '')}</p>")

    client, door = people.clients["nobody"], Door("get", reverse("portal:search"), "portal:search")
    found = []
    for page in (trusting, repeating):
        with monkeypatch.context() as patched:
            patched.setattr(
                "django.core.handlers.base.BaseHandler.resolve_request", lambda self, request, page=page: (page, (), {})
            )
            tried = [
                ("nobody", f"{page.__name__} {n}", partial(sent, client, door, {"q": value}))
                for n, value in enumerate(TEXTS)
            ]
            found += faults_of(people, tried)
    assert any("answers 500" in each for each in found)
    assert any("unescaped" in each for each in found)
