"""The list of rules with their legal sources, and one rule: its switch, its figures, its back-test."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tongban.agencies.queries import division
from tongban.kernel.refusals import Refusal, Refused
from tongban.powerlist.queries import published_item
from tongban.rulebook.lookup import number, rule
from tongban.supervision.actions.rules import set_rule
from tongban.supervision.forms import FiguresForm, SwitchForm
from tongban.supervision.pages.asking import Watcher, reader, supervisor
from tongban.supervision.queries.backtest import BackTest, back_test
from tongban.supervision.queries.cards import counts_by_rule
from tongban.supervision.queries.names import language, names_for
from tongban.supervision.queries.rules import Editions, editions, rule_lines
from tongban.supervision.rules.declare import KIND_WORDS, WHEN_WORDS, Kind, Rule
from tongban.supervision.rules.shipped.every import BY_CODE
from tongban.supervision.rules.shipped.figures import figure_label, figures_of
from tongban.supervision.rules.words import GRADE_STATE, GRADE_WORDS, SUBJECT_WORDS, said


@require_safe
@never_cache
def rule_list(request: HttpRequest) -> HttpResponse:
    """What is watched, on which legal ground, and how often did each rule speak?"""
    seen = reader(request)
    place = 1 if language() == "en" else 0
    lines = rule_lines(seen.now, counts_by_rule() if seen.bodies is None else {})
    groups = [
        {
            "name": KIND_WORDS[kind][place],
            "lines": [{"line": line, **_words(line.rule)} for line in lines if line.rule.check.kind is kind],
        }
        for kind in Kind
    ]
    context = {
        "groups": groups, "number": len(lines), "off": sum(not line.active for line in lines),
        "whole": seen.bodies is None, "watches": seen.watches,
    }  # fmt: skip
    return render(request, "supervision/rules.html", context)


def _words(one: Rule) -> dict[str, str]:
    return {
        "name": one.name(language()),
        "grade": GRADE_STATE[one.grade.value],
        "grade_words": said(GRADE_WORDS, one.grade.value, language()),
        "when": WHEN_WORDS[one.when][1 if language() == "en" else 0],
    }


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def rule_page(request: HttpRequest, code: str) -> HttpResponse:
    """What does this rule say, is it on, and whom would it wrong with other figures?"""
    one = BY_CODE.get(code)
    if one is None:
        raise Http404
    seen = supervisor(request) if request.method == "POST" else reader(request)
    sent = request.POST if request.method == "POST" else None
    wanted = sent.get("do", "switch") if sent is not None else ""
    switch = SwitchForm(
        sent if wanted == "switch" else None, initial={"active": "on" if _on(one, editions(), seen) else "off"}
    )
    figures = FiguresForm(sent if wanted in ("try", "use") else None, figures=_figures(one, seen))
    problem, tried = None, None
    if wanted == "switch" and switch.is_valid():
        problem = _switch(one, switch.cleaned_data, seen, tested="tested" in request.POST)
        if problem is None:
            return HttpResponseRedirect(f"{request.path}?done=1")
    if wanted in ("try", "use") and figures.is_valid():
        problem, tried = _try(one, figures.cleaned_data, seen, use=wanted == "use")
        if wanted == "use" and problem is None:
            return HttpResponseRedirect(f"{request.path}?done=1")
    context = _context(one, seen) | {
        "switch": switch, "figures": figures, "problem": problem, "tried": _told(tried) if tried else None,
        "done": "done" in request.GET,
    }  # fmt: skip
    asked_only = sent is None or (wanted == "try" and tried is not None)
    return render(request, "supervision/rule.html", context, status=200 if asked_only else 409 if problem else 422)


def _figures(one: Rule, seen: Watcher) -> dict[str, tuple[str, int]]:
    now, day = editions().figures(seen.now), timezone.localdate(seen.now)
    return {key: (_label(one, key, seen), now.get(key) or number(key, day)) for key in figures_of(one)}


def _label(one: Rule, key: str, seen: Watcher) -> str:
    return figure_label(one, key, rule(key, timezone.localdate(seen.now)).unit, language())


def _context(one: Rule, seen: Watcher) -> dict[str, Any]:
    known = editions()
    rows = [row for row in known.rows.get(one.code, ()) if row.valid_from <= seen.now]
    names = names_for(items=[row.item_id for row in rows], people=[row.by_ref for row in rows], places=True)
    return {
        "rule": one, **_words(one), "kind": KIND_WORDS[one.check.kind][1 if language() == "en" else 0],
        "active": _on(one, known, seen), "supervises": seen.supervises,
        "editions": [
            {"row": row, "item": names.of("items", row.item_id) if row.item_id else "",
             "figures": [(_label(one, key, seen), value) for key, value in row.figures.items()],
             "place": names.of("places", row.place_id) if row.place_id else "", "by": names.of("people", row.by_ref)}
            for row in reversed(rows)
        ],
    }  # fmt: skip


def _switch(one: Rule, told: dict[str, Any], seen: Watcher, *, tested: bool) -> Refusal | None:
    """Sets the switch. What was tested on the page is tested again here, so that the edition keeps what was seen."""
    kept = _tested(one, {}, seen).kept() if tested and told["active"] == "on" else {}
    try:
        item = published_item(told["item"].strip()).id if told["item"].strip() else None
        place = division(told["place"].strip()).id if told["place"].strip() else None
        set_rule(
            code=one.code, active=told["active"] == "on", item_id=item, place_id=place, by=seen.actor, at=seen.now,
            figures=_kept(one, seen) if item is None and place is None else None,
            back_test=kept or _unchanged(one, told, seen),
        )  # fmt: skip
    except Refused as refused:
        return refused.refusal
    return None


def _kept(one: Rule, seen: Watcher) -> dict[str, int]:
    """The figures as they are set: a switch changes none of them."""
    found = editions().holding(one.code, None, None, seen.now)
    return dict(found.figures) if found is not None and not (found.item_id or found.place_id) else {}


def _unchanged(one: Rule, told: dict[str, Any], seen: Watcher) -> dict[str, int] | None:
    """What stands for a back-test where nothing new is put to use: switched off, or on as it is."""
    return {"kept": 1} if told["active"] == "off" or _on(one, editions(), seen) else None


def _tested(one: Rule, told: dict[str, int], seen: Watcher) -> BackTest:
    known, samples = editions(), number("supervision.samples", timezone.localdate(seen.now))
    now, on = known.figures(seen.now), _on(one, known, seen)
    return back_test(one, {**now, **told}, now, until=seen.now, samples=samples, on=on)


def _on(one: Rule, known: Editions, seen: Watcher) -> bool:
    found = known.holding(one.code, None, None, seen.now)
    return one.starts_on if found is None else found.active


def _try(one: Rule, told: dict[str, int], seen: Watcher, *, use: bool) -> tuple[Refusal | None, BackTest | None]:
    tried = _tested(one, told, seen)
    if use:
        try:
            set_rule(code=one.code, active=True, figures=told, back_test=tried.kept(), by=seen.actor, at=seen.now)
        except Refused as refused:
            return refused.refusal, tried
    return None, tried


def _told(tried: BackTest) -> dict[str, Any]:
    names = names_for(bodies=[body for body, _number, _lifted in tried.bodies])
    return {
        "test": tried,
        "bodies": [(names.of("bodies", body), count, lifted) for body, count, lifted in tried.bodies],
        "samples": [
            {"kind": said(SUBJECT_WORDS, kind, language()), "case": subject if kind == "case" else None, "at": at}
            for kind, subject, at in tried.samples
        ],
    }
