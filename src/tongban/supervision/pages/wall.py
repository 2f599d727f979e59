"""The wall: 现在哪里慢、漏、乱？ Figures that open their records, the newest cards, what is not watched yet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_datetime
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tongban.kernel.actor import ANONYMOUS, ActorKind
from tongban.supervision.models import Card
from tongban.supervision.pages.asking import watcher
from tongban.supervision.pages.lines import card_line
from tongban.supervision.queries.cards import GRADES, Asked, card_page, counts_of_bodies, new_since
from tongban.supervision.queries.coverage import FOUND, systems
from tongban.supervision.queries.names import Names, language, names_for
from tongban.supervision.queries.wall import BY, WallRow, totals, wall_rows
from tongban.supervision.rules.cards import STATE_WORDS, State
from tongban.supervision.rules.declare import Grade
from tongban.supervision.rules.words import GRADE_STATE, GRADE_WORDS, said

Counts = dict[UUID | None, dict[str, int]]
NEWEST: Final = 8
ROWS: Final = 12
SHOWN, LOOKED_AT = 3, 50
# Where the next step is a supervisor's.
WAIT_FOR_JUDGE: Final = (State.EXPLAINED, State.APPEALED, State.CORRECTED)


@require_safe
@never_cache
def wall(request: HttpRequest) -> HttpResponse:
    """Where is it slow, missing or out of order now?"""
    seen = watcher(request)
    asked = Asked(bodies=seen.bodies, state="open")
    by_body, states = counts_of_bodies(asked, seen.now)
    page = card_page(asked, now=seen.now, size=NEWEST, total=sum(sum(some.values()) for some in by_body.values()))
    most = None if "all" in request.GET else ROWS
    tables = {by: wall_rows(by, seen.bodies, seen.now) for by in BY}
    names = _names(tables, most, by_body, page.rows)
    context: dict[str, Any] = {
        "now": seen.now,
        "since": seen.now.isoformat(),
        "totals": totals(seen.bodies, seen.now),
        "grades": _grades(by_body),
        "cards": [card_line(card, names, seen.now) for card in page.rows],
        "total": page.total,
        "tables": _tables(tables, most, names),
        "matrix": _matrix(by_body, names),
        "unwatched": [one for one in systems(FOUND) if not one.watched] if seen.bodies is None else [],
        "supervises": seen.supervises,
        "judged": _to_judge(states) if seen.supervises else [],
        "whole": seen.bodies is None,
        "still": "still" in request.GET,
    }
    return render(request, "supervision/wall.html", context)


def _to_judge(states: dict[str, int]) -> list[dict[str, Any]]:
    """Cards that wait for a supervisor, by where they stand, with their lists."""
    place = 1 if language() == "en" else 0
    return [
        {"state": one.value, "words": STATE_WORDS[one][place], "count": states[one.value]}
        for one in WAIT_FOR_JUDGE
        if one.value in states
    ]


def _grades(by_body: Counts) -> list[dict[str, Any]]:
    return [
        {"grade": grade.value, "state": GRADE_STATE[grade.value], "words": said(GRADE_WORDS, grade.value, language()),
         "count": sum(counts.get(grade.value, 0) for counts in by_body.values())}
        for grade in GRADES
    ]  # fmt: skip


def _names(tables: dict[str, list[WallRow]], most: int | None, by_body: Counts, cards: Sequence[Card]) -> Names:
    return names_for(
        bodies=[*(row.key for row in tables["body"]), *by_body, *(card.body_id for card in cards)],
        items=[*(row.key for row in tables["item"][:most]), *(card.item_id for card in cards)], places=True,
    )  # fmt: skip


def _tables(
    tables: dict[str, list[WallRow]], most: int | None, names: Names
) -> list[tuple[str, list[dict[str, Any]], int]]:
    """Each table that has rows: the first of them, and how many more there are."""
    return [
        (by, _rows(found[:most], by, names), len(found) - len(found[:most])) for by, found in tables.items() if found
    ]


def _rows(found: list[WallRow], by: str, names: Names) -> list[dict[str, Any]]:
    kind = {"body": "bodies", "place": "places", "item": "items"}[by]
    return [{"row": row, "name": names.of(kind, row.key)} for row in found]


def _matrix(by_body: Counts, names: Names) -> list[dict[str, Any]]:
    """Body × grade: open cards, the most severe first."""
    lines = [
        {"body": body, "name": names.of("bodies", body),
            "counts": [(grade.value, counts.get(grade.value, 0)) for grade in GRADES]}
        for body, counts in by_body.items() if body is not None
    ]  # fmt: skip
    return sorted(lines, key=lambda line: tuple(-number for _grade, number in line["counts"]))


@require_safe
@never_cache
def news(request: HttpRequest) -> HttpResponse:
    """Which cards came since the page was opened? A piece of the wall that is asked for again and again."""
    if request.headers.get("HX-Request") and getattr(request, "actor", ANONYMOUS).kind is ActorKind.ANONYMOUS:
        # The sign-in has ended: the page is to be opened anew, not the sign-in put into this piece of it.
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    seen = watcher(request)
    since = parse_datetime(request.GET.get("since", "").replace(" ", "+")[:40]) or seen.now
    if since.tzinfo is None:
        since = seen.now
    since = max(since, seen.now - timedelta(days=1))
    asked = Asked(bodies=seen.bodies)
    number = new_since(asked, since, seen.now)
    newest = card_page(asked, now=seen.now, size=LOOKED_AT).rows[: min(number, LOOKED_AT)]
    found = sorted(newest, key=lambda card: [*GRADES].index(Grade(card.grade)))[:SHOWN]
    names = names_for(bodies=[card.body_id for card in found], items=[card.item_id for card in found], places=True)
    context = {
        "now": seen.now,
        "number": number,
        "cards": [card_line(card, names, seen.now) for card in found],
        "since": since.isoformat(),
    }
    return render(request, "supervision/news.html", context)
