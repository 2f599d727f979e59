"""Finds every form and every query by walking the pages of a role as a browser would; it changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import parse_qsl, urlsplit

import html5lib
from django.test import Client
from django.urls import Resolver404, resolve

SPACE: Final = "{http://www.w3.org/1999/xhtml}"
MOST_PAGES: Final = 60


@dataclass(slots=True)
class Door:
    """One way in: an address with a method and its fields as the page would send them; `files` are file fields."""

    method: str
    address: str
    view: str
    fields: dict[str, str] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)

    @property
    def key(self) -> tuple[str, str, tuple[str, ...]]:
        return self.method, self.view, tuple(sorted((*self.fields, *self.files)))


def view_of(address: str) -> str | None:
    """The name of the route behind an address of ours; None for others and for files."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or not parts.path.startswith("/"):
        return None
    try:
        return resolve(parts.path).view_name
    except Resolver404:
        return None


def doors(client: Client, starts: list[str]) -> Iterator[Door]:
    """Every form, and every address with a query, that can be reached from the starts."""
    waiting, seen = list(starts), set()
    while waiting and len(seen) < MOST_PAGES:
        address = waiting.pop(0)
        parts = urlsplit(address)
        queries = tuple(sorted(dict(parse_qsl(parts.query))))
        view = view_of(address)
        if view is None or (view, queries) in seen:
            continue
        seen.add((view, queries))
        yield Door("get", parts.path, view, dict(parse_qsl(parts.query)))
        response = client.get(address)
        if response.status_code == 200 and "html" in response.get("Content-Type", ""):
            tree = html5lib.parse(response.content.decode())
            yield from forms(tree, parts.path)
            waiting += [link.get("href", "") for link in tree.iter(f"{SPACE}a")]


def forms(tree: Any, page: str) -> Iterator[Door]:
    for form in tree.iter(f"{SPACE}form"):
        address = form.get("action") or page
        view = view_of(address)
        if view is None or view == "account_logout":
            continue
        door = Door(form.get("method", "get").lower(), urlsplit(address).path, view)
        for element in form.iter():
            take(door, element)
        yield door


def take(door: Door, element: Any) -> None:
    """Adds a field of a form with the value it would send."""
    name, kind = element.get("name"), element.get("type", "text")
    if not name or name == "csrfmiddlewaretoken":
        return
    if kind == "file":
        door.files.append(name)
    elif element.tag == f"{SPACE}textarea":
        door.fields[name] = "".join(element.itertext())
    elif element.tag == f"{SPACE}select":
        chosen = [option.get("value", "") for option in element.iter(f"{SPACE}option")]
        door.fields[name] = chosen[-1] if chosen else ""
    elif element.tag in (f"{SPACE}input", f"{SPACE}button"):
        door.fields.setdefault(name, element.get("value", ""))
