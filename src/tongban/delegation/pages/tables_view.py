"""A published decision table as it is read: 按什么建议下放方式，这样的事会得到什么？ And how a grid is shown."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tongban.delegation.forms.tables import tried_facts
from tongban.delegation.permissions.candidates import may_choose, may_look
from tongban.delegation.queries.tables import draft_of_table, edition_in_force, edition_no, editions_of
from tongban.delegation.rules.tables import FACTS, MODES, POWERS, propose
from tongban.delegation.rules.tables_grid import HITS, hit_of
from tongban.kernel.actor import ANONYMOUS, Actor
from tongban.kernel.dmn.model import Table
from tongban.kernel.flow.findings import Finding


def place() -> int:
    """Which of two words is shown: 0 Chinese, 1 English."""
    return 1 if (get_language() or "zh").startswith("en") else 0


def keeper(request: HttpRequest) -> Actor:
    """The list office; 403 says who may."""
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    barred = may_look(actor) or may_choose(actor)
    if barred is not None:
        raise PermissionDenied(barred)
    return actor


def reader(request: HttpRequest) -> Actor:
    """Who may read candidates and tables."""
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    barred = may_look(actor)
    if barred is not None:
        raise PermissionDenied(barred)
    return actor


def fact_words(key: str) -> str:
    """What a fact is called; an unknown one is told as it is written."""
    fact = FACTS.get(key)
    return key if fact is None else fact.en if place() else fact.zh


def shown_grid(table: Table, found: Iterable[Finding] = (), hits: Collection[int] = ()) -> dict[str, Any]:
    """A table as templates show it: heads and rows with their names, cells with the findings about them."""
    language = "en" if place() else "zh"
    said: dict[str, list[str]] = {}
    for one in found:
        said.setdefault(one.element, []).append(one.sentence(language))
    inputs = [
        {
            "no": no, "key": one.expression, "name": fact_words(one.expression), "allowed": one.allowed,
            "wrong": said.get(f"i{no}", ()),
            "facts": [(key, fact_words(key), key == one.expression) for key in FACTS],
        }
        for no, one in enumerate(table.inputs, start=1)
    ]  # fmt: skip
    outputs = [
        {
            "no": no, "name": one.name, "label": _output_words(no, one.name), "allowed": one.allowed,
            "default": one.default, "wrong": said.get(f"o{no}", ()),
        }
        for no, one in enumerate(table.outputs, start=1)
    ]  # fmt: skip
    notes = [{"no": no, "name": name} for no, name in enumerate(table.annotations, start=1)]
    rows = [
        {
            "no": no, "hit": no in hits, "wrong": said.get(f"r{no}", ()),
            "tests": _cells(no, "i", rule.tests, [str(one["name"]) for one in inputs], said),
            "answers": _cells(no, "o", rule.answers, [str(one["label"]) for one in outputs], said),
            "remarks": _cells(no, "a", rule.remarks, list(table.annotations), said),
        }
        for no, rule in enumerate(table.rules, start=1)
    ]  # fmt: skip
    return {"inputs": inputs, "outputs": outputs, "notes": notes, "rows": rows, "hit": HITS[hit_of(table)][place()]}


def _output_words(no: int, name: str) -> str:
    return ("办理方式", "mode")[place()] if no == 1 else name


def _cells(
    row: int, kind: str, texts: tuple[str, ...], names: list[str], said: Mapping[str, list[str]]
) -> list[dict[str, Any]]:
    return [
        {"id": f"r{row}{kind}{no}", "text": text, "name": name, "words": _words(kind, text),
         "wrong": said.get(f"r{row}.{kind}{no}", ())}
        for no, (text, name) in enumerate(zip(texts, names, strict=False), start=1)
    ]  # fmt: skip


_BOTH = {"true": ("是", "yes"), "false": ("否", "no"), "-": ("—", "—")}


def _words(kind: str, text: str) -> str:
    """A cell in words: codes of modes and powers by their names, true and false as yes and no."""
    at = place()
    if kind == "a":
        return text
    known = {f'"{key}"': words for key, words in {**MODES, **POWERS}.items()} | _BOTH
    parts = [part.strip() for part in text.split(",")]
    return ("、", ", ")[at].join(known[part][at] if part in known else part for part in parts)


def try_fields(table: Table, values: Mapping[str, Any], *, asked: bool) -> list[dict[str, Any]]:
    """The fields of a try-out: one for each fact that the table tests."""
    at = place()
    used = list(dict.fromkeys(one.expression for one in table.inputs if one.expression in FACTS))
    return [
        {
            "key": f"try_{key}", "name": fact_words(key), "type": FACTS[key].type,
            "value": "" if not asked or values[key] is None else values[key],
            "choices": [(code, words[at]) for code, words in POWERS.items()] if key == "power" else [],
        }
        for key in used
    ]  # fmt: skip


@require_safe
@never_cache
def table(request: HttpRequest) -> HttpResponse:
    """By what is a mode proposed, on what does it rest, and what would it say of this?"""
    actor = reader(request)
    wanted = request.GET.get("no", "")
    asked = edition_no(int(wanted)) if wanted.isascii() and wanted.isdigit() and len(wanted) < 6 else None
    chosen = asked or edition_in_force(timezone.now())
    office = may_choose(actor) is None
    context: dict[str, Any] = {"editions": editions_of(), "chosen": chosen, "office": office}
    if office:
        context["draft"] = draft_of_table()
    if chosen:
        tried = any(key.startswith("try_") for key in request.GET) or "try" in request.GET
        facts = tried_facts(request.GET.dict())
        proposal = propose(chosen.table, facts) if tried else None
        context |= {
            "grid": shown_grid(chosen.table, (), proposal.hits if proposal else ()),
            "tries": try_fields(chosen.table, facts, asked=tried), "proposal": proposal, "tried": tried,
            "proposed": MODES[proposal.mode][place()] if proposal and proposal.mode else "",
        }  # fmt: skip
    return render(request, "delegation/table.html", context)


@require_safe
@never_cache
def table_file(request: HttpRequest, no: int) -> HttpResponse:
    """May I have this edition as a DMN file?"""
    reader(request)
    found = edition_no(no)
    if found is None:
        raise Http404
    answer = HttpResponse(found.document, content_type="application/xml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="delegation-mode-{found.no}.dmn"'
    return answer
