"""The results of clean-up rounds for everybody: 这一轮取消了什么、为什么、落实了没有？ As a page and as a file."""

from __future__ import annotations

from collections import Counter

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tongban.powerlist.models import Round
from tongban.powerlist.pages.office.clearing import as_file, body_names
from tongban.powerlist.pages.office.entry import tongue
from tongban.powerlist.pages.office.rounds import shown
from tongban.powerlist.queries.rounds import (
    RESULT_HEADINGS,
    RoundRef,
    item_codes,
    lines_of_round,
    result_lines,
    round_ref,
    rounds,
)
from tongban.powerlist.rules.rounds import CHOICES

SHOWN = 100


@require_safe
def round_results(request: HttpRequest) -> HttpResponse:
    """Which rounds were there, the newest first?"""
    found = rounds(published=True, size=SHOWN)[:SHOWN]
    return render(request, "powerlist/rounds.html", {"rounds": found})


@require_safe
def round_result(request: HttpRequest, no: int) -> HttpResponse:
    """What was decided in this round, by how many votes and why, and what has come of it?"""
    found = _round(no)
    lines, names = lines_of_round(found.id), body_names()
    codes = item_codes(ballot.into for line in lines for ballot, _ in line.tally.votes if ballot.into)
    counted = Counter(line.outcome for line in lines)
    place = 1 if tongue() == "en" else 0
    context = {
        "round": found,
        "lines": [shown(line, names, codes) for line in lines],
        "counts": [(words[place], counted[key]) for key, words in CHOICES.items() if counted[key]],
        "open": sum(line.follows == "open" for line in lines),
    }
    return render(request, "powerlist/round_result.html", context)


@require_safe
def round_file(request: HttpRequest, no: int) -> HttpResponse:
    """Can I take the outcomes with me? As a workbook."""
    found = _round(no)
    return as_file(f"round-{no}", "清理结果", RESULT_HEADINGS, result_lines(Round.objects.get(pk=found.id)))


def _round(no: int) -> RoundRef:
    found = round_ref(no=no)
    if found is None:
        raise Http404
    return found
