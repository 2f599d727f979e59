"""Cards: the list behind a figure, one card with what proves it, and the steps of its life."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refusal, Refused
from tongban.rulebook.lookup import number
from tongban.supervision.actions import cards as acts
from tongban.supervision.forms import WordsForm, after_of, cards_asked_of, first_of
from tongban.supervision.pages.asking import card_of, filters, paged, reader
from tongban.supervision.pages.carddetail import card_context
from tongban.supervision.pages.lines import card_line
from tongban.supervision.pages.sheets import workbook
from tongban.supervision.queries.cards import GRADES, GROUPS, Asked, card_page
from tongban.supervision.queries.names import Names, language, names_for, rule_name
from tongban.supervision.rules.cards import STATE_WORDS, Act, State
from tongban.supervision.rules.words import GRADE_WORDS, said

EXPORTED: Final = 2_000
ACTS: Final[Mapping[Act, Callable[..., None]]] = {
    Act.EXPLAIN: acts.explain_card, Act.UPHOLD: acts.uphold_card, Act.LIFT: acts.lift_card,
    Act.APPEAL: acts.appeal_card, Act.CORRECT: acts.correct_card, Act.CLOSE: acts.close_card,
}  # fmt: skip


@require_safe
@never_cache
def card_list(request: HttpRequest) -> HttpResponse:
    """Which cards does this figure count?"""
    seen = reader(request)
    asked = cards_asked_of(request.GET, seen.bodies, seen.post)
    after = after_of(request.GET)
    page = card_page(asked, now=seen.now, size=number("list.page_size", timezone.localdate()), after=after)
    first = first_of(request.GET) if after else 1
    names = _names(page.rows, asked)
    context: dict[str, Any] = {
        "heading": heading(asked, names, page.total),
        "lines": [card_line(card, names, seen.now) for card in page.rows],
        "first": first, "last": first + len(page.rows) - 1, "total": page.total,
        "next": paged(request, page.after, first + len(page.rows)),
        "start": filters(request) if after else "",
        "export": filters(request), "asked": asked,
        "grades": [(grade.value, said(GRADE_WORDS, grade.value, language())) for grade in GRADES],
        "states": [(state.value, STATE_WORDS[state][1 if language() == "en" else 0]) for state in State],
        "recommends": seen.recommends, "body": asked.body, "watches": seen.watches,
    }  # fmt: skip
    return render(request, "supervision/cards.html", context)


def _names(rows: Any, asked: Asked) -> Names:
    return names_for(
        bodies=[*(card.body_id for card in rows), asked.body], items=[*(card.item_id for card in rows), asked.item],
        places=asked.place is not None,
    )  # fmt: skip


def heading(asked: Asked, names: Names, total: int) -> str:
    """红牌，青禾县市场监督管理局，3 张: the filter and the figure in words."""
    english = language() == "en"
    parts = [said(GRADE_WORDS, asked.grade, language())] if asked.grade else ["Cards" if english else "监督牌"]
    if asked.state and asked.state in set(State):
        parts.append(STATE_WORDS[State(asked.state)][1 if english else 0])
    elif asked.state in GROUPS:
        parts.append("not closed" if english else "未了结")
    if asked.late:
        parts.append("past their day" if english else "逾期未办")
    parts += [rule_name(asked.rule)] if asked.rule else []
    named = (("bodies", asked.body), ("places", asked.place), ("items", asked.item))
    parts += [names.of(kind, key) for kind, key in named if key]
    parts.append(f"{total:,}" if english else f"{total:,} 张")
    return (", " if english else "，").join(parts)


@require_safe
@never_cache
def card_file(request: HttpRequest) -> HttpResponse:
    """The same list as a workbook: every cell a text."""
    seen = reader(request)
    asked = cards_asked_of(request.GET, seen.bodies, seen.post)
    page = card_page(asked, now=seen.now, size=EXPORTED)
    names = _names(page.rows, asked)
    lines = [card_line(one, names, seen.now) for one in page.rows]
    return workbook("cards", heading(asked, names, page.total), lines, page.total)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def card(request: HttpRequest, card_id: UUID) -> HttpResponse:
    """On what ground was this card raised, who has to answer, and until when?"""
    actor, view, now = card_of(request, card_id)
    sent = request.POST if request.method == "POST" else None
    form, problem = WordsForm(sent), None
    if sent is not None:
        act = _act(sent.get("act", ""))
        if act is not None and form.is_valid():
            problem = _do(act, card_id, form.cleaned_data["words"], actor)
            if problem is None:
                return HttpResponseRedirect(f"{request.path}?done=1")
    context = card_context(view, actor, now) | {"form": form, "problem": problem, "done": "done" in request.GET}
    if sent is not None:
        context["chosen"] = sent.get("act", "")
    return render(request, "supervision/card.html", context, status=200 if sent is None else 409 if problem else 422)


def _act(name: str) -> Act | None:
    return Act(name) if name in set(Act) else None


def _do(act: Act, card_id: UUID, words: str, by: Actor) -> Refusal | None:
    at = timezone.now()
    try:
        if act in (Act.KEEP, Act.LIFT_ON_APPEAL):
            acts.judge_appeal(card_id=card_id, lift=act is Act.LIFT_ON_APPEAL, words=words, by=by, at=at)
        else:
            ACTS[act](card_id=card_id, words=words, by=by, at=at)
    except Refused as refused:
        if refused.refusal.code in ("card_answer", "not_supervisor", "judge_concerned", "judge_twice"):
            raise PermissionDenied(refused.refusal) from refused
        return refused.refusal
    return None
