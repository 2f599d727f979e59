"""Every way in that takes text, read from the table of routes, the pages' own forms, the views and the description.

Nobody keeps this list: a new route, form field, parameter or operation is in it from the moment it exists.
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote, urlencode

import html5lib
import orjson
from django.http import HttpResponse
from django.test import Client
from django.test.client import MULTIPART_CONTENT, encode_multipart
from django.urls import resolve, reverse

from tests.hostile.crawl import forms
from tests.people import CITIZENS, OFFICIALS, ROLES, People
from tests.routes_table import ROUTES, Row
from tongban.config.interface.api import description

GROUPS: Final = {"*": ROLES, "citizens": CITIZENS, "officials": tuple(OFFICIALS)}
READ_NAMES: Final = re.compile(r'(GET|POST)(?:\.get|\.getlist)?[\[(]\s*"(\w+)"')
HARMLESS: Final = "青禾"
BOUNDARY: Final = "tbx-boundary"
# Signing out ends what the others of this run need.
LEFT_OUT: Final = frozenset({"account_logout"})
Answer = HttpResponse


@dataclass(frozen=True, slots=True)
class Way:
    """One way in: who comes, to which view, which names take text, and how values for them are sent."""

    role: str
    label: str
    names: tuple[str, ...]
    send: Callable[[Client, dict[str, str]], Answer]


def roles_of(line: str) -> list[str]:
    """The roles that a line of the table lets in."""
    groups = [part.split() for part in line.split(",")]
    answers = {role: next(answer for who, answer in groups if role in GROUPS.get(who, (who,))) for role in ROLES}
    return [role for role, answer in answers.items() if answer == "ok"]


def address_of(name: str, row: Row, people: People) -> str:
    return reverse(name, kwargs={word: people.records.get(value, value) for word, value in row.words.items()})


def raw(value: str) -> bytes:
    return value.encode("utf-8", "surrogatepass")


# ---- pages ----------------------------------------------------------------------------------------------------------
def page_way(role: str, method: str, address: str, fields: dict[str, str], files: Collection[str] = ()) -> Way:
    """A form or a query, sent as a browser would; a file field gets the text as a small file of that name."""

    def send(client: Client, values: dict[str, str]) -> Answer:
        given = fields | {name: value for name, value in values.items() if name not in files}
        if method == "get":
            query = "&".join(f"{quote(key)}={quote(raw(value))}" for key, value in given.items())
            return client.generic("GET", address, QUERY_STRING=query)
        body = b"".join(
            b'--%s\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
            % (BOUNDARY.encode(), key.encode(), raw(value))
            for key, value in given.items()
        )
        for name in files:
            body += as_file(name, values.get(name, HARMLESS))
        body += encode_multipart(BOUNDARY, {})
        return client.generic("POST", address, body, MULTIPART_CONTENT.replace("BoUnDaRyStRiNg", BOUNDARY))

    view = resolve(address).view_name
    return Way(role, f"{method} {view} as {role}", (*fields, *files), send)


def as_file(field: str, text: str) -> bytes:
    name = re.sub(r'[\r\n"\x00]', "_", text)[:60].encode("utf-8", "replace")
    return b'--%s\r\nContent-Disposition: form-data; name="%s"; filename="%s.csv"\r\n\r\n%s\r\n' % (
        BOUNDARY.encode(), field.encode(), name, raw(text),
    )  # fmt: skip


def read_by(address: str) -> dict[str, list[str]]:
    """The names that a view's module takes out of queries and forms, whether or not a page shows a field for them."""
    module = sys.modules.get(resolve(address).func.__module__)
    found: dict[str, list[str]] = {"GET": [], "POST": []}
    if module is not None and module.__name__.startswith("tongban."):
        for kind, name in READ_NAMES.findall(inspect.getsource(module)):
            if name not in found[kind]:
                found[kind].append(name)
    return found


def ways_of_page(name: str, row: Row, people: People, most_roles: int) -> Iterator[Way]:
    """The forms that a page shows to each who sees it, what its view reads besides, and the words of its address."""
    address, readers = address_of(name, row, people), roles_of(row.get)
    named = read_by(address)
    for role in readers[:most_roles]:
        response = people.clients[role].get(address)
        if response.status_code == 200 and "html" in response.get("Content-Type", ""):
            for door in forms(html5lib.parse(response.content.decode()), address):
                if door.view not in LEFT_OUT:
                    yield page_way(role, door.method, door.address, door.fields, door.files)
        if named["GET"]:
            yield page_way(role, "get", address, dict.fromkeys(named["GET"], ""))
    for role in roles_of(row.post)[:most_roles]:
        if named["POST"]:
            yield page_way(role, "post", address, dict.fromkeys(named["POST"], ""))
    yield from ways_of_words(name, row, people, readers)


def ways_of_words(name: str, row: Row, people: People, readers: list[str]) -> Iterator[Way]:
    """Words of the address that are texts and not keys of records."""
    words = {word: people.records.get(value, value) for word, value in row.words.items()}
    texts = tuple(word for word, value in words.items() if isinstance(value, str))
    if not texts or not readers:
        return
    marks = {word: f"tbxword{no}" for no, word in enumerate(texts)}
    try:
        pattern = reverse(name, kwargs=words | marks)
    except Exception:  # noqa: BLE001 (the address takes no such word: it has a form of its own)
        return

    def send(client: Client, values: dict[str, str]) -> Answer:
        address = pattern
        for word in texts:
            text = values.get(word, str(words[word]))[:1500] or "%20"
            address = address.replace(marks[word], quote(raw(text), safe=""))
        return client.get(address)

    yield Way(readers[0], f"word of {name} as {readers[0]}", texts, send)


# ---- operations -----------------------------------------------------------------------------------------------------
def ways_of_operation(name: str, row: Row, people: People, most_roles: int) -> Iterator[Way]:
    """An operation's parameters and the texts of its body, from the description."""
    wanted = name.removeprefix("api:")
    for path, methods in description()["paths"].items():
        for method, operation in methods.items():
            if operation["operationId"] == wanted:
                place = path.format(**{word: people.records.get(value, value) for word, value in row.words.items()})
                readers = roles_of(row.get if method == "get" else row.post) or roles_of(row.get)
                for role in readers[:most_roles]:
                    yield operation_way(role, method, place, operation)


def operation_way(role: str, method: str, place: str, operation: dict[str, Any]) -> Way:
    query = [one["name"] for one in operation["parameters"] if one.get("in") == "query"]
    content = operation.get("requestBody", {}).get("content", {})
    body = sample(content["application/json"]["schema"]) if "application/json" in content else None
    leaves = dict(texts_in(body)) if body is not None else {}

    def send(client: Client, values: dict[str, str]) -> Answer:
        asked = urlencode({one: raw(values[one]) for one in query if one in values})
        filled = deepcopy(body)
        for label, path in leaves.items():
            if label in values:
                put(filled, path, values[label])
        data = b"" if filled is None else orjson.dumps(clean(filled))
        return client.generic(method.upper(), place, data, "application/json", QUERY_STRING=asked)

    label = f"{method} {operation['operationId']} as {role}"
    return Way(role, label, (*query, *leaves), send)


def clean(value: Any) -> Any:
    """What JSON can carry: a lone half of a pair cannot be written."""
    if isinstance(value, dict):
        return {key: clean(one) for key, one in value.items()}
    if isinstance(value, list):
        return [clean(one) for one in value]
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value


def sample(schema: dict[str, Any]) -> Any:
    """A body that the schema allows, with every property."""
    if "$ref" in schema:
        return sample(description()["components"]["schemas"][schema["$ref"].rsplit("/", 1)[-1]])
    for word in ("const", "default"):
        if schema.get(word) not in (None, "", [], {}):
            return schema[word]
    if "enum" in schema:
        return schema["enum"][0]
    for word in ("anyOf", "oneOf", "allOf"):
        if word in schema:
            return sample(schema[word][0])
    return plain(schema)


def plain(schema: dict[str, Any]) -> Any:
    kind = schema.get("type")
    if kind == "object":
        made = {name: sample(one) for name, one in schema.get("properties", {}).items()}
        return made or {"text": HARMLESS}
    if kind == "array":
        return [sample(schema.get("items", {"type": "string"}))]
    if kind in ("integer", "number"):
        return max(1, int(schema.get("minimum", 1)))
    if kind == "boolean":
        return False
    usual = {
        "uuid": "0190aaaa-0000-7000-8000-00000000dead",
        "date": "2026-11-02",
        "date-time": "2026-11-02T10:00:00+08:00",
    }
    return usual.get(schema.get("format", ""), HARMLESS * max(1, int(schema.get("minLength", 1))))


def texts_in(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Every text of a body with its place."""
    entries: Iterable[tuple[Any, Any]] = ()
    if isinstance(value, dict):
        entries = value.items()
    elif isinstance(value, list):
        entries = enumerate(value)
    elif isinstance(value, str):
        yield ".".join(map(str, path)) or "body", path
    for key, one in entries:
        yield from texts_in(one, (*path, key))


def put(body: Any, path: tuple[Any, ...], value: str) -> None:
    for key in path[:-1]:
        body = body[key]
    body[path[-1]] = value


# ---- all of them ----------------------------------------------------------------------------------------------------
def ways_in(people: People, names: Iterable[str] = ROUTES, most_roles: int = 1) -> list[Way]:
    """Every way in of some routes, each once."""
    found: dict[Any, Way] = {}
    for name in names:
        if name in LEFT_OUT:
            continue
        make = ways_of_operation if name.startswith("api:") else ways_of_page
        for way in make(name, ROUTES[name], people, most_roles):
            if way.names:
                found.setdefault((way.label, frozenset(way.names)), way)
    return list(found.values())
