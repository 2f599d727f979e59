"""One page for each act of a special procedure: what it does, its fields, its own refusal with the typed text kept.

The acts themselves are listed in `hearing`, `interested` and `halts`; here they are only shown and run.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from tongban.agencies.queries import party_cards
from tongban.cases.forms.special import Choices, SpecialForm
from tongban.cases.pages import words
from tongban.cases.pages.acting import Staff, status_of
from tongban.cases.permissions import may_turn
from tongban.cases.queries.casefile import CaseFile
from tongban.cases.queries.special import Special
from tongban.cases.rules import Act, State, move_problem
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refusal, Refused

HANDLING = ("review", "decide", "accept")
HEADING = ("decide", "lead")


@dataclass(frozen=True, slots=True)
class Scene:
    """What an act's page works on: the case with its special procedures, who asks, and when."""

    file: CaseFile
    special: Special
    staff: Staff
    now: datetime
    names: Mapping[UUID, str]

    @property
    def case_id(self) -> UUID:
        """The case."""
        return UUID(str(self.file.case.pk))

    def who(self, interested_id: UUID | None, applicant: str) -> str:
        """A party as this official may see them; `applicant` for the applicant (None)."""
        row = self.special.party(interested_id) if interested_id else None
        return self.names.get(row.party_id, "") if row else applicant


def scene_of(staff: Staff, file: CaseFile, now: datetime) -> Scene:
    """The case with the masked names of its third parties (a statement when it has any)."""
    parties = [one.party_id for one in file.special.interested]
    cards = party_cards(parties, viewer=staff.actor) if parties else {}
    return Scene(file, file.special, staff, now, {key: card.name for key, card in cards.items()})


def _no_choices(scene: Scene) -> dict[str, Choices]:
    return {}


def _nothing(scene: Scene) -> Refusal | None:
    return None


def _no_notes(scene: Scene) -> list[tuple[str, str]]:
    return []


@dataclass(frozen=True, slots=True)
class ActPage:
    """One act: its words, its form, who may do it, what else stands in its way, and how it is done."""

    act: Act
    name: Any
    lead: Any
    verb: Any
    form: type[SpecialForm]
    run: Callable[[Scene, dict[str, Any], Actor], object]
    duties: tuple[str, ...] = HANDLING
    choices: Callable[[Scene], Mapping[str, Choices]] = _no_choices
    problem: Callable[[Scene], Refusal | None] = _nothing
    notes: Callable[[Scene], list[tuple[str, str]]] = _no_notes


def by_whom(page: ActPage, staff: Staff, file: CaseFile) -> Actor:
    """The official's post of the lead body that may do the act; else the chosen one, to be refused there."""
    return staff.with_duty(page.duties, file.case.body_id)


def why_not(page: ActPage, scene: Scene) -> Refusal | None:
    """The refusal that the act would give now, before anything is typed; None when it can be done."""
    file = scene.file
    actor = by_whom(page, scene.staff, file)
    return (
        move_problem(page.act, State(file.case.state))
        or may_turn(actor, body_id=file.case.body_id, duties=page.duties)
        or page.problem(scene)
    )


def run_page(request: HttpRequest, scene: Scene, page: ActPage) -> HttpResponse:
    """Shows the page, or does the act and goes back to the case."""
    given = request.POST if request.method == "POST" else None
    form = page.form(given, choices=page.choices(scene))
    problem = why_not(page, scene)
    if request.method == "POST":
        problem = problem or _checked(form) or _tried(page, scene, form)
        if problem is None:
            return HttpResponseRedirect(f"{reverse('cases:case', args=[scene.case_id])}?done=special#special")
    context = {
        "file": scene.file,
        "case": scene.file.case,
        "item": words.say(scene.file.content.name),
        "special": page,
        "form": form,
        "problem": problem,
        "notes": page.notes(scene),
        "possible": request.method == "POST" or problem is None,
    }
    status = status_of(problem) if problem is not None and request.method == "POST" else 200
    return render(request, "cases/staff/special.html", context, status=status)


def _checked(form: forms.Form) -> Refusal | None:
    if form.is_valid():
        return None
    names = "、".join(str(form.fields[name].label) for name in form.errors if name in form.fields)
    return Refusal("form", "请核对：{names}。", "Check: {names}.", {"names": names})


def _tried(page: ActPage, scene: Scene, form: forms.Form) -> Refusal | None:
    try:
        page.run(scene, form.cleaned_data, by_whom(page, scene.staff, scene.file))
    except Refused as refused:
        return refused.refusal
    return None


def chosen(text: Any) -> UUID:
    """The record that was chosen; refused when nothing was."""
    try:
        return UUID(str(text))
    except ValueError as fault:
        raise Refused(Refusal("nothing_chosen", "请先选一项。", "Choose one first.")) from fault
