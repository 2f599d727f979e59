"""Promise E6: nothing that is typed anywhere is run. Over six hundred texts for statements, shells, directories,
templates, headers, logs, mail, paths, formulas, drawings and conditions, at every way in that takes text.

A statement-shape monitor compares what is sent to the database: a text that means nothing special and one that would be
run must ask the same. What a view asks may depend on whether something was found, on blanks that part words, or on a
value being refused; so each way in is first tried with harmless values of each such kind, and a shape that none of them
had is compared with the text's own harmless twins: the same length and parts, without the signs that mean something.
"""

from __future__ import annotations

import logging
import os
import re
import subprocess
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import cache
from random import Random
from typing import Any, Final

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from tests.hostile.inputs import HARMLESS, Way, page_way, ways_in
from tests.hostile.payloads import ALL, FAMILIES
from tests.hostile.probe import Probe, Shapes, probing, shape
from tests.people import People, gather
from tests.routes_table import ROUTES

Sent = tuple[Way, dict[str, str]]

SEED: Final = int(os.environ.get("TONGBAN_SEED", "1"))
PUSH_ROUTES, PUSH_TEXTS, NIGHT_TEXTS, SLICES = 16, 3, 24, 16
# Each of these may lead a view another way, and none means anything to anybody who would run it.
KINDS: Final = (
    "", " ", HARMLESS, "甲 乙 丙", "甲\n乙", "abc", "12", "0", "2026-11-02", "13800000000", "a@b.cn", "好" * 30,
    "好" * 60_000, "0190aaaa-0000-7000-8000-00000000dead", "甲，乙；丙、丁。", "a-b_c.d", "\x00", "on", "1",
)  # fmt: skip
SIGNS: Final = re.compile(r"[^\w\s]", re.ASCII)


def twins(text: str) -> Iterator[str]:
    """Texts of the same length and parts that mean nothing."""
    for put in ("x", "好", " ", "，", "-", "."):
        yield SIGNS.sub(put, text)
    yield SIGNS.sub("", text)
    yield re.sub(r"\s", "x", SIGNS.sub("x", text))
    yield re.sub(r"\w", "好", SIGNS.sub("好", text))
    yield re.sub(r"[^\w\s/]", "x", text)  # in an address a slash begins the next part, and another page may be there


class Monitor:
    """What each way in asks for harmless values, learnt once, and whether a text makes it ask something else."""

    def __init__(self, probe: Probe, people: People) -> None:
        self.probe, self.people, self.sent = probe, people, 0
        self.known = cache(self._known)
        self.learnt: set[tuple[Way, tuple[str, ...]]] = set()

    def ask(self, way: Way, values: dict[str, str]) -> Any:
        self.sent += 1
        return self.probe.send(self.people.clients[way.role], way, values)

    def _known(self, way: Way) -> set[Shapes]:
        self.ask(way, {})  # what is read once and kept
        return {self.ask(way, {}).shapes, self.ask(way, dict.fromkeys(way.names, HARMLESS)).shapes}

    def _learn(self, way: Way, names: tuple[str, ...]) -> None:
        """What the way asks for a harmless value of each kind in these names, once."""
        if (way, names) not in self.learnt:
            self.learnt.add((way, names))
            self.known(way).update(self.ask(way, dict.fromkeys(names, value)).shapes for value in KINDS)

    def faults(self, way: Way, values: dict[str, str]) -> list[str]:
        known, seen = self.known(way), self.ask(way, values)
        found = list(seen.faults)
        if seen.shapes not in known and not self._like_harmless(way, values, seen.shapes):
            among = frozenset().union(*known)
            new = sorted(seen.shapes - among)[:1] or ["other statements than any harmless value"]
            found.append(f"changes what is asked: {new[0][:300]}")
        return [f"{way.label} {', '.join(f'{name}={value!r}'[:90] for name, value in list(values.items())[:2])}: {one}"
                for one in found]  # fmt: skip

    def _like_harmless(self, way: Way, values: dict[str, str], shapes: Shapes) -> bool:
        """Whether harmless values of any kind, or of the same make, ask the same; then the text is asked once more."""
        self._learn(way, tuple(values))
        if shapes in self.known(way):
            return True
        for twin in zip(*(twins(value) for value in values.values()), strict=True):
            self.known(way).add(self.ask(way, dict(zip(values, twin, strict=True))).shapes)
        return shapes in self.known(way) or self.ask(way, values).shapes in self.known(way)


@pytest.fixture
def people(settled: None, db: None, settings: Any, monkeypatch: pytest.MonkeyPatch) -> People:
    settings.DEMO, settings.TOKEN_REQUESTS_A_MINUTE = True, 10**6
    monkeypatch.setattr("tongban.agencies.pages.acting.SEEN_EVERY_SECONDS", 3600)
    there = gather()
    for client in there.clients.values():
        client.get("/")
    return there


def alone(ways: Iterable[Way], drawn: Random, most: int) -> Iterator[Sent]:
    """Each name of each way gets some texts, the others what the page would send."""
    for way in ways:
        for name in way.names:
            yield from ((way, {name: text}) for _family, text in drawn.sample(ALL, most))


def together(ways: Iterable[Way]) -> Iterator[Sent]:
    """Every name of every way gets every text: all names at once, each a turn further."""
    texts = [text for _family, text in ALL]
    for way in ways:
        for turn in range(len(texts)):
            yield way, {name: texts[(turn + 53 * place) % len(texts)] for place, name in enumerate(way.names)}


def faults(people: People, routes: Iterable[str], sent: Callable[[list[Way]], Iterator[Sent]], roles: int) -> list[str]:
    with probing() as probe:
        monitor = Monitor(probe, people)
        return [one for way, values in sent(ways_in(people, routes, roles)) for one in monitor.faults(way, values)]


def test_e6_the_texts_are_many_and_of_every_kind() -> None:
    assert len({text for _, text in ALL}) >= 500
    kinds = "sql directory shell template header log mail path formula drawing feel"
    assert set(FAMILIES) >= set(kinds.split())


@pytest.mark.slow
def test_e6_the_ways_in_are_found_and_not_listed(people: People) -> None:
    found = ways_in(people)
    assert sum(len(way.names) for way in found) > 1000
    labels = " ".join(way.label for way in found)
    for known in ("get portal:search as nobody", "post hotline:ask as nobody", "post cases.accept", "get cases:list",
                  "post powerlist:flow_upload", "word of powerlist:guide"):  # fmt: skip
        assert known in labels
    sent = next(way for way in found if way.label.startswith("post cases.notice"))
    assert "points.0.reason" in sent.names


@pytest.mark.slow
def test_e6_no_text_is_run_at_a_sample_of_the_ways_in(people: People) -> None:
    drawn = Random(SEED)
    routes = drawn.sample(sorted(ROUTES), PUSH_ROUTES)
    assert faults(people, routes, lambda ways: alone(ways, drawn, PUSH_TEXTS), 1) == []


@pytest.mark.nightly
@pytest.mark.parametrize("slice_no", range(SLICES))
def test_e6_no_text_is_run_anywhere(people: People, slice_no: int) -> None:
    """Every text at every way in; alone, where nothing else in the form is wrong, others each night."""
    routes, drawn = sorted(ROUTES)[slice_no::SLICES], Random(SEED + slice_no)
    assert faults(people, routes, together, 1) == []
    assert faults(people, routes, lambda ways: alone(ways, drawn, NIGHT_TEXTS), 3) == []


# ---- seeded faults --------------------------------------------------------------------------------------------------
def interpolating(request: HttpRequest) -> HttpResponse:
    """What the monitor is for: right for every harmless word, and nothing breaks."""
    with connection.cursor() as cursor:
        word = request.GET.get("q", "").replace("'", "''").replace("%", "").replace("\x00", "")
        cursor.execute(f"SELECT count(*) FROM cases_case WHERE number = '{word}'")  # noqa: S608
    return HttpResponse("ok")


def naive(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM cases_case WHERE number = '{request.GET.get('q', '')}'")  # noqa: S608
    return HttpResponse("ok")


def templating(request: HttpRequest) -> HttpResponse:
    return HttpResponse(re.sub(r"1337 ?\* ?1337", "1787569", request.GET.get("q", "")), content_type="text/plain")


def logging_it(request: HttpRequest) -> HttpResponse:
    logging.getLogger("django").warning("searched for %s", request.GET.get("q", ""))
    return HttpResponse("ok")


def redirecting(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", headers={"X-Word": request.GET.get("q", "")})


def repeating(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"<p>{request.GET.get('q', '')}</p>")


def running(request: HttpRequest) -> HttpResponse:
    with suppress(OSError):
        subprocess.run(["echo", request.GET.get("q", "").replace("\x00", "")], check=False)  # noqa: S603, S607
    return HttpResponse("ok")


BROKEN: Final = {
    interpolating: "changes what is asked", naive: "canary", templating: "computes", logging_it: "log line",
    redirecting: "answers 500", repeating: "unescaped", running: "starts a program",
}  # fmt: skip


FEW: Final = [text for family in FAMILIES.values() for text in family[:1]] + ["1337*1337"]


@pytest.mark.slow
def test_a_page_that_runs_what_it_is_sent_would_be_found(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    place, missed = reverse("portal:search"), []
    with probing() as probe:
        for page, word in BROKEN.items():
            way = page_way("nobody", "get", place, {"q": page.__name__})
            with monkeypatch.context() as patched:
                patched.setattr(
                    "django.core.handlers.base.BaseHandler.resolve_request",
                    lambda self, request, page=page: (page, (), {}),
                )
                monitor = Monitor(probe, people)
                missed += [] if any(word in one for text in FEW for one in monitor.faults(way, {"q": text})) else [word]
    assert missed == []


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("x IN (%s, %s)", "x IN (%s, %s, %s)", True),
        ("VALUES (%s, %s), (%s, %s)", "VALUES (%s, %s, %s)", True),
        ("x = $1 AND y IN ($2, $3)", "x = $1 AND y IN ($2, $3, $4)", True),
        ('SAVEPOINT "s1_x1"', 'SAVEPOINT "s22_x7"', True),
        ("x = %s", "x = %s OR 1=1", False),
        ("x = 'a'", "x = 'b'", False),
    ],
)
def test_a_shape_is_the_statement_without_its_values(one: str, other: str, alike: bool) -> None:
    assert (shape(one) == shape(other)) is alike
