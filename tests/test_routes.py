"""Every address, held against the declared table: each role, each relation to the record, GET and POST.

Relations lie in the roles: the applicant owns the records, the reviewer's body leads, the joint body has a branch, the
other body has none, the stranger is another citizen. Each request is undone, so that one does not change the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final
from uuid import UUID

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, path, reverse
from django.views.defaults import page_not_found

from tests.people import CITIZENS, OFFICIALS, ROLES, People, gather
from tests.routes_table import ROUTES, Row

GROUPS: Final = {"*": ROLES, "citizens": CITIZENS, "officials": tuple(OFFICIALS)}
UNKNOWN: Final = UUID("0190aaaa-0000-7000-8000-00000000dead")
# The reached page may show itself, lead on, or refuse what the empty form lacks.
REACHED: Final = {200, 201, 302, 415, 400, 409, 422}
CHANGING: Final = re.compile(rb'csrfmiddlewaretoken" value="[^"]*"|nonce="[^"]*"|name="nonce" value="[^"]*"')


def routes(resolver: URLResolver, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address of a tree, by full name."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from routes(entry, f"{space}{entry.namespace}:" if entry.namespace else space)
        else:
            yield f"{space}{entry.name}", entry


def expected(line: str, role: str) -> str:
    """What a line of the table gives a role."""
    for part in line.split(","):
        group, answer = part.split()
        if role in GROUPS.get(group, (group,)):
            return answer
    raise LookupError(f"no answer for {role} in “{line}”")


def told(response: HttpResponse) -> str:
    """A response in the words of the table."""
    if response.status_code == 302:
        return "in" if response["Location"].startswith("/sign-in/?") else "gone"
    return str(response.status_code)


def agrees(wanted: str, response: HttpResponse) -> bool:
    got = told(response)
    return got == wanted or (wanted == "ok" and got != "in" and response.status_code in REACHED)


def loose(response: HttpResponse) -> bool:
    """E7: whether a page's policy would run a script or a handler that somebody wrote into it."""
    if "html" not in response.get("Content-Type", "") or response.status_code in (301, 302):
        return False
    rules = [rule.split() for rule in response.get("Content-Security-Policy", "").split(";") if rule.strip()]
    policy = {words[0]: set(words[1:]) for words in rules}
    scripts = policy.get("script-src", policy.get("default-src", {"*"}))
    return bool(scripts & {"*", "'unsafe-inline'", "'unsafe-eval'", "data:", "https:", "http:"})


def visit(people: People, role: str, method: str, address: str) -> HttpResponse:
    """One request of a role, undone afterwards."""
    client = people.clients[role]
    cookies = client.cookies.copy()
    with transaction.atomic():
        response = getattr(client, method)(address)
        transaction.set_rollback(True)
    client.cookies = cookies
    return response


def address(name: str, row: Row, people: People, unknown: bool = False) -> str:
    """The address of a route with its records, or with records that do not exist."""
    words: dict[str, Any] = {word: people.records.get(value, value) for word, value in row.words.items()}
    if unknown:
        words = {word: UNKNOWN if isinstance(value, UUID) else value for word, value in words.items()}
    return reverse(name, kwargs=words)


def same(response: HttpResponse, asked: str) -> bytes:
    """A page without what differs from one request to the next: its tokens and its own address."""
    return CHANGING.sub(b"", response.content).replace(asked.encode(), b"")


@pytest.fixture
def people(peopled: None, db: None, settings: Any, monkeypatch: pytest.MonkeyPatch) -> People:
    """Everybody after a first page, which notes the minute in the session: else each visit would write and undo it."""
    settings.DEMO = True
    monkeypatch.setattr("tongban.agencies.pages.acting.SEEN_EVERY_SECONDS", 3600)
    there = gather()
    for client in there.clients.values():
        client.get("/")
    return there


def let_in(people: People) -> list[str]:
    """Where the audit administrator may send anything: beside the own account, nowhere."""
    found = []
    for name, row in ROUTES.items():
        where = address(name, row, people)
        if not where.startswith(("/account/", "/sign-", "/choose/", "/posts/", "/demo/", "/api/")):
            status = visit(people, "auditor", "post", where).status_code
            found += [name] if status not in (403, 404, 405) else []
    return found


def test_g6_the_audit_administrator_sends_nothing_anywhere(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    assert visit(people, "auditor", "get", "/office/access/").status_code == 200
    assert let_in(people) == []
    monkeypatch.setattr("tongban.agencies.pages.acting.may_send", lambda duties: None)
    assert "cases:find" in let_in(people), "it is this that keeps it so"


def unlisted(resolver: URLResolver) -> set[str]:
    return {name for name, _ in routes(resolver)} - ROUTES.keys()


def test_every_route_stands_in_the_table() -> None:
    assert unlisted(get_resolver()) == set(), "a new route: one line in tests/routes_table.py says who gets what"
    assert ROUTES.keys() - {name for name, _ in routes(get_resolver())} == set(), "lines of routes that are gone"


def wrong_cells(people: People, method: str, names: Iterable[str] = ROUTES) -> list[str]:
    """The cells that are not as the table says; an answer of 500 and above is always wrong."""
    found = []
    for name in names:
        row = ROUTES[name]
        where = address(name, row, people)
        for role in ROLES:
            wanted, response = expected(getattr(row, method), role), visit(people, role, method, where)
            if not agrees(wanted, response):
                found.append(f"{method} {name}: {role} gets {told(response)}, not {wanted}")
            if loose(response):
                found.append(f"{method} {name}: {role} gets a page that would run what stands in it")
    return found


@pytest.mark.slow
@pytest.mark.parametrize("method", ["get", "post"])
def test_g1_each_role_gets_what_the_table_says(people: People, method: str) -> None:
    assert wrong_cells(people, method) == []


@pytest.mark.slow
def test_g2_a_record_that_does_not_exist_looks_like_one_of_others(people: People) -> None:
    """Who may not see a record gets the same bytes for one that does not exist: nobody can guess at records."""
    found = []
    for name, row in ROUTES.items():
        known, unknown = address(name, row, people), address(name, row, people, unknown=True)
        if known == unknown:
            continue
        for role in ROLES:
            wanted = expected(row.get, role)
            if wanted not in ("404", "403", "ok"):
                continue
            none = visit(people, role, "get", unknown)
            if wanted == "ok" and none.status_code != row.unknown:
                found.append(f"{name}: {role} gets {none.status_code} for a record that does not exist")
            if wanted != "ok" and same(visit(people, role, "get", known), known) != same(none, unknown):
                found.append(f"{name}: {role} can tell a record of others from none")
    assert found == []


def test_an_unlisted_route_would_be_found() -> None:
    new = URLResolver(get_resolver().pattern, [path("secret/", page_not_found, name="secret")])
    assert unlisted(new) == {"secret"}


def test_an_open_door_would_be_found(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seeded fault: everybody may see every case."""
    monkeypatch.setattr("tongban.cases.pages.acting.may_see_case", lambda *given, **named: None)
    found = wrong_cells(people, "get", ["cases:case"])
    assert any(cell.startswith("get cases:case: other gets 200") for cell in found)


@pytest.mark.parametrize(
    ("policy", "wrong"),
    [("default-src 'self'", False), ("default-src 'none'; script-src 'self'", False), ("", True),
     ("img-src 'self'", True), ("default-src 'self'; script-src 'self' 'unsafe-inline'", True), ("script-src *", True)],
)  # fmt: skip
def test_e7_a_page_whose_policy_runs_what_stands_in_it_would_be_found(policy: str, wrong: bool) -> None:
    assert loose(HttpResponse("<p>", headers={"Content-Security-Policy": policy})) is wrong
