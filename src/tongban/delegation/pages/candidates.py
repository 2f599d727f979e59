"""Candidates for delegation: 先放哪些权，凭什么？ One candidate: 这个分怎么来的，表怎么建议，谁决定了什么？"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tongban.agencies.queries import bodies, divisions, official_names
from tongban.delegation.actions.candidates import choose_mode, set_traits
from tongban.delegation.forms.candidates import ChoiceForm, TraitsForm
from tongban.delegation.models.candidates import ModeChoice, Voice
from tongban.delegation.pages.tables_view import fact_words, keeper, place, reader
from tongban.delegation.pages.township_sheets import workbook
from tongban.delegation.permissions.candidates import may_choose
from tongban.delegation.queries.cancelled import cancelled
from tongban.delegation.queries.candidates import (
    Candidate,
    Voiced,
    candidate,
    candidates,
    cases_behind,
    choices_of,
    voices_behind,
    voices_by_township,
)
from tongban.delegation.rules.cancelled import FOUND
from tongban.delegation.rules.candidates import COMPONENTS, GOLD, WORTH
from tongban.delegation.rules.tables import FACTS, MODES, POWERS
from tongban.kernel.actor import Actor
from tongban.kernel.numerals import whole
from tongban.kernel.refusals import Refusal, Refused
from tongban.rulebook.lookup import number

SORTS: Final = {
    "score": lambda one: -one.score,
    "volume": lambda one: -one.evidence.volume,
    "people": lambda one: -one.evidence.people,
    "wishes": lambda one: -(one.evidence.requests + one.evidence.low_ratings),
    "complexity": lambda one: one.facts["complexity"],
    "name": lambda one: one.code,
}


def hundredths(score: int) -> str:
    """A score as it is shown."""
    return f"{score // 100}.{score % 100:02d}"


def _line(one: Candidate, names: dict[str, str]) -> dict[str, Any]:
    at = place()
    return {
        "one": one, "name": one.name_en if at else one.name_zh, "body": names.get(one.body, ""),
        "score": hundredths(one.score), "gold": GOLD[one.gold][at],
        "wishes": one.evidence.requests + one.evidence.low_ratings,
        "proposed": MODES[one.proposal.mode][at] if one.proposal.mode else "",
        "chosen": MODES[one.choice.chosen][at] if one.choice else "",
        "differs": bool(one.choice and one.choice.chosen != one.proposal.mode),
    }  # fmt: skip


def _wanted(request: HttpRequest, now: datetime) -> tuple[list[Candidate], dict[str, str]]:
    """The candidates that the filter of a request asks for, in its order, and the filter itself."""
    asked = {name: request.GET.get(name, "")[:60].strip() for name in ("q", "mode", "state", "gold", "sort")}
    found = [one for one in candidates(now) if _asked_for(one, asked)]
    return sorted(found, key=SORTS.get(asked["sort"], SORTS["score"])), asked


def _asked_for(one: Candidate, asked: dict[str, str]) -> bool:
    """Whether a candidate fits all words of a filter; a word that is none asks for nothing."""
    if asked["q"].casefold() not in f"{one.name_zh}\n{one.name_en}\n{one.code}".casefold():
        return False
    if asked["mode"] in MODES and one.proposal.mode != asked["mode"]:
        return False
    if asked["gold"] in GOLD and one.gold != asked["gold"]:
        return False
    return asked["state"] not in ("open", "decided") or (one.choice is None) is (asked["state"] == "open")


@require_safe
@never_cache
def candidate_list(request: HttpRequest) -> HttpResponse:
    """Which items would help people most if they were handled nearer, and what does the table propose?"""
    actor, now, at = reader(request), timezone.now(), place()
    found, asked = _wanted(request, now)
    size = number("list.page_size", timezone.localdate(now))
    first = request.GET.get("from", "")
    start = whole(first, 5) or 0
    names = {body.key: body.name for body in bodies()}
    kept = {key: value for key, value in asked.items() if value}
    context = {
        "lines": [_line(one, names) for one in found[start : start + size]],
        "total": len(found), "open": sum(one.choice is None for one in found), "start": start,
        "more": f"?{urlencode({**kept, 'from': start + size})}" if len(found) > start + size else "",
        "asked": asked, "kept": urlencode(kept), "office": may_choose(actor) is None,
        "modes": [(key, words[at], key == asked["mode"]) for key, words in MODES.items()],
        "golds": [(key, words[at], key == asked["gold"]) for key, words in GOLD.items()],
        "states": [("open", _("not decided"), asked["state"] == "open"),
                   ("decided", _("decided"), asked["state"] == "decided")],
        "sorts": [(key, words, key == (asked["sort"] or "score")) for key, words in _sort_words()],
        "table": bool(found and found[0].edition), "gone": _gone(size, now) if not (start or kept) else [],
    }  # fmt: skip
    return render(request, "delegation/candidates.html", context)


def _gone(most: int, now: datetime) -> list[dict[str, Any]]:
    """The cancelled items with what their going was worth and when they are looked back at; the overdue first."""
    at, today = place(), timezone.localdate(now)
    found = sorted(cancelled("en" if at else "zh", most), key=lambda one: not one.late(today))
    return [
        {"one": one, "worth": WORTH[one.worth][at], "late": one.late(today),
         "found": FOUND[one.found][at] if one.found else ""}
        for one in found
    ]  # fmt: skip


def _sums(row: ModeChoice) -> str:
    """The sum of a past decision from what was stored with it."""
    return " + ".join(f"{points} × {weight} %" for _key, _counted, points, weight in row.components)


def _sort_words() -> list[tuple[str, str]]:
    return [
        ("score", _("score")),
        ("volume", _("cases in a year")),
        ("people", _("people")),
        ("wishes", _("requests and low ratings")),
        ("complexity", _("simplest first")),
        ("name", _("code")),
    ]


@require_safe
@never_cache
def candidate_file(request: HttpRequest) -> HttpResponse:
    """May I have the candidates as a workbook, each with its sum?"""
    reader(request)
    at = place()
    found, _asked = _wanted(request, timezone.now())
    names = {body.key: body.name for body in bodies()}
    heads = [_("Code"), _("Item"), _("Body"), _("Score"), _("Proposed"), _("Mode decided")]
    lines = (
        [one.code, line["name"], line["body"], line["score"], line["proposed"], line["chosen"],
         *(f"{part.counted} → {part.points} × {part.weight}" for part in one.components)]
        for one in found for line in [_line(one, names)]
    )  # fmt: skip
    return workbook("candidates", [*heads, *(words[at] for words in COMPONENTS.values())], lines)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def candidate_page(request: HttpRequest, code: str) -> HttpResponse:
    """How does its score come about, what does the table say of it and why, and who decided what?"""
    actor = keeper(request) if request.method == "POST" else reader(request)
    now = timezone.now()
    try:
        found = candidate(code, now)
    except Refused as refused:
        raise Http404 from refused
    sent = request.POST if request.method == "POST" else None
    about = sent is not None and sent.get("do") == "traits"
    known = found.traits
    choice = ChoiceForm(None if about else sent)
    start = {"traits": known.traits, "expertise": known.expertise} if known else {"expertise": 0}
    traits = TraitsForm(sent if about else None, initial=start)
    problem = None
    if sent is not None and (traits if about else choice).is_valid():
        problem = _traits(found, traits, actor) if about else _choose(found, choice, actor)
        if problem is None:
            return redirect(f"{request.path}?done=1")
    context = _context(found, now) | {
        "choice": choice, "traits": traits, "problem": problem, "office": may_choose(actor) is None,
        "done": "done" in request.GET, "opens": bool(actor.duties & {"lead", "centre_manage"}),
    }  # fmt: skip
    return render(
        request, "delegation/candidate.html", context, status=200 if sent is None else 409 if problem else 422
    )


def _choose(found: Candidate, form: ChoiceForm, actor: Actor) -> Refusal | None:
    told = form.cleaned_data
    try:
        choose_mode(
            code=found.code, act=told["act"], mode=told["mode"], reason=told["reason"], by=actor, at=timezone.now()
        )
    except Refused as refused:
        return refused.refusal
    return None


def _traits(found: Candidate, form: TraitsForm, actor: Actor) -> Refusal | None:
    told = form.cleaned_data
    try:
        set_traits(
            item_id=found.item_id, traits=told["traits"], expertise=told["expertise"], reason=told["why"], by=actor,
            at=timezone.now(),
        )  # fmt: skip
    except Refused as refused:
        return refused.refusal
    return None


def _context(found: Candidate, now: datetime) -> dict[str, Any]:
    at, size = place(), number("list.page_size", timezone.localdate(now))
    names = {body.key: body.name for body in bodies()}
    chosen = choices_of(found.item_id)
    people = official_names({one.by_ref for one in chosen if one.by_ref})
    voices = voices_behind(found.item_id, now, size)
    return {
        "line": _line(found, names), "one": found,
        "parts": [
            {"name": COMPONENTS[part.key][at], "part": part, "how": part.how[at], "product": hundredths(part.product),
             "of": {"volume": "cases", "people": "people", "money": "cases", "wishes": "voices"}.get(part.key, "")}
            for part in found.components
        ],
        "facts": [(fact_words(key), _fact(key, found.facts[key])) for key in FACTS],
        "cases": cases_behind(found.item_id, now, size), "voices": voices,
        "voiced": _voiced(found, now, voices if len(voices) < size else None) if voices else [],
        "history": [
            {"row": one, "proposed": MODES[one.proposed][at] if one.proposed else "", "chosen": MODES[one.chosen][at],
             "by": people.get(one.by_ref, "") if one.by_ref else "", "score": hundredths(one.score), "sum": _sums(one)}
            for one in chosen
        ],
    }  # fmt: skip


def _voiced(found: Candidate, now: datetime, known: list[Voice] | None) -> list[tuple[str, Voiced]]:
    """Where the voices of the year came from, by name."""
    told = voices_by_township(found.item_id, now, known)
    places = {one.id: one.name for one in divisions()} if any(one.place_id for one in told) else {}
    return [(places.get(one.place_id, "") if one.place_id else "", one) for one in told]


def _fact(key: str, value: Any) -> str:
    at = place()
    if isinstance(value, bool):
        return (("否", "no"), ("是", "yes"))[value][at]
    return POWERS[value][at] if key == "power" else str(value)
