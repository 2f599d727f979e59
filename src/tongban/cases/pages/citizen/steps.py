"""The steps of an application: where one is, what comes before and after, by addresses and names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tongban.cases.pages.citizen.entry import actor_of, home_of, language
from tongban.cases.queries.draft import DraftView, draft_of

WHERE, PAPERS, CHECK = "where", "papers", "check"


@dataclass(frozen=True, slots=True)
class Steps:
    """All steps of a draft by key, in order, and which one is shown."""

    keys: tuple[str, ...]
    names: tuple[str, ...]
    current: str
    draft_id: UUID

    @property
    def number(self) -> int:
        """The place of the shown step, from 1."""
        return self.keys.index(self.current) + 1

    def before(self) -> str:
        """The address of the step before; of the first one, none."""
        place = self.keys.index(self.current)
        return step_url(self.draft_id, self.keys[place - 1]) if place else ""

    def after(self) -> str:
        """The address of the next step."""
        return step_url(self.draft_id, self.keys[min(self.keys.index(self.current) + 1, len(self.keys) - 1)])


def step_url(draft_id: UUID, key: str) -> str:
    """The address of a step."""
    names = {WHERE: "cases:draft_place", PAPERS: "cases:draft_papers", CHECK: "cases:draft_check"}
    if key in names:
        return reverse(names[key], args=[draft_id])
    return reverse("cases:draft_step", args=[draft_id, key])


def steps_of(draft: DraftView, current: str) -> Steps:
    """The steps of a draft; `current` is a group's key, `papers` or `check`."""
    content, tongue = draft.ref.content, language()
    keys = [group.key for group in content.form.groups]
    names = [group.title.words(tongue) for group in content.form.groups]
    if content.materials:
        keys, names = [*keys, PAPERS], [*names, _("Papers")]
    return Steps((*keys, CHECK), (*names, _("Check and submit")), current, draft.id)


def own_draft(request: HttpRequest, draft_id: UUID) -> DraftView:
    """The draft of the address, if it is one's own."""
    return draft_of(draft_id, actor_of(request))


def gone_on(draft: DraftView) -> HttpResponse | None:
    """Where to go when the draft has become a case meanwhile."""
    if draft.submitted_case is None:
        return None
    return HttpResponseRedirect(reverse("cases:my_case", args=[draft.submitted_case]))


def next_address(request: HttpRequest, steps: Steps) -> str:
    """Where a saved page leads: on, back, away, or to the check page from which one came."""
    go = request.POST.get("go", "next")
    if go == "later":
        return home_of(request)
    if go == "back" and steps.before():
        return steps.before()
    return step_url(steps.draft_id, CHECK) if request.POST.get("return") == CHECK else steps.after()


def show(
    request: HttpRequest, template: str, draft: DraftView, current: str, *, status: int = 200, **context: Any
) -> HttpResponse:
    """A page of an application with its steps, its banner and where its words go back to."""
    wanted = request.POST.get("return") or request.GET.get("return", "")
    shared = {
        "draft": draft,
        "item": draft.ref.content.name.words(language()),
        "steps": steps_of(draft, current) if current != WHERE else None,
        "return_to": CHECK if wanted == CHECK else "",
    }
    return render(request, f"cases/public/{template}.html", {**shared, **context}, status=status)
