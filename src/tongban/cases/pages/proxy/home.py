"""替人代办: 替谁办，办到哪一步？ For the village worker's phone, and for a person who helps another."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tongban.agencies.queries import party_cards
from tongban.cases.pages.citizen.entry import actor_of, for_citizens, language
from tongban.cases.pages.citizen.steps import CHECK, PAPERS, step_url
from tongban.cases.pages.proxy.entry import barred, helper_words, names_of, row_of
from tongban.cases.queries.mandates import Assisted, MandateRef, assisted, begun_under, mandates_given, mandates_held
from tongban.cases.rules import STATE_WORDS, State
from tongban.kernel.actor import Actor, ActorKind
from tongban.powerlist.queries import version

ASSIST = frozenset({"assist"})


@require_safe
@never_cache
def proxy(request: HttpRequest) -> HttpResponse:
    """For whom do I act, and what waits for me?"""
    stop = barred(request, duties=ASSIST)
    if stop is not None:
        return stop
    actor, now = actor_of(request), timezone.now()
    held = mandates_held(actor)
    open_ones = [one for one in held if one.state(now) == "on"]
    names, ids = names_of(open_ones), [one.id for one in open_ones]
    whom = _whom(held, actor)
    cases = _cases(ids, whom)
    context: dict[str, Any] = {
        "supply": [row for row in cases if row["supply"]],
        "cases": [row for row in cases if not row["supply"]],
        "drafts": _drafts(ids, whom, now),
        "mandates": [row_of(one, names, whom[one.id], "on") for one in open_ones],
        "ended": len(held) - len(open_ones),
        "worker": actor.kind is ActorKind.OFFICIAL,
    }
    context["todo"] = len(context["supply"]) + len(context["drafts"])
    return render(request, "cases/proxy/home.html", context)


def _whom(held: list[MandateRef], actor: Actor) -> dict[UUID, str]:
    """The name of whoever gave each mandate; empty when it may not be seen any more."""
    cards = party_cards({one.principal_id for one in held}, viewer=actor)
    return {one.id: cards[one.principal_id].name if one.principal_id in cards else "" for one in held}


def _cases(ids: list[UUID], whom: dict[UUID, str]) -> list[dict[str, Any]]:
    return [
        {**case_row(case), "who": whom[mandate]} for mandate, some in assisted(ids).items() for case in some
    ]  # fmt: skip


def case_row(case: Assisted) -> dict[str, Any]:
    """A case in words; `supply` when papers are asked for."""
    state = State(case.state)
    return {
        "case": case, "state": STATE_WORDS[state][1 if language() == "en" else 0],
        "supply": state is State.NOTICED,
    }  # fmt: skip


def _drafts(ids: list[UUID], whom: dict[UUID, str], now: datetime) -> list[dict[str, Any]]:
    return [
        {"url": first_step(draft, version_id), "item": version(version_id).content.name.words(language()),
         "who": whom[mandate], "changed": changed}
        for mandate, some in begun_under(ids, now).items()
        for draft, version_id, changed in some
    ]  # fmt: skip


def first_step(draft_id: UUID, version_id: UUID) -> str:
    """Where a draft goes on: its first page."""
    content = version(version_id).content
    groups = content.form.groups
    return step_url(draft_id, groups[0].key if groups else (PAPERS if content.materials else CHECK))


@for_citizens
@require_safe
def my_mandates(request: HttpRequest) -> HttpResponse:
    """Who acts for me, in what, until when?"""
    actor, now = actor_of(request), timezone.now()
    given: list[MandateRef] = mandates_given(actor.ref) if actor.ref else []
    names = names_of(given)
    rows = [row_of(one, names, helper_words(one, actor), one.state(now)) for one in given]
    context = {
        "on": [row for row in rows if row["state"] == "on"],
        "past": [row for row in rows if row["state"] != "on"],
        "helping": bool(mandates_held(actor)),
    }
    return render(request, "cases/proxy/mine.html", context)
